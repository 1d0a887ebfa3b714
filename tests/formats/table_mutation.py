"""Real tables and openFDA answers, damaged: in their bytes, in their cells, in what they say."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache

from tests.formats.mutation import CANARY
from tests.formats.samples import DATA
from tests.formats.table_samples import Files, folder

__all__ = ["DIALECTS", "mutated_file"]

DIALECTS = ("faers", "legacy", "vaers", "diana", "openfda")
_FOLDERS = {
    "faers": "faers_ascii/17Q2",
    "legacy": "faers_ascii/legacy_04Q1",
    "vaers": "vaers",
    "diana": "faers_diana",
}
_KEPT = 4
"""Reports of a set: so many that rows can go to the wrong one, so few that it is soon read."""
_CELL = re.compile(rb'[^$,\r\n"]{1,60}')
_TEXT = re.compile(rb'(?<=")[^"]{1,60}(?=")')
_SIGN = {"faers": b"$", "legacy": b"$", "vaers": b",", "diana": b","}
_ODD = (
    b"",
    b"0",
    b"-1",
    b"99999999999999999999",
    b"20241399",
    b"2024",
    b"202405.0",
    b"1e999",
    b"nan",
    b'"',
    b'""',
    b"$",
    b",",
    b"\\",
    b"\r\n",
    b"\x00",
    b"=1+1",
    b"\xc3\xa4" * 40,
    b"\xff\xfe",
    b"x" * 5_000,
    CANARY.encode(),
    f"{CANARY} ".encode() * 600,
    b"Y",
    b"PS",
    b"13/13/2024",
)


@cache
def _pool(dialect: str) -> tuple[Files, ...]:
    """Sets of tables, each with the rows of a few reports."""
    if dialect == "openfda":
        answer = json.loads((DATA / "openfda" / "derived_from_faersxml_22Q1.json").read_bytes())
        parts = [answer["results"][at : at + 2] for at in range(0, 6, 2)]
        bare = (DATA / "openfda" / "fda_aers_4562564_event.json").read_bytes()
        return (
            *(
                {"a.json": json.dumps({"meta": {}, "results": part}, indent=1).encode()}
                for part in parts
            ),
            {"a.json": bare},
        )
    tables = folder(DATA / _FOLDERS[dialect])
    sign = _SIGN[dialect]
    first = next(name for name in tables if re.search("demo|data", name, re.IGNORECASE))
    keys = [line.partition(sign)[0] for line in tables[first].splitlines()[1:]]
    rows = {name: raw.splitlines(keepends=True) for name, raw in tables.items()}
    sets = []
    for at in range(0, 40, _KEPT):
        wanted = set(keys[at : at + _KEPT])
        sets.append(
            {
                name: b"".join(
                    (lines[0], *(line for line in lines[1:] if line.partition(sign)[0] in wanted))
                )
                for name, lines in rows.items()
            }
        )
    return tuple(sets)


def mutated_file(dialect: str, number: int) -> io.BytesIO:
    """The file or packet with that number: a third damaged in bytes, in cells, in words."""
    rng = random.Random(f"{dialect}{number}")  # noqa: S311 - a seed, not a secret
    files = dict(rng.choice(_pool(dialect)))
    change = _KINDS[number % len(_KINDS)]
    for _ in range(rng.randint(1, 5)):
        name = rng.choice(sorted(files))
        files[name] = change(files[name], rng)
    if rng.randrange(40) == 0 and len(files) > 1:
        del files[rng.choice(sorted(files))]
    if dialect == "openfda":
        return io.BytesIO(files["a.json"])
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    raw = content.getvalue()
    return io.BytesIO(_bytes(raw, rng) if rng.randrange(40) == 0 else raw)


def _bytes(raw: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(raw) or 1)
    how = rng.randrange(4)
    if how == 0:
        return raw[:at]
    if how == 1:
        return raw[:at] + bytes([rng.randrange(256)]) + raw[at + 1 :]
    if how == 2:
        return raw[:at] + raw[at + rng.randrange(300) :]
    return raw[:at] + rng.randbytes(rng.randrange(1, 9)) + raw[at:]


def _cells(raw: bytes, rng: random.Random) -> bytes:
    """Cells, lines and whole rows moved, lost and repeated."""
    lines = raw.splitlines(keepends=True)
    if len(lines) < 2:
        return raw
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    how = rng.randrange(6)
    if how == 0:
        del lines[one]
    elif how == 1:
        lines.insert(other, lines[one])
    elif how == 2:
        lines[one] = lines[one].rstrip(b"\r\n") + rng.choice((b"", b"$", b","))
    elif how == 3:
        lines[one], lines[other] = lines[other], lines[one]
    else:
        sign = rng.choice((b"$", b",", b'"', b":", b"{", b"}"))
        parts = lines[one].split(sign)
        at = rng.randrange(len(parts))
        parts[at : at + 1] = [] if how == 4 else [parts[at], parts[at]]
        lines[one] = sign.join(parts)
    return b"".join(lines)


def _words(raw: bytes, rng: random.Random) -> bytes:
    found = list((_TEXT if raw[:1] in {b"{", b"["} else _CELL).finditer(raw))
    if not found:
        return raw
    one = rng.choice(found)
    said = rng.choice((*_ODD, rng.choice(found)[0]))
    return raw[: one.start()] + said + raw[one.end() :]


_KINDS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_bytes, _cells, _words)
