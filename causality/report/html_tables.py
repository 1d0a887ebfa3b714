"""The tables of a report that have no place in running text: entries, examinations, criteria."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from causality.assessment.assessment import Assessment
from causality.assessment.parts import EntryView
from causality.case.case import Case
from causality.citation import Citation
from causality.methods import NotApplicable, Verdict
from causality.report.html_blocks import from_json, table
from causality.report.markup import Element, Node, element
from causality.report.reading_lanes import value_of
from causality.report.words import day, either

__all__ = ["criteria", "entries", "examinations", "sources"]


def entries(assessment: Assessment, kinds: Iterable[str] | None = None) -> Element | None:
    """Every entry with its moments; the rows are what links to entries lead to.

    With ``kinds`` only these, as rows that repeat what stands in the table of all.
    """
    moments: dict[str, list[str]] = {}
    for one in assessment.timeline:
        name = one.point.removeprefix(one.entry).lstrip(".")
        if one.lo is not None or one.hi is not None:
            text = f"{name}: {day(one.lo, one.hi)}" if name else day(one.lo, one.hi)
            moments.setdefault(one.entry, []).append(text)
    rows = [
        _entry(entry, moments.get(id_, ()), anchor=kinds is None)
        for id_, entry in assessment.entries.items()
        if kinds is None or entry.kind in kinds
    ]
    if not rows:
        return None
    columns = ("entry", "kind", "what is on record", "day", "as written", "from")
    return table(columns, rows, widths=(14, 12, 34, 13, 12, 15))


def _entry(entry: EntryView, moments: Sequence[str], *, anchor: bool) -> list[Element]:
    assumed = f" (assumed: {entry.assumed})" if entry.assumed else ""
    said = "; ".join(one for one in (entry.source, entry.by and f"by {entry.by}") if one)
    return [
        element("td", entry.id, id=f"entry-{entry.id}" if anchor else None),
        element("td", entry.kind),
        element("td", f"{entry.text if entry.text != entry.kind else ''}{assumed}"),
        element("td", "; ".join(moments)),
        element("td", "; ".join(entry.at)),
        element("td", said),
    ]


def examinations(case: Case, assessment: Assessment, *, words: bool) -> Element | None:
    """What every examination found, measure by measure; without ``words`` only numbers."""
    days = {one.point: day(one.lo, one.hi) for one in assessment.timeline}
    rows = []
    for one in case.observations:
        for name, measure in one.measures.items():
            low = "" if measure.lower is None else f"{measure.lower:g}"
            high = "" if measure.upper is None else f"{measure.upper:g}"
            limits = f"{low} to {high}" if low and high else high and f"up to {high}"
            told = words or value_of(measure) is not None
            value = f"{measure.value} {measure.unit or ''}".strip() if told else "in words"
            change = "" if measure.change == "unknown" else measure.change
            cells = (one.test, name, days.get(one.id, "?"), value, limits, change, one.id)
            rows.append([element("td", cell) for cell in cells])
    columns = ("test", "measure", "day", "value", "normal", "change", "entry")
    widths = (16, 15, 12, 24, 10, 10, 13)
    return table(columns, rows, "Examinations, in the order of the file.", widths) if rows else None


def criteria(verdict: Verdict | NotApplicable, pointer: str) -> Element | None:
    """One method, criterion by criterion, with its wording and what could still be answered."""
    if isinstance(verdict, NotApplicable):
        return None
    scored = verdict.score is not None
    columns = ["", "question", "answer", *(["points"] if scored else []), "because"]
    rows = [
        [*_reading(verdict, place, f"{pointer}/readings/{place}", scored=scored)]
        for place in range(len(verdict.readings))
    ]
    caption = f"{verdict.title}: {verdict.category}, because {verdict.because} [{verdict.cite}]"
    return table(columns, rows, caption, (6, 36, 16, 8, 34) if scored else (6, 38, 18, 38))


def _reading(verdict: Verdict, place: int, pointer: str, *, scored: bool) -> Iterator[Element]:
    reading = verdict.readings[place]
    yield element("td", reading.number)
    yield element("td", reading.wording)
    others = [one for one in reading.possible if one != reading.answer]
    answer: list[Node] = [from_json(reading.answer, f"{pointer}/answer")]
    if others:
        answer.append(f" (or {either(others)})")
    if not reading.asked:
        answer = ["not asked"]
    yield element("td", *answer)
    if scored:
        points = reading.points
        told = "" if points is None else from_json(points, f"{pointer}/points", sign=True)
        yield element("td", told)
    yield element("td", reading.because)


def sources(citations: Iterable[Citation]) -> Element | None:
    """The sources of the methods, each with its address as a plain link."""
    rows = [[element("td", one.id), element("td", *_source(one))] for one in citations]
    columns = ("source", "where it was published, and how far it was read")
    return table(columns, rows, widths=(20, 80)) if rows else None


def _source(one: Citation) -> Iterator[Node]:
    year = str(one.year) if one.year else None
    told = (part.rstrip(".") for part in (one.authors, year, one.title, one.where) if part)
    yield f"{'. '.join(told)}. "
    if one.doi:
        yield element("a", f"doi {one.doi}", href=f"https://doi.org/{one.doi}", rel="noreferrer")
        yield ". "
    yield f"Read: {one.note.rstrip('.')}."
