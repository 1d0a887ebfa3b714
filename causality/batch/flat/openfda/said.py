"""The drugs and the reactions of many openFDA lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.called import Named, named
from causality.batch.flat.commas.texts import compact
from causality.batch.flat.entry_ids import Words
from causality.batch.flat.grouping import counted, grouped
from causality.batch.flat.record import ROLES
from causality.batch.flat.texts import Texts
from causality.findings.latency_names import plain_name
from causality.formats.codes import R2_OUTCOMES, R2_ROLES, R2_ROUTES
from causality.formats.names import clean, slug
from causality.formats.not_reactions import is_no_reaction, relation_of
from causality.formats.tagged import text as tag_text
from causality.vocabulary import VOCABULARY

__all__ = ["Drugs", "Events", "drugs_of", "events_of"]

_OUTCOMES = VOCABULARY["outcome"].values
_RELATIONS = VOCABULARY["relation"].values
_OVERDOSE = "overdose"
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


@dataclass(frozen=True, slots=True)
class Events:
    """Events of the reports; ``term`` and ``wanted`` are places in ``terms`` and ``slugs``.

    Of each report: ``count`` of events, ``overdose``, ``notes``, and ``odd``.
    """

    report: Ints
    term: Ints
    wanted: Ints
    terms: tuple[str, ...]
    slugs: tuple[str, ...]
    relation: Ints
    outcome: Ints
    count: Ints
    overdose: Flags
    notes: Ints
    odd: Flags


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
    plain = terms.mapped(plain_name)
    none = terms.true(is_no_reaction)
    over = none & plain.true(lambda name: name.endswith(_OVERDOSE))
    odd, overdose = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    odd[report[~plain.told]] = True
    overdose[report[over]] = True
    outcome = _as_tags(outcomes).numbers(_outcome)
    kept = np.flatnonzero(~none)
    events = grouped(report[kept], plain.codes[kept], np.maximum(outcome[kept], _NO_CODE))
    first = kept[events.first]
    of_event = report[first]
    notes = counted(report[outcome == _UNKNOWN_CODE], size)
    notes += counted(report, size) - counted(of_event, size)
    slugs = terms.mapped(lambda text: slug(text, "event"))
    told = np.maximum(outcome[first], _NO_CODE)
    return Events(
        of_event,
        terms.codes[first],
        slugs.codes[first],
        tuple(clean(text) or "" for text in terms.values),
        slugs.values,
        terms.numbers(lambda text: _RELATIONS.index(relation_of(text)))[first],
        np.where(told < 0, _OUTCOMES.index("unknown"), told),
        counted(of_event, size),
        overdose,
        notes,
        odd,
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
