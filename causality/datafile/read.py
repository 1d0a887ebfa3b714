"""The one way from a file to a ``Document``: every case and every model passes through here."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from causality.datafile.builder import Builder, Unreadable
from causality.datafile.document import Document, first_problems
from causality.datafile.json_reader import read_json
from causality.datafile.text import decoded, on_one_line, place_of_byte
from causality.datafile.yaml_reader import read_yaml
from causality.errors import InputError, Problem

__all__ = ["MAX_BYTES", "load_document", "raw_content", "read_document"]

MAX_BYTES = 1_000_000
"""A long case report takes about 20,000; model files may be given more by their reader."""

_LIKE_JSON = re.compile(r"[ \t\n\r]*[\[{]")


def load_document(
    path: Path, error: type[InputError], *, name: str | None = None, max_bytes: int = MAX_BYTES
) -> Document:
    """Read the file at ``path``; messages call it ``name``, or else by the path given.

    Raises ``error`` with every problem found, also where the file is not there.
    """
    name = on_one_line(str(path) if name is None else name)
    return read_document(
        raw_content(path, name, error, max_bytes), name, error, max_bytes=max_bytes
    )


def raw_content(path: Path, name: str, error: type[InputError], max_bytes: int) -> bytes:
    """The bytes of a file, of more than ``max_bytes`` one more; ``error`` if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise error([Problem(name, 0, 0, "", f"cannot be read ({reason})")]) from None


def read_document(
    raw: bytes, name: str, error: type[InputError], *, max_bytes: int = MAX_BYTES
) -> Document:
    """Read YAML or (where ``{`` or ``[`` comes first) JSON from ``raw``.

    Raises ``error`` with every problem found; a syntax error ends the reading, what was found
    before it is reported with it.
    """
    name = on_one_line(name)
    if len(raw) > max_bytes:
        wrong = f"larger than {max_bytes:,} bytes"
        raise error([Problem(name, 0, 0, "", wrong, "split the file, or leave scans out of it")])
    builder = Builder(name)
    try:
        text = decoded(raw)
        (read_json if _LIKE_JSON.match(text) else read_yaml)(text, builder)
    except UnicodeDecodeError as fault:
        raise error([_not_utf8(raw, name, fault)]) from None
    except Unreadable:
        pass
    if builder.problems:
        raise error(first_problems(builder.problems, name))
    return Document(name, sha256(raw).hexdigest(), builder.data, tuple(builder.notes), builder.top)


def _not_utf8(raw: bytes, name: str, fault: UnicodeDecodeError) -> Problem:
    line, column = place_of_byte(raw, fault.start)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        wrong = "the file is UTF-16 text"
    else:
        wrong = f"the byte 0x{raw[fault.start]:02x} is not UTF-8 text"
    return Problem(name, line, column, "", wrong, "save the file as UTF-8")
