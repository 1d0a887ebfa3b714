"""Reports from any file: recognised by content, read by the reader of its format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from causality.case.read import read_case_file
from causality.datafile import MAX_BYTES
from causality.datafile.text import on_one_line
from causality.formats import e2b_r2, e2b_r3, fhir, openfda
from causality.formats.packets import Input, Packet, packets, unusable
from causality.formats.recognise import Format, recognise
from causality.formats.report import Report
from causality.formats.tables.files import (
    OpenFiles,
    is_folder_of_tables,
    is_paper,
    is_table,
    spooled,
)
from causality.formats.tabular import in_folder_of_tables, in_tables, with_siblings

__all__ = ["read_reports"]

_IN_TABLES = (Format.FAERS, Format.VAERS)


def read_reports(source: Input, name: str | None = None) -> Iterator[Report]:
    """Every report in a file, a stream of bytes, a gzip or zip packet, or a folder of tables.

    A report that cannot be used is given with its refusal, and the next is read; nothing but the
    report at hand is held in memory. Raises ``InputError`` where a file as a whole cannot be used,
    ``MissingExtra`` where a part of the installation is missing.
    """
    path = Path(source) if isinstance(source, Path | str) else None
    if path is not None and path.is_dir():
        if not is_folder_of_tables(path):
            raise unusable(str(path), "a folder; name a file of it")
        yield from in_folder_of_tables(path)
        return
    with OpenFiles() as stack:
        tables = []
        for packet in packets(source, name):
            kind = recognise(packet)
            if kind in _IN_TABLES or (kind is Format.CASE and is_table(packet.name)):
                if path is not None and packet.name == on_one_line(name or str(path)):
                    yield from with_siblings(path)
                    return
                tables.append(spooled(packet, stack))
            elif not is_paper(packet.name):
                yield from _reports(packet)
        if tables:
            yield from in_tables(tables)


def _reports(packet: Packet) -> Iterator[Report]:
    match recognise(packet):
        case Format.E2B_R3:
            yield from e2b_r3.reports(packet)
        case Format.E2B_R2:
            yield from e2b_r2.reports(packet)
        case Format.OPENFDA:
            yield from openfda.reports(packet)
        case Format.FHIR:
            yield from fhir.reports(packet)
        case Format.CASE:
            yield _case(packet)


def _case(packet: Packet) -> Report:
    """A case file, as a report of its own; it is refused whole, by an error that names all."""
    raw = b""
    for chunk in packet.chunks():
        raw += chunk
        if len(raw) > MAX_BYTES:
            break  # the reader says so
    file = read_case_file(raw, packet.name)
    return Report(file.case, file.case.id, file.notes)
