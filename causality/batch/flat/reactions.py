"""The reactions of many reports: which are none, which are the same, what their terms tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.grouping import counted, grouped
from causality.batch.flat.texts import Texts
from causality.findings.latency_names import plain_name
from causality.formats.names import clean, slug
from causality.formats.not_reactions import open_list
from causality.vocabulary import VOCABULARY

__all__ = ["Reactions", "reactions_of"]

_RELATIONS = VOCABULARY["relation"].values
_OVERDOSE = "overdose"

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reactions:
    """Events of the reports: ``of`` gives each term its event, -1 where it is none.

    ``plain`` is the place of each term in ``names``, as they are compared. Of each event: its
    ``first`` term, ``report``, ``term`` and ``wanted`` (places in ``terms`` and ``slugs``),
    ``relation``. Of each report: ``reactions`` and ``count`` (of events), ``overdose``, ``notes``,
    and ``odd`` where more is to be read.
    """

    of: Ints
    plain: Ints
    names: tuple[str, ...]
    first: Ints
    report: Ints
    term: Ints
    wanted: Ints
    relation: Ints
    terms: tuple[str, ...]
    slugs: tuple[str, ...]
    reactions: Ints
    count: Ints
    overdose: Flags
    notes: Ints
    odd: Flags


def reactions_of(report: Ints, terms: Texts, size: int, *apart: Ints) -> Reactions:
    """The events of ``size`` reports; ``report`` is that of each term.

    Terms of one name are one event, unless they differ in ``apart``.
    """
    plain = terms.mapped(plain_name)
    known = open_list()
    none = plain.true(lambda name: name in known.no_reaction)
    odd, overdose = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    odd[report[~plain.told]] = True
    overdose[report[none & plain.true(lambda name: name.endswith(_OVERDOSE))]] = True
    rows = np.flatnonzero(~none)
    events = grouped(report[rows], plain.codes[rows], *(column[rows] for column in apart))
    first = rows[events.first]
    reactions, count = counted(report, size), counted(report[first], size)
    of = np.full(len(report), -1, dtype=np.int64)
    of[rows] = events.of
    relation = plain.numbers(lambda name: _RELATIONS.index(known.relations.get(name, "under drug")))
    slugs = terms.mapped(lambda text: slug(text, "event"))
    return Reactions(
        of,
        plain.codes,
        plain.values,
        first,
        report[first],
        terms.codes[first],
        slugs.codes[first],
        relation[first],
        tuple(clean(text) or "" for text in terms.values),
        slugs.values,
        reactions,
        count,
        overdose,
        reactions - count,
        odd,
    )
