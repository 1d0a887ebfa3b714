"""The reactions of many reports: which are none, which are the same, what their terms tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.faers.cells import Cells
from causality.batch.flat.grouping import counted, grouped
from causality.findings.latency_names import plain_name
from causality.formats.faers.codes import OUTCOMES
from causality.formats.names import clean, slug
from causality.formats.not_reactions import open_list
from causality.vocabulary import VOCABULARY

__all__ = ["OUTC", "REAC", "Events", "events_of"]

REAC = ("pt", "drug_rec_act")
OUTC = ("outc_cod",)

_RELATIONS = VOCABULARY["relation"].values
_OVERDOSE = "overdose"
_DISABLING = "disability"


@dataclass(frozen=True, slots=True)
class Events:
    """Events of the reports: ``of`` gives each row of REAC its event, -1 where it is none.

    ``plain`` are places of names as they are compared, of the term and of what came back (-1 where
    nothing is said to have). Of each event: ``report``, ``term`` and ``wanted`` (places in
    ``terms`` and ``slugs``), ``relation``, ``disabling``. Of each report: ``reactions`` and
    ``count`` (of events), ``overdose``, ``notes``, and ``odd`` where more is to be read.
    """

    of: NDArray[np.int64]
    plain: tuple[NDArray[np.int64], NDArray[np.int64]]
    report: NDArray[np.int64]
    term: NDArray[np.int64]
    wanted: NDArray[np.int64]
    relation: NDArray[np.int64]
    disabling: NDArray[np.bool_]
    terms: tuple[str, ...]
    slugs: tuple[str, ...]
    reactions: NDArray[np.int64]
    count: NDArray[np.int64]
    overdose: NDArray[np.bool_]
    notes: NDArray[np.int64]
    odd: NDArray[np.bool_]


def events_of(reac: Cells, outc: Cells, size: int) -> Events:
    """The events of ``size`` reports."""
    terms = reac["pt"]
    names = [plain_name(text) for text in terms.values]
    places: dict[str, int] = {}
    plain = np.array([places.setdefault(name, len(places)) for name in names], dtype=np.int64)
    back = reac["drug_rec_act"]
    came_back = back.numbers(
        lambda text: places.setdefault(plain_name(text), len(places)) if text else -1
    )
    odd = np.zeros(size, dtype=np.bool_)
    odd[reac.report[plain[terms.codes] == places.get("", -1)]] = True
    known = open_list()
    none = np.array([name in known.no_reaction for name in names], dtype=np.bool_)
    over = none & np.array([name.endswith(_OVERDOSE) for name in names], dtype=np.bool_)
    none, over = none[terms.codes], over[terms.codes]
    overdose = np.zeros(size, dtype=np.bool_)
    overdose[reac.report[over]] = True
    rows = np.flatnonzero(~none)
    events = grouped(reac.report[rows], plain[terms.codes[rows]])
    first = rows[events.first]
    report = reac.report[first]
    reactions, count = counted(reac.report, size), counted(report, size)
    notes = reactions - count
    disabling = _outcomes(outc, reactions, notes)
    of = np.full(len(reac), -1, dtype=np.int64)
    of[rows] = events.of
    code = terms.codes[first]
    relation = np.array(
        [_RELATIONS.index(known.relations.get(name, "under drug")) for name in names]
    )
    slugs = terms.mapped(lambda text: slug(text, "event"))
    return Events(
        of,
        (plain[terms.codes], came_back),
        report,
        code,
        slugs.codes[first],
        relation[code],
        disabling[report],
        tuple(clean(text) or "" for text in terms.values),
        slugs.values,
        reactions,
        count,
        overdose,
        notes,
        odd,
    )


def _outcomes(
    outc: Cells, reactions: NDArray[np.int64], notes: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Reports whose only reaction was disabling; what cannot be used goes to ``notes``."""
    size = len(reactions)
    codes = outc["outc_cod"]
    known = codes.true(lambda text: text.upper() in OUTCOMES)
    notes += counted(outc.report[~known], size)
    found = np.zeros(size, dtype=np.bool_)
    found[outc.report[known]] = True
    notes += found & (reactions != 1)
    disabling = np.zeros(size, dtype=np.bool_)
    disabling[outc.report[codes.true(lambda text: OUTCOMES.get(text.upper()) == _DISABLING)]] = True
    disabling[reactions != 1] = False
    return disabling
