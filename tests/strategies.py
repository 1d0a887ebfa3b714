"""Hypothesis strategies: seeds, facts of many pairs, whole cases that the reader accepts.

Each draws a seed for a fast generator. A failing example names the seed, and the generator gives
the same facts or the same case for it.
"""

from __future__ import annotations

from functools import partial

from hypothesis import strategies as st

from causality.findings.facts import Facts
from tests.findings.random_facts import random_facts
from tests.laws.random_case import Sample, random_case

__all__ = ["SEEDS", "facts", "samples"]

SEEDS = st.integers(0, 2**32 - 1)


def facts(pairs: int) -> st.SearchStrategy[Facts]:
    """The facts of so many pairs."""
    return SEEDS.map(partial(random_facts, n=pairs))


def samples(*, style: str = "any", clashing: float = 0) -> st.SearchStrategy[Sample]:
    """Cases with the truth behind them; see ``random_case``."""
    return SEEDS.map(partial(random_case, style=style, clashing=clashing))
