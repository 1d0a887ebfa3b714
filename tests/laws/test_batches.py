"""Law 7: a case has the same findings and verdicts alone and among others, to the last bit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from causality.findings.derive import Findings, derive
from causality.findings.facts import TABLES, Facts
from causality.methods import Verdict, methods, score, verdict
from causality.vocabulary import VOCABULARY
from tests.laws.read import Found, numbered

CASES = [numbered(seed) for seed in range(150)]
ALONE = [case.findings for case in CASES]


def joined(cases: Sequence[Found]) -> Facts:
    """The facts of several cases as one block."""
    sizes = [case.facts.n for case in cases]
    firsts = np.cumsum([0, *sizes])
    arrays: dict[str, dict[str, NDArray[Any]]] = {}
    for table in TABLES:
        arrays[table] = {
            name: np.concatenate([case.facts.arrays[table][name] for case in cases])
            for name in CASES[0].facts.arrays[table]
        }
        if table != "pair":
            arrays[table]["pair"] = np.concatenate(
                [
                    case.facts.rows(table) + first
                    for case, first in zip(cases, firsts[:-1], strict=True)
                ]
            )
    return Facts(int(firsts[-1]), arrays)


def same(block: Findings, places: Sequence[int]) -> None:
    for name in VOCABULARY:
        for of in ("masks", "rules", "disagrees"):
            expected = np.concatenate([getattr(ALONE[place], of)[name] for place in places])
            found_now = getattr(block, of)[name]
            np.testing.assert_array_equal(found_now, expected, name)
            assert found_now.dtype == expected.dtype


@settings(max_examples=12)
@given(st.permutations(range(len(CASES))), st.sampled_from([1, 7, 40, len(CASES)]))
def test_a_case_has_the_same_findings_in_any_split(order: list[int], size: int) -> None:
    for first in range(0, len(order), size):
        places = order[first : first + size]
        same(derive(joined([CASES[place] for place in places])), places)


def test_a_case_has_the_same_verdict_as_an_object_and_as_a_row() -> None:
    together = derive(joined(CASES))
    for method in methods():
        columns = score(method, together)
        row = 0
        for findings in ALONE:
            for place in range(findings.n):
                alone = verdict(method, findings, place)
                applies = isinstance(alone, Verdict)
                assert (int(columns.category[row]) >= 0) is applies
                if isinstance(alone, Verdict):
                    assert method.categories[int(columns.category[row])] == alone.category
                    if columns.score is not None:
                        assert int(columns.score[row]) == alone.score
                row += 1
