"""The base of every schema: a record is frozen, refuses unknown keys and is written in words."""

from __future__ import annotations

from typing import Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    model_validator,
)

__all__ = ["MAX_FAULTS", "FaultBudget", "Hopeless", "Record", "file_key"]

MAX_FAULTS = 5_000
"""Faults after which a file is given up: listing a million would take minutes and gigabytes."""


class Hopeless(Exception):
    """A file has so many faults that it is hardly of the kind it was taken for."""


class FaultBudget:
    """Counts the faults of one validation; raises ``Hopeless`` when they are too many."""

    def __init__(self) -> None:
        self.left = MAX_FAULTS

    def spend(self, faults: int) -> None:
        """Count ``faults``; those of a record inside another count for both."""
        self.left -= faults
        if self.left < 0:
            raise Hopeless


def file_key(name: str) -> str:
    """The key a file writes for the field ``name``: ``marks_recovery`` is ``marks recovery``.

    A trailing underscore keeps a field clear of Python's own words: ``from_`` is ``from``.
    """
    return name.rstrip("_").replace("_", " ")


class Record(BaseModel):
    """One mapping of a data file. Files use the spaced keys, Python code the field names."""

    model_config = ConfigDict(
        alias_generator=file_key,
        populate_by_name=True,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    @model_validator(mode="wrap")
    @classmethod
    def _within_budget(
        cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        """Give up early on a hostile file; pydantic itself would collect every fault first."""
        try:
            return handler(data)
        except ValidationError as fault:
            if isinstance(info.context, FaultBudget):
                info.context.spend(fault.error_count())
            raise
