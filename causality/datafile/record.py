"""The base of every schema: a record is frozen, refuses unknown keys and is written in words."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Record", "file_key"]


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
