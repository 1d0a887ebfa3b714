"""The JSON Schema of a case file, for editors and for other programs that write cases."""

from __future__ import annotations

from typing import Any

from causality.case.case import Case
from causality.datafile import json_schema

__all__ = ["case_schema"]


def case_schema() -> dict[str, Any]:
    """The schema in draft-07 words; ``docs/schema/case-1.json`` is this, written out."""
    return json_schema(Case)
