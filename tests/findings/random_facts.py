"""Facts at random from a seed: every code, silence, open spans, and ties at every edge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.findings.facts import MISSING, TABLES, Facts
from causality.vocabulary import VOCABULARY

__all__ = ["WINDOWS", "narrowed", "random_facts"]

Minutes = NDArray[np.int64]

WINDOWS = ("suggestive_window", "compatible_window")
"""Spans that are sets of times and no uncertain time; narrowing one is no better knowledge."""

_LENGTHS = ("washout", "lingering", "healing_time")
_NEVER_SILENT = ("lingering",)
_GRID = np.asarray(
    [
        day * DAY + minute
        for day in (-60, -10, -5, -1, 0, 1, 5, 10, 14, 30, 56, 90)
        for minute in (-1, 0, 0, 0, 1)
    ],
    dtype=np.int64,
)
_SILENT_CODE, _SILENT_SPAN, _STATED = 0.3, 0.15, 0.2
_CHILDREN = (0.35, 0.35, 0.2, 0.1)  # none, one, two, three rows
_MOST_VALUES = 9  # rows of a laboratory series, one less
_LISTED = 0.25  # pairs with a row for every cause of a liver injury
_MULTIPLES = np.asarray([0, 400, 1000, 1200, 2000, 2999, 5000, 6000, 11000], dtype=np.int64)
_AGES = np.asarray([0, 30, 54, 55, 56, 90], dtype=np.int64)
_GRIDS = {"value": _MULTIPLES, "age": _AGES}
_CLOCKS = {"on_calendar": 1 / 2, "after_start": 1 / 2, "after_stop": _SILENT_SPAN}
"""Further clocks of a laboratory row, and how often they are silent."""


def random_facts(seed: int, n: int) -> Facts:
    """The facts of ``n`` pairs; the same seed gives the same facts."""
    rng = np.random.default_rng(seed)
    arrays: dict[str, dict[str, NDArray[Any]]] = {}
    for table, columns in TABLES.items():
        size = n
        filled: dict[str, NDArray[Any]] = {}
        if table != "pair":
            counts = rng.choice(len(_CHILDREN), size=n, p=_CHILDREN)
            filled["pair"] = np.repeat(np.arange(n, dtype=np.int64), counts)
            if table == "liver_cause":
                causes = len(columns["cause"].codes)
                counts = np.where(rng.random(n) < _LISTED, causes, counts)
                filled["pair"] = np.repeat(np.arange(n, dtype=np.int64), counts)
            if table == "laboratory":
                counts = rng.integers(0, _MOST_VALUES, n)
                filled["pair"] = np.repeat(np.arange(n, dtype=np.int64), counts)
            size = int(counts.sum())
        for name, column in columns.items():
            if column.kind == "code":
                filled[name] = _codes(rng, name, len(column.codes), size)
            else:
                filled[f"{name}_lo"], filled[f"{name}_hi"] = _spans(rng, name, size)
        arrays[table] = filled
    _list_causes(rng, arrays["liver_cause"], n)
    _set_clocks(rng, arrays["laboratory"], n)
    _nest_windows(arrays["pair"])
    for table in ("episode", "re_exposure"):
        # Where dates clash no narrower date settles anything.
        arrays[table]["certainty"][arrays[table]["dates"] != 0] = 0
    _describe_placebo(arrays["re_exposure"])
    return Facts(n, arrays)


def _describe_placebo(again: dict[str, NDArray[Any]]) -> None:
    """Placebo is never a restart that is read from doses, so nothing of it hangs on dates."""
    codes = TABLES["re_exposure"]
    placebo = again["agent"] == codes["agent"].codes.index("placebo")
    again["certainty"][placebo] = 0
    perhaps = again["result"] == codes["result"].codes.index("possibly recurred")
    again["result"][placebo & perhaps] = MISSING


def _set_clocks(rng: np.random.Generator, filled: dict[str, NDArray[Any]], n: int) -> None:
    """All clocks of a laboratory row go alike; the stop may be known less well than the row."""
    for name, silence in _CLOCKS.items():
        offset = rng.choice(_GRID, n)[filled["pair"]]
        blur = np.where(rng.random(len(offset)) < 1 / 3, DAY, 0) * (name == "after_stop")
        silent = rng.random(len(offset)) < silence
        for end, open_end, sign in (("lo", OPEN_LO, -1), ("hi", OPEN_HI, 1)):
            at = filled[f"at_{end}"]
            moved = np.where(at == open_end, open_end, at - offset + sign * blur)
            filled[f"{name}_{end}"] = np.where(silent, open_end, moved)


def _list_causes(rng: np.random.Generator, filled: dict[str, NDArray[Any]], n: int) -> None:
    """Where every cause is listed, most of them are excluded."""
    count = len(TABLES["liver_cause"]["cause"].codes)
    listed = np.bincount(filled["pair"], minlength=n)[filled["pair"]] == count
    filled["cause"][listed] = np.tile(np.arange(count, dtype=np.int8), listed.sum() // count)
    filled["status"][listed & (rng.random(len(listed)) < 0.85)] = 0  # excluded


def _codes(rng: np.random.Generator, name: str, count: int, size: int) -> NDArray[np.int8]:
    codes = rng.integers(0, count, size).astype(np.int8)
    if name.removeprefix("stated_") in VOCABULARY and name.startswith("stated_"):
        silent = rng.random(size) >= _STATED
    elif name in ("certainty", "dates"):
        codes[rng.random(size) < 1 - _STATED] = 0  # doubt and contradictions are rare
        silent = np.zeros(size, dtype=np.bool_)
    else:
        silent = rng.random(size) < _SILENT_CODE
    codes[silent] = MISSING
    return codes


def _spans(rng: np.random.Generator, name: str, size: int) -> tuple[Minutes, Minutes]:
    ends = np.sort(rng.choice(_GRIDS.get(name, _GRID), (2, size)), axis=0)
    exact = rng.random(size) < (2 / 3 if name == "value" else 1 / 3)
    lo, hi = ends[0], np.where(exact, ends[0], ends[1])
    if name in _LENGTHS:
        lo, hi = np.maximum(lo, 0), np.maximum(hi, 0)
    lo = np.where(rng.random(size) < _SILENT_SPAN, 0 if name in _LENGTHS else OPEN_LO, lo)
    hi = np.where(rng.random(size) < _SILENT_SPAN, OPEN_HI, hi)
    if name not in _NEVER_SILENT:
        silent = rng.random(size) < _SILENT_SPAN
        lo, hi = np.where(silent, OPEN_LO, lo), np.where(silent, OPEN_HI, hi)
    return lo.astype(np.int64), hi.astype(np.int64)


def _nest_windows(pair: dict[str, NDArray[Any]]) -> None:
    """Times that are highly suggestive are compatible too."""
    lo, hi = pair["suggestive_window_lo"], pair["suggestive_window_hi"]
    there = (lo != OPEN_LO) | (hi != OPEN_HI)
    for end, widest in (("lo", np.minimum), ("hi", np.maximum)):
        inner, outer = pair[f"suggestive_window_{end}"], pair[f"compatible_window_{end}"]
        pair[f"compatible_window_{end}"] = np.where(there, widest(inner, outer), outer)


_SETTLED: Mapping[tuple[str, str], Mapping[str, tuple[str | None, ...]]] = {
    ("episode", "worsened"): {"possibly": ("yes", None)},
    ("episode", "relapsed"): {"possibly": ("yes", None)},
    ("episode", "treated"): {"possibly": ("before improvement", "no")},
    ("episode", "company"): {"possibly shared": ("shared", "alone")},
    ("episode", "change"): {
        "improved or resolved": ("improved", "resolved"),
        "improved or not": ("improved", "improved or resolved", "resolved", "not improved"),
        "improved or untold": ("improved", "improved or resolved", "resolved", None),
    },
    ("re_exposure", "result"): {"possibly recurred": ("recurred", None)},
    ("re_exposure", "company"): {"possibly shared": ("shared", "alone")},
    ("laboratory", "phase"): {"possibly again": ("first", "again")},
}
"""What narrower dates can make of a code that says that something is possible."""


def narrowed(facts: Facts, seed: int) -> Facts:
    """The same facts as narrower dates would leave them, each fact on its own.

    Some spans are cut to a part of themselves, some doubts are settled, some rows that were only
    possible are gone.
    """
    rng = np.random.default_rng(seed)
    arrays = {table: dict(columns) for table, columns in facts.arrays.items()}
    for table, columns in TABLES.items():
        for name, column in columns.items():
            if column.kind == "span" and name not in WINDOWS and name not in _CLOCKS:
                ends = _narrower(rng, facts.span(name, table))
                arrays[table][f"{name}_lo"], arrays[table][f"{name}_hi"] = ends
            for doubt, settled in _SETTLED.get((table, name), {}).items():
                codes = np.asarray(
                    [MISSING if one is None else column.codes.index(one) for one in settled],
                    dtype=np.int8,
                )
                values = arrays[table][name]
                there = (values == column.codes.index(doubt)) & (rng.random(len(values)) < 1 / 2)
                arrays[table][name] = np.where(there, rng.choice(codes, len(values)), values)
        if "certainty" in columns:
            _settle_rows(rng, arrays[table], columns["certainty"].codes.index("possible"))
    _move_clocks(facts.arrays["laboratory"], arrays["laboratory"])
    return Facts(facts.n, arrays)


def _move_clocks(before: Mapping[str, NDArray[Any]], after: dict[str, NDArray[Any]]) -> None:
    """What is cut off a laboratory row on one clock is cut off on each."""
    for end, open_end in (("lo", OPEN_LO), ("hi", OPEN_HI)):
        for name in _CLOCKS:
            values, column = after[f"{name}_{end}"], f"at_{end}"
            still = (values == open_end) | (before[column] == open_end)
            after[f"{name}_{end}"] = np.where(
                still, values, values + after[column] - before[column]
            )


def _settle_rows(rng: np.random.Generator, table: dict[str, NDArray[Any]], doubt: int) -> None:
    """Of the rows that are only possible, some turn out certain and some are gone."""
    fate = rng.random(len(table["pair"]))
    doubtful = table["certainty"] == doubt
    table["certainty"] = np.where(doubtful & (fate < 1 / 3), np.int8(0), table["certainty"])
    kept = ~(doubtful & (fate > 2 / 3))
    for name, values in table.items():
        table[name] = values[kept]


def _narrower(rng: np.random.Generator, span: tuple[Minutes, Minutes]) -> tuple[Minutes, Minutes]:
    lo, hi = span
    cuts = np.sort(rng.choice(_GRID, (2, len(lo))), axis=0)
    touched = rng.random(len(lo)) < 1 / 2
    exact = rng.random(len(lo)) < 1 / 3
    low = np.clip(cuts[0], lo, hi)
    high = np.where(exact, low, np.clip(cuts[1], lo, hi))
    return np.where(touched, low, lo), np.where(touched, high, hi)
