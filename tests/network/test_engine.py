"""The engine gives what the joint table gives, in any batch, with any evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.errors import ModelError, NotFound
from causality.network.codes import codes_of
from causality.network.conditioned import TooEntangled
from causality.network.engine import Engine, compiled
from causality.network.evidence import ContradictoryEvidence, EvidenceProblem
from causality.network.network import Network, node
from causality.network.posterior import Posteriors
from tests.network.samples import Asked, asia, asked, random_network, truth

seeds = st.integers(0, 2**32 - 1)


def answer(network: Network, question: Asked, **options: object) -> Posteriors:
    engine = compiled(
        network,
        question.target,
        question.findings,
        soft=tuple(question.likelihood),
        **options,  # type: ignore[arg-type]
    )
    return engine.posteriors(question.codes, question.likelihood)


@pytest.mark.parametrize("seed", range(60))
def test_random_networks_agree_with_their_joint_table(seed: int) -> None:
    random = np.random.default_rng(seed)
    cases = 6
    network = random_network(random, int(random.integers(2, 10)))
    question = asked(random, network, cases)
    slow = truth(network)
    caps = {"tables": 1 << 17, "small tables": 50, "no tables": 1}
    answers = {name: answer(network, question, cap=cap) for name, cap in caps.items()}
    answers["by pattern"] = answer(network, question, ahead=False)
    for found in answers.values():
        for case in range(cases):
            joint = slow.with_evidence(question.given(case), question.weights(case))
            if joint.sum() == 0:
                assert found.contradictory[case]
                assert np.isnan(found.shares[case]).all()
            else:
                expected = slow.share(joint, question.target)
                np.testing.assert_allclose(found.shares[case], expected, atol=1e-12)
                assert found.log_evidence[case] == pytest.approx(np.log(joint.sum()), abs=1e-12)


@settings(max_examples=20)
@given(seeds)
def test_a_case_gets_the_same_bits_in_any_batch(seed: int) -> None:
    random = np.random.default_rng(seed)
    network = random_network(random, 6)
    question = asked(random, network, 40)
    for cap in (4, 1 << 17):
        engine = compiled(
            network,
            question.target,
            question.findings,
            soft=tuple(question.likelihood),
            cap=cap,
        )
        whole = engine.posteriors(question.codes, question.likelihood)
        for block in (1, 7, 4096):
            parts = engine.posteriors(question.codes, question.likelihood, block=block)
            assert parts.shares.tobytes() == whole.shares.tobytes()
            assert parts.log_evidence.tobytes() == whole.log_evidence.tobytes()
        for case in range(0, 40, 9):
            alone = engine.posteriors(
                question.codes[case : case + 1],
                {name: values[case : case + 1] for name, values in question.likelihood.items()},
            )
            assert alone.shares.tobytes() == whole.shares[case : case + 1].tobytes()
            assert alone.log_evidence[0].tobytes() == whole.log_evidence[case].tobytes()


def test_a_million_cases_get_the_bits_that_each_gets_alone() -> None:
    engine = compiled(asia(), "lung", ["xray", "dysp", "asia", "smoke", "bronc"])
    kinds = np.array(np.meshgrid(*[[-1, 0, 1]] * 5)).reshape(5, -1).T.astype(np.int8)
    many = engine.posteriors(np.tile(kinds, (4116, 1))[:1_000_000])
    few = engine.posteriors(kinds)
    for start in range(0, 1_000_000, len(kinds) * 100):
        part = many.shares[start : start + len(kinds)]
        assert part.tobytes() == few.shares[: len(part)].tobytes()


@settings(max_examples=20)
@given(seeds, st.floats(1e-30, 1e30))
def test_the_scale_of_a_likelihood_does_not_matter(seed: int, scale: float) -> None:
    random = np.random.default_rng(seed)
    network = random_network(random, 6, zeros=0)
    question = asked(random, network, 5)
    scaled = replace(
        question, likelihood={name: w * scale for name, w in question.likelihood.items()}
    )
    one, other = answer(network, question), answer(network, scaled)
    np.testing.assert_allclose(one.shares, other.shares, atol=1e-12)
    expected = one.log_evidence + len(question.likelihood) * np.log(scale)
    np.testing.assert_allclose(other.log_evidence, expected, atol=1e-9)


@settings(max_examples=20)
@given(seeds)
def test_the_order_of_nodes_and_of_states_does_not_matter(seed: int) -> None:
    random = np.random.default_rng(seed)
    network = random_network(random, 6)
    question = asked(random, network, 5)
    turned = Network(
        "turned",
        tuple(
            node(
                each.name,
                each.states[::-1],
                each.parents,
                table=each.table[(slice(None, None, -1),) * each.table.ndim],
            )
            for each in reversed(network.nodes)
        ),
    )
    cards = np.array([len(network.node(name).states) for name in question.findings], dtype=np.int8)
    codes = np.where(question.codes < 0, -1, cards - 1 - question.codes).astype(np.int8)
    weights = {name: values[:, ::-1] for name, values in question.likelihood.items()}
    one = answer(network, question)
    other = answer(turned, replace(question, codes=codes, likelihood=weights))
    np.testing.assert_allclose(other.shares[:, ::-1], one.shares, atol=1e-12)
    np.testing.assert_allclose(other.log_evidence, one.log_evidence, atol=1e-12)


@settings(max_examples=20)
@given(seeds)
def test_a_node_that_nobody_looks_at_changes_nothing(seed: int) -> None:
    random = np.random.default_rng(seed)
    network = random_network(random, 6)
    question = asked(random, network, 5)
    parents = network.names[:2]
    shape = [len(network.node(name).states) for name in parents]
    table = random.dirichlet([1, 1, 1], size=shape)
    barren = node("nobody", ["a", "b", "c"], parents, table=table)
    larger = replace(network, nodes=(*network.nodes, barren))
    one, other = answer(network, question), answer(larger, question)
    assert one.shares.tobytes() == other.shares.tobytes()


@settings(max_examples=20)
@given(seeds)
def test_missing_is_the_average_over_what_might_be_found(seed: int) -> None:
    random = np.random.default_rng(seed)
    network = random_network(random, 6, zeros=0)
    question = asked(random, network, 1)
    name = next((name for name in question.findings if name != question.target), None)
    if name is None:
        return
    column = question.findings.index(name)
    states = len(network.node(name).states)
    codes = np.repeat(question.codes, states + 1, axis=0)
    codes[:, column] = np.arange(-1, states)
    weights = {
        soft: np.maximum(np.repeat(values, states + 1, axis=0), 0.01)
        for soft, values in question.likelihood.items()
    }
    found = answer(network, replace(question, codes=codes, likelihood=weights))
    evidence = np.exp(found.log_evidence)
    assert evidence[1:].sum() == pytest.approx(evidence[0], rel=1e-12)
    mixed = (found.shares[1:] * (evidence[1:] / evidence[0])[:, None]).sum(axis=0)
    np.testing.assert_allclose(mixed, found.shares[0], atol=1e-12)


def test_two_equal_soft_findings_square_the_likelihood() -> None:
    report = [[0.7, 0.3], [0.2, 0.8]]
    nodes = [
        node("cause", ["drug", "other"], table=[0.3, 0.7]),
        node("first", ["said", "silent"], ["cause"], table=report),
        node("second", ["said", "silent"], ["cause"], table=report),
    ]
    engine = compiled(Network("two", tuple(nodes)), "cause", ["first", "second"], soft=["cause"])
    twice = engine.posterior({"first": "said", "second": "said"})
    squared = engine.posterior({}, {"cause": [0.7**2, 0.2**2]})
    assert twice.shares == pytest.approx(squared.shares, abs=1e-15)


def naive(findings: int) -> Network:
    cause = node("cause", ["yes", "no"], table=[0.25, 0.75])
    rare = [[1e-3, 1 - 1e-3], [2e-3, 1 - 2e-3]]
    return Network(
        "naive",
        (
            cause,
            *(node(f"f{i}", ["seen", "not"], ["cause"], table=rare) for i in range(findings)),
        ),
    )


@pytest.mark.parametrize("ahead", [True, False])
def test_evidence_too_improbable_for_floating_point_is_still_exact(*, ahead: bool) -> None:
    # Each finding has a likelihood ratio of 1/2; P(e) is about 1e-360.
    network = naive(120)
    names = network.names[1:]
    engine = compiled(network, "cause", names, ahead=ahead)
    found = engine.posterior(dict.fromkeys(names, "seen"))
    odds = 0.25 / 0.75 * 0.5**120
    assert found.shares["yes"] == pytest.approx(odds / (1 + odds), rel=1e-9)
    expected = np.log(0.75) + 120 * np.log(2e-3) + np.log1p(odds)
    assert found.log_evidence == pytest.approx(expected, abs=1e-9)
    codes = np.zeros((3, 120), dtype=np.int8)
    codes[1] = 1
    batch = engine.posteriors(codes)
    assert batch.log_evidence[0] == batch.log_evidence[2] == found.log_evidence


def grid(side: int) -> Network:
    """Each node depends on its upper and its left neighbour: the width grows with the side."""
    random = np.random.default_rng(1)
    nodes = []
    for row in range(side):
        for column in range(side):
            parents = [f"g{row - 1}.{column}"] * (row > 0) + [f"g{row}.{column - 1}"] * (column > 0)
            table = random.dirichlet([1, 1], size=(2,) * len(parents))
            nodes.append(node(f"g{row}.{column}", ["a", "b"], parents, table=table))
    return Network("grid", tuple(nodes))


def row_by_row(network: Network, side: int, known: dict[str, int]) -> float:
    """P(known) of a grid: the joint table of the last node met in each column, node by node."""
    frontier = np.ones([1] * side)
    for row in range(side):
        for column in range(side):
            name = f"g{row}.{column}"
            # Axes: upper neighbour, left neighbour, own state; length one where there is none.
            table = network.node(name).table.reshape(2 if row else 1, 2 if column else 1, 2)
            if name in known:
                table = table * np.eye(2)[known[name]]
            old = list(range(side))
            new = [side if axis == column else axis for axis in old]
            left = column - 1 if column else side + 1
            sides = [column, left, side]
            frontier = np.einsum(frontier, old, table, sides, new)  # type: ignore[arg-type]
    return float(frontier.sum())


def test_an_entangled_network_is_solved_pattern_by_pattern() -> None:
    side = 10
    network = grid(side)
    findings = tuple(name for i, name in enumerate(network.names) if i % 2)
    costly = compiled(network, "g4.4", findings)
    assert costly.plan is None
    random = np.random.default_rng(0)
    codes = random.integers(0, 2, (4, len(findings))).astype(np.int8)
    codes[0, ::7] = codes[1] = -1
    codes[3] = codes[0]
    found = costly.posteriors(codes)
    assert found.shares[3].tobytes() == found.shares[0].tobytes()
    for case in range(3):
        row = zip(findings, codes[case].tolist(), strict=True)
        known = {name: code for name, code in row if code >= 0}
        joint = [row_by_row(network, side, {**known, "g4.4": state}) for state in (0, 1)]
        assert found.shares[case, 0] == pytest.approx(joint[0] / sum(joint), abs=1e-12)
        assert found.log_evidence[case] == pytest.approx(np.log(sum(joint)), abs=1e-10)


def test_a_question_out_of_reach_is_refused_before_memory_is() -> None:
    with pytest.raises(TooEntangled, match=r"P\(g20\.20 \| g39\.39\) would need .* numbers"):
        compiled(grid(40), "g20.20", ["g39.39"], ahead=False).posterior({"g39.39": "a"})


def test_a_conflict_in_an_entangled_network_is_found_too() -> None:
    network = grid(10)
    corner = replace(network.node("g0.0"), table=np.array([1.0, 0.0]))
    network = replace(network, nodes=(corner, *network.nodes[1:]))
    known = {name: "a" for i, name in enumerate(network.names) if i % 2}
    with pytest.raises(ContradictoryEvidence) as refused:
        compiled(network, "g4.4", ["g0.0", *known], ahead=False).posterior({**known, "g0.0": "b"})
    assert refused.value.findings == (("g0.0", "b"),)


def wide() -> tuple[Network, tuple[str, ...]]:
    """Findings that each show three of six hidden nodes: best closed by rows."""
    random = np.random.default_rng(6)
    nodes = [node("cause", ["yes", "no"], table=[0.2, 0.8])]
    hidden = [f"h{i}" for i in range(6)]
    nodes += [
        node(name, ["a", "b"], ["cause"], table=random.dirichlet([1.0, 1.0], size=2))
        for name in hidden
    ]
    findings = tuple(f"f{i}" for i in range(9))
    for name in findings:
        parents = [str(p) for p in random.choice(hidden, 3, replace=False)]
        table = random.dirichlet([1.0, 1.0, 1.0], size=(2, 2, 2)) * 1e-32
        table[..., 2] += 1 - 1e-32
        nodes.append(node(name, ["x", "y", "z"], parents, table=table))
    return Network("wide", tuple(nodes)), findings


@pytest.mark.parametrize("cap", [1 << 9, 1 << 11, 1 << 13])
def test_a_product_by_rows_gives_the_same_bits_in_any_batch(cap: int) -> None:
    network, findings = wide()
    engine = compiled(network, "cause", findings, cap=cap)
    assert engine.plan is not None
    assert engine.plan.closing is not None
    codes = np.random.default_rng(0).integers(-1, 3, (5_000, 9)).astype(np.int8)
    whole = engine.posteriors(codes)
    for block in (1, 7, 4096):
        parts = engine.posteriors(codes, block=block)
        assert parts.shares.tobytes() == whole.shares.tobytes()
        assert parts.log_evidence.tobytes() == whole.log_evidence.tobytes()
    for case in (0, 1, 4_999):
        alone = engine.posteriors(codes[case : case + 1])
        assert alone.shares.tobytes() == whole.shares[case : case + 1].tobytes()
    chain = compiled(network, "cause", findings, ahead=False).posteriors(codes[:200])
    np.testing.assert_allclose(whole.shares[:200], chain.shares, rtol=1e-12)
    np.testing.assert_allclose(whole.log_evidence[:200], chain.log_evidence, rtol=1e-13)
    # Nine findings of 1e-32 are far below what float64 holds.
    assert whole.log_evidence.min() < -600


def test_a_known_target_keeps_its_state() -> None:
    for ahead in (True, False):
        engine = compiled(asia(), "lung", ["lung", "xray"], ahead=ahead)
        found = engine.posterior({"lung": "no", "xray": "yes"})
        assert dict(found.shares) == {"yes": 0.0, "no": 1.0}
        # P(xray, not lung) = P(not lung) (0.98 P(tub) + 0.05 P(not tub)); tub 0.0104, lung 0.055.
        expected = 0.945 * (0.98 * 0.0104 + 0.05 * 0.9896)
        assert found.log_evidence == pytest.approx(np.log(expected), abs=1e-12)


def test_without_any_evidence_the_prior_comes_back() -> None:
    found = compiled(asia(), "either", []).posteriors(np.zeros((3, 0), dtype=np.int8))
    np.testing.assert_allclose(found.shares[:, 0], 0.064828, atol=1e-12)
    np.testing.assert_allclose(found.log_evidence, 0, atol=1e-12)
    assert len(found) == 3
    assert found[2].shares["yes"] == pytest.approx(0.064828, abs=1e-12)


def test_no_cases_give_no_answers() -> None:
    found = compiled(asia(), "lung", ["xray"]).posteriors(np.zeros((0, 1), dtype=np.int8))
    assert found.shares.shape == (0, 2)


def engine() -> Engine:
    return compiled(asia(), "lung", ["xray", "dysp"], soft=["smoke"])


@pytest.mark.parametrize(
    ("codes", "wrong"),
    [
        ([[0, 2]], "case 0: code 2 of dysp; -1 \\(missing\\) to 1 are allowed"),
        ([[0, 1], [-2, 0]], "case 1: code -2 of xray"),
        ([[0, 300]], "code 127 of dysp"),
        ([[0.0, 1.0]], "whole numbers are needed"),
        ([0, 1], "cases by 2 findings are needed"),
        ([[0, 1, 1]], "cases by 2 findings are needed"),
    ],
)
def test_codes_that_mean_nothing_are_refused(codes: object, wrong: str) -> None:
    with pytest.raises(EvidenceProblem, match=wrong):
        engine().posteriors(np.array(codes))


@pytest.mark.parametrize(
    ("likelihood", "wrong"),
    [
        ({"smoke": [[1.0, 2.0, 3.0]]}, "1 cases by 2 states are needed"),
        ({"smoke": [[1.0, -2.0]]}, "finite and not negative"),
        ({"smoke": [[1.0, float("nan")]]}, "finite and not negative"),
    ],
)
def test_likelihoods_that_mean_nothing_are_refused(
    likelihood: dict[str, object], wrong: str
) -> None:
    with pytest.raises(EvidenceProblem, match=wrong):
        engine().posteriors([[0, 1]], likelihood)  # type: ignore[arg-type]


def test_a_likelihood_for_a_node_that_was_not_declared_soft_is_refused() -> None:
    with pytest.raises(NotFound, match="no soft finding 'bronc'"):
        engine().posteriors([[0, 1]], {"bronc": [[1, 1]]})


def test_names_that_the_network_has_not_are_refused() -> None:
    with pytest.raises(NotFound, match="no node 'lungs'; did you mean 'lung'"):
        compiled(asia(), "lungs", [])
    with pytest.raises(NotFound, match="no finding 'asia'"):
        engine().posterior({"asia": "yes"})
    with pytest.raises(NotFound, match="no state of xray 'maybe'; known: yes, no"):
        engine().posterior({"xray": "maybe"})


def test_a_network_without_a_target_must_be_told_one() -> None:
    with pytest.raises(EvidenceProblem, match="asia names no target"):
        compiled(asia())
    told = replace(asia(), target="lung", findings=("xray",))
    assert compiled(told).posterior({"xray": "yes"}).target == "lung"


def test_a_broken_network_never_reaches_the_engine() -> None:
    broken = Network("broken", (node("a", ["x", "y"], table=[0.5, 0.4]),))
    with pytest.raises(ModelError, match=r"sums to 0\.9"):
        compiled(broken, "a", [])


def test_impossible_cases_are_marked_among_the_others() -> None:
    found = compiled(asia(), "lung", ["either", "lung", "tub"]).posteriors(
        [[0, 1, 1], [0, -1, -1], [1, -1, -1]]
    )
    assert found.contradictory.tolist() == [True, False, False]
    with pytest.raises(ContradictoryEvidence):
        compiled(asia(), "dysp", ["either"], soft=["lung", "tub"]).posterior(
            {"either": "yes"}, {"lung": [0, 1], "tub": [0, 1]}
        )


def test_cases_by_name_become_codes() -> None:
    cases: list[dict[str, str | None]] = [{"xray": "yes", "dysp": None}, {}, {"dysp": "no"}]
    assert codes_of(asia(), ["xray", "dysp"], cases).tolist() == [[0, -1], [-1, -1], [-1, 1]]
