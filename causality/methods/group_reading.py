"""The masks of one pair or of many, read group by group: what both executors begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from causality.methods.columns import FindingColumns
from causality.methods.compiled import Method
from causality.methods.joint import Group, Spread, State, value_of
from causality.methods.lookup import Index
from causality.vocabulary import FOLLOW_UP, VOCABULARY

__all__ = [
    "APPLIES",
    "GroupReading",
    "closed_by",
    "mask_columns",
    "outside_of",
    "point_bits_of",
    "read_groups",
]

APPLIES = -1
"""Where no reason speaks against using the method."""

_IMPOSSIBLE = VOCABULARY[FOLLOW_UP].bit("impossible")


@dataclass(frozen=True, slots=True)
class GroupReading:
    """Groups read over masks, in their order."""

    states: tuple[State, ...]

    def points(self) -> list[Index]:
        """The joint answer of each group."""
        return [state.point for state in self.states]

    def spreads(self, scope: Literal["recorded", "learnable"]) -> list[Spread]:
        """All joint answers of each group that the record, or follow-up, leaves open."""
        return [state.recorded if scope == "recorded" else state.learnable for state in self.states]


def read_groups(groups: Sequence[Group], masks: Mapping[str, Index]) -> GroupReading:
    """These groups, read; what was read for one row is remembered."""
    states = []
    for group in groups:
        given = tuple(masks[name] for name in group.findings)
        alone = all(isinstance(mask, int) for mask in given)
        states.append(group.one(given) if alone else group.read(given))
    return GroupReading(tuple(states))


def mask_columns(method: Method, findings: FindingColumns) -> dict[str, Index]:
    """The columns that the method looks at, with what its settings take as given."""
    masks: dict[str, Index] = {}
    for name in method.looks_at:
        fixed = method.fixed.get(name)
        column = findings.mask(name).astype(np.int64)
        masks[name] = column if fixed is None else np.full(findings.n, fixed, dtype=np.int64)
    return masks


def closed_by(masks: Mapping[str, Index]) -> Index:
    """1 where the record says that nothing more can be learnt, else 0."""
    return (masks[FOLLOW_UP] == _IMPOSSIBLE) * 1


def point_bits_of(mask: Index) -> Index:
    """The value of the point reading as a bit: ``unknown`` where several values are open."""
    if isinstance(mask, int):
        return 1 << value_of(mask)
    return np.where(mask & (mask - 1), 1, mask)


def outside_of(
    method: Method, point_bits: Mapping[str, Index], masks: Mapping[str, Index], n: int
) -> NDArray[np.int16]:
    """The first reason why the method does not apply to each pair, else ``APPLIES``."""
    outside = np.full(n, APPLIES, dtype=np.int16)
    for i in range(len(method.outside) - 1, -1, -1):
        outside[np.broadcast_to(method.outside[i].holds(point_bits, masks) != 0, n)] = i
    return outside
