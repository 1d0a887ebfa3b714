"""Real messages, damaged: in their bytes, in their tags, in what they say."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from tests.formats.samples import files

__all__ = ["CANARY", "DIALECTS", "mutated"]

CANARY = "QZXCANARY"
"""A name that stands for what a patient said; it may appear in a case and in no message."""

_TAG = re.compile(rb"<[^<>]{1,200}>")
_VALUE = re.compile(rb'(?<=[>"])[^<>"]{1,60}(?=[<"])')
_ODD = (
    b"",
    b"0",
    b"-1",
    b"99999999999999999999",
    b"20241399",
    b"2024",
    b"1e999",
    b"nan",
    b"&lt;b&gt;",
    b"\xc3\xa4" * 40,
    b"x" * 5_000,
    CANARY.encode(),
    f"{CANARY} ".encode() * 600,
    b"202405",
    b"not a code",
    b"29",
)


@cache
def _pool(dialect: str) -> tuple[bytes, ...]:
    return tuple(file.read_bytes() for folder in DIALECTS[dialect] for file in files(folder))


DIALECTS = {
    "r3": ("e2b_r3", "e2b_r3_derived"),
    "r2": ("e2b_r2", "e2b_r2_nonconforming"),
}
"""Dialect: the folders whose files are damaged."""


def mutated(dialect: str, number: int) -> bytes:
    """The message with that number: a third damaged in bytes, a third in tags, a third in words."""
    rng = random.Random(f"{dialect}{number}")  # noqa: S311 - a seed, not a secret
    raw = rng.choice(_pool(dialect))
    change = _KINDS[number % len(_KINDS)]
    for _ in range(rng.randint(1, 6)):
        raw = change(raw, rng)
    return raw


def _bytes(raw: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(raw) or 1)
    how = rng.randrange(4)
    if how == 0:
        return raw[:at]
    if how == 1:
        return raw[:at] + bytes([rng.randrange(256)]) + raw[at + 1 :]
    if how == 2:
        return raw[:at] + raw[at + rng.randrange(2_000) :]
    return raw[:at] + rng.randbytes(rng.randrange(1, 9)) + raw[at:]


def _tags(raw: bytes, rng: random.Random) -> bytes:
    found = list(_TAG.finditer(raw))
    if not found:
        return raw
    one, other = rng.choice(found), rng.choice(found)
    how = rng.randrange(4)
    if how == 0:
        return raw[: one.start()] + raw[one.end() :]
    if how == 1:
        return raw[: one.start()] + other[0] + raw[one.end() :]
    if how == 2:
        return raw[: one.end()] + other[0] + raw[one.end() :]
    # An element and all that is in it, again: repeated drugs, reactions, reports.
    name = re.match(rb"<(\w+)", one[0])
    end = raw.find(b"</" + name[1] + b">", one.end()) if name else -1
    return raw[:end] + raw[one.start() : end] + raw[end:] if end > 0 else raw


def _words(raw: bytes, rng: random.Random) -> bytes:
    found = list(_VALUE.finditer(raw))
    if not found:
        return raw
    one = rng.choice(found)
    said = rng.choice((*_ODD, rng.choice(found)[0]))
    return raw[: one.start()] + said + raw[one.end() :]


_KINDS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_bytes, _tags, _words)
