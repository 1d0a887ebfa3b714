"""``causality network``: what its commands take, print and refuse."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from causality.assessment.contract import assessment_schema
from causality.datafile import data_root
from causality.network.exchange import export, load_network
from causality.network.network import Network
from tests.cli.console import SEED, run
from tests.network.samples import asia

SAMPLE = """\
schema: causality/network/1
id: weather
title: Rain and the street
target: rain
origins: {counted: {from: derived, formula: counted in the sample}}
origin: counted
nodes:
  - {name: rain, states: [yes, no], rows: [{then: {yes: 0.25, no: 0.75}, support: 8}]}
  - name: wet
    states: [yes, no]
    parents: [rain]
    rows:
      - {when: {rain: yes}, then: {yes: 0.9, no: 0.1}, support: 2}
      - {when: {rain: no}, then: {yes: 0.2, no: 0.8}, support: 0}
"""


def written(tmp_path: Path, network: Network) -> Path:
    """The network as a file of ours."""
    file = tmp_path / f"{network.id}.yaml"
    file.write_text(export(network, "yaml"))
    return file


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    file = tmp_path / "weather.yaml"
    file.write_text(SAMPLE)
    return file


def test_the_networks_that_ship_are_listed() -> None:
    assert "ufpn  Expert-structured" in run("network", "show").out
    told = json.loads(run("network", "show", "--format", "json").out)
    assert [one["id"] for one in told] == [
        line.split()[0] for line in run("network", "show").out.splitlines()[2:] if line[0] != " "
    ]


def test_a_network_is_laid_open_with_sources_and_support(sample: Path) -> None:
    out = run("network", "show", sample).out
    assert "1 of 3 rows are supported by no case" in out
    assert "- depends on: rain\n" in out
    assert "rain yes  0.9  0.1  2      (1)\n" in out
    assert "(1) derived: counted in the sample\n" in out
    told = json.loads(run("network", "show", sample, "--format", "json").out)
    assert told["nodes"][1]["table"][1] == {
        "when": {"rain": ["no"]},
        "then": {"yes": 0.2, "no": 0.8},
        "support": 0,
        "origin": {"from": "derived", "formula": "counted in the sample"},
    }


def test_a_long_table_is_cut_short_unless_its_node_is_asked_for() -> None:
    whole = run("network", "show", "ufpn").out
    assert "52 more rows; --node shows all rows" in " ".join(whole.split())
    one = run("network", "show", "ufpn", "--node", "ImprovedAfterSuspension").out
    assert "more rows" not in one
    assert one.count("Probable ") == 64
    wrong = run("network", "show", "ufpn", "--node", "Definit")
    assert wrong.code == 1
    assert "did you mean 'Definite'?" in wrong.err


def test_a_sound_network_can_be_used_and_a_broken_one_is_named_by_place(sample: Path) -> None:
    good = run("network", "check", sample, "ufpn")
    assert good.code == 0
    assert good.out.startswith(f"{sample}: can be used\n  2 nodes, 6 numbers\n")
    text = SAMPLE.replace("target: rain", "target: sun").replace("0.25", "0.3")
    sample.write_text(text.replace("then: {yes: 0.9", "then: {yse: 0.9"))
    bad = run("network", "check", sample, "ufpn")
    assert bad.code == 1
    places = [line.split(": ")[0].rpartition("/")[2] for line in bad.out.splitlines()]
    assert [place.split(":")[1] for place in places if place.count(":") == 2] == [
        "4",
        "8",
        "13",
        "13",
    ]
    assert "ufpn: can be used" in bad.out


def test_a_map_of_findings_and_the_differential_are_checked_as_what_they_are(
    tmp_path: Path,
) -> None:
    ended = run("network", "check", "ufpn_findings", "differential")
    assert ended.code == 0
    assert "rows that enter findings into ufpn\n" in ended.out
    assert "differential: can be used\n  templates " in ended.out
    broken = tmp_path / "broken.yaml"
    shipped = data_root("models") / "networks" / "ufpn_findings.yaml"
    broken.write_text(shipped.read_text().replace("rechallenge: positive}", "rechallenge: yes}"))
    ended = run("network", "check", broken)
    assert ended.code == 1
    assert "no value 'yes'" in ended.out


@pytest.mark.parametrize(
    ("target", "given", "share"),
    [
        ("lung", ["dysp=yes"], 0.102759222754929),
        ("tub", ["asia=yes", "xray=yes", "dysp=yes"], 0.391711720007579),
    ],
)
def test_a_question_is_answered_exactly(
    tmp_path: Path, target: str, given: list[str], share: float
) -> None:
    # The published answers of the chest clinic.
    words = [word for one in given for word in ("--given", one)]
    file = written(tmp_path, asia())
    told = json.loads(
        run("network", "query", file, *words, "--target", target, "--format", "json").out
    )
    assert told["shares"]["yes"] == pytest.approx(share, abs=1e-12)
    assert told["not_computable"] is None
    assert f"{share:.6f}" in run("network", "query", file, *words, "--target", target).out


def test_a_likelihood_on_any_scale_weighs_the_states(sample: Path) -> None:
    def share(*words: str) -> float:
        found = run("network", "query", sample, *words, "--format", "json")
        return float(json.loads(found.out)["shares"]["yes"])

    # The target is the network's own. By hand: 0.25 * (0.9 * 3 + 0.1) against 0.75 * (0.6 + 0.8).
    soft = share("--likelihood", "wet=yes:3,no:1")
    assert soft == pytest.approx(0.7 / (0.7 + 1.05), abs=1e-12)
    assert share("--likelihood", "wet=no:0.1,yes:0.3") == pytest.approx(soft, abs=1e-12)
    assert share("--likelihood", "wet=no:0,yes:1") == share("--given", "wet=yes")


def test_what_cannot_all_be_true_is_refused_with_the_smallest_set(tmp_path: Path) -> None:
    file = written(tmp_path, asia())
    said = ["either=yes", "lung=no", "tub=no", "smoke=yes", "bronc=no"]
    words = [word for one in said for word in ("--given", one)]
    text = run("network", "query", file, *words, "--target", "dysp")
    assert (text.code, text.out) == (1, "")
    for finding in ("either = yes", "lung = no", "tub = no"):
        assert finding in text.err
    assert "bronc" not in text.err
    told = run("network", "query", file, *words, "--target", "dysp", "--format", "json")
    assert told.code == 1
    answer = json.loads(told.out)
    assert answer["shares"] is None
    assert {one["node"]: one["state"] for one in answer["not_computable"]["conflict"]} == {
        "either": "yes",
        "lung": "no",
        "tub": "no",
    }


def test_several_targets_give_a_list() -> None:
    words = ["--target", "Definite", "--target", "Probable", "--format", "json"]
    told = json.loads(run("network", "query", "ufpn", *words).out)
    assert [one["target"] for one in told] == ["Definite", "Probable"]
    out = run("network", "query", "ufpn", *words[:4], "--given", "Notifier=Nurse").out
    assert "rows that no case supports" in out


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["--given", "wets=yes"], "no node 'wets'; did you mean 'wet'?"),
        (["--given", "wet=YES"], "no state of wet 'YES'"),
        (["--given", "wet"], "'wet' is not written as NODE=STATE"),
        (["--given", "wet=yes", "--given", "wet=no"], "wet is given twice"),
        (["--likelihood", "wet=yes:0.3"], "likelihood of wet: no number for no"),
        (["--likelihood", "wet=yes:0.3,no:x"], "'x' is not a number"),
        (["--likelihood", "wet=yes:0.3,no:-1"], "must be finite and not negative"),
        (["--likelihood", "wet=yes:0.3,dry:1"], "no state of wet 'dry'"),
        (["--target", "sun"], "no node 'sun'"),
    ],
)
def test_a_slip_in_the_evidence_is_named(sample: Path, words: list[str], wrong: str) -> None:
    ended = run("network", "query", sample, *words)
    assert (ended.code, ended.out) == (1, "")
    assert wrong in ended.err


@pytest.mark.parametrize("ending", ["bif", "xmlbif", "xdsl", "yaml"])
def test_a_network_goes_out_and_comes_back(sample: Path, ending: str) -> None:
    target = sample.with_name(f"out.{ending}")
    ended = run("network", "export", sample, "-o", target)
    assert ended.code == 0
    assert ("does not carry sources, the support of rows, the target" in ended.err) == (
        ending != "yaml"
    )
    words = ["--given", "wet=yes", "--target", "rain", "--format", "json"]
    shares = [
        json.loads(run("network", "query", file, *words).out)["shares"] for file in (sample, target)
    ]
    assert shares[1] == pytest.approx(shares[0], abs=1e-12)


def test_without_a_file_a_network_goes_out_as_yaml(sample: Path) -> None:
    out = run("network", "export", sample).out
    copy = sample.with_name("copy.yaml")
    copy.write_text(out)
    assert load_network(copy).node("wet").rows == load_network(sample).node("wet").rows
    ended = run("network", "export", sample, "-o", sample.with_name("out.net"))
    assert ended.code == 1
    assert "no network format '.net'" in ended.err


def test_tables_are_learned_from_cases_and_what_moved_is_told(sample: Path) -> None:
    cases = sample.with_name("cases.csv")
    cases.write_text("case,wet,rain\n1,yes,yes\n2,yes,no\n3,no,no\n4,?,yes\n")
    target = sample.with_name("learned.yaml")
    words = ["network", "learn", sample, cases, "--skip", "case", "--strength", "2", "-o", target]
    ended = run(*words)
    assert ended.code == 0
    assert "learned from 4 cases" in ended.out
    assert "1 cells were missing" in ended.out
    learned = load_network(target)
    # By hand: two of four rained; an earlier row counts as two cases.
    assert learned.node("rain").table[0] == pytest.approx((2 * 0.25 + 2) / 6, abs=1e-12)
    assert learned.node("wet").rows[1].support == 2
    origin = learned.node("wet").rows[0].origin
    assert origin is not None
    assert "cases.csv, SHA-256 " in str(origin.note)
    told = json.loads(run(*words, "--force", "--format", "json").out)
    assert told["moved"][0]["by"] == max(one["by"] for one in told["moved"])
    assert run(*words).code == 1


def test_cases_that_cannot_be_used_are_named_by_line_and_cell(sample: Path) -> None:
    cases = sample.with_name("cases.csv")
    cases.write_text("wet,rian,rain\nyes,1,yes\ndamp,1,yes\nyes\n")
    ended = run("network", "learn", sample, cases, "-o", sample.with_name("new.yaml"))
    assert (ended.code, ended.out) == (1, "")
    assert [line.partition("cases.csv:")[2] for line in ended.err.splitlines()] == [
        "1:2: no node 'rian'; did you mean 'rain'?; skip a column that is none",
        "3:1: no state of 'wet'; known: yes, no",
        "4:1: 1 cells; 3 as in the first line",
    ]
    assert not sample.with_name("new.yaml").exists()


def test_a_question_to_a_network_of_ours_never_loads_the_other_engine() -> None:
    program = (
        "import sys; from causality.cli import app; "
        "app(['network', 'query', 'ufpn', '--target', 'Definite'], standalone_mode=False); "
        "sys.exit(bool({'pgmpy', 'networkx', 'pandas', 'scipy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_case_is_also_read_by_a_network_that_is_asked_for() -> None:
    words = ("assess", SEED, "--network", "ufpn")
    out = " ".join(run(*words).out.split())
    assert "Network ufpn: - assessed as definite: 11 in 100 (11 before any evidence)" in out
    assert "Reappeared: not on record: rechallenge" in out
    assert "do not exclude one another" in out
    markdown = run(*words, "--format", "markdown").out
    assert "### Network ufpn\n" in markdown
    told = json.loads(run(*words, "--format", "json").out)
    jsonschema.Draft7Validator(assessment_schema()).validate(told)
    reading = told["pairs"][0]["networks"]["ufpn"]
    assert {one["node"] for one in reading["outcomes"]} == {
        "Definite",
        "Probable",
        "Possible",
        "Conditional",
    }
    assert {"ufpn", "ufpn_findings"} <= {model["id"] for model in told["models"]}
    without = json.loads(run("assess", SEED, "--format", "json").out)
    del told["pairs"][0]["networks"]
    assert told["pairs"] == without["pairs"]


def test_a_network_that_cannot_take_findings_fails_once() -> None:
    ended = run("assess", SEED, SEED, "--network", "upfn")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.count("did you mean 'ufpn'?") == 1


def test_a_case_read_by_a_network_never_loads_the_other_engine() -> None:
    program = (
        "import sys; from causality.cli import app; "
        f"app(['assess', '{SEED}', '--network', 'ufpn'], standalone_mode=False); "
        "sys.exit(bool({'pgmpy', 'networkx', 'pandas', 'scipy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_an_interrupted_question_ends_like_any_other_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    home = importlib.import_module("causality.network.query")  # the package has a function so named
    monkeypatch.setattr(home, "query", interrupted)
    assert run("network", "query", "ufpn", "--target", "Definite").code == 130
