"""A compiled method: what its file says, and the tables that every executor indexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from causality.methods.condition import Outside, Warn
from causality.methods.criterion import Criterion
from causality.methods.joint import Group
from causality.methods.kind import Kind
from causality.methods.schema import MethodRecord

__all__ = ["Method"]


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """One edition of a published instrument, ready for use.

    ``told`` is the file ``file``, ``sha256`` the hash of its bytes. ``options`` are the settings
    in force, ``fixed`` the findings that a setting takes as given (their values as bits).
    ``reads`` are the findings of the criteria in order of first use, ``looks_at`` also those of
    warnings and limits, and whether anything more can be learnt.
    """

    told: MethodRecord
    file: str
    sha256: str
    options: Mapping[str, bool]
    fixed: Mapping[str, int]
    criteria: tuple[Criterion, ...]
    groups: tuple[Group, ...]
    kind: Kind
    outside: tuple[Outside, ...]
    warnings: tuple[Warn, ...]
    reads: tuple[str, ...]
    looks_at: tuple[str, ...]

    @property
    def id(self) -> str:
        """The name of this edition; a revised instrument has another."""
        return self.told.id

    @property
    def title(self) -> str:
        """The name as people know it."""
        return self.told.title

    @property
    def categories(self) -> tuple[str, ...]:
        """The published categories, best first; those outside the order come last."""
        return self.kind.categories

    @property
    def changed_options(self) -> tuple[tuple[str, bool], ...]:
        """The settings that differ from the published ones."""
        published = self.told.settings()
        return tuple((k, v) for k, v in self.options.items() if v is not published[k])
