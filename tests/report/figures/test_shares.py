"""Figures about shares and weights: every bar as long as its number, in words beside it."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.report.figures.bars import differential
from causality.report.figures.drawing import FOR
from causality.report.figures.swings import swings
from causality.report.figures.tornado import tornado
from causality.report.figures.values import Bar, Swing, Weight
from causality.report.share_words import interval, strength, times
from tests.report.figures.drawn import drawn

UNIT = st.floats(0, 1)
BARS = (
    Bar("daratumumab", 0.21, 0.62, 0.41, 0.80, (0.5, 0.7)),
    Bar("vasculopathy", 0.30, 0.12, 0.02, 0.30, kind="alternative"),
    Bar("unexplained", 0.49, 0.26, kind="background"),
)


def test_a_share_is_as_long_as_its_number() -> None:
    found = drawn(differential("d", BARS, "told"))
    # The axis goes from 198 to 580.
    (drug,), (other,) = found.boxes(FOR), found.boxes("url(#d-other)")
    assert drug[:2] == pytest.approx((198, 198 + 0.62 * 382), abs=0.01)
    assert other[:2] == pytest.approx((198, 198 + 0.12 * 382), abs=0.01)


def test_shares_stand_beside_their_bars_with_their_intervals() -> None:
    words = drawn(differential("d", BARS, "told")).words
    assert {"62 (41\u201380)", "12 (2\u201330)", "26", "before 21", "before 30"} <= set(words)


@given(st.lists(st.builds(Bar, st.text(max_size=80), UNIT, UNIT, UNIT, UNIT), min_size=1))
def test_any_shares_can_be_drawn(bars: list[Bar]) -> None:
    found = drawn(differential("d", bars, "told"))
    assert all(198 <= left <= right <= 580.01 for left, right in found.boxes(FOR))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: differential("d", (), ""),
        lambda: tornado("t", (), ""),
        lambda: swings("s", (), 0.5, ""),
    ],
)
def test_nothing_to_show_is_no_figure(draw: object) -> None:
    assert callable(draw)
    assert draw() is None


def test_a_weight_for_the_drug_goes_right_and_one_against_it_left() -> None:
    weights = (
        Weight("weak", log(2)),
        Weight("for", log(10)),
        Weight("against", -log(100), -5.0, -4.0),
    )
    found = drawn(tornado("t", weights, "told"))
    middle = (218 + 542) / 2
    (against,) = found.boxes("url(#t-against)")
    assert against[1] == pytest.approx(middle)
    bars = found.boxes(FOR)
    assert [left for left, _ in bars] == pytest.approx([middle, middle])
    # The axis reaches to the widest range, 5.0; the heaviest finding stands first.
    assert bars[0][1] - middle == pytest.approx(162 * log(10) / 5.0, abs=0.01)
    assert [one for one in found.words if one in {"weak", "for", "against"}] == [
        "against",
        "for",
        "weak",
    ]


@pytest.mark.parametrize(
    ("ratio", "word", "told"),
    [
        (1.9, "little", "\u00d7 1.9"),
        (0.51, "little", "\u00f7 2.0"),
        (9.9, "limited", "\u00d7 9.9"),
        (1 / 99, "moderate", "\u00f7 99"),
        (999, "moderately strong", "\u00d7 999"),
        (12345, "strong", "\u00d7 12,345"),
    ],
)
def test_a_weight_has_a_word_and_always_its_number(ratio: float, word: str, told: str) -> None:
    assert strength(log(ratio)) == word
    assert times(log(ratio)) == told


def test_an_interval_that_is_not_known_is_not_told() -> None:
    assert interval(None, 0.5) == ""
    assert interval(0.001, 0.999) == " (<1\u2013>99)"


def test_a_swing_spans_both_ends_whichever_is_higher() -> None:
    several = (
        Swing("half-life", "9 d", "27 d", 0.58, 0.64),
        Swing("rate", "low", "high", 0.85, 0.30),
    )
    found = drawn(swings("s", several, 0.62, "told"))
    here = 260 + 0.62 * 360
    assert found.boxes("url(#s-low)")[0] == pytest.approx((260 + 0.30 * 360, here))
    assert found.boxes(FOR)[0] == pytest.approx((here, 260 + 0.85 * 360))
    words = found.words
    assert words.index("rate") < words.index("half-life")
    assert "share 62 in 100" in words
