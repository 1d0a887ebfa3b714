"""The domain of leukoencephalopathy: shares sum, names are told apart, counts are those printed."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

import pytest

from causality.citation import bibliography
from causality.datafile import data_root, load_document, validate
from causality.errors import ModelError
from causality.findings.causes.domain_schema import DomainFile, RivalRecord
from causality.findings.causes.uncertain import NumberTable, ShareRow
from causality.findings.latency_names import plain_name
from causality.findings.latency_table import latency_table

MODELS = data_root("models")
LEUKO = validate(
    load_document(MODELS / "domains" / "leukoencephalopathy.yaml", ModelError),
    DomainFile,
    ModelError,
)
RIVAL = {rival.id: rival for rival in LEUKO.rivals}
SIGN = {sign.id: sign.seen for sign in LEUKO.signs}
PROFILES = [row.entities for row in LEUKO.profiles]

NATURAL_COURSES = ("self-limited", "relapsing", "progressive", "irreversible")


def names_of(rival: RivalRecord) -> frozenset[str]:
    """The names of a rival, as compared."""
    return frozenset(map(plain_name, (rival.id, rival.title, *rival.names)))


def test_every_source_of_rates_tests_and_domains_is_used() -> None:
    told = "".join(
        file.read_text(encoding="utf-8")
        for file in (MODELS / "rates.yaml", MODELS / "tests.yaml", *(MODELS / "domains").iterdir())
    )
    folder = MODELS / "bibliography"
    own = load_document(folder / "causes.yaml", ModelError).data
    assert isinstance(own, list)
    ids = [str(entry["id"]) for entry in own if isinstance(entry, dict)]
    assert len(ids) > 30
    assert [name for name in ids if name not in told] == []
    assert set(ids) <= set(bibliography())


def test_every_record_has_an_id_of_its_own() -> None:
    for rows in (LEUKO.rivals, LEUKO.signs, LEUKO.entities):
        ids = [row.id for row in rows]
        assert len(ids) == len(set(ids))


def test_the_parts_of_the_background_make_up_the_whole() -> None:
    total = sum(rival.share.value for rival in (*LEUKO.rivals, LEUKO.unexplained))
    assert total == pytest.approx(1, abs=1e-9)
    assert LEUKO.unexplained.share.value >= 0.2
    assert all(rival.share.range is not None for rival in LEUKO.rivals)


def test_the_classes_of_profiles_are_known() -> None:
    known = set(latency_table().rules.classes)
    assert {name for row in LEUKO.profiles for name in row.classes} <= known


def entity_rows() -> Iterator[tuple[str, ShareRow]]:
    yield "any drug", LEUKO.any_drug
    for number, row in enumerate(PROFILES):
        yield f"profile {number}", row
    for rival in (*LEUKO.rivals, LEUKO.unexplained):
        yield rival.id, rival.entities


@pytest.mark.parametrize(("name", "row"), list(entity_rows()))
def test_every_cause_says_how_likely_each_entity_is(name: str, row: ShareRow) -> None:
    entities = tuple(entity.id for entity in LEUKO.entities)
    values, sigma, _ = NumberTable().shares(name, row, entities)
    assert set(row.then) == set(entities)
    assert sum(values) == pytest.approx(1, abs=1e-9)
    assert sigma >= log(2) / 2


def test_every_entity_has_a_natural_course() -> None:
    for entity in LEUKO.entities:
        assert entity.natural_course is not None
        values, _, _ = NumberTable().shares(entity.id, entity.natural_course, NATURAL_COURSES)
        assert sum(values) == pytest.approx(1, abs=1e-9)


def test_a_rival_that_names_an_entity_leads_to_it() -> None:
    named = {rival.id: rival.entity for rival in LEUKO.rivals if rival.entity}
    assert named == {"pml": "pml", "pres": "pres"}
    for rival, entity in named.items():
        assert RIVAL[rival].entities.then[entity] > 0.9


def test_no_two_rivals_share_a_name() -> None:
    names = [plain for rival in LEUKO.rivals for plain in names_of(rival)]
    assert len(names) == len(set(names))


def test_no_drug_has_two_profiles() -> None:
    drug = latency_table().names.drug
    drugs = [drug(name) for profile in LEUKO.profiles for name in profile.drugs]
    assert len(drugs) == len(set(drugs))


def test_the_rival_of_the_first_case_is_known_by_its_term() -> None:
    term = plain_name("cerebral vasculopathy or infarct in POEMS syndrome")
    assert [rival.id for rival in LEUKO.rivals if term in names_of(rival)] == ["vascular"]


def factor(rival: str, condition: str) -> float:
    return next(row.value for row in RIVAL[rival].raised_by if condition in row.condition)


def test_measured_factors_follow_from_their_rates() -> None:
    infarcts = -log(1 - 0.134) / 5
    strokes = 221 / (15_792 * 7.2)
    assert factor("vascular", "POEMS") == pytest.approx(infarcts / strokes, rel=0.01)
    per_100_000 = {"HIV": 60, "lymphoma": 8.3, "stem cell transplantation": 35.4, "lupus": 2.4}
    for condition, rate in per_100_000.items():
        assert factor("pml", condition) == pytest.approx(rate / 0.11, rel=0.01)


def test_stenosed_vessels_are_common_in_poems_syndrome_whatever_the_cause() -> None:
    (row,) = (row for row in RIVAL["vascular"].raised_by if "POEMS" in row.condition)
    assert row.present is not None
    assert row.present.value == pytest.approx(29 / 61, abs=6e-4)


def test_every_sign_is_told_for_every_entity() -> None:
    known = {entity.id for entity in LEUKO.entities}
    for name, seen in SIGN.items():
        assert "otherwise" in seen, name
        assert set(seen) - {"otherwise"} < known, name
        for number in seen.values():
            assert number.range is not None
            assert 0 < number.range[0] < number.value < number.range[1] < 1


@pytest.mark.parametrize(
    ("sign", "entity"),
    [
        ("deep-restriction", "toxic"),
        ("dentate-nuclei", "toxic"),
        ("posterior-oedema", "pres"),
        ("subcortical-asymmetric", "pml"),
        ("vascular-territory", "infarct"),
        ("enhancement", "infiltration"),
        ("myelin-basic-protein", "toxic"),
        ("rapid", "pres"),
        ("lasting-restriction", "infiltration"),
    ],
)
def test_a_sign_is_seen_most_in_the_entity_it_is_known_for(sign: str, entity: str) -> None:
    seen = {name: number.value for name, number in SIGN[sign].items()}
    assert max(seen, key=lambda name: seen[name]) == entity


def test_counted_signs_are_their_counts() -> None:
    for sign, entity, count, n in (
        ("myelin-basic-protein", "toxic", 8, 9),
        ("myelin-basic-protein", "infarct", 13, 29),
        ("lasting-restriction", "pres", 36 - 32, 36),
    ):
        assert SIGN[sign][entity].value == pytest.approx(count / n, abs=6e-4)


def test_the_way_of_natalizumab_is_pml_and_that_of_daratumumab_is_open() -> None:
    profile = {drug: row.entities for row in LEUKO.profiles for drug in row.drugs}
    assert profile["natalizumab"].then["pml"] == pytest.approx(0.95)
    open_way = profile["daratumumab"]
    assert max(open_way.then.values()) < 0.5
    assert min(open_way.then[name] for name in ("toxic", "immune", "pml")) >= 0.2
    assert open_way.within == max(row.within or 0 for row in PROFILES)


def test_the_reversible_syndrome_under_fludarabine_is_as_frequent_as_counted() -> None:
    then = next(row.entities.then for row in LEUKO.profiles if "fludarabine" in row.drugs)
    assert then["pres"] / then["toxic"] == pytest.approx(17 / 22, abs=0.01)
