"""The generated cases are accepted by the reader and reach every value of every finding.

``python -m tests.laws.test_reach 5000`` prints the shares for that many cases.
"""

from __future__ import annotations

import sys
from collections import Counter

from causality.vocabulary import VOCABULARY
from tests.laws.read import numbered

CASES = 1_000
LEAST = 0.01

NEVER = {
    ("information", "unknown"),  # whether the record holds enough is always answered
    ("interaction", "unknown"),  # a case file always names the role, and the role answers
    ("liver_injury", "unknown"),  # and the event, whose names answer
    ("reaction_kind", "unknown"),  # the same
}


def reached(cases: int) -> Counter[tuple[str, str]]:
    """In how many cases each value is the settled reading of some pair, or `unknown` is read."""
    tally: Counter[tuple[str, str]] = Counter()
    for seed in range(cases):
        findings = numbered(seed).findings
        seen = set()
        for name, term in VOCABULARY.items():
            for mask in set(findings.mask(name).tolist()):
                values = term.named(mask)
                seen.add((name, values[0]))  # several values are read as the first: unknown
        tally.update(seen)
    return tally


def test_every_value_of_every_finding_is_read_in_one_case_in_a_hundred() -> None:
    tally = reached(CASES)
    rare = {
        (name, value)
        for name, term in VOCABULARY.items()
        for value in term.values
        if tally[name, value] < LEAST * CASES
    }
    assert rare == NEVER


if __name__ == "__main__":
    asked = int(sys.argv[1])
    shares = reached(asked)
    for finding, its_term in VOCABULARY.items():
        told = (f"{value} {shares[finding, value] / asked:.1%}" for value in its_term.values)
        sys.stdout.write(f"{finding}: {', '.join(told)}\n")
