"""ICH E2B(R2) as XML, and what calls itself that: FAERS, AERS, trials, namespaced hybrids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from causality.formats.case_of import report_of
from causality.formats.e2b_r2_report import id_of, is_nullified, reported
from causality.formats.packets import Input, Packet, packets
from causality.formats.report import Report
from causality.formats.tagged import tagged
from causality.formats.xml_source import Damaged, xml_reports

__all__ = ["REPORT", "ROOTS", "read_e2b_r2", "reports"]

REPORT = "safetyreport"
"""The element that holds one report."""
ROOTS = frozenset({"ichicsr", "ichicsrmessage", REPORT})
"""Outermost elements of such files, in lower case."""

_DIALECT = "ICH E2B(R2)"
_IDENTITY = re.compile(rb"<(?:[\w.-]+:)?safetyreportid>\s*([^<\s]{1,100})\s*<")


def read_e2b_r2(source: Input, name: str | None = None) -> Iterator[Report]:
    """Every report of an E2B(R2) file or stream, in order; a refused one says why.

    Raises ``InputError`` where the file as a whole cannot be used, ``MissingExtra`` without lxml.
    """
    for packet in packets(source, name):
        yield from reports(packet)


def reports(packet: Packet) -> Iterator[Report]:
    """The same for a file that is already open."""
    for found in xml_reports(packet, REPORT, _IDENTITY):
        place = f"report {found.number}"
        if isinstance(found, Damaged):
            yield Report(None, found.id or place, refusal=found.wrong)
            continue
        record = tagged(found.element)
        id_ = id_of(record, place)
        if is_nullified(record):
            yield Report(None, id_, refusal="nullified by its sender, so not scored")
        else:
            yield report_of(reported(record, id_, _DIALECT))
