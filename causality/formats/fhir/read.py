"""FHIR JSON: every AdverseEvent of a file, a bundle, a list or lines, to a case.

References need the whole file, so it is held in memory and its size is limited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from causality.datafile import read_document
from causality.errors import InputError
from causality.formats.case_of import report_of
from causality.formats.fhir.adverse_event import KIND, id_of, refusal, reported
from causality.formats.fhir.resources import Resources, resources_in
from causality.formats.packets import Input, Packet, packets, unusable
from causality.formats.report import Report

__all__ = ["MAX_FILE", "read_fhir", "reports"]

MAX_FILE = 16_000_000
"""Bytes of one file; the reader of JSON allows 200,000 entries, which take about 6 MB."""

_NEXT_LINE = re.compile(rb"\}[ \t]*\r?\n\s*(?=\{)")
_MARK = b"\xef\xbb\xbf"


def read_fhir(source: Input, name: str | None = None) -> Iterator[Report]:
    """Every AdverseEvent of a FHIR file or stream, in order; a refused one says why.

    Raises ``InputError`` where the file as a whole cannot be used.
    """
    for packet in packets(source, name):
        yield from reports(packet)


def reports(packet: Packet) -> Iterator[Report]:
    """The same for a file that is already open."""
    raw = packet.whole(MAX_FILE)
    document = read_document(_one_value(raw), packet.name, InputError, max_bytes=MAX_FILE + 1_000)
    resources = Resources([*resources_in(document.data)])
    events = [resource for resource in resources.all if resource.kind == KIND]
    if not events:
        raise unusable(packet.name, f"holds no resource of the type {KIND}")
    for number, resource in enumerate(events, 1):
        id_ = id_of(resource, f"report {number}")
        refused = refusal(resource)
        if refused is not None:
            yield Report(None, id_, refusal=refused)
        else:
            yield report_of(reported(resource, resources, id_))


def _one_value(raw: bytes) -> bytes:
    """One resource a line, as bulk exports write them, becomes a list; all else stays.

    In one JSON value no object follows another without a comma.
    """
    lines, count = _NEXT_LINE.subn(b"},\n", raw)
    return b"[" + lines.removeprefix(_MARK) + b"]" if count else raw
