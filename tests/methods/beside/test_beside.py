"""vigiGrade, Hartwig, two-way mappings, share classes: vectors, edges, every category mapped."""

from __future__ import annotations

import pytest

from causality.methods import method
from causality.methods.beside import (
    class_of_share,
    completeness,
    mappings,
    severity,
    vigigrade,
)

ALL_MISSING = {dimension.name: "missing" for dimension in vigigrade().dimensions}


@pytest.mark.parametrize(
    ("states", "score", "well"),
    [
        pytest.param({}, 1.0, True, id="nothing missing"),
        # 0.5 * 0.7**4 * 0.9**5
        pytest.param(ALL_MISSING, 0.0708883245, False, id="everything missing"),
        pytest.param({"time to onset": "missing"}, 0.5, False, id="no onset"),
        pytest.param({"time to onset": "missing", "dose": "missing"}, 0.45, False, id="no dose"),
        pytest.param({"age": "missing", "sex": "missing"}, 0.49, False, id="neither age nor sex"),
        pytest.param(
            {"time to onset": "order open by more than a month"}, 0.7, False, id="wide onset"
        ),
        pytest.param({"time to onset": "order open by up to a month"}, 0.9, True, id="open onset"),
        pytest.param({"age": "age group only"}, 0.9, True, id="age group"),
        pytest.param({"dose": "missing"}, 0.9, True, id="one tenth"),
        pytest.param({"dose": "missing", "country": "missing"}, 0.81, True, id="two tenths"),
        pytest.param(
            {"dose": "missing", "country": "missing", "comments": "missing"},
            0.729,
            False,
            id="three tenths",
        ),
    ],
)
def test_the_score_is_what_the_penalties_leave(
    states: dict[str, str], score: float, *, well: bool
) -> None:
    found = completeness(states)
    assert found.lowest == found.highest == pytest.approx(score, abs=1e-12)
    assert found.well_documented is well
    assert [one.dimension for one in found.lost] == list(states)


def test_what_the_record_has_no_place_for_opens_a_range() -> None:
    found = completeness({}, ("country", "reporter", "comments"))
    assert (found.lowest, found.highest) == (0.729, 1.0)
    assert found.well_documented is None
    assert completeness({"outcome": "missing"}, ("country",)).well_documented is False


def test_a_dimension_that_does_not_exist_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        completeness({"colour": "missing"})


@pytest.mark.parametrize(
    ("facts", "level", "grade", "could_be"),
    [
        pytest.param({"death": True}, 7, "severe", 7, id="death"),
        pytest.param(dict.fromkeys(("death",), False), 1, "mild", 6, id="only death ruled out"),
        pytest.param({"permanent harm": True, "death": False}, 6, "severe", 6, id="harm"),
        pytest.param({"intensive care": True, "death": False}, 5, "severe", 6, id="intensive care"),
        pytest.param({"hospital stay": True}, 4, "moderate", 7, id="admission, nothing changed"),
        pytest.param({"treatment": True}, 3, "moderate", 7, id="treated"),
        pytest.param({"drug changed": True}, 2, "mild", 7, id="stopped"),
        pytest.param({}, 1, "mild", 7, id="nothing on record"),
        pytest.param(
            dict.fromkeys(
                (
                    "death",
                    "permanent harm",
                    "intensive care",
                    "hospital stay",
                    "treatment",
                    "drug changed",
                ),
                False,
            ),
            1,
            "mild",
            1,
            id="nothing happened",
        ),
    ],
)
def test_severity_is_looked_at_from_the_worst_downwards(
    facts: dict[str, bool], level: int, grade: str, could_be: int
) -> None:
    found = severity(facts)
    assert (found.level, found.grade, found.could_be) == (level, grade, could_be)


def test_every_category_of_a_mapped_method_has_its_reading() -> None:
    for one in mappings():
        assert set(one.gives) == set(method(one.of).categories)
    korean = next(one for one in mappings() if one.id == "korean_e2b_related")
    unrelated = [name for name, given in korean.gives.items() if given.value == "not related"]
    assert unrelated == ["unlikely"]
    assert {given.from_ for given in korean.gives.values()} == {"published"}


@pytest.mark.parametrize(
    ("share", "name"),
    [
        (0.0, "ruled out"),
        (0.05, "ruled out"),
        (0.0501, "unlikely"),
        (0.25, "unlikely"),
        (0.255, "doubtful"),
        (0.45, "doubtful"),
        (0.5, "indeterminate"),
        (0.55, "indeterminate"),
        (0.56, "plausible"),
        (0.75, "plausible"),
        (0.95, "likely"),
        (0.953, "certain"),
        (1.0, "certain"),
    ],
)
def test_every_share_has_one_class(share: float, name: str) -> None:
    assert class_of_share(share) == name


@pytest.mark.parametrize("share", [-0.01, 1.01])
def test_what_is_no_share_has_no_class(share: float) -> None:
    with pytest.raises(ValueError, match=str(share)):
        class_of_share(share)
