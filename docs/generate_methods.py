"""Writes ``methods/index.md``: what of each instrument is verified, by which source."""  # noqa: INP001 - a script

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from causality.citation import Origin
from causality.methods import Method, methods, unavailable_methods
from causality.methods.flow_chart import ChartRecord
from causality.methods.schema import OURS, records_in
from causality.methods.two_axis_table import MatrixRecord

PAGE = Path(__file__).parent / "methods" / "index.md"
INTRODUCTION = """\
# The instruments

<!-- Written by docs/generate_methods.py from the method files; change those, not this page. -->

Every instrument is a file in `models/methods`. The table says how many of its numbers and ways are
published, in which sources they were read, what is assumed, and how many readings are our own
because the source leaves room. "Read in" is where the numbers were seen; the note of each source,
on the page of the method, says how far.
"""
BESIDE = """\
## Beside causality

vigiGrade completeness (2014) and Hartwig severity (1992) stand in `models/beside`, with two-way
readings of the WHO-UMC categories (related or not); the seriousness criteria of ICH E2A are those
of the case. They never enter a verdict. The seven probability classes stand in `models/readings`.
"""


def written_page() -> str:
    """The whole page."""
    head = "| id | instrument | edition | kind | published | assumed | ours | read in |"
    lines = [INTRODUCTION, head, "| --- " * 8 + "|", *map(_row, methods())]
    lines += ["", "## What is refused or assumed", "", *_refused(), "", BESIDE]
    lines += ["## Not available", "", "| id | instrument | because |", "| --- " * 3 + "|"]
    lines += [f"| `{one.id}` | {one.title} | {one.because} |" for one in unavailable_methods()]
    return "\n".join(lines) + "\n"


def _row(one: Method) -> str:
    origins = [record for _, record in records_in(one.told) if isinstance(record, Origin)]
    published = sum(record.from_ == "published" for record in origins)
    notes = [*one.told.readings, *(each.told.reading for each in one.criteria)]
    ours = sum(note is not None and note.decided_by == OURS for note in notes)
    cells = (
        f"[`{one.id}`]({one.id}.md)",
        one.title,
        one.told.edition,
        one.told.kind,
        str(published),
        str(len(origins) - published),
        str(ours),
        ", ".join(one.told.read_in or (one.told.cite,)),
    )
    return f"| {' | '.join(cells)} |"


def _refused() -> Iterator[str]:
    for one in methods():
        told = one.told
        if isinstance(told, MatrixRecord):
            for cell in told.not_verified:
                yield f"- {one.title}: {cell.because}."
        if isinstance(told, ChartRecord):
            for node in told.chart:
                for way in node.ways:
                    if way.from_ == "assumed":
                        number = next(c.told.number for c in one.criteria if c.id == node.ask)
                        yield f"- {one.title}, {number}, {' or '.join(way.on)}: {way.why}."


if __name__ == "__main__":
    PAGE.write_text(written_page(), encoding="utf-8")
