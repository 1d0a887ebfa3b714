"""Findings entered into a network: what is entered, what is not, and the answer."""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.datafile import data_root
from causality.errors import ModelError, NotFound
from causality.network.mapping import finding_map, mapped_networks, read_map
from causality.network.reading import NetworkReading, network_reading
from causality.vocabulary import UNKNOWN, VOCABULARY
from tests.network.samples import truth

UFPN = finding_map("ufpn")
READ = tuple(dict.fromkeys(name for rules in UFPN.nodes for name in rules.reads))
FILE = data_root("models") / "networks" / "ufpn_findings.yaml"
JOINT = truth(UFPN.network)


def read(**known: str | tuple[str, ...]) -> NetworkReading:
    """The reading of a pair of which only these findings are known."""
    masks = dict.fromkeys(VOCABULARY, 1)
    for name, values in known.items():
        several = (values,) if isinstance(values, str) else (*values, UNKNOWN)
        masks[name] = VOCABULARY[name].bit(*several)
    return network_reading(UFPN, masks)


def entered(reading: NetworkReading) -> Mapping[str, str]:
    return {one.node: one.state for one in reading.entered}


def shares(reading: NetworkReading) -> Mapping[str, float]:
    return {one.node: one.share for one in reading.outcomes}


def test_what_is_unknown_is_no_evidence() -> None:
    reading = read()
    assert reading.entered == ()
    assert {one.node for one in reading.left_out} == set(UFPN.network.findings)
    assert all(one.share == pytest.approx(one.prior, abs=1e-12) for one in reading.outcomes)
    assert reading.log_evidence == pytest.approx(0, abs=1e-12)
    assert reading.warnings[0].startswith("No finding could be entered")
    (silent,) = {one.because for one in reading.left_out if one.node == "Reappeared"}
    assert silent == "not on record: rechallenge"


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"prior_knowledge": "listed"}, {"Described": "Yes"}),
        ({"prior_knowledge": "none found"}, {"Described": "No"}),
        ({"prior_knowledge": "class effect"}, {}),
        ({"rechallenge": "positive"}, {"Reintroduced": "Yes", "Reappeared": "Yes"}),
        ({"rechallenge": "negative"}, {"Reintroduced": "Yes", "Reappeared": "No"}),
        ({"rechallenge": "not interpretable"}, {"Reintroduced": "Yes"}),
        ({"rechallenge": "not done"}, {"Reintroduced": "No", "Reappeared": "NA"}),
        ({"rechallenge": "contradictory"}, {}),
        ({"stop_shared": "shared"}, {"Suspended": "Yes"}),
        ({"dechallenge": "confounded"}, {"Suspended": "Yes"}),
        (
            {"dechallenge": "positive"},
            {"Suspended": "Yes", "ImprovedAfterSuspension": "Yes"},
        ),
        ({"stop_shared": "not stopped", "course_on_drug": "not continued"}, {"Suspended": "NA"}),
        (
            {
                "stop_shared": "not stopped",
                "course_on_drug": "persisted",
                "dose_response": "dose not changed",
                "dechallenge": "not done",
            },
            {"Suspended": "No", "ImprovedAfterSuspension": "NA"},
        ),
        (
            {"stop_shared": "not stopped", "dose_response": "present", "dechallenge": "not done"},
            {},
        ),
        ({"interaction": "yes"}, {"Concomitant": "Yes", "SuspectedInteraction": "Yes"}),
        ({"co_suspects": "none"}, {}),
        ({"relation": "lack of effect"}, {"DrugIneffective": "Yes"}),
        ({"vaccine": "yes"}, {"PharmaGroup": "VaccinesImmunoglobulins"}),
        ({"vaccine": "no"}, {}),
    ],
)
def test_a_finding_becomes_the_evidence_that_it_is(
    known: dict[str, str], expected: dict[str, str]
) -> None:
    assert entered(read(**known)) == expected


def test_open_values_that_mean_one_state_settle_it_and_others_do_not() -> None:
    assert entered(read(rechallenge=("positive", "not interpretable"))) == {"Reintroduced": "Yes"}
    assert entered(read(prior_knowledge=("listed", "conclusive reports"))) == {"Described": "Yes"}
    either = read(rechallenge=("positive", "not done"))
    assert entered(either) == {}
    (left,) = [one.because for one in either.left_out if one.node == "Reappeared"]
    assert left == "what is on record leaves several states open"


