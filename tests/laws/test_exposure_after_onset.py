"""Law 4: what was certainly taken after the onset is out, unless it made something older worse."""

from __future__ import annotations

from collections import Counter

from causality.vocabulary import VOCABULARY
from tests.laws.read import Found, numbered

CASES = 1_000
LEAST = 50


def late_pairs(case: Found) -> list[tuple[int, str]]:
    """Rows of pairs whose drug certainly began after the onset, with the kind of relation."""
    term = VOCABULARY["relation"]
    late = []
    for row, pair in enumerate(case.pairs):
        drug, onset = f"{pair.drug}.start", f"{pair.event}.onset"
        clash = case.timeline.contradictory(drug, onset)
        if not clash and case.timeline.between(onset, drug)[0] > 0:
            mask = int(case.findings.mask("relation")[row])
            late.append((row, term.named(mask)[0]))
    return late


def values(case: Found, name: str, row: int) -> tuple[str, ...]:
    return VOCABULARY[name].named(int(case.findings.mask(name)[row]))


def test_exposure_certainly_after_the_onset_is_impossible_unless_it_aggravated() -> None:
    seen: Counter[str] = Counter()
    for seed in range(CASES):
        case = numbered(seed)
        for row, relation in late_pairs(case):
            seen[relation] += 1
            if relation == "aggravation":
                assert "impossible" not in values(case, "latency", row), seed
                continue
            assert values(case, "sequence", row) == ("event first",), seed
            assert values(case, "latency", row) == ("impossible",), seed
    assert seen["under drug"] > LEAST
    assert seen["withdrawal"] > 0
    assert seen["aggravation"] > 0


def test_exposure_that_may_be_after_the_onset_leaves_both_orders() -> None:
    seen = 0
    for seed in range(CASES):
        case = numbered(seed)
        for row, pair in enumerate(case.pairs):
            low, high = case.timeline.between(f"{pair.drug}.start", f"{pair.event}.onset")
            under = values(case, "relation", row) == ("under drug",)
            stated = int(case.findings.rule("sequence")[row]) < 0
            clash = case.timeline.contradictory(f"{pair.drug}.start", f"{pair.event}.onset")
            if low < 0 <= high and under and not stated and not clash:
                seen += 1
                assert {"drug first", "event first"} < set(values(case, "sequence", row)), seed
    assert seen > LEAST
