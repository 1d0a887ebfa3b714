"""What names decide may be left out of a file: it is filled as it is for a case."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from causality.batch.arrow_facts import as_record_batch, from_record_batch
from causality.batch.arrow_facts.layout import REPORTS
from causality.batch.of_cases import facts_of_cases
from causality.batch.report_facts import ReportFacts
from causality.case.case import Case
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.findings.facts import Facts
from causality.vocabulary import VOCABULARY
from tests.batch.arrow_facts.told import real_reports, without
from tests.batch.same_facts import assert_same_facts

GROUPED = [
    *(f"pairs.{field.name}" for field in REPORTS.inside[0].fields if field.by_name),
    "pairs.lingering_lo",
    "pairs.lingering_hi",
    "events.domain",
]
OF_OTHERS = ("pairs.co_suspect.lingering_lo", "pairs.co_suspect.lingering_hi")


def refilled(told: ReportFacts, *names: str) -> ReportFacts:
    """The facts after their way through a batch without these columns."""
    return from_record_batch(without(as_record_batch(told), *names))


def plain_cases() -> list[Case]:
    """Shipped cases in which each drug and event has one name, and no row of the case overrides."""
    found = []
    for path in shipped_cases().values():
        case = read_case(path)
        one_name = not any(drug.classes for drug in case.drugs) and not any(
            event.terms or event.healing_time for event in case.events
        )
        if one_name and not any(item.drug for item in case.alternatives):
            found.append(case)
    return found


def case(**more: Any) -> Case:
    """Exanthema under amoxicillin."""
    return read_case(
        json.dumps(
            {
                "schema": "causality/case/1",
                "id": "one",
                "drugs": [
                    {
                        "id": "amox",
                        "name": "Amoxicillin",
                        "role": "suspect",
                        "doses": [{"id": "d1", "start": "2024-03-01", "stop": "2024-03-08"}],
                        **more.pop("drug", {}),
                    }
                ],
                "events": [
                    {"id": "e", "term": "rash", "onset": "2024-03-06", **more.pop("event", {})}
                ],
                **more,
            }
        ).encode()
    )


def told_of(*cases: Case) -> ReportFacts:
    return facts_of_cases([("s", str(n), 0, one) for n, one in enumerate(cases)])


def test_reports_of_a_database_lose_nothing() -> None:
    told = real_reports()
    assert (told.events.column("member", "odds") > 0).sum() + told.facts.is_code(
        "window_basis", "row"
    ).sum() > 0
    assert_same_facts(refilled(told, *GROUPED, *OF_OTHERS, "events.member"), told)


def test_cases_with_one_name_for_each_lose_nothing() -> None:
    told = told_of(*plain_cases())
    assert told.reports > 10
    assert (told.facts.span("washout")[1] < 2**62).any()
    assert_same_facts(refilled(told, *GROUPED, "events.member"), told)


@pytest.mark.parametrize("relation", VOCABULARY["relation"].values)
@pytest.mark.parametrize("half_life", [None, "6 h"])
def test_the_window_follows_relation_and_half_life(relation: str, half_life: str | None) -> None:
    drug = {"half-life": half_life} if half_life else {}
    told = told_of(case(drug=drug, event={"relation": relation}))
    assert_same_facts(refilled(told, *GROUPED, "events.member"), told)


@pytest.mark.parametrize("result", ["tolerated", "similar reaction", "never taken"])
def test_the_window_follows_an_earlier_exposure(result: str) -> None:
    earlier = [{"id": "x", "drug": "amox", "agent": "same drug", "result": result}]
    told = told_of(case(**{"earlier exposures": earlier}), case())
    assert_same_facts(refilled(told, *GROUPED, "events.member"), told)


def test_a_vaccine_is_looked_up_as_one() -> None:
    told = told_of(case(drug={"name": "Some vaccine", "classes": ["vaccine"]}))
    assert told.facts.is_code("vaccine", "yes").all()
    assert_same_facts(refilled(told, *GROUPED, "events.member"), told)


def test_each_group_may_be_left_out_alone() -> None:
    told = told_of(*plain_cases())
    groups: dict[str, list[str]] = {}
    for rows, path in (
        (REPORTS.inside[0], "pairs"),
        (REPORTS.inside[1].inside[0], "events.member"),
    ):
        for field in rows.fields:
            if field.by_name:
                groups.setdefault(field.by_name, []).append(f"{path}.{field.name}")
    for names in groups.values():
        assert_same_facts(refilled(told, *names), told)


def test_what_is_there_is_left_alone() -> None:
    given = told_of(case())
    pair = dict(given.facts.arrays["pair"])
    pair["healing_time_lo"] = np.array([7], dtype=np.int64)
    pair["reaction"] = np.array([-1], dtype=np.int8)
    told = replace(given, facts=Facts(1, {**given.facts.arrays, "pair": pair}))
    assert_same_facts(from_record_batch(as_record_batch(told)), told)


def test_a_profile_holds_in_the_domain_of_the_names_alone() -> None:
    told = told_of(case(drug={"name": "Natalizumab"}, event={"term": "Leukoencephalopathy"}))
    profile = told.events.column("member", "profile")
    assert (
        profile.tolist()
        == refilled(told, "events.member").events.column("member", "profile").tolist()
    )
    assert profile[0] >= 0
    told.events.arrays["event"]["domain"][:] = -1
    left = refilled(told, "events.member")
    assert left.events.column("member", "profile").tolist() == [-1]
