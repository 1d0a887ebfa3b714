"""One report put in order: duplicates read as one, dangling references and non-reactions left out.

Real reports list a product once for each lot or strength, and a term once for each report that was
merged into them. Left apart they would be rivals of themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from causality.findings.latency_names import plain_name
from causality.formats.names import clean
from causality.formats.not_reactions import is_no_reaction
from causality.formats.reported import (
    Reported,
    ReportedDrug,
    ReportedInterval,
    ReportedOpinion,
    ReportedPastDrug,
    ReportedReaction,
    ReportedRechallenge,
    ReportedStatement,
    ReportedTreatment,
)

__all__ = ["Tidy", "tidy"]

_OfPair: TypeAlias = ReportedInterval | ReportedOpinion | ReportedRechallenge | ReportedStatement
_P = TypeVar("_P", ReportedInterval, ReportedOpinion, ReportedRechallenge, ReportedStatement)
_Keys: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tidy:
    """A report in which every key that is named exists, and the terms that are no reaction."""

    reported: Reported
    left_out: tuple[ReportedReaction, ...]
    notes: tuple[str, ...]


def tidy(reported: Reported) -> Tidy:
    """Merge what is the same, drop what refers to nothing; every loss gets a note."""
    notes: list[str] = []
    drugs, drug_keys = _merged(reported.drugs, _same_drug, _one_drug, notes)
    named = tuple(item for item in reported.reactions if clean(item.term))
    notes += [f"{_place(item)}: a reaction without a term" for item in _missing(reported, named)]
    left_out = tuple(item for item in named if is_no_reaction(item.term))
    left_keys = {item.key for item in left_out}
    notes += [f"{_place(item)}: no adverse reaction by its term, not scored" for item in left_out]
    kept = tuple(item for item in named if item.key not in left_keys)
    reactions, event_keys = _merged(kept, _same_reaction, lambda first, _, __: first, notes)

    def pairs(items: Iterable[_P]) -> tuple[_P, ...]:
        return tuple(_relinked(items, drug_keys, event_keys, left_keys, notes))

    result = replace(
        reported,
        drugs=drugs,
        reactions=reactions,
        intervals=pairs(reported.intervals),
        rechallenges=pairs(reported.rechallenges),
        statements=pairs(reported.statements),
        opinions=pairs(reported.opinions),
        past_drugs=tuple(_past(item, event_keys) for item in reported.past_drugs),
        treatments=tuple(_treatment(item, event_keys) for item in reported.treatments),
    )
    return Tidy(result, left_out, tuple(notes))


def _place(item: _OfPair | ReportedDrug | ReportedReaction) -> str:
    """The first element an item was read from, as a note names it."""
    return item.source.partition(",")[0]


def _missing(reported: Reported, named: tuple[ReportedReaction, ...]) -> list[ReportedReaction]:
    return [item for item in reported.reactions if item not in named]


_T = TypeVar("_T", ReportedDrug, ReportedReaction)


def _merged(
    items: tuple[_T, ...],
    same: Callable[[_T], object],
    one: Callable[[_T, _T, list[str]], _T],
    notes: list[str],
) -> tuple[tuple[_T, ...], _Keys]:
    """``items`` without repetition, and for every key the key under which it is kept."""
    kept: dict[object, _T] = {}
    keys: dict[str, str] = {}
    for item in items:
        mark = same(item)
        first = kept.get(mark)
        if first is None:
            kept[mark] = item
            keys.setdefault(item.key, item.key)
        else:
            kept[mark] = one(first, item, notes)
            keys.setdefault(item.key, first.key)
            notes.append(f"{_place(item)}: the same as {_place(first)}, read as one")
    return tuple(kept.values()), keys


def _same_drug(drug: ReportedDrug) -> object:
    substances = tuple(sorted(map(plain_name, drug.substances)))
    return substances or plain_name(drug.name) or drug.key, drug.role


def _one_drug(first: ReportedDrug, other: ReportedDrug, notes: list[str]) -> ReportedDrug:
    actions = {item.action for item in (first, other)} - {None, "unknown"}
    if len(actions) > 1:
        notes.append(f"{_place(other)}: another action taken than in {_place(first)}; neither used")
    agreed = None if len(actions) > 1 else next(iter(actions), first.action)
    return replace(
        first,
        indications=tuple(dict.fromkeys((*first.indications, *other.indications))),
        doses=tuple(dict.fromkeys((*first.doses, *other.doses))),
        action=agreed,
        overdose=first.overdose or other.overdose,
    )


def _same_reaction(reaction: ReportedReaction) -> object:
    return (
        plain_name(reaction.term) or reaction.key,
        reaction.onset,
        reaction.end,
        reaction.duration,
        reaction.outcome,
        reaction.seriousness,
        reaction.assumed,
    )


def _relinked(
    items: Iterable[_P], drugs: _Keys, events: _Keys, left_out: set[str], notes: list[str]
) -> Iterable[_P]:
    """``items`` under the keys that were kept; a repetition counts once."""
    seen: set[object] = set()
    for item in items:
        if item.event in left_out:
            continue
        if item.drug not in drugs or (item.event is not None and item.event not in events):
            notes.append(f"{_place(item)}: refers to a drug or reaction that is not in the report")
            continue
        event = None if item.event is None else events[item.event]
        linked = item
        if (item.drug, item.event) != (drugs[item.drug], event):
            linked = replace(item, drug=drugs[item.drug], event=event)
        bare = _said(linked)
        if bare not in seen:
            seen.add(bare)
            yield linked


def _said(item: _OfPair) -> object:
    """What an item says, whichever element it stands in."""
    return type(item), *(getattr(item, name) for name in item.__slots__ if name != "source")


def _past(item: ReportedPastDrug, events: _Keys) -> ReportedPastDrug:
    kept = tuple(dict.fromkeys(events[key] for key in item.events if key in events))
    return replace(item, events=kept)


def _treatment(item: ReportedTreatment, events: _Keys) -> ReportedTreatment:
    return item if item.event is None else replace(item, event=events.get(item.event))
