"""Random cases through the house: read, found, assessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from causality.assessment import Assessment, assess
from causality.case.case import Case
from causality.case.read import read_case
from causality.findings.derive import Findings, derive
from causality.findings.extract import PairId, extract
from causality.findings.facts import Facts
from causality.timeline.of_case import timeline_of
from causality.timeline.timeline import Timeline
from tests.laws.random_case import random_case

__all__ = ["Found", "assessed", "case_of", "found", "numbered"]


class Found(NamedTuple):
    """A case as far as its findings."""

    case: Case
    timeline: Timeline
    pairs: tuple[PairId, ...]
    facts: Facts
    findings: Findings


def case_of(document: Mapping[str, Any]) -> Case:
    """The case that the reader makes of a document."""
    return read_case(json.dumps(document).encode(), "random")


def found(document: Mapping[str, Any]) -> Found:
    """The findings of a document."""
    case = case_of(document)
    timeline = timeline_of(case)
    pairs, facts = extract(case, timeline)
    return Found(case, timeline, pairs, facts, derive(facts))


@cache
def numbered(seed: int) -> Found:
    """The findings of the random case of that number; one in twenty tells clashing dates."""
    return found(random_case(seed, clashing=0.05).document)


def assessed(document: Mapping[str, Any]) -> Assessment:
    """The assessment of a document."""
    return assess(case_of(document))
