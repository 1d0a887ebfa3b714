"""The case recomputed without one entry: what rests on it, and what it takes along.

An entry that others refer to takes those along that cannot stand without it. The patient, the drug
and the event of the only pair, and what every time counts from cannot be taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from causality.assessment import Assessment, assess
from causality.case.case import Case
from causality.case.points import entries_of
from causality.case.references import reference_problems
from causality.datafile import Document
from causality.explain.changed_facts import FactChange, data_of, make
from causality.methods import Verdict

__all__ = ["EntryEffect", "entry_effects", "without_entry"]

Data: TypeAlias = dict[str, Any]
_KEPT = frozenset({"patient", "day-0", "last"})
_STEP = re.compile(r"""\[['"]([^'"]*)['"]\]|\[([0-9]+)\]|([^.\[\]]+)""")


@dataclass(frozen=True, slots=True)
class EntryEffect:
    """What becomes of each pair without one entry.

    ``taken`` are the entries that had to go with it. ``because`` says why it cannot be taken out;
    then nothing else is told. ``verdicts`` are (drug, event, method title, before, after) that
    change, ``shares`` (drug, event, before, after).
    """

    entry: str
    kind: str
    taken: tuple[str, ...] = ()
    because: str | None = None
    verdicts: tuple[tuple[str, str, str, str, str], ...] = ()
    shares: tuple[tuple[str, str, float, float], ...] = ()

    @property
    def moves(self) -> float:
        """How far the share moves that moves most."""
        return max((abs(after - before) for *_, before, after in self.shares), default=0.0)


def entry_effects(case: Case, assessment: Assessment) -> tuple[EntryEffect, ...]:
    """The effect of every entry that can be taken out, and why the others cannot."""
    return tuple(_effects(case, assessment))


def _effects(case: Case, assessment: Assessment) -> Iterator[EntryEffect]:
    for entry, (kind, _) in entries_of(case).items():
        if entry in _KEPT:
            yield EntryEffect(entry, kind, because="it is the frame of the case")
            continue
        found = without_entry(case, entry)
        if isinstance(found, str):
            yield EntryEffect(entry, kind, because=found)
            continue
        other, taken = found
        yield _effect(entry, kind, taken, assessment, assess(other))


def without_entry(case: Case, entry: str) -> tuple[Case, tuple[str, ...]] | str:
    """The case without an entry, and what went with it; or why it cannot be taken out."""
    entries = entries_of(case)
    data = data_of(case)
    taken: list[str] = []
    wanted = entry
    while True:  # ends at the latest when nothing is left that could refer to anything
        if wanted in _KEPT or not _removed(data, wanted, entries[wanted][0]):
            return f"{wanted} refers to it and cannot go"
        if wanted != entry:
            taken.append(wanted)
        dangling = _dangling(data, entries)
        if dangling is None:
            break
        wanted = dangling
        if not wanted:
            return "another part of the case refers to it"
    if not data.get("drugs") or not data.get("events"):
        return "without it there is no pair of a drug and an event"
    return Case.model_validate(data), tuple(taken)


def _removed(data: Data, entry: str, kind: str) -> bool:
    return make(data, {}, FactChange(entry, kind, "removed"))


def _dangling(data: Data, entries: Mapping[str, object]) -> str | None:
    """An entry that names what is not there any more; None where all is well, "" for no entry."""
    problems = reference_problems(Document("", "", data))
    if not problems:
        return None
    return _owner(data, problems[0].path, entries)


def _owner(data: Data, path: str, entries: Mapping[str, object]) -> str:
    """The innermost entry on the way to a place in the data."""
    here: object = data
    owner = ""
    steps = [next(filter(None, found)) for found in _STEP.findall(path)]
    for step in steps:
        if isinstance(here, list):
            here = here[int(step)]
        elif isinstance(here, dict):
            here = here.get(step)
        if isinstance(here, dict) and isinstance(here.get("id"), str):
            name = here["id"]
            dotted = f"{owner}.{name}"
            owner = dotted if dotted in entries else name
    if owner:
        return owner
    head = path.split(".", maxsplit=1)[0].replace(" ", "-")
    return head if head in entries else ""


def _effect(
    entry: str, kind: str, taken: tuple[str, ...], before: Assessment, after: Assessment
) -> EntryEffect:
    there = {(pair.drug, pair.event): pair for pair in after.pairs}
    verdicts, shares = [], []
    for pair in before.pairs:
        key = pair.drug, pair.event
        other = there.get(key)
        if other is None:
            continue
        for name, one in pair.verdicts.items():
            old, new = (_said(each) for each in (one, other.verdicts[name]))
            if old != new:
                verdicts.append((*key, one.title, old, new))
        if pair.involvement is not None and other.involvement is not None:
            shares.append((*key, pair.involvement.share, other.involvement.share))
    return EntryEffect(entry, kind, taken, None, tuple(verdicts), tuple(shares))


def _said(verdict: object) -> str:
    return verdict.category if isinstance(verdict, Verdict) else "not applicable"
