"""The second pass over the drugs of an event: what the first pass of a scale says of the others.

The pairs of one event stand together, whatever else is in the batch. A pair to which the method
does not apply is no rival and has none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.methods.columns import FindingColumns
from causality.methods.compiled import Method
from causality.methods.group_reading import (
    APPLIES,
    closed_by,
    mask_columns,
    outside_of,
    point_bits_of,
    read_groups,
)
from causality.methods.lookup import Index
from causality.methods.two_pass_scale import TwoPassScale
from causality.vocabulary import VOCABULARY
from causality.vocabulary.skin import RIVAL_SCORE

__all__ = ["filled", "rivals_of", "with_rivals"]

_TERM = VOCABULARY[RIVAL_SCORE]
_Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _WithRivals:
    """Findings of which one column is filled in by a method."""

    findings: FindingColumns
    rivals: NDArray[np.uint32]

    @property
    def n(self) -> int:
        return self.findings.n

    def mask(self, name: str) -> NDArray[np.uint32]:
        return self.rivals if name == RIVAL_SCORE else self.findings.mask(name)


def with_rivals(
    method: Method, findings: FindingColumns, events: NDArray[np.int64]
) -> FindingColumns:
    """The findings as a method of two passes must see them; as they are for every other method.

    ``events`` numbers the event of each pair: pairs of one case and one event have one number, so
    a batch must not be cut within a case. The column says whether another drug of the event is
    above the threshold, on the record and with all that follow-up could still tell.
    """
    column = rivals_of(method, findings, events)
    return findings if column is None else filled(findings, column)


def filled(findings: FindingColumns, rivals: NDArray[np.uint32]) -> FindingColumns:
    """The findings with this column for what the first pass says of the others."""
    return _WithRivals(findings, rivals)


def rivals_of(
    method: Method, findings: FindingColumns, events: NDArray[np.int64]
) -> NDArray[np.uint32] | None:
    """What the first pass says of the others of each pair; None for a method of one pass."""
    kind = method.kind
    if not isinstance(kind, TwoPassScale):
        return None
    n = findings.n
    masks = mask_columns(method, findings)
    point_bits = {name: point_bits_of(mask) for name, mask in masks.items()}
    scored = outside_of(method, point_bits, masks, n) == APPLIES
    if not scored.any():
        return np.ones(n, dtype=np.uint32)
    first = read_groups(kind.first, masks)
    recorded = kind.provisional(first.spreads("recorded"))
    learnable = kind.provisional(first.spreads("learnable"))
    closed = closed_by(masks) != 0
    _, block = np.unique(events, return_inverse=True)

    def another_above(score: Index, otherwise: Index | None = None) -> _Flags:
        value = score if otherwise is None else np.where(closed, otherwise, score)
        above = np.broadcast_to(np.asarray(value) > kind.above, n) & scored
        return np.asarray(np.bincount(block[above], minlength=n)[block] - above > 0)

    sure, possible = map(another_above, recorded)
    ever_sure = another_above(learnable[0], recorded[0])
    ever_possible = another_above(learnable[1], recorded[1])
    one = np.where(ever_sure, _TERM.bit("one"), _TERM.bit("one so far"))
    none = np.where(ever_possible, _TERM.bit("none so far"), _TERM.bit("none"))
    mask = np.where(possible, one, 0) | np.where(sure, 0, none)
    mask |= (mask & (mask - 1)) != 0
    mask = np.where(scored, mask, 1)
    return mask.astype(np.uint32)
