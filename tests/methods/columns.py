"""Findings for tests of methods: masks by hand, at random, and every value of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from causality.datafile import Document, read_document
from causality.errors import ModelError
from causality.methods import Method, compile_method
from causality.methods.compiled import Method as Compiled
from causality.vocabulary import VOCABULARY

SHARED = Path(__file__).parent / "shared_findings.yaml"
"""A scale of our own whose criteria share findings, which the published ones do not."""


class Given:
    """Columns of masks; a finding that is not named is unknown in every row."""

    def __init__(self, n: int, columns: Mapping[str, Sequence[int]]) -> None:
        self.n = n
        self._columns = {
            name: np.asarray(masks, dtype=np.uint32) for name, masks in columns.items()
        }

    def mask(self, name: str) -> NDArray[np.uint32]:
        return self._columns.get(name, np.ones(self.n, dtype=np.uint32))

    def taken(self, rows: Sequence[int] | NDArray[np.intp]) -> Given:
        return Given(len(rows), {name: list(c[rows]) for name, c in self._columns.items()})


def bits(name: str, *values: str) -> int:
    """The mask of ``values``, with ``unknown`` where there are several."""
    mask = VOCABULARY[name].bit(*values)
    return mask | 1 if len(values) > 1 else mask


def facts(method: Compiled, **values: str | tuple[str, ...]) -> dict[str, int]:
    """The masks that ``method`` looks at; what is not named is unknown."""
    masks = dict.fromkeys(method.looks_at, 1)
    for name, value in values.items():
        masks[name] = bits(name, *((value,) if isinstance(value, str) else value))
    return masks


def single(name: str) -> st.SearchStrategy[int]:
    """A settled mask."""
    return st.sampled_from([1 << i for i in range(len(VOCABULARY[name].values))])


def several(name: str) -> st.SearchStrategy[int]:
    """Any mask that findings can hand over: one bit, or several with ``unknown`` among them."""
    top = 1 << len(VOCABULARY[name].values)
    return st.integers(1, top - 1).map(lambda mask: mask | 1 if mask & (mask - 1) else mask)


@st.composite
def masks_for(draw: st.DrawFn, method: Compiled, most_open: int = 3) -> dict[str, int]:
    """Masks for all that ``method`` looks at, at most ``most_open`` of them unsettled."""
    unsettled = draw(st.sets(st.sampled_from(method.looks_at), max_size=most_open))
    return {
        name: draw(several(name) if name in unsettled else single(name)) for name in method.looks_at
    }


def random_columns(method: Compiled, n: int, seed: int, share_open: float) -> Given:
    """``n`` rows of masks, each unsettled with probability ``share_open``."""
    rng = np.random.default_rng(seed)
    columns = {}
    for name in method.looks_at:
        size = len(VOCABULARY[name].values)
        settled = 1 << rng.integers(0, size, n)
        anything = rng.integers(1, 1 << size, n)
        anything = np.where(anything & (anything - 1), anything | 1, anything)
        columns[name] = np.where(rng.random(n) < share_open, anything, settled).tolist()
    return Given(n, columns)


def document(text: str, name: str = "method.yaml") -> Document:
    """``text`` as the strict reader reads it."""
    return read_document(text.encode(), name, ModelError)


def shared_method(options: Mapping[str, bool] | None = None) -> Method:
    """The scale whose criteria share findings."""
    return compile_method(document(SHARED.read_text(encoding="utf-8")), options)
