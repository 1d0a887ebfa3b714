"""Which model files took part in an assessment, by id, version and hash."""

from __future__ import annotations

from collections.abc import Iterable

from causality.assessment.parts import ModelReference
from causality.findings.latency_table import latency_table
from causality.methods import Method

__all__ = ["model_references"]


def model_references(methods: Iterable[Method]) -> tuple[ModelReference, ...]:
    """The methods that were asked, and the tables the findings rest on."""
    table = latency_table()
    return (
        *(ModelReference(item.id, str(item.told.edition), item.sha256) for item in methods),
        ModelReference(table.rules.id, str(table.rules.version), table.sha256),
    )
