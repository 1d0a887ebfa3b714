"""Law 5: shifting all dates, reordering entries and renaming ids change nothing but names."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from causality.assessment import Assessment
from tests.laws.random_case import Sample
from tests.laws.read import assessed
from tests.strategies import SEEDS, samples

SHIFTS = st.integers(-4_000, 4_000)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = re.compile(r"\bday (-?\d+)(?:\.\.(-?\d+))?")
_ID = re.compile(r"\bx\d+\b")


def substance(assessment: Assessment, names: Mapping[str, str] | None = None) -> Any:
    """All that an assessment says of its pairs, whatever the order of entries.

    Ids are replaced by ``names``; what is in no order is sorted.
    """
    names = names or {}

    def own(ids: Any) -> list[str]:
        return sorted(".".join(names.get(part, part) for part in entry.split(".")) for entry in ids)

    return {
        "pairs": {
            (*own([pair.drug]), *own([pair.event])): (
                {
                    name: (
                        finding.value,
                        finding.recorded,
                        finding.learnable,
                        finding.because,
                        own(finding.grounds),
                        sorted(finding.sources),
                        finding.stated,
                    )
                    for name, finding in pair.findings.items()
                },
                {
                    name: (measure.lo, measure.hi, own(measure.grounds))
                    for name, measure in pair.measures.items()
                },
                pair.verdicts,
            )
            for pair in assessment.pairs
        },
        "contradictions": sorted(own(clash.entries) for clash in assessment.contradictions),
        "warnings": sorted(
            (warning.id, own(warning.pair or ())) for warning in assessment.warnings
        ),
    }


def moved(text: str, days: int) -> str:
    """Every calendar date in ``text`` so many days later."""
    return _DATE.sub(
        lambda found: (date.fromisoformat(found[0]) + timedelta(days)).isoformat(), text
    )


@settings(max_examples=40)
@given(samples(style="whole days", clashing=0.05), SHIFTS)
def test_shifting_the_calendar_changes_nothing(sample: Sample, days: int) -> None:
    shifted = json.loads(moved(json.dumps(sample.document), days))
    assert substance(assessed(shifted)) == substance(assessed(sample.document))


@settings(max_examples=40)
@given(samples(style="whole days", clashing=0.05), SHIFTS)
def test_counting_days_from_another_day_changes_nothing(sample: Sample, days: int) -> None:
    """Day 0 is moved back by so many days, so every count grows by as many."""

    def recount(found: re.Match[str]) -> str:
        ends = [str(int(end) + days) for end in found.groups() if end is not None]
        return f"day {'..'.join(ends)}"

    def recounted(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: recounted(item) for key, item in value.items()}
        if isinstance(value, list):
            return [recounted(item) for item in value]
        return _DAY.sub(recount, value)

    document = recounted(sample.document)
    if "at" in document.get("day 0", {}):
        document["day 0"]["at"] = moved(document["day 0"]["at"], -days)
    assert substance(assessed(document)) == substance(assessed(sample.document))


@settings(max_examples=40)
@given(samples(clashing=0.05), SEEDS)
def test_the_order_of_entries_changes_nothing(sample: Sample, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            keys = rng.sample(list(value), len(value))
            return {key: shuffled(value[key]) for key in keys}
        if isinstance(value, list):
            return [shuffled(item) for item in rng.sample(value, len(value))]
        return value

    assert substance(assessed(shuffled(sample.document))) == substance(assessed(sample.document))


@settings(max_examples=40)
@given(samples(clashing=0.05), SEEDS)
def test_the_names_of_entries_change_nothing_but_names(sample: Sample, seed: int) -> None:
    text = json.dumps(sample.document)
    old = sorted(set(_ID.findall(text)))
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    new = rng.sample([f"n{number}" for number in range(1_000)], len(old))
    names = dict(zip(old, new, strict=True))
    renamed = json.loads(_ID.sub(lambda found: names[found[0]], text))
    assert substance(assessed(renamed)) == substance(assessed(sample.document), names)
