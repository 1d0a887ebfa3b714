"""Network files: what they may say, and what is said of them where they go wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from causality.errors import ModelError
from causality.network.network import Network
from causality.network.read import read_network

HEAD = """\
schema: causality/network/1
id: sample
title: Two nodes and a cause
origins: {counted: {from: derived, formula: counted in the sample}}
origin: counted
nodes:
  - {name: rain, states: [yes, no], rows: [{then: {yes: 0.25, no: 0.75}, support: 8}]}
"""

NOISY = "{name: wet, states: [a, b], parents: [rain], noisy or: {leak: "
RAIN = "{when: {rain: yes}, then: uniform}"

CHILD = HEAD + "  - {name: wet, states: [yes, no], parents: [rain], rows: ["


def read(text: str) -> Network:
    return read_network(text.encode(), "sample.yaml")


def problems(text: str) -> list[str]:
    with pytest.raises(ModelError) as refused:
        read(text)
    return [str(problem).split(": ", 1)[1] for problem in refused.value.problems]


def test_rows_are_named_and_become_a_table() -> None:
    network = read(
        CHILD
        + "{when: {rain: no}, then: {no: 1, yes: 0}, support: 0, "
        + "origin: {from: assumed, why: dry, range: [0, 1]}},"
        + "{when: {rain: yes}, then: {yes: 1/3, no: 2/3}}]}"
    )
    wet = network.node("wet")
    np.testing.assert_array_equal(wet.table, [[1 / 3, 2 / 3], [0, 1]])
    assert wet.support is not None
    assert wet.support.tolist() == [-1, 0]
    assert [row.origin.from_ if row.origin else None for row in wet.rows] == ["assumed", "derived"]
    rain = network.node("rain")
    assert rain.support is not None
    assert rain.support.tolist() == 8
    assert len(network.sha256) == 64


def test_a_row_may_speak_for_several_states_and_be_uniform() -> None:
    network = read(CHILD + "{when: {rain: [yes, no]}, then: uniform}]}")
    np.testing.assert_array_equal(network.node("wet").table, [[0.5, 0.5], [0.5, 0.5]])
    assert network.node("wet").support is None
    np.testing.assert_array_equal(
        read(CHILD + "{then: {yes: 0.1, no: 0.9}}]}").node("wet").table, [[0.1, 0.9], [0.1, 0.9]]
    )


def test_a_noisy_or_is_expanded() -> None:
    network = read(
        HEAD + "  - name: wet\n    states: [no, yes]\n    parents: [rain]\n    noisy or:\n"
        "      leak: {then: {no: 0.9, yes: 0.1}}\n"
        "      causes: [{when: {rain: yes}, then: {no: 0.2, yes: 0.8}}]\n"
    )
    np.testing.assert_allclose(network.node("wet").table, [[0.18, 0.82], [0.9, 0.1]], atol=1e-15)
    assert network.node("wet").noisy_or
    assert len(network.node("wet").rows) == 2


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    file = tmp_path / "rain.yaml"
    file.write_text(HEAD)
    assert read_network(file).names == ("rain",)
    assert read_network(str(file)).title == "Two nodes and a cause"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "{when: {rain: yes}, then: {yes: 1, no: 0}}]}",
            ["nodes[1].rows: no row for rain = no"],
        ),
        (
            "{then: uniform}, {when: {rain: no}, then: uniform}]}",
            ["nodes[1].rows[1].when: rain = no stands in row 0 already"],
        ),
        (
            "{when: {rain: maybe, sun: yes}, then: uniform}]}",
            [
                "nodes[1].rows: no row for rain = yes; rain = no",
                "nodes[1].rows[0].when.rain: no state 'maybe'; known: yes, no",
                "nodes[1].rows[0].when.sun: 'sun' is not a parent; known: rain",
            ],
        ),
        (
            "{then: {yes: 0.4, no: 0.599999998}}]}",
            ["nodes[1].rows[0].then: sums to 0.999999998; the numbers sum to 1"],
        ),
        (
            "{then: {yes: 1, never: 0}}]}",
            [
                "nodes[1].rows[0].then: no number for 'no'",
                "nodes[1].rows[0].then: no state 'never'; known: yes, no",
            ],
        ),
        (
            "{then: uniform, origin: counts}]}",
            ["nodes[1].rows[0].origin: no origin 'counts'; did you mean 'counted'?"],
        ),
    ],
)
def test_rows_that_do_not_make_a_table_are_named(rows: str, expected: list[str]) -> None:
    assert sorted(problems(CHILD + rows)) == sorted(expected)


def test_a_problem_has_its_line_and_column() -> None:
    with pytest.raises(ModelError, match=r"sample\.yaml:8:\d+: nodes\[1\]\.rows\[0\]\.then: sums"):
        read(CHILD + "{then: {yes: 0.5, no: 0.4}}]}")


def test_a_long_list_of_missing_rows_is_cut_short() -> None:
    text = HEAD.replace("[yes, no]", "[yes, no, a, b, c]").replace(
        "no: 0.75", "no: 0.75, a: 0, b: 0, c: 0"
    )
    text += "  - {name: wet, states: [yes, no], parents: [rain], rows: []}"
    assert any("no row for rain = yes; rain = no; rain = a and 2 more" in p for p in problems(text))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("{name: wet, states: [yes, no]}", "'wet' needs either 'rows' or 'noisy or'"),
        ("{name: wet, states: [yes, no], parents: [sun], rows: []}", "no node 'sun'"),
        (
            NOISY + "{when: {rain: yes}, then: uniform}, causes: []}}",
            "the leak depends on no parent",
        ),
        (NOISY + "{then: uniform}, causes: [{then: uniform}]}}", "names the states of one parent"),
        (NOISY + "{then: uniform}, causes: [{when: {rain: mist}, then: uniform}]}}", "'mist'"),
        (NOISY + f"{{then: uniform}}, causes: [{RAIN}, {RAIN}]}}}}", "rain = yes stands twice"),
    ],
)
def test_nodes_that_do_not_hang_together_are_named(node: str, expected: str) -> None:
    assert any(expected in problem for problem in problems(f"{HEAD}  - {node}"))


def test_a_number_without_a_source_is_refused() -> None:
    text = HEAD.replace("origin: counted\n", "")
    assert problems(text) == [
        "nodes[0].rows[0]: numbers without a source; say where they are from: 'origin'"
    ]


def test_an_unknown_key_is_named() -> None:
    assert any(
        "'parent'" in problem for problem in problems(CHILD.replace("parents", "parent") + "]}")
    )


@pytest.mark.parametrize("number", ["1.2", "-0.1", "4/3", "nan", "75%", "1/0"])
def test_what_is_no_probability_is_refused(number: str) -> None:
    (problem,) = problems(HEAD.replace("0.75", number))
    assert problem.startswith("nodes[0].rows[0].then.no: ")


def test_a_table_too_large_to_write_is_refused() -> None:
    states = ", ".join(f"s{i}" for i in range(60))
    roots = "".join(
        f"  - {{name: r{i}, states: [{states}], rows: [{{then: uniform}}]}}\n" for i in range(4)
    )
    child = "  - {name: c, states: [a, b], parents: [r0, r1, r2, r3], rows: [{then: uniform}]}\n"
    assert any("at most 1,048,576" in problem for problem in problems(HEAD + roots + child))


def test_what_only_the_whole_shows_is_refused_at_its_place() -> None:
    head = HEAD.replace("origins:", "target: sun\norigins:").replace(
        "name: rain,", "name: rain, parents: [wet],"
    )
    with pytest.raises(ModelError) as refused:
        read(
            head
            + "  - {name: wet, states: [yes, no], parents: [rain], rows: [{then: uniform}]}\n"
            + "  - {name: dry, states: [a, a], rows: [{then: {a: 0.7}}]}\n"
            + "  - {name: bare, states: [a, b], rows: [{then: {a: 1}}]}\n"
        )
    assert [str(problem) for problem in refused.value.problems] == [
        "sample.yaml:4:9: target: 'sun' is not a node",
        "sample.yaml:8:27: nodes[0].parents: cycle: rain -> wet -> rain",
        "sample.yaml:10:25: nodes[2].states: state 'a' stands twice",
        "sample.yaml:10:47: nodes[2].rows[0].then: sums to 1.4; the numbers sum to 1",
        "sample.yaml:11:48: nodes[3].rows[0].then: no number for 'b'",
    ]
