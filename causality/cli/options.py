"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

__all__ = [
    "AsTextOrJson",
    "Force",
    "Format",
    "KnownFile",
    "MethodsDir",
    "NoColor",
    "Output",
    "TextOrJson",
]


class Format(StrEnum):
    """How assessments are printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    NDJSON = "ndjson"


class TextOrJson(StrEnum):
    """How anything else is printed."""

    TEXT = "text"
    JSON = "json"


Output: TypeAlias = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all."),
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Overwrite FILE if it exists.")]
NoColor: TypeAlias = Annotated[
    bool, typer.Option("--no-color", help="No bold headings; NO_COLOR and TERM=dumb say the same.")
]
MethodsDir: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--methods-dir",
        metavar="FOLDER",
        help="A folder with method files of your own.",
        exists=True,
        file_okay=False,
    ),
]
KnownFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--known",
        metavar="FILE",
        help="A table (CSV) of your own: what is known of drugs and events.",
        exists=True,
        dir_okay=False,
    ),
]
AsTextOrJson: TypeAlias = Annotated[
    TextOrJson, typer.Option("--format", metavar="text|json", help="For people or for programs.")
]
