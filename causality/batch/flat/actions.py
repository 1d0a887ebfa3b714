"""What was done with every drug of flat records, as far as it can bear on an event.

What ``findings.actions`` says of one drug and one event, for all at once: of the drugs first, since
only for a pause within the doses it matters when the event began.
"""

from __future__ import annotations

from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.doses import Intake
from causality.batch.flat.record import Flat
from causality.batch.flat.spans import Flags, Ints, Span, where
from causality.batch.flat.steps import Steps
from causality.case.entries import Drug
from causality.findings.facts import TABLES

__all__ = ["ACTIONS", "KINDS", "Done", "done_with"]

ACTIONS = get_args(Drug.model_fields["action_taken"].annotation)
"""What a case may say was done with a drug, as the flat record counts it."""

KINDS = {kind: place for place, kind in enumerate(TABLES["episode"]["kind"].codes)}
_NOTHING = -1
_AT_ONSET = {
    "dose reduced": "reduction",
    "dose increased": "increase",
    "dose not changed": "continuation",
}


class Done(NamedTuple):
    """Things done, drug by drug; when is told by the calendar, or it is the onset itself.

    ``pause``: within the doses, so it counts only where it may have come after the onset, and is
    certain only where it certainly did.
    """

    drug: Ints
    kind: NDArray[np.int8]
    at: Span
    at_onset: Flags
    pause: Flags
    dated: Flags
    certain: Flags


def done_with(flat: Flat, intake: Intake, steps: Steps, restarts: Steps) -> Done:
    """All that was done, for each drug in the order in which it is told of one."""
    drugs = flat.rows("drug")
    once, stopped = flat.column("dose", "once"), flat.column("dose", "stopped")
    last = steps.after < 0
    told_stop = stopped & ~once
    some_told = np.zeros(drugs, np.bool_)
    some_told[steps.drug[last & told_stop[steps.before]]] = True
    ends = last & some_told[steps.drug]
    others = np.flatnonzero(~some_told)
    parts = (
        _pauses(intake, restarts.at(~once[restarts.before])),
        _ends(
            _untold(flat, intake, steps.drug[ends], steps.certain[ends]),
            told_stop[steps.before[ends]],
            intake.stop.at(steps.before[ends]),
        ),
        _untold(flat, intake, others, np.ones(len(others), np.bool_)),
    )
    drug = np.concatenate([part.drug for part in parts])
    kind = np.concatenate([part.kind for part in parts])
    order = np.argsort(drug, kind="stable")
    order = order[kind[order] != _NOTHING]
    lo = np.concatenate([part.at.lo for part in parts])
    hi = np.concatenate([part.at.hi for part in parts])
    return Done(
        drug[order],
        kind[order],
        Span(lo[order], hi[order]),
        np.concatenate([part.at_onset for part in parts])[order],
        np.concatenate([part.pause for part in parts])[order],
        np.concatenate([part.dated for part in parts])[order],
        np.concatenate([part.certain for part in parts])[order],
    )


def _pauses(intake: Intake, pauses: Steps) -> Done:
    drug = pauses.drug
    yes, no = np.ones(len(drug), np.bool_), np.zeros(len(drug), np.bool_)
    kind = np.full(len(drug), KINDS["stop"], np.int8)
    return Done(drug, kind, intake.stop.at(pauses.before), no, yes, yes, pauses.certain)


def _ends(untold: Done, told: Flags, stop: Span) -> Done:
    """The ends of the last stretches: their stop where it is told."""
    return untold._replace(
        kind=np.where(told, np.int8(KINDS["stop"]), untold.kind),
        at=where(told, stop, untold.at),
        at_onset=untold.at_onset & ~told,
        dated=untold.dated | told,
    )


def _untold(flat: Flat, intake: Intake, drug: Ints, certain: Flags) -> Done:
    """What was done with these drugs where no last dose is told apart."""
    several = np.bincount(
        flat.column("dose", "drug")[~flat.column("dose", "once")], minlength=flat.rows("drug")
    )
    single = ((intake.doses > 0) & (several == 0))[drug]
    action = flat.column("drug", "action")[drug]
    by_action = np.full(len(ACTIONS), _NOTHING, np.int8)
    for name, kind_ in _AT_ONSET.items():
        by_action[ACTIONS.index(name)] = KINDS[kind_]
    withdrawn = action == ACTIONS.index("withdrawn")
    kind = np.where(withdrawn, np.int8(KINDS["stop"]), by_action[action])
    kind = np.where(single, np.int8(KINDS["single dose"]), kind)
    return Done(
        drug,
        kind,
        where(single, intake.drug_start.at(drug), intake.drug_stop.at(drug)),
        ~single & ~withdrawn,
        np.zeros(len(drug), np.bool_),
        single,
        certain,
    )
