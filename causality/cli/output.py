"""Where results go: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from shutil import get_terminal_size
from tempfile import NamedTemporaryFile

from causality.errors import CausalityError

__all__ = [
    "CannotWrite",
    "check_target",
    "is_terminal",
    "note",
    "result",
    "text_width",
    "wants_style",
]

_FILE_COLUMNS = 100
_MOST_COLUMNS = 120  # longer lines are hard to read


class CannotWrite(CausalityError):
    """The output cannot be written; whatever stood there before is untouched."""


def note(text: str) -> None:
    """One line beside the result, on standard error; what cannot be shown is left out."""
    shown = "".join(character for character in text if character.isprintable())
    sys.stderr.write(f"{shown}\n")


def is_terminal() -> bool:
    """Whether results go to a terminal."""
    return sys.stdout.isatty()


def wants_style(*, no_color: bool) -> bool:
    """Whether headings may be set in bold: on a terminal, unless someone asks for plain text."""
    asked_plain = no_color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return is_terminal() and not asked_plain


def text_width(*, to_file: bool) -> int:
    """Columns of a text: those of the terminal within reason, else the same everywhere."""
    if to_file or not is_terminal():
        return _FILE_COLUMNS
    return min(get_terminal_size().columns, _MOST_COLUMNS)


def check_target(target: Path | None, *, force: bool) -> None:
    """Refuse a target before any work is done for it: CannotWrite says why."""
    if target is None:
        return
    if target.exists() and not target.is_file():
        raise CannotWrite(f"{target} is not a file")
    if target.exists() and not force:
        raise CannotWrite(f"{target} exists; --force overwrites it")
    if not target.parent.is_dir():
        raise CannotWrite(f"the folder of {target} does not exist")


def result(
    parts: Iterable[str | bytes], target: Path | None = None, *, force: bool = False
) -> None:
    """Write all parts, one after the other, to standard output or to ``target``; bytes as is."""
    if target is None:
        for part in parts:
            if isinstance(part, bytes):
                sys.stdout.buffer.write(part)
            else:
                sys.stdout.write(part)
            sys.stdout.flush()
        return
    check_target(target, force=force)
    try:
        _write_whole(parts, target.resolve())
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise CannotWrite(f"{target} cannot be written ({reason})") from None


def _write_whole(parts: Iterable[str | bytes], target: Path) -> None:
    """Into a private file beside ``target``, onto the disk, and only then under its name."""
    with NamedTemporaryFile(dir=target.parent, prefix=".causality-", delete=False) as file:
        try:
            for part in parts:
                file.write(_as_bytes(part))
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(_usual_mode(target))
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _as_bytes(part: str | bytes) -> bytes:
    return part if isinstance(part, bytes) else part.encode("utf-8", "backslashreplace")


def _usual_mode(target: Path) -> int:
    """The permissions of the file that is replaced, else those that any new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
