"""What a user's table holds: rows by the names of a drug and an event, as names are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from causality.case.durations import OPEN_HI, OPEN_LO, Duration
from causality.findings.latency_names import plain_name
from causality.findings.latency_table import latency_table

__all__ = ["Known", "KnownRow", "KnownTable", "drug_key", "event_key"]

_MOST_NAMES = 200_000


@dataclass(frozen=True, slots=True)
class Known:
    """A table as it was read and found to be right: its name, the hash and the bytes of its file.

    Two are equal if name and hash are. It is small to hash and to send to another process;
    ``table_of`` gives the rows.
    """

    name: str
    sha256: str
    content: bytes = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class KnownRow:
    """What is known of one drug and one event, and the line of the file that says so."""

    drug: str
    event: str
    level: str | None
    earliest: Duration | None
    latest: Duration | None
    source: str | None
    line: int

    @property
    def says(self) -> tuple[str | None, str | None, str | None]:
        """What the row tells, in words."""
        earliest, latest = (one.text if one else None for one in (self.earliest, self.latest))
        return self.level, earliest, latest

    @property
    def onsets(self) -> tuple[int, int]:
        """The compatible times to onset in minutes; open on both sides where none is told."""
        if self.earliest is None and self.latest is None:
            return OPEN_LO, OPEN_HI
        low = 0 if self.earliest is None else self.earliest.lo
        return low, OPEN_HI if self.latest is None else self.latest.hi


class KnownTable:
    """The rows of a table in the order of the file, each pair once, and the way to them by names.

    ``rows[by_pair[drug, event]]`` are of the drug and the event with these places, which
    ``drug(name)`` and ``event(term)`` give; -1 for what the table does not name.
    """

    def __init__(self, name: str, rows: Iterable[KnownRow]) -> None:
        self.name = name
        self.rows: list[KnownRow] = []
        self.by_pair: dict[tuple[int, int], int] = {}
        self._drugs: dict[str, int] = {}
        self._events: dict[str, int] = {}
        for row in rows:
            drug = self._drugs.setdefault(drug_key(row.drug), len(self._drugs))
            event = self._events.setdefault(event_key(row.event), len(self._events))
            if (drug, event) not in self.by_pair:
                self.by_pair[drug, event] = len(self.rows)
                self.rows.append(row)

    @property
    def events(self) -> int:
        """How many events it names."""
        return len(self._events)

    def drug(self, name: str) -> int:
        """The place of a drug, -1 where the table names none such."""
        return self._drugs.get(drug_key(name), -1)

    def event(self, term: str) -> int:
        """The place of an event, -1 where the table names none such."""
        return self._events.get(event_key(term), -1)

    def about(self, drug: str, terms: Iterable[str]) -> Iterator[KnownRow]:
        """The rows about a drug and an event that goes by any of these terms."""
        place = self.drug(drug)
        if place >= 0:
            for event in dict.fromkeys(map(self.event, terms)):
                if (place, event) in self.by_pair:
                    yield self.rows[self.by_pair[place, event]]


@lru_cache(maxsize=_MOST_NAMES)
def drug_key(name: str) -> str:
    """The name of a drug as it is compared: whole, without case, accents and salt."""
    return latency_table().names.drug(name)


def event_key(term: str) -> str:
    """The term of an event as it is compared: whole, without case, accents and plural s."""
    return plain_name(term)
