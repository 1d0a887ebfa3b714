"""Files that are written whole or not at all, widths, bold, progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import NoReturn

import pytest

from causality.cli import progress
from causality.cli.output import CannotWrite, check_target, note, result, text_width, wants_style
from causality.cli.progress import PATIENCE, Progress


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_file_gets_the_permissions_that_any_new_file_gets(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        result(["text"], tmp_path / "new")
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "old"
    target.write_text("before")
    target.chmod(0o600)
    result(["after"], target, force=True)
    assert target.read_text() == "after"
    assert target.stat().st_mode & 0o777 == 0o600


def test_while_it_is_written_nobody_else_can_read_it(tmp_path: Path) -> None:
    def parts() -> Iterator[str]:
        yield "first"
        (private,) = tmp_path.iterdir()
        assert private.name.startswith(".causality-")
        assert private.stat().st_mode & 0o777 == 0o600
        yield "second"

    result(parts(), tmp_path / "new")
    assert [file.name for file in tmp_path.iterdir()] == ["new"]
    assert (tmp_path / "new").read_text() == "firstsecond"


def test_what_fails_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "old"
    target.write_text("before")

    def parts() -> Iterator[str]:
        yield "first"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        result(parts(), target, force=True)
    assert target.read_text() == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["old"]


def test_a_full_disk_is_one_clean_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("causality.cli.output.os.fsync", full)
    with pytest.raises(CannotWrite, match=r"new cannot be written \(no space left on device\)"):
        result(["text"], tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("before")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    result(["after"], tmp_path / "link", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "after"


@pytest.mark.parametrize(
    ("target", "why"),
    [(".", "is not a file"), ("/dev/null", "is not a file"), ("no/where", "does not exist")],
)
def test_what_is_no_file_is_never_replaced(
    target: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotWrite, match=why):
        check_target(Path(target), force=True)


def test_a_note_cannot_drive_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    note("file \x1b[2J\nname\u202e.yaml")
    assert capsys.readouterr().err == "file [2Jname.yaml\n"


@pytest.mark.parametrize(
    ("terminal", "no_color", "environment", "bold"),
    [
        (True, False, {}, True),
        (True, True, {}, False),
        (True, False, {"NO_COLOR": "1"}, False),
        (True, False, {"NO_COLOR": ""}, True),  # as no-color.org has it: present and not empty
        (True, False, {"TERM": "dumb"}, False),
        (False, False, {}, False),
    ],
)
def test_headings_are_bold_on_a_terminal_unless_someone_minds(
    *,
    terminal: bool,
    no_color: bool,
    environment: dict[str, str],
    bold: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", Terminal() if terminal else StringIO())
    assert wants_style(no_color=no_color) is bold


@pytest.mark.parametrize(
    ("terminal", "columns", "width"), [(True, 80, 80), (True, 300, 120), (False, 80, 100)]
)
def test_a_text_is_as_wide_as_the_terminal_within_reason(
    *, terminal: bool, columns: int, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys, "stdout", Terminal() if terminal else StringIO())
    assert text_width(to_file=False) == width
    assert text_width(to_file=True) == 100


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    one = Clock()
    monkeypatch.setattr(progress, "monotonic", one)
    return one


def test_progress_is_shown_on_a_terminal_after_two_seconds_and_then_removed(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress(3) as shown:
        clock.now = PATIENCE / 2
        shown.step()
        assert screen.getvalue() == ""
        clock.now = PATIENCE
        shown.step()
        assert screen.getvalue().endswith("2 of 3 cases")
        shown.step()  # too soon after the last one
        assert screen.getvalue().endswith("2 of 3 cases")
    assert screen.getvalue().endswith("\r" + " " * len("2 of 3 cases") + "\r")


def test_progress_is_not_shown_where_there_is_no_terminal(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress(1) as shown:
        clock.now = 10 * PATIENCE
        shown.step()
    assert stream.getvalue() == ""
