"""Distances agree with a plain all-pairs closure, however the points hang together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.timeline import groups
from causality.timeline.distances import UNBOUNDED, closed
from causality.timeline.groups import TooManyPoints, groups_and_hubs

Ints = npt.NDArray[np.int64]
Edges = list[tuple[int, int, int]]


def columns(edges: Edges) -> tuple[Ints, Ints, Ints]:
    start, end, length = np.array(edges, dtype=np.int64).reshape(-1, 3).T
    return start, end, length


def plainly(count: int, edges: Edges) -> Ints | None:
    """Floyd and Warshall over all points at once, in Python's own numbers."""
    far = UNBOUNDED
    table = [[0 if i == j else far for j in range(count)] for i in range(count)]
    for start, end, length in edges:
        table[start][end] = min(table[start][end], length)
    for k in range(count):
        for i in range(count):
            for j in range(count):
                if table[i][k] < far and table[k][j] < far:
                    table[i][j] = min(table[i][j], table[i][k] + table[k][j])
    if any(table[i][i] < 0 for i in range(count)):
        return None
    return np.array(table, dtype=np.int64)


def all_pairs(count: int, edges: Edges) -> Ints | None:
    distances = closed(count, *columns(edges))
    if distances is None:
        return None
    start, end = np.divmod(np.arange(count**2), count)
    return distances.upper(start, end).reshape(count, count)


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, Edges]:
    """A few points placed somewhere, and edges that mostly allow their places."""
    count = draw(st.integers(2, 12))
    scale = draw(st.sampled_from([1, 1440, 2**20, 2**38]))
    places = draw(st.lists(st.integers(-3, 3), min_size=count, max_size=count))
    point = st.integers(0, count - 1)
    drawn = draw(st.lists(st.tuples(point, point, st.integers(-1, 6)), max_size=3 * count))
    slack = draw(st.sampled_from([0, 1]))
    return count, [
        (a, b, (places[b] - places[a] + max(more, slack - 1)) * scale) for a, b, more in drawn
    ]


@given(networks(), st.sampled_from([1, 2, 3, 256]))
def test_hubs_and_groups_give_what_a_plain_closure_gives(
    network: tuple[int, Edges], largest: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "LARGEST_GROUP", largest)
        found = all_pairs(*network)
    expected = plainly(*network)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert found.tolist() == expected.tolist()


def both_ways(pairs: list[tuple[int, int]]) -> Edges:
    return [edge for a, b in pairs for edge in ((a, b, 7), (b, a, -3))]


@pytest.mark.parametrize(
    "pairs",
    [
        [(i, i + 1) for i in range(2, 600)],
        [(2, i) for i in range(3, 600)],
        [(i // 2 + 1, i) for i in range(3, 600)],
    ],
    ids=["each after the one before", "all after one", "two after each"],
)
def test_many_points_that_hang_together_are_divided(pairs: list[tuple[int, int]]) -> None:
    edges = both_ways([(0, 2), *pairs])
    start, end, _ = columns(edges)
    group, hub_of = groups_and_hubs(601, start, end)
    assert np.bincount(group).max() <= groups.LARGEST_GROUP
    assert 3 <= (hub_of >= 0).sum() <= 10
    steps = dict.fromkeys([0, 2], 0) | {2: 1}
    for a, b in pairs:
        steps[b] = steps[a] + 1
    distances = closed(601, start, end, columns(edges)[2])
    assert distances is not None
    last = np.array([max(steps, key=lambda point: steps[point])])
    assert distances.upper(np.array([0]), last)[0] == 7 * steps[int(last[0])]
    assert distances.upper(last, np.array([0]))[0] == -3 * steps[int(last[0])]


def test_a_ring_is_divided_after_a_second_hub() -> None:
    ring = [(i, i + 1) for i in range(2, 600)] + [(600, 2)]
    start, end, _ = columns([(a, b, 1) for a, b in ring] + [(b, a, 1) for a, b in ring])
    group, _ = groups_and_hubs(601, start, end)
    assert np.bincount(group).max() <= groups.LARGEST_GROUP


def test_points_that_no_hub_divides_stay_together() -> None:
    crowd = [(a, b) for a in range(2, 302) for b in range(a + 1, min(a + 60, 302))]
    crowd += [(a, 303 - a) for a in range(2, 152)]
    start, end, _ = columns([(a, b, 1) for a, b in crowd])
    group, hub_of = groups_and_hubs(302, start, end)
    assert (hub_of >= 0).sum() == 2
    assert np.bincount(group).max() == 300


def test_too_many_points_that_no_hub_divides_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "LARGEST_GROUP", 20)
    monkeypatch.setattr(groups, "MOST_TOGETHER", 30)
    crowd = [(a, b, 1) for a in range(2, 42) for b in range(2, 42)]
    with pytest.raises(TooManyPoints, match="42 points in time, 40 of them"):
        groups_and_hubs(42, *columns(crowd)[:2])


def test_more_hubs_than_can_be_kept_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "LARGEST_GROUP", 2)
    monkeypatch.setattr(groups, "MOST_HUBS", 20)
    row = [(i, i + 1, 1) for i in range(2, 80)]
    with pytest.raises(TooManyPoints, match="81 points in time"):
        groups_and_hubs(81, *columns(row)[:2])
    monkeypatch.setattr(groups, "MOST_HUBS", 80)
    assert (groups_and_hubs(81, *columns(row)[:2])[1] >= 0).sum() > 20
