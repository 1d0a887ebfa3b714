"""Feed hostile files through the whole house and keep count of how far each gets."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from causality.assessment import assess
from causality.case.read import read_case_file
from causality.errors import CaseError
from tests.attack.hostile import KINDS, hostile

__all__ = ["Tally", "feed"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the files got, the slowest of them in CPU seconds, and the memory they added."""

    files: int
    stages: Counter[tuple[str, str]]
    slowest: float
    megabytes: float
    nameless: int

    @property
    def assessed(self) -> int:
        """How many files reached the findings and the verdicts."""
        return sum(count for (_, stage), count in self.stages.items() if stage == "assessed")


def feed(numbers: Iterable[int]) -> Tally:
    """Read and assess each hostile file; anything but our own error goes up."""
    stages: Counter[tuple[str, str]] = Counter()
    slowest, nameless, files = 0.0, 0, 0
    _stage(hostile(2))  # first use of tables is nobody's cost
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in numbers:
        raw = hostile(number)
        started = time.process_time()
        stage, problems = _stage(raw)
        slowest = max(slowest, time.process_time() - started)
        stages[KINDS[number % len(KINDS)].__name__.strip("_"), stage] += 1
        nameless += stage == "refused" and not problems
        files += 1
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Tally(files, stages, slowest, grown / 1024, nameless)


def _stage(raw: bytes) -> tuple[str, int]:
    try:
        case = read_case_file(raw, "hostile.yaml")
    except CaseError as error:
        return "refused", len(error.problems)
    assess(case).to_json()
    return "assessed", 0
