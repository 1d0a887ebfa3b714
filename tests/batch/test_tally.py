"""The summary of a run as people read it."""

from __future__ import annotations

from causality.batch.tally import as_text


def test_what_holds_of_all_pairs_or_of_none_is_named_without_a_line_for_each() -> None:
    """Of eighty findings most are never told in a public database; the others must stand out."""
    silent = [f"finding_{number}" for number in range(40)]
    told = {
        "reports": 3,
        "failed": 1,
        "reports_without_a_pair": 0,
        "pairs": 4,
        "categories": {
            "who_umc": {"possible": 3, "not applicable": 1},
            "rucam_1993": {"not applicable": 4},
            "four_ts": {"not applicable": 4},
        },
        "unknown": {"relation": 0, "latency": 1, "dechallenge": 3, **dict.fromkeys(silent, 4)},
        "shares": {"given": 4},
    }
    lines = list(as_text(told))
    blocks = "\n".join(lines).split("\n\n")
    assert blocks[1].splitlines()[0] == "who_umc"
    assert blocks[2] == "methods that are applicable to no pair\n  rucam_1993, four_ts"
    assert [line.split() for line in blocks[4].splitlines()[1:]] == [
        ["dechallenge", "3", "75.0%"],
        ["latency", "1", "25.0%"],
    ]
    head, *rest = blocks[5].splitlines()
    assert head == "told of no pair"
    assert " ".join(line.strip() for line in rest) == ", ".join(silent)
    assert blocks[6] == "told of every pair\n  relation"
    assert max(map(len, lines)) <= 80


def test_a_run_without_a_pair_says_nothing_of_findings() -> None:
    told = {
        "reports": 0,
        "failed": 1,
        "reports_without_a_pair": 0,
        "pairs": 0,
        "categories": {"who_umc": {}},
        "unknown": {"latency": 0},
        "shares": {},
    }
    assert not [line for line in as_text(told) if "told" in line or "latency" in line]
