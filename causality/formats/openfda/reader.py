"""openFDA JSON as what a report says: the tags of E2B(R2), in other brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from causality.formats.case_of import report_of
from causality.formats.e2b_r2_report import reported
from causality.formats.openfda.flat import HEAD, flat_reports
from causality.formats.openfda.items import Item, items
from causality.formats.packets import Input, Packet, packets, unusable
from causality.formats.report import Report
from causality.formats.tagged import Tagged, one, text

__all__ = ["read_openfda", "reports"]

LONGEST_ID = 100
"""Characters of the number of a report, which messages name."""

_DIALECT = "openFDA"
_IDS = ("safetyreportid", "@case_number", "safetyreport")
_IDENTITY = re.compile(rb'"safetyreportid"\s*:\s*"([^"\\\x00-\x1f]{1,40})"')
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"{\x00", b"[\x00", b"\x00{", b"\x00[")
_ANNOTATION = "openfda"
"""What openFDA adds to a drug by matching names, several products at a time; nobody reported it."""


def read_openfda(source: Input, name: str | None = None) -> Iterator[Report]:
    """Every report of openFDA JSON, or of lines made of it, in order; a refused one says why.

    Raises ``InputError`` where the file as a whole cannot be used.
    """
    for packet in packets(source, name):
        yield from reports(packet)


def reports(packet: Packet) -> Iterator[Report]:
    """The same for a file that is already open."""
    if packet.head.lstrip(b"\xef\xbb\xbf").startswith(HEAD):
        yield from flat_reports(packet)
        return
    if packet.head.startswith(_WIDE):
        raise unusable(packet.name, "UTF-16, where JSON is UTF-8", "write the file anew as UTF-8")
    seen: dict[str, str] = {}
    found = False
    for number, item in enumerate(items(packet.chunks()), 1):
        found = True
        yield _report(item, f"report {number} in line {item.line}", seen)
    if not found:
        raise unusable(packet.name, "holds no report")


def _report(item: Item, place: str, seen: dict[str, str]) -> Report:
    if item.data is None:
        known = _IDENTITY.search(item.raw)
        id_ = known[1].decode("utf-8", "replace") if known else place
        return Report(None, id_, refusal=f"{item.wrong} (line {item.line})")
    record = _tagged(item.data)
    header = one(record, "header")  # where the documentation puts what stands beside the patient
    given = (text(part, tag) for tag in _IDS for part in (record, header))
    id_ = next(filter(None, given), None)
    if id_ is not None and len(id_) > LONGEST_ID:
        return Report(None, place, refusal=f"a number of more than {LONGEST_ID} characters")
    if not record.keys() & {"patient", "drug", "reaction"}:
        return Report(None, id_ or place, refusal="an object that is no safety report")
    if header:
        record = {**header, **record}
    version = text(record, "safetyreportversion") or ""
    if id_ is not None:
        if seen.get(id_) == version:
            return Report(None, id_, refusal="the same report and version as one before it")
        if id_ in seen and _rank(version) < _rank(seen[id_]):
            return Report(None, id_, refusal="superseded by a version that stands before it")
    report = report_of(reported(record, id_ or place, _DIALECT, extra_tags=False))
    if id_ is not None:
        if id_ in seen:
            told = "safetyreportversion: an earlier version stands before this one; this one counts"
            report = Report(report.case, report.id, (*report.notes, told), report.refusal)
        seen[id_] = version
    return report


def _rank(version: str) -> int:
    digits = version.strip()
    return int(digits) if digits.isdecimal() and len(digits) < 10 else -1  # noqa: PLR2004


def _tagged(data: dict[str, Any]) -> Tagged:
    """The object as tags: what is single and what is a list look alike; null is silence."""
    found: dict[str, list[str | Tagged]] = {}
    for tag, value in data.items():
        if tag == _ANNOTATION:
            continue
        values = value if isinstance(value, list) else [value]
        kept: list[str | Tagged] = [
            _tagged(item) if isinstance(item, dict) else item
            for item in values
            if isinstance(item, str | dict)
        ]
        if kept:
            found[tag] = kept
    return found
