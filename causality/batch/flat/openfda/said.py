"""The drugs and the reactions of many openFDA lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.called import Named, named
from causality.batch.flat.commas.texts import compact
from causality.batch.flat.entry_ids import Words
from causality.batch.flat.grouping import counted, grouped
from causality.batch.flat.reactions import Reactions, reactions_of
from causality.batch.flat.record import ROLES
from causality.batch.flat.texts import Texts
from causality.formats.codes import R2_OUTCOMES, R2_ROLES, R2_ROUTES
from causality.formats.names import clean
from causality.formats.tagged import text as tag_text
from causality.vocabulary import VOCABULARY

__all__ = ["Drugs", "Events", "drugs_of", "events_of"]

_OUTCOMES = VOCABULARY["outcome"].values
_UNKNOWN_CODE = -2
_NO_CODE = -1

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Drugs:
    """Drugs of the reports, and what they are called.

    ``dose_of`` is the drug of each dose that is told, ``route`` the word for the way of it.
    """

    report: Ints
    role: Ints
    called: Named
    dose_of: Ints
    route: Ints
    notes: Ints
    odd: Flags


class Events(NamedTuple):
    """Events of the reports; ``outcome`` of each, and notes of each report on outcomes."""

    reactions: Reactions
    outcome: Ints
    notes: Ints


def drugs_of(
    report: Ints, names: Texts, roles: Texts, routes: Texts, words: Words, size: int
) -> Drugs:
    """The drugs of ``size`` reports; ``report`` is that of each name, role and route."""
    names = _as_tags(names)
    called = named([("", text) for text in names.values], names.codes)
    odd = np.zeros(size, dtype=np.bool_)
    odd[report[called.mark < 0]] = True
    roles = _as_tags(roles)
    unlisted = roles.true(lambda code: code not in R2_ROLES)
    role = roles.numbers(lambda code: ROLES.index(R2_ROLES.get(code, "concomitant")))
    drugs = grouped(report, called.mark, role)
    of_drug = report[drugs.first]
    routes = _as_tags(routes)
    ways = [clean(R2_ROUTES.get(code, f"route code {code}")) or "" for code in routes.values]
    doses = np.flatnonzero(routes.told)
    doses = doses[np.argsort(drugs.of[doses], kind="stable")]
    notes = counted(report[unlisted], size) + counted(report, size) - counted(of_drug, size)
    return Drugs(
        of_drug,
        role[drugs.first],
        called.rows(drugs.first),
        drugs.of[doses],
        words.places(ways)[routes.codes[doses]],
        notes,
        odd,
    )


def events_of(report: Ints, terms: Texts, outcomes: Texts, size: int) -> Events:
    """The events of ``size`` reports; ``report`` is that of each term and outcome."""
    terms = _as_tags(terms).mapped(lambda text: f"MedDRA {text}" if text.isdigit() else text)
    outcome = _as_tags(outcomes).numbers(_outcome)
    told = np.maximum(outcome, _NO_CODE)
    events = reactions_of(report, terms, size, told)
    told = told[events.first]
    return Events(
        events,
        np.where(told < 0, _OUTCOMES.index("unknown"), told),
        counted(report[outcome == _UNKNOWN_CODE], size),
    )


def _outcome(code: str) -> int:
    """The place of an outcome in the vocabulary; another number where none can be read."""
    if not code:
        return _NO_CODE
    known: Any = R2_OUTCOMES.get(code)
    return _UNKNOWN_CODE if known is None else _OUTCOMES.index(known)


def _as_tags(texts: Texts) -> Texts:
    """The texts as they are read from the tags of a report."""
    return compact(texts).mapped(lambda text: tag_text({"": [text]}, "") or "")
