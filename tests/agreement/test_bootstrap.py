"""Draws are the same for ever, and whole cases are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from causality.agreement.bootstrap import RESAMPLES, _stream, resampled
from causality.agreement.estimates import FEWEST_CASES, MEASURES, estimates
from causality.agreement.statistics import ratings_of


def test_the_stream_is_splitmix64() -> None:
    # The five numbers that the authors of its C version print for this seed.
    assert _stream(5, 1234567).tolist() == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_every_draw_takes_as_many_cases_as_there_are() -> None:
    counts = resampled(np.arange(7))
    assert counts.shape == (RESAMPLES, 7)
    assert set(counts.sum(axis=1).tolist()) == {7}
    # Each case is drawn once a draw on average; 14,000 draws have a standard deviation of 0.02.
    assert counts.mean(axis=0) == pytest.approx(1, abs=0.1)


def test_units_of_one_case_are_drawn_together() -> None:
    counts = resampled(np.asarray([4, 9, 4]))
    assert np.array_equal(counts[:, 0], counts[:, 2])
    assert set(counts[:, 0] + counts[:, 1]) == {2}


def test_the_draws_do_not_change_from_run_to_run() -> None:
    assert np.array_equal(resampled(np.arange(9)), resampled(np.arange(9)))


def test_an_interval_holds_its_estimate_and_widens_with_fewer_cases() -> None:
    rows = [["a", "a"], ["a", "b"], ["b", "b"], ["c", "c"], ["c", "b"], ["a", "c"]]
    few, many = estimates(ratings_of(rows, "abc")), estimates(ratings_of(rows * 8, "abc"))
    for name in MEASURES:
        small, large = few[name], many[name]
        assert None not in (small.value, small.low, small.high, large.low, large.high)
        assert small.low <= small.value <= small.high  # type: ignore[operator]
        assert large.high - large.low < small.high - small.low  # type: ignore[operator]


def test_twice_the_pairs_of_the_same_cases_are_no_more_evidence() -> None:
    rows = [["a", "a"], ["a", "b"], ["b", "b"], ["c", "c"], ["c", "b"], ["a", "c"]]
    once = estimates(ratings_of(rows, "abc"))
    twice = estimates(ratings_of(rows * 2, "abc", [*range(6), *range(6)]))
    for name in ("exact", "conger", "gwet"):
        assert twice[name].low == pytest.approx(once[name].low)
        assert twice[name].high == pytest.approx(once[name].high)


def test_what_cannot_be_estimated_says_why() -> None:
    nothing = estimates(ratings_of([["a", None]], "ab"))
    assert {one.because for one in nothing.values()} == {"nothing was rated by two"}
    same = estimates(ratings_of([["a", "a"]] * 9, "ab"))
    assert (same["exact"].value, same["exact"].low) == (1, 1)
    for name, measure in MEASURES.items():
        assert (same[name].because == "one category holds all") is measure.corrected
        assert (same[name].value is None) is measure.corrected


def test_few_cases_give_no_interval() -> None:
    rows = [["a", "a"], ["b", "b"], ["a", "b"]] * 4
    found = estimates(ratings_of(rows, "ab", [place % (FEWEST_CASES - 1) for place in range(12)]))
    assert found["exact"].value == pytest.approx(2 / 3)
    assert found["exact"].low is None
    assert found["exact"].because == "no interval from fewer than 5 cases"


def test_draws_without_a_value_are_not_passed_over_in_silence() -> None:
    # One disagreement in eight units: a third of all draws hold one category alone.
    found = estimates(ratings_of([["a", "a"]] * 7 + [["b", "b"]], "ab"))
    assert found["conger"].value == pytest.approx(1)
    assert found["conger"].because == "no interval, most draws of so few cases look alike"
