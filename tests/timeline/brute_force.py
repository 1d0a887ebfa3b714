"""Small timelines by enumeration: every whole-minute placing of a few points.

A second opinion on the closure. With n points and no stated bound beyond W minutes, a finite
tightest bound is at most (n - 1) W, and any timeline that reaches it, or goes beyond where there is
none, has a copy in which no two points are farther apart than (2n - 3) W, and one minute more: in
the network with these added edges a cycle over one of them cannot be shorter than zero. So a box of
that size shows all there is to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from causality.case.dates import OPEN_HI, OPEN_LO
from causality.timeline import Constraint

W = 2
FREE = ("day 0", "x", "y", "z")  # the calendar stands still
POINTS = ("calendar", *FREE)
LARGEST = (len(POINTS) - 1) * W
BOX = (2 * len(POINTS) - 3) * W + 1

Minutes = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]


@cache
def placings() -> dict[str, Minutes]:
    """Where each point stands in each placing."""
    one = np.arange(-BOX, BOX + 1, dtype=np.int8)
    grid = np.meshgrid(*[one] * len(FREE), indexing="ij")
    places = {name: axis.ravel() for name, axis in zip(FREE, grid, strict=True)}
    return {"calendar": np.zeros_like(places["x"]), **places}


@cache
def gap(a: str, b: str) -> Minutes:
    """Minutes from a to b in each placing."""
    return np.asarray(placings()[b] - placings()[a])


def allowed(constraints: Iterable[Constraint]) -> Mask:
    """The placings in which all constraints hold."""
    mask = np.ones(placings()["x"].shape, dtype=np.bool_)
    for one in constraints:
        if one.lo != OPEN_LO:
            mask &= gap(one.earlier, one.later) >= one.lo
        if one.hi != OPEN_HI:
            mask &= gap(one.earlier, one.later) <= one.hi
    return mask


def tightest(minutes: Minutes) -> tuple[int, int]:
    """The bounds of the gaps that are left, open where they go beyond what is stated."""
    lo, hi = int(minutes.min()), int(minutes.max())
    return (lo if lo >= -LARGEST else OPEN_LO), (hi if hi <= LARGEST else OPEN_HI)


def by_entry(constraints: Sequence[Constraint]) -> Mapping[str, list[Constraint]]:
    """What each entry says."""
    said: dict[str, list[Constraint]] = {}
    for one in constraints:
        said.setdefault(one.entry, []).append(one)
    return said


@st.composite
def constraint(
    draw: st.DrawFn, points: Sequence[str] = POINTS, entries: Sequence[str] = "abcdef"
) -> Constraint:
    """What one of a few entries says about two points: short, often open on one side."""
    a, b = draw(st.lists(st.sampled_from(points), min_size=2, max_size=2))
    lo = draw(st.integers(-W, W))
    hi = draw(st.integers(lo if draw(st.integers(0, 9)) else -W, W))
    lo, hi = draw(st.sampled_from([(lo, hi), (lo, hi), (OPEN_LO, hi), (lo, OPEN_HI)]))
    entry = draw(st.sampled_from(entries))
    return Constraint(a, b, lo, hi, entry, f"{lo}..{hi} after {a}")


systems = st.lists(constraint(), max_size=9)
