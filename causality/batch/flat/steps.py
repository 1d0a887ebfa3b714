"""The stretches of intake of every drug of flat records, each with those that may follow it.

What ``findings.actions`` says of one drug, for all drugs at once. The order is that of the starts;
where it is open, each order that the dates allow is told.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.doses import Intake
from causality.batch.flat.record import Flat
from causality.batch.flat.spans import Flags, Ints, between
from causality.case.dates import DAY
from causality.findings.actions import MOST_UNORDERED

__all__ = ["Steps", "certain_last", "restarts_of", "steps_of"]

_NONE = -1


class Steps(NamedTuple):
    """Stretches drug by drug: rows of ``dose``; ``after`` is -1 where it may be the last."""

    drug: Ints
    before: Ints
    after: Ints
    certain: Flags

    def at(self, rows: NDArray[Any]) -> Steps:
        """Some of them."""
        return Steps(self.drug[rows], self.before[rows], self.after[rows], self.certain[rows])


def steps_of(flat: Flat, intake: Intake) -> Steps:
    """Every stretch with each that may come directly after it."""
    drug = flat.column("dose", "drug")
    place = np.arange(len(drug))
    earliest = intake.first[drug]
    gap = between(intake.start.at(earliest), intake.start)
    itself = place == earliest
    order = np.lexsort((np.where(itself, 0, gap.hi), np.where(itself, 0, gap.lo), drug))
    following = np.full(len(drug), _NONE)
    same = drug[order[1:]] == drug[order[:-1]]
    following[:-1][same] = order[1:][same]
    some = np.flatnonzero(following >= 0)
    apart = intake.start.lo[following[some]] > intake.start.hi[order[some]]
    ordered = np.ones(flat.rows("drug"), np.bool_)
    ordered[drug[order[some[~apart]]]] = False
    many = ~ordered & (intake.doses > MOST_UNORDERED)
    told = ordered[drug] | many[drug]
    parts = [
        Steps(
            drug[order][told],
            order[told],
            np.where(many[drug], _NONE, following)[told],
            ordered[drug][told],
        ),
        *(_any_order(intake, flat_drugs) for flat_drugs in _by_size(intake, ~ordered & ~many)),
    ]
    whole = Steps(
        np.concatenate([part.drug for part in parts]),
        np.concatenate([part.before for part in parts]),
        np.concatenate([part.after for part in parts]),
        np.concatenate([part.certain for part in parts]),
    )
    return whole.at(np.argsort(whole.drug, kind="stable"))


def _by_size(intake: Intake, drugs: Flags) -> list[Ints]:
    """The drugs, those with as many doses together."""
    chosen = np.flatnonzero(drugs)
    sizes = intake.doses[chosen]
    return [chosen[sizes == size] for size in np.unique(sizes).tolist()]


def _any_order(intake: Intake, drugs: Ints) -> Steps:
    """All steps of drugs that have as many doses and no certain order of them."""
    size = int(intake.doses[drugs[0]])
    rows = intake.first[drugs][:, None] + np.arange(size)
    lo, hi = intake.start.at(rows)
    later = lo[:, None, :] > hi[:, :, None]  # [drug, one, other]: the other is certainly later
    # A third dose lies between two if the first to end of those after the one comes before.
    soonest = np.where(later, hi[:, None, :], np.iinfo(np.int64).max).min(axis=2)
    follows = (hi[:, None, :] >= lo[:, :, None]) & (soonest[:, :, None] >= lo[:, None, :])
    follows[:, np.arange(size), np.arange(size)] = False
    earlier, after = later.sum(axis=1), later.sum(axis=2)
    surely = later & (earlier[:, :, None] + after[:, None, :] == size - 2)
    last = after == 0
    possible = np.concatenate([follows, last[:, :, None]], axis=2)
    certain = np.concatenate([surely, (earlier == size - 1)[:, :, None]], axis=2)
    which, one, other = possible.nonzero()
    return Steps(
        drugs[which],
        rows[which, one],
        np.where(other == size, _NONE, rows[which, other % size]),
        certain[which, one, other],
    )


def certain_last(steps: Steps, doses: int) -> Flags:
    """The doses that certainly are the last of their drug."""
    found = np.zeros(doses, np.bool_)
    found[steps.before[(steps.after == _NONE) & steps.certain]] = True
    return found


def restarts_of(flat: Flat, intake: Intake, steps: Steps) -> Steps:
    """Those with which intake may have begun again after a pause, and whether it certainly did."""
    two = steps.at(steps.after != _NONE)
    gap = between(intake.stop.at(two.before), intake.start.at(two.after))
    told = flat.column("dose", "stopped")[two.before] & (gap.hi > DAY)
    return two._replace(certain=two.certain & (gap.lo > DAY)).at(told)
