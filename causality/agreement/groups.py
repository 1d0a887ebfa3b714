"""The groups of cases that are told apart: by how much of the source could be encoded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from causality.agreement.published import PublishedCase

__all__ = ["ALL", "GROUPS"]

_WHOLE = frozenset({"full text", "case section"})

ALL = "all"

GROUPS: Mapping[str, Callable[[PublishedCase], bool]] = MappingProxyType(
    {
        ALL: lambda _: True,
        "full text or case section": lambda case: case.published.extent in _WHOLE,
        "less than that": lambda case: case.published.extent not in _WHOLE,
    }
)
"""Name of a group, and whether a case belongs to it."""
