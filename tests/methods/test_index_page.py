"""The page that lists the instruments is made from their files."""

from __future__ import annotations

import runpy
from pathlib import Path

from causality.methods import methods, unavailable_methods

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_what_the_files_say_today() -> None:
    made = runpy.run_path(str(DOCS / "generate_methods.py"))["written_page"]()
    told = "run: python docs/generate_methods.py"
    assert (DOCS / "methods" / "index.md").read_text(encoding="utf-8") == made, told


def test_every_instrument_stands_on_it_with_a_page_or_a_reason() -> None:
    page = (DOCS / "methods" / "index.md").read_text(encoding="utf-8")
    assert all(f"({one.id}.md)" in page for one in methods())
    assert all(one.because in page for one in unavailable_methods())
