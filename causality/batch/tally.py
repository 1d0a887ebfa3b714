"""What a run counts, so that a reader sees at once what the table holds and what it cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from causality.batch.rows import Row
from causality.vocabulary import UNKNOWN, VOCABULARY

__all__ = ["Tally", "as_data", "as_text", "counted", "from_data"]

Tally = Counter[tuple[str, ...]]
"""Numbers by what they count: ``("reports",)``, ``("category", method, category)``, ..."""

_REPORTS, _FAILED, _NO_PAIR, _PAIRS = (
    ("reports",),
    ("failed",),
    ("without a pair",),
    ("pairs",),
)
_WIDTH = 46


def counted(rows: Sequence[Row], methods: Iterable[str]) -> Tally:
    """The counts of one report that was assessed."""
    told: Tally = Counter({_REPORTS: 1, _PAIRS: len(rows), _NO_PAIR: int(not rows)})
    names = tuple(methods)
    for row in rows:
        for name in names:
            told["category", name, str(row[name])] += 1
        for name in VOCABULARY:
            told["unknown", name] += row[name] == UNKNOWN
        if "share" in row:
            state = "excluded" if row["excluded"] is not None else row["abstain"] or "given"
            told["share", str(state)] += 1
    return told


def as_data(tally: Tally, methods: Iterable[str]) -> dict[str, object]:
    """The counts as plain data; categories most frequent first, findings as in the vocabulary."""
    return {
        "reports": tally[_REPORTS],
        "failed": tally[_FAILED],
        "reports_without_a_pair": tally[_NO_PAIR],
        "pairs": tally[_PAIRS],
        "categories": {name: _by_number(tally, "category", name) for name in methods},
        "unknown": {name: tally["unknown", name] for name in VOCABULARY},
        "shares": _by_number(tally, "share"),
    }


def from_data(told: Iterable[Sequence[object]]) -> Tally:
    """A tally as a record of a part keeps it: each count behind its name."""
    return Counter({tuple(map(str, name)): int(str(count)) for *name, count in told})


def _by_number(tally: Tally, *name: str) -> dict[str, int]:
    found = [(key[-1], n) for key, n in tally.items() if key[:-1] == name and n]
    return dict(sorted(found, key=lambda one: (-one[1], one[0])))


def as_text(told: Mapping[str, object]) -> Iterator[str]:
    """A summary for people, from its data; a line at a time."""
    reports, failed, pairs = (int(str(told[key])) for key in ("reports", "failed", "pairs"))
    yield f"reports: {reports:,}; failed: {failed:,}; pairs: {pairs:,}"
    without = int(str(told["reports_without_a_pair"]))
    if without:
        yield f"reports without a suspect drug and an event, and so without a pair: {without:,}"
    categories, unknown, shares = told["categories"], told["unknown"], told["shares"]
    if isinstance(categories, dict):
        for method, found in categories.items():
            yield from ("", method)
            yield from _lines(found, pairs)
    if isinstance(shares, dict) and shares:
        yield from ("", "share of the differential")
        yield from _lines(shares, pairs)
    if isinstance(unknown, dict):
        yield from ("", "pairs of which the report does not tell")
        most = dict(sorted(unknown.items(), key=lambda one: -one[1]))
        yield from _lines(most, pairs)


def _lines(found: Mapping[str, int], of: int) -> Iterator[str]:
    for name, number in found.items():
        yield f"  {name:<{_WIDTH}} {number:>12,}  {_percent(number, of):>6}"


def _percent(number: int, of: int) -> str:
    return f"{100 * number / of:.1f}%" if of else ""
