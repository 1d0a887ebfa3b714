"""What every entry of a case has: an id that findings cite, and where it was reported."""

from __future__ import annotations

from pydantic import Field

from causality.datafile import Identifier, Record, Text

__all__ = ["Entry"]


class Entry(Record):
    """One reported fact that a report can point at by its id."""

    id: Identifier = Field(description="Short name, unique in the case; findings cite it.")
    source: Text | None = Field(
        default=None, description="Where it stands in the report: a page, a table, a figure legend."
    )
    by: Text | None = Field(
        default=None, description="Who says so: reporter, patient, treating physician."
    )
    note: Text | None = Field(
        default=None, description="Anything else worth keeping; never assessed."
    )
    assumed: Text | None = Field(
        default=None,
        description="Which value or width is the encoder's assumption, not the report's.",
    )
