"""Single reactions: the kind by name; the rest is stated or unknown."""

from __future__ import annotations

from collections.abc import Mapping

from causality.vocabulary.reactions import TERMS
from tests.findings.tables.line import Line, line

__all__ = ["TABLES"]

_KIND = (
    *(
        line(f"the event is {value}", 0, value, pair={"reaction": value})
        for value in (
            "DRESS",
            "thrombocytopenia under heparin",
            "epidermal necrolysis",
            "other",
        )
    ),
    line("the kind is not on record", 1, "unknown"),
)

TABLES: Mapping[str, tuple[Line, ...]] = {
    "reaction_kind": _KIND,
    **{
        one.name: (line("without a statement, no word of it", 0, "unknown"),)
        for one in TERMS
        if one.name != "reaction_kind"
    },
}
