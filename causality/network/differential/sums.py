"""Sums that run in the order of the rows, so that they have the same bits in any company."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["added", "between", "log_of_sum", "logsumexp", "within"]

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

_LARGE = 64
"""Rows of an event from which on it is summed by itself, and not step by step with all others."""


def added(of: Places, events: int, values: Floats) -> Floats:
    """Sums of [..., rows] by the event of each row, [..., events], added in the order of rows."""
    shape = values.shape[:-1]
    flat = values.reshape(int(np.prod(shape)), values.shape[-1])
    bins = (np.arange(len(flat)) * events)[:, None] + of
    total = np.bincount(bins.ravel(), weights=flat.ravel(), minlength=len(flat) * events)
    found: Floats = total.astype(np.float64).reshape(*shape, events)
    return found


def logsumexp(terms: Floats) -> Floats:
    """Log of the sum of exponentials over the last axis, added in order."""
    return log_of_sum([terms[..., i] for i in range(terms.shape[-1])])


def log_of_sum(terms: Sequence[Floats]) -> Floats:
    """Log of the sum of the exponentials of arrays, added in order."""
    top = terms[0]
    for term in terms[1:]:
        top = np.maximum(top, term)
    finite = np.where(np.isfinite(top), top, 0.0)
    total = np.exp(terms[0] - finite)
    for term in terms[1:]:
        total = total + np.exp(term - finite)
    with np.errstate(divide="ignore"):
        found: Floats = finite + np.log(total)
    return found


def within(
    values: Floats, start: Places, size: Places, add: np.ufunc = np.add
) -> tuple[Floats, Floats]:
    """Sums of all rows of the same event before each row, and of all after it, [rows, columns].

    The rows of event ``i`` are the ``size[i]`` from ``start[i]`` on; ``add`` may be ``logaddexp``
    for sums that are held as logs. No sum is a difference of two:
    what is small beside the rest of its event keeps its digits.
    """
    before, after = (np.full_like(values, add.identity) for _ in range(2))
    for event in np.flatnonzero(size > _LARGE).tolist():
        first, end = int(start[event]), int(start[event] + size[event])
        before[first + 1 : end] = add.accumulate(values[first : end - 1])
        after[first : end - 1] = add.accumulate(values[first + 1 : end][::-1])[::-1]
    firsts = start[size <= _LARGE]
    lasts = firsts + size[size <= _LARGE] - 1
    for step in range(1, _LARGE):
        more = lasts - firsts >= step
        firsts, lasts = firsts[more], lasts[more]
        if not len(firsts):
            break
        at, back = firsts + step, lasts - step
        before[at] = add(before[at - 1], values[at - 1])
        after[back] = add(after[back + 1], values[back + 1])
    return before, after


def between(
    values: Floats,
    of: Places,
    rows: Places,
    ends: tuple[Places, Places],
    add: np.ufunc = np.add,
) -> Floats:
    """Sums of stretches of rows, [stretches, columns]: from the first end to before the second.

    Stretch ``i`` lies within event ``of[i]``, whose rows begin at ``rows[of[i]]`` and end before
    ``rows[of[i] + 1]``. Each is put together of halves, quarters and so on of the event, at the
    cost of a logarithm of its length; these lie alike wherever the event stands.
    """
    total = np.full((len(of), values.shape[1]), float(add.identity))
    events, number = np.unique(of, return_inverse=True)
    sizes = rows[events + 1] - rows[events]
    room = 1 << np.ceil(np.log2(np.maximum(sizes, 2))).astype(np.int64)
    base = np.empty(len(events), dtype=np.int64)
    order = np.argsort(-room, kind="stable")
    base[order] = np.cumsum(room[order]) - room[order]
    part = np.full((int(room.sum()), values.shape[1]), float(add.identity))
    for at, event, size in zip(base.tolist(), events.tolist(), sizes.tolist(), strict=True):
        part[at : at + size] = values[rows[event] : rows[event] + size]
    low, high = (base[number] + end - rows[of] for end in ends)
    while (low < high).any():
        odd = (low < high) & (low % 2 == 1)
        total[odd] = add(total[odd], part[low[odd]])
        low = low + odd
        odd = (low < high) & (high % 2 == 1)
        high = high - odd
        total[odd] = add(total[odd], part[high[odd]])
        low, high = low // 2, high // 2
        part = add(part[0 : len(part) // 2 * 2 : 2], part[1::2])
    return total
