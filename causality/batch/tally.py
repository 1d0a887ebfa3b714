"""What a run counts, so that a reader sees at once what the table holds and what it cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from causality.assessment.contract import SUPPORT
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
_LINE = 76
_NOT_APPLICABLE = "not applicable"


def counted(batch: Any, methods: Iterable[str], *, reports: int, without_pair: int) -> Tally:
    """The counts of so many reports that were assessed, and of their rows."""
    told: Tally = Counter({_REPORTS: reports, _PAIRS: batch.num_rows, _NO_PAIR: without_pair})
    for name in methods:
        for category, number in _counts(batch.column(name)):
            told["category", name, str(category)] += number
    for name in VOCABULARY:
        told["unknown", name] += dict(_counts(batch.column(name))).get(UNKNOWN, 0)
    for state, number in _states(batch):
        told["share", state] += number
    return told


def _counts(column: Any) -> Iterator[tuple[str | None, int]]:
    """Every text of a column and how often it stands there."""
    for one in column.value_counts().to_pylist():
        yield one["values"], one["counts"]


def _states(batch: Any) -> Iterator[tuple[str, int]]:
    """What became of each share that was computed: excluded, withheld for a reason, or given.

    A drug that is excluded has no share to withhold.
    """
    share, excluded, withheld = map(batch.column, ("share", "excluded", "abstain"))
    given = len(share) - share.null_count
    out = len(excluded) - excluded.null_count
    yield "excluded", out
    for reason, number in _counts(withheld):
        if reason is not None:
            yield reason, number
            given -= number
    yield "given", given - out


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
        idle = [method for method, found in categories.items() if set(found) == {_NOT_APPLICABLE}]
        for method, found in categories.items():
            if method not in idle:
                yield from ("", method)
                yield from _lines(found, pairs)
        yield from _named("methods that are applicable to no pair", idle)
    if isinstance(shares, dict) and shares:
        yield from ("", "share of the differential")
        yield from _lines(shares, pairs)
    if isinstance(unknown, dict) and pairs:
        yield from ("", "pairs of which the report does not tell")
        some = {name: number for name, number in unknown.items() if 0 < number < pairs}
        yield from _lines(dict(sorted(some.items(), key=lambda one: -one[1])), pairs)
        yield from _named("told of no pair", [n for n in unknown if unknown[n] >= pairs])
        yield from _named("told of every pair", [n for n in unknown if not unknown[n]])
    yield from ("", SUPPORT)


def _named(what: str, names: Sequence[str]) -> Iterator[str]:
    """Names of which there is no more to say than ``what``, in as few lines as hold them."""
    if names:
        yield from ("", what)
        inside = wrap(", ".join(names), _LINE - 2, break_long_words=False, break_on_hyphens=False)
        yield from (f"  {line}" for line in inside)


def _lines(found: Mapping[str, int], of: int) -> Iterator[str]:
    for name, number in found.items():
        yield f"  {name:<{_WIDTH}} {number:>12,}  {_percent(number, of):>6}"


def _percent(number: int, of: int) -> str:
    return f"{100 * number / of:.1f}%" if of else ""
