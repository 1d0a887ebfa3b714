"""``causality report``: one case as a document for a panel, in HTML, PDF or Markdown."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from causality.cli.inputs import inputs, several
from causality.cli.options import Force, MethodsDir, Output
from causality.cli.output import CannotWrite, check_target, is_terminal, note, result
from causality.errors import CausalityError

if TYPE_CHECKING:
    from causality.assessment.assessment import Assessment
    from causality.case.case import Case

__all__ = ["Document", "Readers", "report"]


class Document(StrEnum):
    """What a report can be."""

    HTML = "html"
    PDF = "pdf"
    MARKDOWN = "markdown"


class Readers(StrEnum):
    """Who may read it; the names of the library's own levels."""

    FULL = "full"
    PANEL = "panel"
    PUBLIC = "public"


_SUFFIXES = {
    ".html": Document.HTML,
    ".htm": Document.HTML,
    ".pdf": Document.PDF,
    ".md": Document.MARKDOWN,
    ".markdown": Document.MARKDOWN,
}


def report(  # noqa: PLR0913, PLR0917 - each is an option of the command
    case: Annotated[
        str,
        typer.Argument(metavar="CASE", help="A case file, - for standard input, or example:ID."),
    ],
    drug: Annotated[
        list[str] | None,
        typer.Option("--drug", metavar="ID", help="Only this drug; may be given again."),
    ] = None,
    event: Annotated[
        list[str] | None,
        typer.Option("--event", metavar="ID", help="Only this event; may be given again."),
    ] = None,
    method: Annotated[
        list[str] | None,
        typer.Option("--method", metavar="ID", help="Only this method; may be given again."),
    ] = None,
    format_: Annotated[
        Document | None,
        typer.Option(
            "--format",
            metavar="html|pdf|markdown",
            help="What to write; without it, what the name of FILE ends in, else html.",
        ),
    ] = None,
    redaction: Annotated[
        Readers,
        typer.Option(
            "--redaction",
            metavar="full|panel|public",
            help="panel: no free text, no calendar dates, age bands; public: entries without "
            "their names as well.",
        ),
    ] = Readers.FULL,
    methods_dir: MethodsDir = None,
    every_pair: Annotated[
        bool, typer.Option("--all", help="Tell every pair in detail, not only the first three.")
    ] = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write a report on one case that a panel can read, question and file.

    One HTML file without scripts or requests, laid out for A4; a PDF of the same (needs the
    extra `pdf`); or Markdown.
    """
    from causality.assessment import assess
    from causality.case.read import read_case_file

    kind = _kind(format_, output)
    check_target(output, force=force)
    if kind is Document.PDF and output is None and is_terminal():
        raise CannotWrite("a PDF is nothing for a terminal; -o FILE writes it to a file")
    found = inputs([case])
    if several([case]) or len(found) != 1:
        raise CausalityError("a report is about one case, not a folder")
    file = read_case_file(found[0].source(), found[0].name)
    for told in file.notes:
        note(f"note: {told}")
    assessment = assess(
        file,
        drugs=drug or None,
        events=event or None,
        methods=method or None,
        methods_dir=methods_dir,
    )
    document = _document(assessment, file.case, kind, redaction, every_pair=every_pair)
    result([document], output, force=force)


def _kind(format_: Document | None, output: Path | None) -> Document:
    if format_ is not None or output is None:
        return format_ or Document.HTML
    if output.suffix.lower() not in _SUFFIXES:
        known = ", ".join(_SUFFIXES)
        raise typer.BadParameter(f"{output.name} ends in none of {known}; add --format")
    return _SUFFIXES[output.suffix.lower()]


def _document(
    assessment: Assessment, case: Case, kind: Document, redaction: Readers, *, every_pair: bool
) -> str | bytes:
    if kind is Document.MARKDOWN:
        from causality.report.as_markdown import as_markdown
        from causality.report.redaction import Redaction, redacted

        told = redacted(assessment, Redaction(redaction.value), case)
        return as_markdown(told, every_pair=every_pair)
    from causality.report.as_html import as_html

    html = as_html(assessment, case=case, redaction=redaction.value, every_pair=every_pair)
    if kind is Document.HTML:
        return html
    from causality.report.as_pdf import as_pdf

    return as_pdf(html)