def test_a_described_reaction_that_came_back_has_the_share_of_its_row() -> None:
    reading = read(prior_knowledge="listed", rechallenge="positive")
    # With both parents known each outcome is its own row of the source.
    assert shares(reading) == pytest.approx(
        {"Definite": 0.5555556, "Probable": 0.3777778, "Possible": 0.05555556,
         "Conditional": 0.01111111},
        abs=1e-9,
    )  # fmt: skip
    assert reading.unsupported == {}


def test_an_answer_that_no_report_supports_says_so() -> None:
    reading = read(prior_knowledge="none found", rechallenge="negative")
    assert set(shares(reading).values()) == {0.5}
    assert reading.unsupported["Definite"] == pytest.approx(1.0, abs=1e-12)
    assert "rows that no report ever supported" in reading.warnings[0]
    assert "100% by Definite" in reading.warnings[0]


def test_every_answer_says_that_the_outcomes_do_not_exclude_one_another() -> None:
    assert sum(shares(read(prior_knowledge="none found", rechallenge="negative")).values()) == 2.0
    told = " ".join(read().warnings)
    assert "do not exclude one another" in told
    assert "not calibrated" in told


def test_impossible_evidence_gives_the_smallest_conflict_and_no_share() -> None:
    # No described reaction that stayed away was conditional, and only conditional ones failed.
    reading = read(
        prior_knowledge="listed",
        rechallenge="negative",
        relation="lack of effect",
        interaction="no",
    )
    assert reading.outcomes == ()
    assert reading.log_evidence is None
    assert dict(reading.not_computable) == {
        "Described": "Yes",
        "Reappeared": "No",
        "DrugIneffective": "Yes",
    }


@settings(max_examples=25, deadline=None)
@given(st.fixed_dictionaries({name: st.sampled_from(VOCABULARY[name].values) for name in READ}))
def test_answers_are_those_of_the_joint_table(known: dict[str, str]) -> None:
    reading = read(**known)
    network = UFPN.network
    codes = {node: network.state(node, state) for node, state in entered(reading).items()}
    joint = JOINT.with_evidence(codes)
    if joint.sum() == 0:
        assert reading.not_computable
        return
    # The numbers of the source are rounded to nine decimals: shares agree to that.
    for one in reading.outcomes:
        expected = JOINT.share(joint, one.node)[network.state(one.node, one.state)]
        assert one.share == pytest.approx(expected, abs=1e-8)
    assert reading.log_evidence == pytest.approx(np.log(joint.sum()), abs=1e-8)


def test_the_page_about_the_network_is_current() -> None:
    docs = Path(__file__).resolve().parents[2] / "docs"
    page = runpy.run_path(str(docs / "generate_network_ufpn.py"))["page"]()
    told = "run: python docs/generate_network_ufpn.py"
    assert (docs / "network-ufpn.md").read_text(encoding="utf-8") == page, told
    # As the notes of the source count them.
    assert "111 of 176 rows" in page


def test_every_node_that_usually_carries_evidence_is_spoken_of() -> None:
    assert "ufpn" in mapped_networks()
    assert {rules.node for rules in UFPN.nodes} == set(UFPN.network.findings)
    with pytest.raises(NotFound, match="did you mean 'ufpn'"):
        finding_map("upfn")


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("node: Notifier", "node: Notifiers", "no node 'Notifiers'; did you mean 'Notifier'?"),
        ("reads: [vaccine]", "reads: [vaccines]", "no finding 'vaccines'; did you mean 'vaccine'?"),
        ("reads: [relation]", "reads: [interaction]", "'relation' is not among what the node"),
        ("state: NA, because", "state: N/A, because", "no state 'N/A'; did you mean 'NA'?"),
        ("rechallenge: positive}", "rechallenge: positives}", "no value 'positives'"),
        ("node: Definite, state: Yes", "node: Definite, state: yes", "no state 'yes'"),
        (
            "  - node: Notifier\n    otherwise: no finding tells the profession of the reporter\n",
            "",
            "says nothing of Notifier",
        ),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, wrong: str
) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ModelError) as refused:
        read_map(broken)
    found = [str(problem) for problem in refused.value.problems]
    assert any(wrong in problem for problem in found), found
    assert all(problem.split("broken.yaml:")[1][0].isdigit() for problem in found)
