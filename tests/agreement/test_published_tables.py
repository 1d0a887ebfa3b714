"""Published item tables add up on our Naranjo scale to the totals and bands that were printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from causality.methods import Verdict, judge, method
from causality.vocabulary import UNKNOWN, VOCABULARY

TABLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "published_tables.json").read_text(encoding="utf-8")
)["tables"]

# Question, points: findings that answer it so. What scores nothing is left unknown.
FINDINGS: dict[tuple[int, int], dict[str, str]] = {
    (1, 1): {"prior_knowledge": "listed"},
    (2, 2): {"sequence": "drug first"},
    (2, -1): {"sequence": "event first"},
    (3, 1): {"dechallenge": "positive", "stop_shared": "alone"},
    (4, 2): {"rechallenge": "positive"},
    (4, -1): {"rechallenge": "negative"},
    (5, 2): {
        "alternatives": "none after search",
        "co_suspects": "none",
        "underlying_disease": "none",
    },
    (5, -1): {"alternatives": "confirmed"},
    (6, 1): {"placebo": "no reaction"},
    (6, -1): {"placebo": "reaction"},
    (7, 1): {"drug_level": "toxic"},
    (8, 1): {"dose_response": "present"},
    (9, 1): {"previous_reaction": "same drug"},
    (10, 1): {"objective_confirmation": "confirmed"},
}
# By hand: the sums of the printed points, and the band of each.
EXPECTED = {
    "PMC6136411": (6, "probable"),
    "World J Clin Cases": (3, "possible"),
    "World J Gastrointest Endosc": (7, "probable"),
    "World J Transl Med": (10, "definite"),
    "Am J Case Rep": (1, "possible"),
}


def verdict(items: list[int]) -> Verdict:
    naranjo = method("naranjo_1981")
    masks = {name: VOCABULARY[name].bit(UNKNOWN) for name in naranjo.looks_at}
    for number, points in enumerate(items, start=1):
        for name, value in FINDINGS.get((number, points), {}).items():
            masks[name] = VOCABULARY[name].bit(value)
    found = judge(naranjo, masks)
    assert isinstance(found, Verdict)
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["source"])
def test_the_points_of_a_printed_table_add_up(table: dict[str, Any]) -> None:
    if "skipped" in table:
        pytest.skip(table["skipped"])
    found = verdict(table["items"])
    assert [reading.points for reading in found.readings] == table["items"]
    (expected,) = (value for name, value in EXPECTED.items() if table["source"].startswith(name))
    assert (found.score, found.category) == expected
    assert table["total printed"] in {None, found.score}
    assert table["category printed"] in {None, found.category}


def test_every_table_that_can_be_used_is_used() -> None:
    used = [table for table in TABLES if "skipped" not in table]
    assert len(used) == len(EXPECTED)
    assert sum(table["total printed"] is not None for table in used) == 1
    assert sum(table["category printed"] is not None for table in used) == 1
