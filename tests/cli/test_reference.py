"""``methods``, ``version`` and help."""

from __future__ import annotations

import json
import platform

import pytest

import causality
from causality.cli.examples import EXAMPLES
from causality.cli.program import COMMANDS, app
from tests.cli.console import run


def test_all_methods_are_listed() -> None:
    out = run("methods").out
    assert "naranjo_1981" in out
    assert "who_umc" in out
    told = json.loads(run("methods", "--format", "json").out)
    assert [one["id"] for one in told][:2] == ["naranjo_1981", "who_umc"]
    assert all(len(one["sha256"]) == 64 for one in told)


@pytest.mark.parametrize("name", ["naranjo_1981", "who_umc"])
def test_a_method_is_laid_open_with_tables_readings_and_sources(name: str) -> None:
    out = run("methods", name).out
    for heading in ("Criteria", "How we read it", "Sources"):
        assert f"\n{heading}\n---" in out
    assert max(map(len, out.splitlines())) <= 100
    told = json.loads(run("methods", name, "--format", "json").out)
    assert told["id"] == name
    assert told["schema"] == "causality/method/1"


def test_a_mistyped_method_is_answered_with_the_right_one() -> None:
    ended = run("methods", "naranjo")
    assert ended.code == 1
    assert "did you mean 'naranjo_1981'?" in ended.err


def test_versions_are_told_to_people_and_to_programs() -> None:
    out = run("--version").out
    assert out == run("version").out
    assert out.splitlines()[0] == f"causality {causality.__version__}"
    assert out.splitlines()[-1] == f"Python {platform.python_version()}"
    told = json.loads(run("version", "--format", "json").out)
    assert told["engine"]["version"] == causality.__version__
    assert told["schemas"] == ["causality/case/1", "causality/assessment/1"]
    assert "methods/naranjo_1981.yaml" in [one["file"] for one in told["models"]]


def test_without_a_command_the_commands_are_shown() -> None:
    ended = run()
    assert ended.code == 2
    assert "assess" in ended.out + ended.err


def test_a_mistyped_command_is_answered_with_the_right_one() -> None:
    ended = run("assessed")
    assert ended.code == 2
    assert "Did you mean 'assess'" in ended.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_three_examples(command: str) -> None:
    ended = run(*command.split(), "--help")
    assert ended.code == 0
    assert run(*command.split(), "-h").out == ended.out
    assert len(EXAMPLES[command]) >= 3
    for line in EXAMPLES[command]:
        assert f"  {line}\n" in ended.out
    summary = ended.out.split("\n\n")[1].strip()
    assert summary.endswith(".")
    for option in ended.out.partition("Options:")[2].split("Examples:")[0].splitlines():
        assert option == "" or option.startswith("  ")


def test_examples_are_of_commands_that_exist() -> None:
    assert list(EXAMPLES) == list(COMMANDS)
    alone = {one.name for one in app.registered_commands}
    assert alone == {name for name in COMMANDS if " " not in name}
