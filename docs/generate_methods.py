"""Writes ``methods/index.md``: what of each instrument is verified, by which source."""  # noqa: INP001 - a script

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from causality.citation import Origin, cited
from causality.datafile import Data, data_root, load_document
from causality.errors import ModelError
from causality.methods import Method, Unavailable, methods, unavailable_methods
from causality.methods.additive_scale import ScaleRecord
from causality.methods.flow_chart import ChartRecord
from causality.methods.schema import OURS, records_in
from causality.methods.two_axis_table import MatrixRecord
from causality.methods.two_pass_scale import TwoPassRecord

PAGE = Path(__file__).parent / "methods" / "index.md"
INTRODUCTION = """\
# The instruments

<!-- Written by docs/generate_methods.py from the method files; change those, not this page. -->

Every instrument is a file in `models/methods`. The table says how many of its numbers and ways are
published, in which sources they were read, what is assumed, and how many readings are our own
because the source leaves room. "Read in" is where the numbers were seen; the note of each source,
on the page of the method, says how far. An instrument that judges the event says nothing of a drug:
it ranks no pair and is set against no other one.
"""
BESIDE = """\
## Beside causality

These never enter a verdict. The seriousness criteria of ICH E2A are those of the case.
"""
LEFT_OUT = """\
## Not available

What could not be read is not guessed. The list says what is missing, and what could be verified.
"""
BESIDE_FILES = (
    ("completeness of the report", "beside/vigigrade_2014.yaml"),
    ("severity of the event", "beside/hartwig_1992.yaml"),
    ("two-way readings of WHO-UMC categories", "beside/relatedness.yaml"),
    (
        "classes of a share, as the logistic method names them",
        "readings/seven_probability_classes.yaml",
    ),
)


def written_page() -> str:
    """The whole page."""
    left_out = unavailable_methods()
    blocks = (
        INTRODUCTION,
        _table(
            "id | instrument | edition | judges | kind | published | assumed | ours | read in",
            map(_row, methods()),
        ),
        "\n## What is refused or assumed\n",
        "\n".join(line for one in methods() for line in _refused(one)),
        f"\n{BESIDE}",
        _table("file | what it is | published | assumed | read in", map(_beside, BESIDE_FILES)),
        f"\n{LEFT_OUT}",
        _table(
            "id | instrument | because | what could be verified | read in", map(_left_out, left_out)
        ),
        "\nWhere that was read:\n",
        _table("id | source | how far it was read", map(_source, _sources(left_out))),
    )
    return "\n".join(blocks) + "\n"


def _table(head: str, rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {head} |", "| --- " * len(head.split("|")) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _row(one: Method) -> tuple[str, ...]:
    origins = [record for _, record in records_in(one.told) if isinstance(record, Origin)]
    published = sum(record.from_ == "published" for record in origins)
    notes = [*one.told.readings, *(each.told.reading for each in one.criteria)]
    ours = sum(note is not None and note.decided_by == OURS for note in notes)
    return (
        f"[`{one.id}`]({one.id}.md)",
        one.title,
        one.told.edition,
        one.told.judges,
        one.told.kind,
        str(published),
        str(len(origins) - published),
        str(ours),
        ", ".join(one.told.read_in or (one.told.cite,)),
    )


def _beside(what: tuple[str, str]) -> tuple[str, ...]:
    title, file = what
    data = load_document(data_root("models") / file, ModelError, name=file).data
    found = list(_origins(data))
    published = [one for one in found if one["from"] == "published"]
    sources = dict.fromkeys(str(one["cite"]) for one in published)
    return (
        f"`models/{file}`",
        title,
        str(len(published)),
        str(len(found) - len(published)),
        ", ".join(sources),
    )


def _origins(data: Data) -> Iterator[dict[str, Data]]:
    """Every mapping within that says where a number is from."""
    if isinstance(data, dict):
        if "from" in data:
            yield data
        data = list(data.values())
    if isinstance(data, list):
        for one in data:
            yield from _origins(one)


def _left_out(one: Unavailable) -> tuple[str, ...]:
    return (f"`{one.id}`", one.title, one.because, one.read or "nothing", ", ".join(one.read_in))


def _sources(left_out: Iterable[Unavailable]) -> Iterable[str]:
    return dict.fromkeys(name for one in left_out for name in one.read_in)


def _source(name: str) -> tuple[str, ...]:
    source = cited(name)
    return (name, source.title, source.note or "")


def _refused(one: Method) -> Iterator[str]:
    """What a verdict refuses, and the numbers and ways that are not the source's."""
    told = one.told
    if isinstance(told, MatrixRecord):
        for cell in told.not_verified:
            yield f"- {one.title}: {cell.because}."
    if isinstance(told, ScaleRecord):
        yield from _assumed_points(one.title, told)
    if isinstance(told, TwoPassRecord) and told.second_pass.from_ == "assumed":
        yield f"- {one.title}, second pass: {told.second_pass.why}."
    if isinstance(told, ChartRecord):
        numbers = {each.id: each.number for each in told.criteria}
        for node in told.chart:
            for way in node.ways:
                if way.from_ == "assumed":
                    answers = " or ".join(way.on)
                    yield f"- {one.title}, {numbers[node.ask]}, {answers}: {way.why}."


def _assumed_points(title: str, told: ScaleRecord) -> Iterator[str]:
    for criterion in told.criteria:
        for answer, points in criterion.answers.items():
            if points.from_ == "assumed" and points.range is not None:
                least, most = points.range
                worth = f"{points.points}, from {least:g} to {most:g}"
                yield f"- {title}, {criterion.number}, {answer} ({worth}): {points.why}."


if __name__ == "__main__":
    PAGE.write_text(written_page(), encoding="utf-8")
