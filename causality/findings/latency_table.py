"""How long reactions take: which row of the time-to-onset table fits a drug and an event.

The closest row wins: named drug before class before any drug, then the earlier event term, then
the earlier row of the file. After an earlier exposure a row counted from re-exposure goes before
all others. A case reads only the files of the body systems that its events belong to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

from causality.datafile import Document, data_root, load_document, validate
from causality.errors import ModelError, Problem, nearest
from causality.findings.latency_names import LatencyNames
from causality.findings.latency_rules import OnsetRules
from causality.findings.latency_schema import OnsetRow, OnsetRows
from causality.findings.latency_windows import (
    Basis,
    Fallback,
    Healing,
    LatencyRow,
    decides,
    fallback_of,
    healing_of,
    latency_of,
)

__all__ = [
    "Fallback",
    "Healing",
    "LatencyRow",
    "LatencyTable",
    "fallback",
    "latency_table",
    "match_healing",
    "match_latency",
    "read_latency_table",
]

_CLOSENESS: Mapping[Basis, int] = {"drug": 0, "class": 1, "any drug": 2}

_Named = tuple[OnsetRow, frozenset[str]]
"""A row, and the names of its drugs as they are compared."""


class LatencyTable:
    """The rules with all names, and the rows of each body system, read when first needed."""

    def __init__(self, rules: OnsetRules, folder: Path) -> None:
        self.rules = rules
        self.names = LatencyNames(rules)
        self._folder = folder
        self._rows: dict[str, tuple[OnsetRow, ...]] = {}
        self._of_event: dict[str, dict[str, tuple[_Named, ...]]] = {}
        self._made: dict[tuple[str, Basis, bool], LatencyRow] = {}

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 over the rules and every file of rows, in the order of their names."""
        files = (self._folder.with_suffix(".yaml"), *sorted(self._folder.glob("*.yaml")))
        return sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest()

    def rows(self, system: str) -> tuple[OnsetRow, ...]:
        """The rows of one body system; raises ``ModelError`` where its file is wrong."""
        if system not in self._rows:
            file = f"{self._folder.name}/{system.replace(' ', '_')}.yaml"
            document = load_document(self._folder.parent / file, ModelError, name=file)
            rows = validate(document, OnsetRows, ModelError).rows
            if problems := list(self._unknown_names(document, system, rows)):
                raise ModelError(problems)
            self._rows[system] = rows
        return self._rows[system]

    def match(
        self,
        drug_names: Iterable[str],
        event_terms: Iterable[str],
        *,
        re_exposed: bool,
        reacted: bool | None = None,
    ) -> LatencyRow | None:
        """The row that decides on the time to onset, or None; see ``match_latency``."""
        reacted = re_exposed if reacted is None else reacted
        earlier = {"earlier exposure": re_exposed or reacted, "earlier reaction": reacted}
        best: tuple[tuple[bool, int], OnsetRow, Basis] | None = None
        for row, basis in self._candidates(drug_names, event_terms):
            again = row.clock == "re-exposure"
            if not decides(row) or (again and not earlier[row.after]):
                continue
            rank = (not again, _CLOSENESS[basis])
            if best is None or rank < best[0]:
                best = rank, row, basis
        if best is None:
            return None
        (first, _), row, basis = best
        return self._latency(row, basis, early=first and (re_exposed or reacted))

    def healing(self, drug_names: Iterable[str], event_terms: Iterable[str]) -> Healing | None:
        """The time to improve of the closest row that gives one, or None."""
        best: tuple[int, Healing] | None = None
        for row, basis in self._candidates(drug_names, event_terms):
            healing = healing_of(row, self.rules)
            if healing is not None and (best is None or _CLOSENESS[basis] < best[0]):
                best = _CLOSENESS[basis], healing
        return best[1] if best else None

    def fallback(self) -> Fallback:
        """What counts where no row fits."""
        return fallback_of(self.rules)

    def _latency(self, row: OnsetRow, basis: Basis, *, early: bool) -> LatencyRow:
        key = (row.id, basis, early)
        if key not in self._made:
            self._made[key] = latency_of(row, basis, self.rules, early=early)
        return self._made[key]

    def _candidates(
        self, drug_names: Iterable[str], event_terms: Iterable[str]
    ) -> Iterator[tuple[OnsetRow, Basis]]:
        """Rows that hold for the drug and the event, by event term, then by place in the file."""
        drugs = frozenset(map(self.names.drug, drug_names))
        classes = self.names.classes(drugs)
        places = dict.fromkeys(place for term in event_terms for place in self.names.events(term))
        for system, event in places:
            for row, named in self._about(system).get(event, ()):
                if not drugs.isdisjoint(named):
                    yield row, "drug"
                elif not classes.isdisjoint(row.classes):
                    yield row, "class"
                elif row.any_drug:
                    yield row, "any drug"

    def _about(self, system: str) -> Mapping[str, tuple[_Named, ...]]:
        if system not in self._of_event:
            about: dict[str, list[_Named]] = defaultdict(list)
            for row in self.rows(system):
                for event in row.events:
                    about[event].append((row, frozenset(map(self.names.drug, row.drugs))))
            self._of_event[system] = {event: tuple(rows) for event, rows in about.items()}
        return self._of_event[system]

    def _unknown_names(
        self, document: Document, system: str, rows: Sequence[OnsetRow]
    ) -> Iterator[Problem]:
        known = {
            "events": tuple(self.rules.events[system]),
            "classes": tuple(self.rules.classes),
            "window set": tuple(self.rules.window_sets),
        }
        for number, row in enumerate(rows):
            told = {
                "events": row.events,
                "classes": row.classes,
                "window set": (row.window_set,) if row.window_set else (),
            }
            for key, names in told.items():
                for name in names:
                    if name not in known[key]:
                        right = nearest(name, known[key]).removeprefix("; ")
                        yield document.problem(("rows", number, key), f"unknown {name!r}", right)


def read_latency_table(file: Path) -> LatencyTable:
    """The table whose rules are in ``file`` and whose rows are in the folder of that name."""
    document = load_document(file, ModelError, name=file.name)
    return LatencyTable(validate(document, OnsetRules, ModelError), file.with_suffix(""))


@cache
def latency_table() -> LatencyTable:
    """The table that ships with the models."""
    return read_latency_table(data_root("models") / "time_to_onset.yaml")


def match_latency(
    drug_names: Iterable[str],
    event_terms: Iterable[str],
    *,
    re_exposed: bool,
    reacted: bool | None = None,
) -> LatencyRow | None:
    """The row that decides on the time to onset of an event under a drug, or None.

    ``drug_names`` are names of one drug (also names of its class), ``event_terms`` those of one
    event, closest first. ``re_exposed``: the patient had taken the drug before this course, so
    shorter rows for the sensitised are preferred, and other rows lose their lower edge.
    ``reacted``: the patient had reacted to it then, which some of these rows ask for; as
    ``re_exposed`` where not given.
    """
    return latency_table().match(drug_names, event_terms, re_exposed=re_exposed, reacted=reacted)


def match_healing(drug_names: Iterable[str], event_terms: Iterable[str]) -> Healing | None:
    """How long an event under a drug takes to improve after the stop, or None; names as above."""
    return latency_table().healing(drug_names, event_terms)


def fallback() -> Fallback:
    """What counts where no row fits: times after the last dose, after the stop, to improve."""
    return latency_table().fallback()
