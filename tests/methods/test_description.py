"""A method laid open: the same rows as the file, and a page that shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from causality.methods import Method, describe, method, methods
from causality.methods.additive_scale import ScaleRecord
from causality.methods.page import page_with_tables

PAGES = Path(__file__).resolve().parents[2] / "docs" / "methods"
SHIPPED = [pytest.param(one, id=one.id) for one in methods()]


@pytest.mark.parametrize("one", SHIPPED)
def test_the_page_of_a_method_shows_the_tables_of_its_file(
    one: Method, request: pytest.FixtureRequest
) -> None:
    page = PAGES / f"{one.id}.md"
    text = page.read_text(encoding="utf-8")
    made = page_with_tables(text, describe(one))
    if request.config.getoption("--update-golden"):
        page.write_text(made, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == made


def test_a_page_without_a_place_for_tables_is_refused() -> None:
    with pytest.raises(ValueError, match="who_umc"):
        page_with_tables("# WHO-UMC\n", describe(method("who_umc")))


@pytest.mark.parametrize("one", SHIPPED)
def test_every_row_of_the_file_is_shown(one: Method) -> None:
    described = describe(one)
    shown = [row for table in described.tables for row in table.rows]
    for criterion in one.told.criteria:
        assert sum(criterion.wording in row for row in shown) == 1
        for row in criterion.rows:
            assert any(row.because in cells and row.then in cells for cells in shown)
    for warning in one.told.warnings:
        assert any(warning.id in cells and warning.says in cells for cells in shown)
    assert all(len(row) == len(table.columns) for table in described.tables for row in table.rows)


def test_a_scale_shows_its_points_and_bands() -> None:
    described = describe(method("naranjo_1981"))
    questions, bands, *_ = described.tables
    assert questions.rows[4][2] == "yes -1; no +2; unknown 0"
    assert bands.rows == (
        ("definite", "9 or more"),
        ("probable", "5 to 8"),
        ("possible", "1 to 4"),
        ("doubtful", "0 or less"),
    )


def test_an_option_stands_beside_the_rows_it_governs() -> None:
    _, decision, *_ = describe(method("who_umc")).tables
    options = [row[0] for row in decision.rows if "option" in row[0]]
    assert [one.rpartition("; ")[2] for one in options] == [
        "option require rechallenge for certain: no"
    ]


@pytest.mark.parametrize("one", SHIPPED)
def test_every_source_of_a_method_is_named(one: Method) -> None:
    described = describe(one)
    sources = [source.id for source in described.sources]
    assert sources[0] == one.told.cite
    assert set(one.told.read_in) <= set(sources)
    assert len(sources) == len(set(sources))
    assert described.data["id"] == one.id


def test_every_number_of_a_scale_has_an_origin() -> None:
    told = method("naranjo_1981").told
    assert isinstance(told, ScaleRecord)
    numbers = [*(answer for one in told.criteria for answer in one.answers.values()), *told.bands]
    assert {(number.from_, number.cite) for number in numbers} == {("published", "naranjo1981")}
    assert all(number.at for number in numbers)
