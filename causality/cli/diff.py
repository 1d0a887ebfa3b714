"""``causality diff``: two versions of a case, or two results, and what moved between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from causality.cli.inputs import Input, inputs
from causality.cli.options import AsTextOrJson, Force, Output, TextOrJson
from causality.cli.output import check_target, note, result, text_width, wants_style
from causality.errors import CausalityError

if TYPE_CHECKING:
    from causality.case.read import CaseFile
    from causality.explain.told_result import ToldResult

__all__ = ["diff"]

_WHAT = "A case file, - for standard input, example:ID, or a result in JSON."


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_WHAT)],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_WHAT)],
    format_: AsTextOrJson = TextOrJson.TEXT,
    output: Output = None,
    force: Force = False,
) -> None:
    """Tell which fact moved which finding, criterion and verdict.

    Of two cases every difference is also made alone, to see what it moves by itself.
    """
    from causality.assessment.contract import json_text
    from causality.explain.diff import diff as difference
    from causality.report.as_text import outline_as_text
    from causality.report.difference_outline import difference_as_data, difference_outline

    check_target(output, force=force)
    found = difference(*(_read(one) for one in _two(old, new)))
    if format_ is TextOrJson.JSON:
        result([f"{json_text(difference_as_data(found))}\n"], output, force=force)
        return
    width = text_width(to_file=output is not None)
    bold = output is None and wants_style(no_color=False)
    text = outline_as_text(difference_outline(found), width=width, bold=bold)
    result([text], output, force=force)


def _two(old: str, new: str) -> tuple[Input, ...]:
    found = inputs([old, new])
    if len(found) != len((old, new)):
        raise CausalityError("diff takes two files, not folders")
    return found


def _read(item: Input) -> CaseFile | ToldResult:
    from causality.case.read import read_case_file
    from causality.explain.told_result import looks_like_result, read_result

    source = item.source()
    if looks_like_result(source):
        return read_result(source, item.name)
    file = read_case_file(source, item.name)
    for told in file.notes:
        note(f"note: {told}")
    return file
