"""Our assessments beside those of others in an E2B message; not one other byte of it changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from causality.case.case import Case
from causality.formats import e2b_r2, e2b_r3
from causality.formats.packets import Packet, packets, unusable
from causality.formats.recognise import Format, recognise
from causality.formats.report import Report
from causality.formats.tagged import tagged
from causality.formats.writers import e2b_r2 as r2
from causality.formats.writers import e2b_r3 as r3
from causality.formats.writers.judgement import Judgement, cut
from causality.formats.writers.splice import Insertion, Spot, scan, spliced
from causality.formats.writers.variant import Stated, Variant, stated
from causality.formats.xml_source import XmlReport, xml_reports

__all__ = ["MAX_MESSAGE", "Annotated", "Judge", "into_message"]

MAX_MESSAGE = 256_000_000
"""Bytes of a message that can be written into; it is held in memory."""

Judge = Callable[[Case], Iterable[Judgement]]
"""What is to be written of a report."""

_NUMBER = re.compile(r"\[([0-9]+)\]")
_NOTHING: tuple[tuple[r3.Key, ...], tuple[r3.Key, ...]] = ((), ())
_NO_IDENTITY = re.compile(rb"(?!)")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A message with our assessments, how many they are, and what of it was left as it is."""

    message: bytes
    added: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """One assessment with the numbers of its drug and its reaction in the message, from 0."""

    drug: int
    event: int
    source: str
    said: Stated


def into_message(raw: bytes, name: str, judge: Judge, variant: Variant = Variant.ICH) -> Annotated:
    """``raw`` with the judgements on each of its reports added where E2B keeps them.

    A report that is refused stays as it is, and so does an assessment that is there already.
    Raises ``InputError`` where the file is no E2B message, is damaged, or is a packet of several.
    """
    found = list(_unpacked(raw, name))
    if len(found) != 1:
        raise unusable(name, "a packet of several files", "unpack it and name one")
    raw = found[0]
    match recognise(Packet(name, BytesIO(raw))):
        case Format.E2B_R3:
            return _r3(raw, name, judge, variant)
        case Format.E2B_R2:
            return _r2(raw, name, judge, variant)
        case other:
            raise unusable(name, f"{other}; assessments are written into E2B messages only")


def _unpacked(raw: bytes, name: str) -> Iterator[bytes]:
    for packet in packets(BytesIO(raw), name):
        yield packet.whole(MAX_MESSAGE)


def _told(report: Report, judge: Judge, variant: Variant, longest: int) -> list[_Told]:
    case = report.case
    if case is None:
        return []
    drugs = {drug.id: _number(drug.source) for drug in case.drugs}
    events = {event.id: _number(event.source) for event in case.events}
    there = {(item.drug, item.event, item.by, item.method, item.result) for item in case.opinions}
    told = []
    for one in judge(case):
        said = stated(one, variant)
        drug, event = drugs.get(one.drug), events.get(one.event)
        if said is None or drug is None or event is None:
            continue
        texts = (one.source, cut(said.method, longest), cut(said.result, longest))
        if (one.drug, one.event, *texts) not in there:
            told.append(_Told(drug, event, one.source, said))
    return told


def _number(source: str | None) -> int | None:
    """Which drug or reaction of the message an entry was read from: ``G.k.1[2]`` is the second."""
    found = _NUMBER.search(source or "")
    return int(found[1]) - 1 if found else None


def _notes(reports: Iterable[Report]) -> tuple[str, ...]:
    return tuple(f"{one.id}: {one.refusal}; left as it is" for one in reports if one.refusal)


def _r3(raw: bytes, name: str, judge: Judge, variant: Variant) -> Annotated:
    reports = list(e2b_r3.reports(Packet(name, BytesIO(raw))))
    ids = [
        r3.keys(found.element) if isinstance(found, XmlReport) else _NOTHING
        for found in xml_reports(Packet(name, BytesIO(raw)), e2b_r3.MESSAGE, _NO_IDENTITY)
    ]
    spots, encoding = scan(raw, name, e2b_r3.MESSAGE, r3.wanted)
    insertions, added = [], 0
    for number, (report, (drugs, events)) in enumerate(zip(reports, ids, strict=True), 1):
        told = [
            (drugs[one.drug], events[one.event], one.source, one.said)
            for one in _told(report, judge, variant, r3.LONGEST)
        ]
        inside = r3.addition([spot for spot in spots if spot.number == number], told)
        if inside is not None:
            insertions.append(inside)
            added += len(told)
    return Annotated(spliced(raw, insertions, encoding), added, _notes(reports))


def _r2(raw: bytes, name: str, judge: Judge, variant: Variant) -> Annotated:
    reports = list(e2b_r2.reports(Packet(name, BytesIO(raw))))
    terms = [
        r2.terms(tagged(found.element)) if isinstance(found, XmlReport) else ()
        for found in xml_reports(Packet(name, BytesIO(raw)), e2b_r2.REPORT, _NO_IDENTITY)
    ]
    spots, encoding = scan(raw, name, e2b_r2.REPORT, r2.wanted)
    insertions: list[Insertion] = []
    added = 0
    for number, (report, reactions) in enumerate(zip(reports, terms, strict=True), 1):
        drugs = r2.in_reading_order([spot for spot in spots if spot.number == number])
        by_drug: dict[int, list[tuple[r2.Term, str, Stated]]] = {}
        for one in _told(report, judge, variant, r2.LONGEST):
            term = reactions[one.event]
            if term is not None:
                by_drug.setdefault(one.drug, []).append((term, one.source, one.said))
        for drug, told in by_drug.items():
            inside = r2.addition(drugs[drug], raw, told, _indent(drugs[drug], raw))
            if inside is not None:
                insertions.append(inside)
                added += len(told)
    return Annotated(spliced(raw, insertions, encoding), added, _notes(reports))


_FIRST_CHILD = re.compile(rb">(\r?\n[ \t]*)<")


def _indent(drug: Spot, raw: bytes) -> str:
    """The line break and indentation of the first element inside a drug."""
    found = _FIRST_CHILD.search(raw, drug.tag, drug.close)
    return found[1].decode() if found else ""
