"""The gallery: six cases that ship, each with a picture that is small and not empty."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from causality import shipped_cases

DOCS = Path(__file__).resolve().parents[2] / "docs"
GENERATE = runpy.run_path(str(DOCS / "generate_gallery.py"))


def test_the_page_is_current() -> None:
    told = "run: python docs/generate_gallery.py"
    assert (DOCS / "gallery.md").read_text(encoding="utf-8") == GENERATE["page"](), told


def test_there_are_six_cases_and_no_picture_of_another() -> None:
    assert len(GENERATE["CASES"]) == 6
    assert set(GENERATE["CASES"]) <= set(shipped_cases())
    assert {file.stem for file in (DOCS / "gallery").iterdir()} == set(GENERATE["CASES"])


@pytest.mark.parametrize("name", GENERATE["CASES"])
def test_a_picture_is_a_png_of_a4_below_150_kb(name: str) -> None:
    raw = (DOCS / "gallery" / f"{name}.png").read_bytes()
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    assert 10_000 < len(raw) < 150_000
    width, height = (int.from_bytes(raw[start : start + 4], "big") for start in (16, 20))
    assert height / width == pytest.approx(297 / 210, rel=0.01)
