"""Every combination of answers that findings can give, for every method: one category each."""

from __future__ import annotations

from functools import cache
from itertools import combinations, pairwise, product
from math import prod

import numpy as np
import pytest
from numpy.typing import NDArray

from causality.methods import Method, method, method_ids
from causality.methods.additive_scale import ScaleRecord
from causality.methods.decided import Decided
from causality.methods.schema import NOT_JUDGED

MOST = 1_000_000
"""Above this, every pair of answers stands in some combination instead."""

ALL = pytest.mark.parametrize("name", method_ids())
SCALES = pytest.mark.parametrize(
    "name", [name for name in method_ids() if isinstance(method(name).told, ScaleRecord)]
)

Answers = NDArray[np.int64]


@cache
def joint_answers(name: str) -> Answers:
    """One line a group, one column a combination."""
    one = method(name)
    sizes = [len(group.joint_answers) for group in one.groups]
    if prod(sizes) <= MOST:
        return np.asarray(list(product(*map(range, sizes))), dtype=np.int64).T
    rng = np.random.default_rng(0)
    columns = []
    for first, second in combinations(range(len(sizes)), 2):
        for answer, other in product(range(sizes[first]), range(sizes[second])):
            column = [int(rng.integers(size)) for size in sizes]
            column[first], column[second] = answer, other
            columns.append(column)
    return np.asarray(columns, dtype=np.int64).T


@cache
def categories(name: str) -> NDArray[np.int64]:
    standing = method(name).kind.standing(list(joint_answers(name)))
    return np.broadcast_to(np.asarray(standing.category), joint_answers(name).shape[1])


@cache
def answers(name: str) -> Answers:
    """One line a criterion, one column a combination."""
    one = method(name)
    lines = np.empty((len(one.criteria), joint_answers(name).shape[1]), dtype=np.int64)
    for group, joint in zip(one.groups, joint_answers(name), strict=True):
        lines[list(group.criteria)] = np.asarray(group.joint_answers)[joint].T
    return lines


@ALL
def test_every_combination_has_one_category_and_every_category_is_reached(name: str) -> None:
    one, found = method(name), categories(name)
    assert ((found >= 0) & (found < len(one.categories))).all()
    told = getattr(one.told, "categories", None)
    never = {each.name for each in told or () if not each.reached}
    reached = {one.categories[code] for code in np.unique(found).tolist()}
    assert reached | never == set(one.categories)
    assert not reached & never


@ALL
def test_one_combination_alone_is_what_it_is_among_all(name: str) -> None:
    one = method(name)
    space = joint_answers(name)
    some = np.random.default_rng(1).integers(space.shape[1], size=200)
    for column in some.tolist():
        alone = one.kind.standing(space[:, column].tolist())
        assert alone.category == categories(name)[column]
        again = one.kind.standing(space[:, column].tolist())
        assert again == alone


@ALL
def test_equal_answers_have_equal_categories(name: str) -> None:
    # Groups only bundle what shares findings; the category is a function of the answers alone.
    one = method(name)
    given, found = answers(name), categories(name)
    _, first, which = np.unique(given, axis=1, return_index=True, return_inverse=True)
    np.testing.assert_array_equal(found[first][which.reshape(-1)], found)
    assert given.shape[0] == len(one.criteria)


NEVER_GIVEN = {
    (
        "dips_2007",
        "precipitant",
        "no",
    ): "a record says that a mechanism is known, never the contrary",
    ("dips_2007", "object", "no"): "the same",
    ("sefv", "sequence", "on withdrawal, for"): "the other reading of the sign, behind an option",
    ("sefv", "withdrawal", "not withdrawn, tolerance"): "no finding speaks of tolerance",
    ("sefv", "withdrawal", "not withdrawn, treated"): "a course under treatment is not told apart",
    ("sefv", "rechallenge", "fatal or irreversible"): "a re-exposure needs that it had settled",
}
"""Published answers that no finding gives, and why."""


@ALL
def test_every_answer_can_be_given_but_those_that_are_listed(name: str) -> None:
    for criterion, line in zip(method(name).criteria, answers(name), strict=True):
        given = {criterion.answers[answer] for answer in np.unique(line).tolist()}
        for answer in criterion.answers:
            assert (answer in given) is ((name, criterion.id, answer) not in NEVER_GIVEN), answer


@SCALES
def test_a_scale_adds_up_the_points_of_its_file_and_finds_the_band(name: str) -> None:
    one = method(name)
    told = one.told
    assert isinstance(told, ScaleRecord)
    worths = [
        np.asarray([answer.points for answer in criterion.answers.values()])
        for criterion in told.criteria
    ]
    total = sum(worth[line] for worth, line in zip(worths, answers(name), strict=True))
    standing = one.kind.standing(list(joint_answers(name)))
    np.testing.assert_array_equal(standing.score, total)
    floors = [band.at_least for band in told.bands]
    names = [band.category for band in told.bands]
    for score in np.unique(total).tolist():
        band = next(
            name
            for name, floor in zip(names, floors, strict=True)
            if floor is None or score >= floor
        )
        codes = np.unique(categories(name)[np.asarray(total) == score])
        assert [names[code] for code in codes.tolist()] == [band]


@SCALES
def test_both_sides_of_every_edge_of_the_bands_are_met(name: str) -> None:
    one = method(name)
    told = one.told
    assert isinstance(told, ScaleRecord)
    scores = np.asarray(one.kind.standing(list(joint_answers(name))).score)
    for better, worse in pairwise(told.bands):
        assert better.at_least is not None
        at, below = (scores == better.at_least), (scores == better.at_least - 1)
        assert at.any()
        assert below.any()
        names = [one.categories[categories(name)[np.flatnonzero(side)[0]]] for side in (at, below)]
        assert names == [better.category, worse.category]


@SCALES
def test_more_points_never_make_a_worse_category(name: str) -> None:
    scores = np.asarray(method(name).kind.standing(list(joint_answers(name))).score)
    order = np.argsort(scores, kind="stable")
    assert (np.diff(categories(name)[order]) <= 0).all()


@ALL
def test_nothing_known_of_any_criterion_has_a_category_and_a_reason(name: str) -> None:
    one = method(name)
    places = [
        criterion.answers.index(NOT_JUDGED) if NOT_JUDGED in criterion.answers else None
        for criterion in one.criteria
    ]
    fits = np.ones(answers(name).shape[1], dtype=np.bool_)
    for place, line in zip(places, answers(name), strict=True):
        if place is not None:
            fits &= line == place
    assert fits.any()


@pytest.mark.parametrize(
    "name", [name for name in method_ids() if isinstance(method(name).kind, Decided)]
)
def test_every_row_of_a_decision_is_met_by_some_findings(name: str) -> None:
    one: Method = method(name)
    rows = one.kind.standing(list(joint_answers(name))).row
    assert isinstance(one.kind, Decided)
    met = set(np.unique(np.asarray(rows)).tolist())
    # A row that no findings reach is an edge of the published table that our answers cannot give.
    assert met <= set(range(len(one.kind._rows)))
    assert len(met) / len(one.kind._rows) > 1 / 2
