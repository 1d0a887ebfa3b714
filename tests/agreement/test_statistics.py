"""Coefficients against printed values, against slow definitions, and against the laws they obey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from causality.agreement.statistics import (
    Coefficient,
    Ratings,
    alpha,
    brennan_prediger,
    conger,
    exact,
    fleiss,
    gwet,
    once,
    ratings_of,
    same_weights_alpha,
    weights,
    within_one,
)

# Twelve units, four raters, "-" missing: the printed vector of the incomplete design.
TWELVE = (
    "1 1 - 1 | 2 2 3 2 | 3 3 3 3 | 3 3 3 3 | 2 2 2 2 | 1 2 3 4 | 4 4 4 4 | 1 1 2 1 | 2 2 2 2 | "
    "- 5 5 5 | - - 1 1 | - - 3 -"
)
KINDS = ("identity", "ordinal", "linear", "quadratic")

# Fleiss 1971, 30 patients, 6 raters, 5 diagnoses: how many raters chose each.
FLEISS_1971 = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)
# Ten subjects, fourteen raters, five categories, from a textbook.
TEXTBOOK = (
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
)
RARE = ((118, 5), (2, 0))


def twelve() -> Ratings:
    rows = [[None if one == "-" else one for one in unit.split()] for unit in TWELVE.split("|")]
    return ratings_of(rows, "12345")


def counted(rows: Sequence[Sequence[int]]) -> Ratings:
    """Ratings from how many raters chose each category."""
    units = [[str(k) for k, n in enumerate(row) for _ in range(n)] for row in rows]
    return ratings_of(units, [str(k) for k in range(len(rows[0]))])


def crossed(table: Sequence[Sequence[int]]) -> Ratings:
    """Two raters from their contingency table."""
    rows = [
        [str(i), str(j)] for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)
    ]
    return ratings_of(rows, [str(i) for i in range(len(table))])


def value(coefficient: Coefficient, ratings: Ratings, *more: str) -> float:
    return float(coefficient(ratings, once(ratings), *more)[0])


@pytest.mark.parametrize(
    ("coefficient", "expected"),
    [
        (gwet, (0.77544, 0.89894, 0.85874, 0.91400)),
        (fleiss, (0.76117, 0.85021, 0.81794, 0.86494)),
        (conger, (0.76282, 0.84366, 0.81378, 0.85771)),
        (brennan_prediger, (0.77273, 0.88636, 0.84848, 0.90152)),
        (same_weights_alpha, (0.74342, 0.83364, 0.80038, 0.84911)),
    ],
)
def test_incomplete_ratings_give_the_printed_values(
    coefficient: Coefficient, expected: tuple[float, ...]
) -> None:
    found = [value(coefficient, twelve(), kind) for kind in KINDS]
    assert found == pytest.approx(expected, abs=5e-6)


@pytest.mark.parametrize(
    ("metric", "expected"), [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107)]
)
def test_alpha_gives_the_printed_values_under_its_own_metrics(metric: str, expected: float) -> None:
    assert value(alpha, twelve(), metric) == pytest.approx(expected, abs=5e-7)


def test_the_psychiatric_diagnoses_of_1971_give_the_kappa_of_1971() -> None:
    ratings = counted([[int(digit) for digit in row] for row in FLEISS_1971.split()])
    assert ratings.codes.shape == (30, 6)
    assert value(fleiss, ratings) == pytest.approx(0.430245, abs=5e-7)


def test_the_table_of_the_textbook_gives_its_kappa() -> None:
    assert value(fleiss, counted(TEXTBOOK)) == pytest.approx(0.209931, abs=5e-7)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("identity", 0.625733), ("linear", 0.699640), ("quadratic", 0.772052)],
)
def test_cohens_kappa_gives_the_printed_values(kind: str, expected: float) -> None:
    ratings = crossed(((50, 10, 2), (8, 30, 9), (1, 7, 33)))
    assert value(conger, ratings, kind) == pytest.approx(expected, abs=5e-7)


def test_kappa_fails_where_nearly_all_is_one_category_and_ac1_does_not() -> None:
    ratings = crossed(RARE)
    assert value(exact, ratings) == pytest.approx(118 / 125)
    assert value(conger, ratings) == pytest.approx(-0.023392, abs=5e-7)
    assert value(gwet, ratings) == pytest.approx(0.940776, abs=5e-7)


def test_the_weights_of_a_scale_of_four() -> None:
    # By hand: ordinal counts 1, 3, 6 pairs of ranks for 1, 2, 3 steps.
    assert weights("ordinal", 4)[0].tolist() == [1, 1 - 1 / 6, 1 - 3 / 6, 0]
    assert weights("linear", 4)[0] == pytest.approx([1, 2 / 3, 1 / 3, 0])
    assert weights("quadratic", 4)[0] == pytest.approx([1, 8 / 9, 5 / 9, 0])
    assert weights("identity", 1).tolist() == [[1]]


def test_one_category_in_all_ratings_gives_no_value() -> None:
    ratings = ratings_of([["a", "a"], ["a", "a"]], "ab")
    for coefficient in (conger, fleiss, alpha, same_weights_alpha):
        assert np.isnan(value(coefficient, ratings))


def test_ratings_of_nothing_give_no_value() -> None:
    empty = ratings_of([], "ab")
    assert np.isnan(value(exact, empty))
    alone = ratings_of([["a", None], [None, "b"]], "ab")
    assert not alone.rated.any()
    assert np.isnan(value(exact, alone))


# --- second derivations, slow and exact

SCALE = "abcd"
UNITS = st.lists(
    st.lists(st.sampled_from([*SCALE, None]), min_size=3, max_size=3), min_size=2, max_size=7
)
PAIRS = st.lists(st.lists(st.sampled_from(SCALE), min_size=2, max_size=2), min_size=2, max_size=9)


def slow_exact(rows: Sequence[Sequence[str | None]], near: Callable[[str, str], bool]) -> Fraction:
    """The mean over units of the share of pairs of raters that agree."""
    shares = []
    for row in rows:
        pairs = list(combinations([one for one in row if one is not None], 2))
        if pairs:
            shares.append(Fraction(sum(near(a, b) for a, b in pairs), len(pairs)))
    return sum(shares, Fraction()) / len(shares)


def slow_cohen(rows: Sequence[Sequence[str]], *, squared: bool) -> Fraction:
    """One less the ratio of the mean observed to the mean expected disagreement."""

    def apart(a: str, b: str) -> int:
        steps = abs(SCALE.index(a) - SCALE.index(b))
        return steps**2 if squared else steps

    observed = Fraction(sum(apart(a, b) for a, b in rows), len(rows))
    crossed_all = [(a, b) for a, _ in rows for _, b in rows]
    return 1 - observed / Fraction(sum(apart(a, b) for a, b in crossed_all), len(crossed_all))


def slow_alpha(rows: Sequence[Sequence[str | None]], metric: str) -> Fraction:
    """One less the disagreement within units over the disagreement among all ratings."""
    kept = [[one for one in row if one is not None] for row in rows]
    kept = [row for row in kept if len(row) > 1]
    every = [one for row in kept for one in row]
    used = Counter(every)

    def apart(a: str, b: str) -> Fraction:
        if metric == "nominal":
            return Fraction(a != b)
        low, high = sorted((SCALE.index(a), SCALE.index(b)))
        if metric == "interval":
            return Fraction((high - low) ** 2)
        ends = Fraction(used[SCALE[low]] + used[SCALE[high]], 2)
        return (sum(used[SCALE[one]] for one in range(low, high + 1)) - ends) ** 2

    within = sum(
        (
            sum((apart(a, b) for a, b in permutations(row, 2)), Fraction()) / (len(row) - 1)
            for row in kept
        ),
        Fraction(),
    ) / len(every)
    among = sum((apart(a, b) for a, b in permutations(every, 2)), Fraction())
    return 1 - within / (among / (len(every) * (len(every) - 1)))


@given(UNITS)
def test_percentages_are_means_over_pairs_of_raters(rows: list[list[str | None]]) -> None:
    ratings = ratings_of(rows, SCALE)
    assume(ratings.rated.any())
    assert value(exact, ratings) == pytest.approx(float(slow_exact(rows, str.__eq__)))
    near = slow_exact(rows, lambda a, b: abs(SCALE.index(a) - SCALE.index(b)) <= 1)
    assert value(within_one, ratings) == pytest.approx(float(near))


@given(PAIRS)
def test_weighted_kappa_is_a_ratio_of_disagreements(rows: list[list[str]]) -> None:
    assume(len({one for row in rows for one in row}) > 1)
    ratings = ratings_of(rows, SCALE)
    for kind, squared in (("linear", False), ("quadratic", True)):
        expected = float(slow_cohen(rows, squared=squared))
        assert value(conger, ratings, kind) == pytest.approx(expected, abs=1e-9)


@given(UNITS, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_is_a_ratio_of_disagreements(rows: list[list[str | None]], metric: str) -> None:
    ratings = ratings_of(rows, SCALE)
    assume(np.count_nonzero(ratings.used) > 1)
    expected = float(slow_alpha(rows, metric))
    assert value(alpha, ratings, metric) == pytest.approx(expected, abs=1e-9)


@given(UNITS, st.permutations(range(3)))
def test_neither_the_order_of_units_nor_that_of_raters_matters(
    rows: list[list[str | None]], order: list[int]
) -> None:
    turned = [[row[rater] for rater in order] for row in reversed(rows)]
    first, second = ratings_of(rows, SCALE), ratings_of(turned, SCALE)
    for coefficient in (exact, within_one, conger, fleiss, gwet, brennan_prediger, alpha):
        found = [value(coefficient, first), value(coefficient, second)]
        assert found[0] == pytest.approx(found[1], abs=1e-9, nan_ok=True)


@given(st.lists(st.sampled_from(SCALE), min_size=2, max_size=8))
def test_raters_of_one_mind_agree_fully(said: list[str]) -> None:
    assume(len(set(said)) > 1)
    ratings = ratings_of([[one, one, one] for one in said], SCALE)
    for coefficient in (exact, within_one, conger, fleiss, gwet, brennan_prediger, alpha):
        assert value(coefficient, ratings) == pytest.approx(1)


@given(UNITS, st.lists(st.integers(0, 3), min_size=7, max_size=7))
def test_counting_a_unit_twice_is_writing_it_twice(
    rows: list[list[str | None]], often: list[int]
) -> None:
    counts = np.asarray([often[: len(rows)]])
    written = [row for row, times in zip(rows, often, strict=False) for _ in range(times)]
    assume(written)
    for coefficient in (exact, within_one, conger, fleiss, gwet, brennan_prediger, alpha):
        counted_so = float(coefficient(ratings_of(rows, SCALE), counts)[0])
        assert counted_so == pytest.approx(
            value(coefficient, ratings_of(written, SCALE)), abs=1e-9, nan_ok=True
        )
