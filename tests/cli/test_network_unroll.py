"""``causality network unroll``: any exact engine gives the shares of the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from causality import shipped_cases
from causality.assessment import assess
from causality.assessment.causes import unrolled_event
from causality.case.read import read_case
from causality.errors import NotFound
from causality.network import query
from causality.network.exchange import load_network
from tests.cli.console import run

CASES = ("daratumumab-leukoencephalopathy", "synthetic-stopped-together", "synthetic-fatal")


@pytest.mark.parametrize("name", CASES)
def test_the_network_of_a_case_gives_the_shares_of_the_report(name: str) -> None:
    case = read_case(shipped_cases()[name])
    told = unrolled_event(case)
    answer = query(told.network, told.given, likelihood=told.likelihood)
    reported = assess(case).differentials[0]
    for one in reported.candidates:
        found = sum(
            share
            for state, share in answer.shares.items()
            if state == one.id or (one.id == "unexplained" and state.startswith("unexplained"))
        )
        assert found == pytest.approx(one.share, abs=1e-12), one.id
    found_log = answer.log_evidence + told.log_scale
    assert found_log == pytest.approx(reported.log_evidence, abs=1e-9)


def test_the_command_writes_a_network_that_can_be_read_again(tmp_path: Path) -> None:
    file = tmp_path / "fatal.bif"
    done = run("network", "unroll", "example:synthetic-fatal", "-o", file)
    assert done.code == 0, done.err
    assert "given: dates = seen" in done.err
    network = load_network(file)
    assert network.node("cause").states[0] == "cloza"


def test_an_unknown_event_is_named() -> None:
    with pytest.raises(NotFound):
        unrolled_event(read_case(shipped_cases()[CASES[0]]), "lepp")


def test_our_own_form_is_refused_because_its_rows_would_have_no_source(tmp_path: Path) -> None:
    done = run("network", "unroll", "example:synthetic-fatal", "-o", tmp_path / "a.yaml")
    assert done.code == 1
    assert "write .bif" in done.err
