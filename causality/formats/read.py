"""Reports from any file: recognised by content, read by the reader of its format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from causality.case.read import read_case_file
from causality.datafile import MAX_BYTES
from causality.formats import e2b_r2, e2b_r3, fhir, openfda
from causality.formats.packets import Input, Packet, packets, unusable
from causality.formats.recognise import Format, is_faers_folder, recognise
from causality.formats.report import Report

__all__ = ["read_reports"]


def read_reports(source: Input, name: str | None = None) -> Iterator[Report]:
    """Every report in a file, a stream of bytes, or a gzip or zip packet, one after the other.

    A report that cannot be used is given with its refusal, and the next is read; nothing but the
    report at hand is held in memory. Raises ``InputError`` where a file as a whole cannot be used,
    ``MissingExtra`` where a part of the installation is missing.
    """
    if isinstance(source, Path | str) and Path(source).is_dir():
        if is_faers_folder(Path(source)):
            raise unusable(str(source), f"{Format.FAERS}, for which there is no reader yet")
        raise unusable(str(source), "a folder; name a file of it")
    for packet in packets(source, name):
        yield from _reports(packet)


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
        case other:
            raise unusable(packet.name, f"{other}, for which there is no reader yet")


def _case(packet: Packet) -> Report:
    """A case file, as a report of its own; it is refused whole, by an error that names all."""
    raw = b""
    for chunk in packet.chunks():
        raw += chunk
        if len(raw) > MAX_BYTES:
            break  # the reader says so
    file = read_case_file(raw, packet.name)
    return Report(file.case, file.case.id, file.notes)
