"""The pages about the differential are made from the models and the cases."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_about_the_model_is_made_from_the_models() -> None:
    written = runpy.run_path(str(ROOT / "docs" / "generate_differential.py"))["page"]()
    shown = (ROOT / "docs" / "differential-model.md").read_text(encoding="utf-8")
    assert written == shown, "run docs/generate_differential.py"


def test_the_page_about_the_cases_is_made_from_the_cases() -> None:
    written = runpy.run_path(str(ROOT / "docs" / "generate_differential_cases.py"))["page"]()
    shown = (ROOT / "docs" / "differential-cases.md").read_text(encoding="utf-8")
    assert written == shown, "run docs/generate_differential_cases.py"
