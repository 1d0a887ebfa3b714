"""Findings of many pairs as small numbers, and the pairs that are alike in some of them.

Pairs of a database differ in few findings. What depends on findings alone is computed once for all
pairs that are alike in those it reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from causality.findings.derive import Findings
from causality.methods.lookup import distinct

__all__ = ["Alike", "Coded", "Coding", "Few", "coding"]

Whole = NDArray[np.int64]
Masks = NDArray[np.uint32]

_MOST_KEYS = 1 << 16
"""Numbers up to which keys are told apart by a table that stays small."""


@dataclass(frozen=True, slots=True)
class Coding:
    """One finding: the distinct masks, ascending, and which of them each pair has.

    ``which`` is None where all pairs have the same.
    """

    masks: tuple[int, ...]
    which: Whole | None


@dataclass(frozen=True, slots=True)
class Alike:
    """Pairs put together: one ``sample`` of each kind, and of which kind each pair is."""

    sample: Whole
    which: Whole


@dataclass(frozen=True, slots=True)
class Few:
    """The findings of one pair of each kind: what a method asks of them."""

    masks: dict[str, Masks]
    n: int

    def mask(self, name: str) -> Masks:
        """The possible values of one finding."""
        return self.masks[name]

    def only(self, rows: Whole) -> Few:
        """Some of them."""
        return Few({name: mask[rows] for name, mask in self.masks.items()}, len(rows))


@dataclass(frozen=True, slots=True)
class Coded:
    """The findings of some of many pairs (of all where ``rows`` is None), coded when asked for."""

    findings: Findings
    rows: Whole | None = None
    _kept: dict[str, Coding] = field(default_factory=dict, init=False, repr=False)

    @property
    def n(self) -> int:
        """How many pairs these are."""
        return self.findings.n if self.rows is None else len(self.rows)

    def coding(self, name: str) -> Coding:
        """The masks of one finding."""
        if name not in self._kept:
            mask = self.findings.mask(name)
            self._kept[name] = coding(mask if self.rows is None else mask[self.rows])
        return self._kept[name]

    def replaced(self, name: str, mask: Masks) -> Coded:
        """The same findings with another column for one of them."""
        other = Coded(self.findings, self.rows)
        other._kept.update({**self._kept, name: coding(mask)})
        return other

    def alike(self, names: Iterable[str]) -> tuple[Alike, Few]:
        """The pairs that are alike in these findings, and what the samples are like."""
        codings = {name: self.coding(name) for name in names}
        key = np.zeros(self.n, dtype=np.int64)
        keys = 1
        for one in codings.values():
            if one.which is None:
                continue
            if keys * len(one.masks) > _MOST_KEYS:
                found, place = distinct(key)
                key, keys = np.asarray(place), len(found)
            key = key * len(one.masks) + one.which
            keys *= len(one.masks)
        found, place = distinct(key)
        which = np.asarray(place)
        sample = np.zeros(len(found), dtype=np.int64)
        sample[which] = np.arange(self.n)
        masks = {name: _at(one, sample) for name, one in codings.items()}
        return Alike(sample, which), Few(masks, len(sample))


def coding(mask: Masks) -> Coding:
    """One column of masks."""
    if not len(mask) or (mask == mask[0]).all():
        return Coding(tuple(mask[:1].tolist()), None)
    masks, which = distinct(mask.astype(np.int64))
    return Coding(masks, np.asarray(which))


def _at(one: Coding, rows: Whole) -> Masks:
    masks = np.array(one.masks, dtype=np.uint32)
    return masks[np.zeros_like(rows) if one.which is None else one.which[rows]]
