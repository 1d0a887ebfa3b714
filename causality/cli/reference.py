"""Commands about the program itself: its instruments and its versions."""

from __future__ import annotations

from typing import Annotated

import typer

from causality.cli.options import AsTextOrJson, MethodsDir, TextOrJson
from causality.cli.output import result, text_width, wants_style

__all__ = ["methods", "version"]


def methods(
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Lay this method open.")
    ] = None,
    methods_dir: MethodsDir = None,
    format_: AsTextOrJson = TextOrJson.TEXT,
) -> None:
    """List the methods, or lay one open: its tables, how we read it, its sources."""
    from causality.assessment.contract import json_text
    from causality.methods import describe, method
    from causality.methods import methods as all_methods
    from causality.report.as_text import outline_as_text
    from causality.report.method_outline import method_outline, methods_as_data, methods_outline

    known = all_methods(extra=methods_dir) if name is None else ()
    told = describe(method(name, extra=methods_dir)) if name is not None else None
    if format_ is TextOrJson.JSON:
        result([f"{json_text(told.data if told else methods_as_data(known))}\n"])
    else:
        outline = method_outline(told) if told else methods_outline(known)
        width, bold = text_width(to_file=False), wants_style(no_color=False)
        result([outline_as_text(outline, width=width, bold=bold)])


def version(
    format_: AsTextOrJson = TextOrJson.TEXT,
) -> None:
    """Show the versions of engine, schemas, models and Python."""
    from causality.assessment.contract import json_text
    from causality.report.versions import version as versions
    from causality.report.versions import version_text

    json_asked = format_ is TextOrJson.JSON
    result([f"{json_text(versions())}\n" if json_asked else version_text()])
