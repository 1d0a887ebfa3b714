"""What the network says, as figures with their tables: shares, weights, sensitivity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.report.figures.bars import differential
from causality.report.figures.swings import swings
from causality.report.figures.tornado import tornado
from causality.report.figures.values import Bar, Differential, Network, Swing, Weight
from causality.report.html_blocks import figure, table
from causality.report.markup import Element, Node, element
from causality.report.share_words import interval, strength, times
from causality.report.words import in_100

__all__ = ["differential_section", "sensitivity_section", "weights_section"]


def differential_section(told: Differential, name: str, *, numbers: bool = True) -> Iterator[Node]:
    """The candidates before and after, what the event is, or why there are no shares.

    Without ``numbers`` only the figure: somebody else gives the numbers.
    """
    yield element("h3", f"What may have caused {told.event}")
    if told.not_computable is not None:
        yield element("p", f"Not computable: {told.not_computable}.")
        return
    order = sorted(told.bars, key=lambda bar: (bar.kind == "background", -bar.after, bar.label))
    drawn = differential(
        name,
        order,
        "Each candidate with its share before and after; the table below says the same.",
    )
    if drawn is not None:
        yield figure(
            drawn, "Hollow: before the facts of the case. Full: after them. Whisker: 90% interval."
        )
    if numbers:
        yield from _shares(told, order)


def _shares(told: Differential, order: Sequence[Bar]) -> Iterator[Node]:
    columns = ("candidate", "kind", "before", "after", "90% interval", "by dates and unknowns")
    yield table(columns, map(_bar, order), "Shares in 100; they add up to 100 before rounding.")
    if told.entities:
        rows = [[element("td", one), _number(in_100(share))] for one, share in told.entities]
        yield table(("what the event is", "in 100"), rows)


def _bar(bar: Bar) -> list[Element]:
    span = "" if bar.range is None else interval(*bar.range).strip(" ()")
    return [
        element("td", bar.label),
        element("td", bar.kind),
        _number(in_100(bar.before)),
        _number(in_100(bar.after)),
        _number(interval(bar.lo, bar.hi).strip(" ()")),
        _number(span),
    ]


def weights_section(weights: Sequence[Weight], name: str) -> Iterator[Node]:
    """How much each finding weighs, heaviest first."""
    drawn = tornado(
        name,
        weights,
        "A bar a finding: right for the drug, left against it; the table below says the same.",
    )
    if drawn is None:
        return
    yield element("h3", "Weight of each finding")
    yield figure(
        drawn,
        "The ratio that is lost when the finding is left out; the whisker spans all orders.",
    )
    rows = [
        [
            element("td", one.label),
            element("td", one.words),
            _number(times(one.weight)),
            _number(
                "" if one.lo is None or one.hi is None else f"{times(one.lo)} to {times(one.hi)}"
            ),
            element("td", strength(one.weight)),
        ]
        for one in sorted(weights, key=lambda one: (-abs(one.weight), one.label))
    ]
    yield table(("finding", "found", "ratio", "over all orders", "weight"), rows)


def sensitivity_section(network: Network, name: str) -> Iterator[Node]:
    """What single numbers do to the share, widest swing first."""
    told = "A bar a number: how far the share moves over its range; the table below says the same."
    drawn = swings(name, network.sensitivity, network.share.share, told)
    if drawn is None:
        return
    yield element("h3", "What single numbers do to the share")
    yield figure(
        drawn, "Upright: the share as computed. Dashed: 50 in 100, where the conclusion turns."
    )
    yield table(
        ("number", "from", "share", "to", "share", "turns at"), map(_swing, network.sensitivity)
    )


def _swing(one: Swing) -> list[Element]:
    return [
        element("td", one.label),
        element("td", one.low),
        _number(in_100(one.at_low)),
        element("td", one.high),
        _number(in_100(one.at_high)),
        element("td", one.flips_at or "nowhere in the range"),
    ]


def _number(text: str) -> Element:
    return element("td", text, class_="count")
