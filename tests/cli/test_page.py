"""The page about the command line says what the commands say."""

from __future__ import annotations

import runpy
from pathlib import Path

from causality.cli.exit_codes import ExitCode
from causality.cli.program import COMMANDS

DOCS = Path(__file__).resolve().parents[2] / "docs"
GENERATE = runpy.run_path(str(DOCS / "generate_cli.py"))


def test_the_page_is_current() -> None:
    told = "run: python docs/generate_cli.py"
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == GENERATE["page"](), told


def test_every_command_and_every_exit_code_stands_on_the_page() -> None:
    page = GENERATE["page"]()
    for command in COMMANDS:
        assert f"\n## causality {command}\n" in page
    for code in ExitCode:
        assert f"| {int(code)} | {code.meaning} |" in page
    for option in (
        "`--drug` `ID`",
        "`-o`, `--output` `FILE`",
        "`--force`",
        "`text\\|markdown\\|json\\|ndjson`",
    ):
        assert option in page
