"""Hostile case files from a seed: damaged bytes, damaged structure, and valid absurdity."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import yaml

__all__ = ["KINDS", "hostile"]

Tree = dict[str, Any]

_TIMES = (
    "unknown",
    "day -70000",
    "day 70000",
    "1800",
    "2200-12-31T23:59",
    "day 0..70000",
    "0..70000 d after a.start",
    "3 d before e.onset",
    "before e.onset",
    "after e.onset",
    "3 d after e.onset",
    "about 2024-02-29 (+-3000 d)",
    "e.resolved",
    "last",
    "2024",
    "hour 0",
    "hour 3",
    "week -400",
    "2024-02-30",
    "5/3/2024",
)
_TEXTS = (
    "x",
    "-",
    "[bold]x[/bold]",
    "\u202ereversed",
    "\x1b[2J",
    "=cmd()",
    "<script>alert(1)</script>",
    "a" * 3_999,
    "a" * 40_000,
    "null",
    "NaN",
    "1e400",
    "9" * 30,
    "{{7*7}}",
    "\N{ZERO WIDTH SPACE}",
    "é" * 200,
)
_WORDS = ("suspect", "interacting", "concomitant", "yes", "no", "unknown", "fatal", "recovered")


def _base(rng: random.Random) -> Tree:
    """A valid case whose numbers and dates make little sense."""
    drugs = [
        {
            "id": name,
            "name": rng.choice(("aspirin", "x", "daratumumab")),
            "role": rng.choice(("suspect", "interacting", "concomitant")),
            "half-life": rng.choice(("1 min", "70000 d", "unknown", "3 h +- 1 h")),
            "doses": [
                {"id": f"d{i}", "start": rng.choice(_TIMES[:18]), "stop": rng.choice(_TIMES[:18])}
                for i in range(rng.randrange(5))
            ],
        }
        for name in ("a", "b", "c")[: rng.randrange(1, 4)]
    ]
    event = {
        "id": "e",
        "term": "event",
        "onset": rng.choice(_TIMES[:18]),
        "outcome": rng.choice(("fatal", "recovered", "unknown", "not recovered")),
        "course": [
            {
                "id": f"c{i}",
                "at": rng.choice(_TIMES[:18]),
                "state": rng.choice(("improved", "worsened", "recurred", "resolved")),
            }
            for i in range(rng.randrange(6))
        ],
        "resolved": rng.choice(_TIMES[:18]),
    }
    case: Tree = {
        "schema": "causality/case/1",
        "id": "hostile",
        "last information": rng.choice(_TIMES[:12]),
        "drugs": drugs,
        "events": [event],
    }
    if rng.random() < 0.5:
        case["re-exposures"] = [
            {
                "id": "again",
                "drugs": ["a"],
                "event": "e",
                "at": rng.choice(_TIMES[:12]),
                "result": rng.choice(("recurred", "did not recur", "unknown")),
            }
        ]
    if rng.random() < 0.1:
        case["observations"] = [
            {"id": f"o{i}", "at": rng.choice(_TIMES[:4]), "test": "ALT", "of": "e"}
            for i in range(rng.choice((1, 300, 3_000)))
        ]
    return case


def _places(tree: object, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)  # type: ignore[arg-type]
    for key, value in list(items):
        found.append((tree, key))
        if isinstance(value, dict | list):
            _places(value, found)
    return found


def _damage(tree: Tree, rng: random.Random) -> None:
    """Change the structure at a few random places."""
    for _ in range(rng.randrange(1, 3)):
        holder, key = rng.choice(_places(tree, []))
        junk: object = rng.choice(
            (
                rng.choice(_TEXTS),
                rng.choice(_TIMES),
                rng.choice(_WORDS),
                [],
                {},
                [[]] * 50,
                {"id": "a"},
                None,
                [None],
            )
        )
        if isinstance(holder, dict) and rng.random() < 0.3:
            holder[rng.choice((*_TEXTS[:9], "id", "at", "doses"))] = junk
        elif isinstance(holder, dict) and rng.random() < 0.3:
            holder.pop(key, None)
        elif isinstance(holder, list) and rng.random() < 0.3:
            holder.append(junk)
        elif isinstance(holder, dict) or key < len(holder):
            holder[key] = junk


def _write(tree: Tree, rng: random.Random) -> bytes:
    if rng.random() < 0.5:
        return json.dumps(tree, ensure_ascii=rng.random() < 0.5).encode("utf-8", "replace")
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode("utf-8", "replace")


def _bytes(rng: random.Random) -> bytes:
    """A valid file with bytes cut, doubled, replaced or run wild."""
    raw = bytearray(_write(_base(rng), rng))
    match rng.randrange(6):
        case 0:
            return rng.randbytes(rng.randrange(2_000))
        case 1:
            return bytes(raw[: rng.randrange(len(raw))])
        case 2:
            for _ in range(rng.randrange(1, 20)):
                raw[rng.randrange(len(raw))] = rng.randrange(256)
            return bytes(raw)
        case 3:
            mark = rng.choice((b"[", b"{", b"- ", b"&a ", b"? ", b"\t", b'"', b"#", b"\xff"))
            return mark * rng.choice((1, 100, 20_000)) + bytes(raw)
        case 4:
            return bytes(raw) * rng.choice((2, 100))
        case _:
            at = rng.randrange(len(raw))
            return bytes(raw[at:] + raw[:at])


def _structure(rng: random.Random) -> bytes:
    tree = _base(rng)
    _damage(tree, rng)
    return _write(tree, rng)


def _absurd(rng: random.Random) -> bytes:
    return _write(_base(rng), rng)


KINDS: tuple[Callable[[random.Random], bytes], ...] = (_bytes, _structure, _absurd)
"""A third each: bytes, structure, valid by schema but absurd."""


def hostile(number: int) -> bytes:
    """The hostile file with this number; the same number gives the same bytes."""
    rng = random.Random(number)  # noqa: S311 - reproducible, not secret
    return KINDS[number % len(KINDS)](rng)
