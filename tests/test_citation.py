"""Sources resolve, and every origin says what its kind of number needs."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from causality.citation import Citation, Origin, bibliography, cited, read_bibliography
from causality.datafile import Number, read_document, validate
from causality.errors import ModelError, NotFound


def origin(raw: str) -> Origin:
    return validate(read_document(raw.encode(), "f", ModelError), Origin, ModelError)


def fault(raw: str) -> str:
    with pytest.raises(ModelError) as caught:
        origin(raw)
    return str(caught.value)


def test_each_kind_of_origin_is_read() -> None:
    published = origin("from: published\ncite: naranjo1981\nat: Table 1")
    assert (published.from_, published.cite, published.at) == (
        "published",
        "naranjo1981",
        "Table 1",
    )
    assert origin("from: derived\nformula: a / b").formula == "a / b"
    assert origin("from: elicited\nby: three raters in 2026").by == "three raters in 2026"
    assert origin("from: assumed\nwhy: no source\nrange: [0.1, 0.5]").range == (0.1, 0.5)


def test_an_assumed_count_or_label_may_have_no_range_but_must_say_so() -> None:
    assert origin("from: assumed\nwhy: a label\nrange: null").range is None
    assert fault("from: assumed\nwhy: x") == "f:1:1: a number that is assumed lacks 'range'"


@pytest.mark.parametrize(
    ("raw", "lacking"),
    [
        ("from: published", "published lacks 'cite' and 'at'"),
        ("from: published\ncite: a\nat: ", "published lacks 'at'"),
        ("from: derived\nwhy: x", "derived lacks 'formula'"),
        ("from: elicited\nwhy: x", "elicited lacks 'by'"),
        ("from: assumed\ncite: a", "assumed lacks 'why' and 'range'"),
    ],
)
def test_an_origin_without_its_evidence_is_refused(raw: str, lacking: str) -> None:
    assert fault(raw) == f"f:1:1: a number that is {lacking}"


def test_a_range_that_runs_backwards_is_refused() -> None:
    told = "f:1:1: the range runs backwards; write the low value first"
    assert fault("from: assumed\nwhy: x\nrange: [2, 1]") == told
    assert origin("from: assumed\nwhy: x\nrange: [1, 1]").range == (1, 1)


def test_a_bare_number_has_no_origin() -> None:
    assert fault("why: x").startswith("f:1:1: 'from' is missing; published, derived")
    assert "'guessed' is not an allowed word" in fault("from: guessed")


def test_a_record_with_a_number_may_extend_the_origin() -> None:
    class Sourced(Origin):
        value: Number

    document = read_document(b"value: 0.2\nfrom: derived", "f", ModelError)
    with pytest.raises(ModelError, match=r"^f:1:1: a number that is derived lacks 'formula'$"):
        validate(document, Sourced, ModelError)


def test_python_code_writes_an_origin_by_field_name() -> None:
    assert Origin(from_="derived", formula="a + b").formula == "a + b"


def test_the_bibliography_holds_what_the_core_rests_on() -> None:
    sources = bibliography()
    assert isinstance(sources, MappingProxyType)
    assert bibliography() is sources
    assert {"naranjo1981", "whoumc", "steinegger2024", "liang2014"} <= set(sources)
    assert all(key == source.id for key, source in sources.items())


def test_every_source_says_how_far_it_was_read_and_names_only_sources_that_exist() -> None:
    for source in bibliography().values():
        assert len(source.note) > 10, source.id
        mentioned = {word.strip("(),.;") for word in source.note.split()}
        assert {word for word in mentioned if "-reprint-" in word} <= set(bibliography())


def test_a_citation_resolves_or_names_its_neighbour() -> None:
    assert cited("naranjo1981").year == 1981
    assert cited("whoumc").year is None
    with pytest.raises(NotFound, match="no source 'naranjo1982'; did you mean 'naranjo1981'"):
        cited("naranjo1982")


def test_the_problems_of_all_files_of_a_bibliography_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- {id: x, title: X, note: abstract}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("- {id: y, title: Y}\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_text(
        "- {id: z, title: Z, note: n}\n- {id: x, title: X2, note: n}\n", encoding="utf-8"
    )
    (tmp_path / "ignored.txt").write_text("[", encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        read_bibliography(tmp_path)
    home = tmp_path.name
    assert str(caught.value).split("\n") == [
        (
            f"{home}/b.yaml:1:3: [0]: 'note' is missing; "
            "How far it was read: in full, abstract, table, excerpt."
        ),
        f"{home}/c.yaml:2:8: [1].id: the id 'x' is used twice; the first use is in {home}/a.yaml",
    ]


def test_sources_come_in_the_order_of_files_and_entries(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("- {id: a, title: A, note: n}\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(
        "- {id: c, title: C, note: n}\n- {id: b, title: B, note: n}\n", encoding="utf-8"
    )
    assert list(read_bibliography(tmp_path)) == ["c", "b", "a"]
    assert dict(read_bibliography(tmp_path / "none")) == {}


@pytest.mark.parametrize("line", ["doi: doi.org/10.1/x", "url: ftp://x", "year: 81", "id: A b"])
def test_what_nobody_could_follow_is_refused(line: str) -> None:
    key = line.partition(":")[0]
    raw = "title: T\nnote: n\n" + ("" if key == "id" else "id: a\n") + line
    with pytest.raises(ModelError, match=rf": {key}: "):
        validate(read_document(raw.encode(), "f", ModelError), Citation, ModelError)
