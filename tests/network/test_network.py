"""A network says everything that is wrong with it before anyone uses it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from causality.errors import ModelError, NotFound
from causality.network.network import Network, Node, checked, node, problems, topological
from tests.network.samples import asia

COIN = node("coin", ["heads", "tails"], table=[0.5, 0.5])


def wrong_with(*nodes: Node, **more: object) -> list[str]:
    network = replace(Network("sample", tuple(nodes)), **more)  # type: ignore[arg-type]
    return [str(problem) for problem in problems(network)]


def test_a_sound_network_has_no_problems() -> None:
    assert problems(asia()) == ()
    assert checked(asia()).size == 36


def test_a_network_needs_a_node() -> None:
    assert wrong_with() == ["sample: nodes: there are none"]


def test_a_name_stands_for_one_node() -> None:
    assert wrong_with(COIN, node("coin", ["a", "b"], table=[1, 0])) == [
        "sample: nodes[coin]: 2 nodes of this name; one node per name"
    ]


def test_a_node_needs_different_states_and_parents() -> None:
    none = node("none", [], table=[])
    assert wrong_with(none) == ["sample: nodes[none].states: no state; name at least one"]
    twice = node("two", ["a", "b", "a"], ["coin", "coin"], table=[[[1, 0, 0]] * 2] * 2)
    assert wrong_with(COIN, twice) == [
        "sample: nodes[two].states: state 'a' stands twice",
        "sample: nodes[two].parents: parent 'coin' stands twice",
    ]


def test_a_parent_must_be_a_node() -> None:
    lost = node("lost", ["a", "b"], ["nobody"], table=[[0.5, 0.5]])
    assert wrong_with(lost) == ["sample: nodes[lost].parents: no node 'nobody'; known: lost"]


def test_a_table_has_an_axis_for_each_parent_and_one_for_the_states() -> None:
    flat = node("flat", ["a", "b"], ["coin"], table=[0.5, 0.5])
    assert wrong_with(COIN, flat) == [
        "sample: nodes[flat].table: shape (2,); (2, 2): parents, then own states"
    ]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ([0.5, 0.499999998], "sums to 0.999999998; the numbers of a row sum to 1"),
        ([0.7, 0.7], "sums to 1.4; the numbers of a row sum to 1"),
        ([1.5, -0.5], "a number outside 0..1"),
        ([float("nan"), 1.0], "a number outside 0..1"),
    ],
)
def test_a_row_is_a_distribution(row: list[float], wrong: str) -> None:
    child = node("child", ["a", "b"], ["coin"], table=[row, [0.5, 0.5]])
    assert wrong_with(COIN, child) == [f"sample: nodes[child].rows[coin=heads]: {wrong}"]
    root = node("root", ["a", "b"], table=row)
    assert wrong_with(root) == [f"sample: nodes[root].rows: {wrong}"]


def test_a_row_may_miss_one_by_the_rounding_that_the_network_admits() -> None:
    thirds = node("thirds", ["a", "b", "c"], table=[0.3333, 0.3333, 0.3333])
    assert len(wrong_with(thirds)) == 1
    assert wrong_with(thirds, decimals=4) == []
    assert len(wrong_with(thirds, decimals=5)) == 1


def test_arrows_do_not_go_round_in_circles() -> None:
    def link(name: str, parent: str) -> Node:
        return node(name, ["a", "b"], [parent], table=[[0.5, 0.5]] * 2)

    circle = [link("b", "a"), link("c", "b"), link("a", "c"), link("d", "a")]
    assert wrong_with(*circle) == ["sample: nodes[b].parents: cycle: b -> c -> a -> b"]


def test_target_findings_and_order_are_nodes() -> None:
    assert wrong_with(COIN, target="dice", findings=("coin", "card"), order=("cup",)) == [
        "sample: target: 'dice' is not a node",
        "sample: findings: 'card' is not a node",
        "sample: order: 'cup' is not a node",
    ]


def test_a_wrong_network_is_refused_with_all_its_problems() -> None:
    with pytest.raises(ModelError) as refused:
        checked(Network("sample", (node("a", ["x"], table=[0.5]), node("b", ["x"], table=[2]))))
    assert len(refused.value.problems) == 2


def test_parents_come_before_children_else_the_written_order_stays() -> None:
    assert topological(asia()) == asia().names
    turned = replace(asia(), nodes=asia().nodes[::-1])
    assert topological(turned)[:2] == ("smoke", "asia")


def test_ancestors_are_all_that_a_node_can_depend_on() -> None:
    assert asia().ancestors(["xray"]) == {"xray", "either", "lung", "tub", "smoke", "asia"}
    above = replace(asia(), target="dysp", findings=("xray", "dysp"), order=("dysp", "lung"))
    kept = above.above(["either"])
    assert kept.names == ("asia", "smoke", "tub", "lung", "either")
    assert (kept.target, kept.findings, kept.order) == (None, (), ("lung",))


def test_a_mistyped_name_is_met_with_the_nearest_one() -> None:
    with pytest.raises(NotFound, match="no node 'dyspnea'; did you mean 'dysp'"):
        asia().node("dyspnea")
    with pytest.raises(NotFound, match="no state of lung 'Yes'; did you mean 'yes'"):
        asia().state("lung", "Yes")


def test_a_table_cannot_be_changed_under_an_engine() -> None:
    with pytest.raises(ValueError, match="read-only"):
        asia().nodes[0].table[0] = 1


def test_a_network_that_was_refused_is_refused_again() -> None:
    broken = Network("broken", (node("a", ["x", "y"], table=[0.5, 0.4]),))
    for _ in range(2):
        with pytest.raises(ModelError, match=r"sums to 0\.9"):
            checked(broken)
