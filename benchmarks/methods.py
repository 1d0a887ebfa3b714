"""Methods: one verdict with its reasons, and columns of 100,000 pairs with and without ranges."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from causality.methods import Method, methods, score, verdict
from causality.vocabulary import VOCABULARY

PAIRS = 100_000
VERDICTS = 500


class Drawn:
    """Random masks; a share of them leaves several values open."""

    def __init__(self, n: int, share_open: float) -> None:
        generator = np.random.default_rng(1)
        self.n = n
        self._columns: dict[str, NDArray[np.uint32]] = {}
        for term in VOCABULARY.values():
            size = len(term.values)
            settled = 1 << generator.integers(0, size, n)
            wide = generator.integers(1, 1 << size, n)
            wide = np.where(wide & (wide - 1), wide | 1, wide)
            chosen = np.where(generator.random(n) < share_open, wide, settled)
            self._columns[term.name] = chosen.astype(np.uint32)

    def mask(self, name: str) -> NDArray[np.uint32]:
        """The masks of one finding."""
        return self._columns[name]


def twice(call: Callable[[], object]) -> tuple[float, float]:
    """Wall time of a first and a second call, in seconds."""
    started = time.perf_counter()
    call()
    between = time.perf_counter()
    call()
    return between - started, time.perf_counter() - between


def one_by_one(one: Method, drawn: Drawn) -> None:
    """A verdict for each of the first pairs."""
    for row in range(VERDICTS):
        verdict(one, drawn, row)


def main() -> None:
    """Print first and second runs: the second finds combinations of masks that were met before."""
    for share_open in (0.0, 0.1):
        drawn = Drawn(PAIRS, share_open)
        for one in methods():
            print(f"{one.id}, {share_open:.0%} of findings open")
            for ranges in (False, True):
                first, again = twice(partial(score, one, drawn, ranges=ranges))
                what = "with both ranges" if ranges else "points alone"
                print(f"  {PAIRS:,} pairs, {what}: {1e3 * first:.0f} ms, again {1e3 * again:.0f}")
            first, again = twice(partial(one_by_one, one, drawn))
            each = 1e6 / VERDICTS
            print(f"  one verdict: {each * first:.0f} us, again {each * again:.0f} us")


if __name__ == "__main__":
    main()
