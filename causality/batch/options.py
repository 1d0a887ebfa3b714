"""What a run is asked for; everything here changes the bytes that are written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from causality.errors import NotFound
from causality.findings.known import Known
from causality.methods import method_ids

__all__ = ["PART_UNITS", "Options", "chosen_methods"]

PART_UNITS = 5_000
"""Reports of one part of the table, unless they have very many pairs."""


@dataclass(frozen=True, slots=True)
class Options:
    """Which methods are asked, whether causes are weighed, and what is written.

    ``intervals`` adds the 90% interval of each share, by far most of the cost, ``intervals_of`` to
    the reports of these numbers alone; ``ndjson`` writes the same rows as JSON lines as well;
    ``part_units`` is how many reports (or small files) go into a part; ``known`` is a user's own
    table of what is known of drugs and events.
    """

    methods: tuple[str, ...] = ()
    methods_dir: Path | None = None
    differential: bool = True
    intervals: bool = False
    intervals_of: tuple[str, ...] = ()
    ndjson: bool = False
    part_units: int = PART_UNITS
    known: Known | None = None

    def told(self) -> dict[str, object]:
        """What a manifest and the metadata of a part say of them; no folder of a machine."""
        return {
            "methods": list(chosen_methods(self)),
            "differential": self.differential,
            "intervals": self.differential and self.intervals,
            "intervals_of": sorted(self.intervals_of) if self.differential else [],
            "ndjson": self.ndjson,
            "part_units": self.part_units,
            "known": self.known and {"name": self.known.name, "sha256": self.known.sha256},
        }


def chosen_methods(options: Options) -> tuple[str, ...]:
    """The methods by id, in the order of the house; all where none is named, else NotFound."""
    known = method_ids(extra=options.methods_dir)
    for name in options.methods:
        if name not in known:
            raise NotFound("method", name, known)
    return tuple(name for name in known if not options.methods or name in options.methods)
