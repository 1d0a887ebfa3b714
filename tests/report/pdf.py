"""The report as PDF/UA; run by name (``make test-pdf``), since WeasyPrint is no part of the locks.

Nothing here is skipped: without WeasyPrint it fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from causality import shipped_cases
from causality.report.as_html import as_html
from causality.report.as_pdf import as_pdf
from tests.report.pages import SEED, parts, read, shipped


def html_of(name: str) -> str:
    file, told = shipped(name)
    return as_html(told, case=file.case, parts=parts(told))


def structure(node: Any) -> Iterator[DictionaryObject]:
    """Every element of the tree that a screen reader walks."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, ArrayObject):
        for one in node:
            yield from structure(one)
    elif isinstance(node, DictionaryObject):
        yield node
        if "/K" in node:
            yield from structure(node["/K"])


@pytest.fixture(scope="module")
def seed() -> PdfReader:
    return PdfReader(BytesIO(as_pdf(html_of(SEED))))


def test_it_says_that_it_is_accessible(seed: PdfReader) -> None:
    root = seed.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert seed.metadata is not None
    assert seed.metadata.title


def test_every_figure_is_told_and_headings_stand_in_order(seed: PdfReader) -> None:
    tree = list(structure(seed.trailer["/Root"]["/StructTreeRoot"]))
    kinds = [str(one.get("/S", "")) for one in tree]
    figures = [one for one in tree if one.get("/S") == "/Figure" and "/Alt" in one]
    assert len(figures) == len(list(read(html_of(SEED)).every("svg")))
    assert all(str(one["/Alt"]).strip() for one in figures)
    levels = [int(kind[2]) for kind in kinds if kind in {"/H1", "/H2", "/H3"}]
    assert levels[0] == 1
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/Link"} <= set(kinds)


def test_there_is_nothing_in_it_that_runs_or_is_fetched(seed: PdfReader) -> None:
    raw = as_pdf(html_of(SEED))
    assert b"/JavaScript" not in raw
    assert b"/EmbeddedFile" not in raw
    assert seed.attachments == {}


def test_a_file_of_this_machine_does_not_get_in(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    for tag in (
        f'<link rel="attachment" href="{secret.as_uri()}">',
        f'<img alt="x" src="{secret.as_uri()}">',
        '<img alt="x" src="https://example.org/x.png">',
    ):
        html = html_of(SEED).replace("<main>", f"{tag}<main>")
        made = PdfReader(BytesIO(as_pdf(html)))
        assert made.attachments == {}
        assert b"canary" not in as_pdf(html)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert as_pdf(html_of(SEED)) == as_pdf(html_of(SEED))


@pytest.mark.parametrize("name", shipped_cases())
def test_page_one_is_one_page(name: str) -> None:
    first, second = PdfReader(BytesIO(as_pdf(html_of(name)))).pages[:2]
    assert "First reasons" in first.extract_text()
    assert second.extract_text().strip().startswith("All pairs")
