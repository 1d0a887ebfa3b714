"""The README and the documentation do what they show.

On every page, in order and in a folder of the page's own:

- a ``yaml`` or ``json`` block whose first line is ``# name.yaml`` is written to that file;
- a ``console`` block runs: ``$ causality ...`` prints what stands below it, where anything stands
  there (``...`` stands for any text), and ends well, or as a following ``$ echo $?`` says;
- a ``python`` block runs, as a doctest if it shows prompts.

``{doctest}`` blocks are run by Sphinx. Anything else that looks like a shell is a ``sh`` block.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if "_build" not in page.parts),
]
FENCE = re.compile(
    r"^(?P<pad> *)(?P<fence>`{3,})(?P<kind>[a-z]+)\n(?P<text>.*?)^(?P=pad)(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
FILE_NAME = re.compile(r"# (?P<name>[a-z0-9-]+\.(yaml|json))\n")
SAME = doctest.OutputChecker()


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block of a page: its language, its text, the line its text starts on."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Command:
    """One prompt of a console block and the output printed below it."""

    line: str
    shown: str


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of ``page`` that name a plain language."""
    for match in FENCE.finditer(page):
        line = page.count("\n", 0, match.start("text")) + 1
        yield Block(match["kind"], textwrap.dedent(match["text"]), line)


def commands(text: str) -> Iterator[Command]:
    """The prompts of a console block."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        yield Command(line, shown)


def run(line: str, folder: Path) -> tuple[int, str]:
    """Exit code and everything printed by ``line``, as typed into a narrow, plain terminal."""
    words = f'"{sys.executable}" -m causality'
    done = subprocess.run(
        ["/bin/sh", "-c", re.sub(r"\bcausality(?= |$)", lambda _: words, line, count=1)],
        cwd=folder,
        env={
            **os.environ,
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "PYTHONPATH": str(ROOT),
            "TERM": "dumb",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def plain(text: str) -> str:
    """``text`` without blanks at line ends and blank lines at its end."""
    return "\n".join(map(str.rstrip, text.splitlines())).rstrip() + "\n"


def check_console(block: Block, folder: Path) -> None:
    """Run a console block and compare."""
    expected = list(commands(block.text))
    assert expected, f"line {block.line}: a console block shows a prompt"
    code = 0
    for command, following in zip(expected, [*expected[1:], None], strict=True):
        if command.line == "echo $?":
            assert command.shown.strip() == str(code), f"line {block.line}: exit code {code}"
            continue
        assert command.line.startswith("causality"), f"line {block.line}: use a sh block"
        code, printed = run(command.line, folder)
        if following is None or following.line != "echo $?":
            assert code == 0, printed
        if command.shown.strip():
            shown = plain(command.shown)
            same = SAME.check_output(shown, plain(printed), doctest.ELLIPSIS)
            assert same, f"line {block.line}: {command.line}\nshown:\n{shown}\nprinted:\n{printed}"


def check_python(block: Block, names: dict[str, object], page: str) -> None:
    """Run a python block, as a doctest if it shows prompts."""
    if ">>>" not in block.text:
        exec(compile(block.text, page, "exec"), names)  # noqa: S102 - our own page
        return
    test = doctest.DocTestParser().get_doctest(block.text, names, page, page, block.line)
    test.globs = names
    printed: list[str] = []
    failed = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(
        test, out=printed.append, clear_globs=False
    )
    assert failed.failed == 0, "".join(printed)


def check_page(text: str, name: str, folder: Path) -> None:
    """Do everything a page shows, in order."""
    names: dict[str, object] = {}
    for block in blocks(text):
        match block.kind:
            case "yaml" | "json":
                if file := FILE_NAME.match(block.text):
                    (folder / file["name"]).write_text(block.text, encoding="utf-8")
            case "console":
                check_console(block, folder)
            case "python":
                check_python(block, names, name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_does_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    check_page(page.read_text(encoding="utf-8"), str(page), tmp_path)


def console(*lines: str) -> str:
    """A console block of ``lines``."""
    return "\n".join(["```console", *lines, "```", ""])


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        pytest.param(console("$ causality --version", "0.0.0"), "0.0.0", id="other output"),
        pytest.param(
            "1. Step\n" + textwrap.indent(console("$ causality --version", "0.0.0"), "   "),
            "0.0.0",
            id="inside a list",
        ),
        pytest.param(console("$ causality no-such-command"), "No such command", id="bad end"),
        pytest.param(
            console("$ causality --version", "$ echo $?", "3"), "exit code 0", id="other code"
        ),
        pytest.param(console("$ make demo"), "use a sh block", id="other command"),
        pytest.param(console("causality --version"), "shows a prompt", id="no prompt"),
        pytest.param("```python\n>>> 1 + 1\n3\n```\n", "Failed example", id="doctest"),
        pytest.param("```python\nassert 1 > 2, 'never'\n```\n", "never", id="python"),
    ],
)
def test_a_page_that_shows_something_else_fails(block: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=re.escape(complaint)):
        check_page(f"Text.\n\n{block}\nMore.\n", "page", tmp_path)


def test_a_page_builds_on_its_earlier_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (
        "```yaml\n# a-case.yaml\nid: x\n```\n\n"
        "```python\nfrom pathlib import Path\n```\n\n"
        "```python\n>>> Path('a-case.yaml').read_text()\n'# a-case.yaml\\nid: x\\n'\n```\n"
    )
    check_page(page, "page", tmp_path)
