"""The text of files that are not ours to form: networks of other programs, tables of cases."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from causality.errors import ModelError, Problem

__all__ = ["foreign_text"]


def foreign_text(path: Path, most: int) -> tuple[str, str]:
    """The UTF-8 text of a file of at most ``most`` bytes, and the SHA-256 of its bytes.

    ModelError says why it cannot be had.
    """

    def refused(wrong: str) -> ModelError:
        return ModelError([Problem(str(path), 0, 0, "", wrong)])

    try:
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise refused(f"cannot be read ({reason})") from None
    if len(raw) > most:
        raise refused(f"larger than {most:,} bytes")
    try:
        return raw.decode("utf-8").removeprefix("\ufeff"), sha256(raw).hexdigest()
    except UnicodeDecodeError:
        raise refused("not UTF-8 text") from None
