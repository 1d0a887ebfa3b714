"""Which format a file is in, told from how it begins and never from its name."""

from __future__ import annotations

import re
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from causality.formats import e2b_r2, e2b_r3
from causality.formats.packets import HEAD, PACKED, Packet, unusable
from causality.formats.xml_source import first_tag, refuse_declarations

__all__ = ["Format", "is_case_file", "looks_like_case", "recognise"]


class Format(StrEnum):
    """Formats by the name people call them."""

    CASE = "case file"
    E2B_R3 = "ICH E2B(R3)"
    E2B_R2 = "ICH E2B(R2)"
    OPENFDA = "openFDA JSON"
    FAERS = "FAERS quarterly files"
    FHIR = "FHIR JSON"
    VAERS = "VAERS CSV"


_R3 = frozenset({e2b_r3.BATCH, e2b_r3.MESSAGE})
_ACKNOWLEDGEMENTS = frozenset({"MCCI_IN200101UV01", "ichicsrack"})
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_CASE = re.compile(rb'"?schema"?\s*:\s*"?causality/case/')
_OPENFDA = re.compile(rb'"(?:safetyreportid|drugcharacterization|receivedate|reactionmeddrapt)"')
_FAERS = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:"?(?:primaryid|isr|caseid)"?[$,]"""
    rb"""|[\w" ]*(?:\$[\w" ]*){2,}\r?\n|[0-9]{5,12}\$?[ \t]*(?:\r?\n|\Z))""",
    re.IGNORECASE,
)
"""The names of columns, or a list of deleted cases."""
_VAERS = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:"?\w+"?,)*"?(?:VAERS_ID|VAX_TYPE|SYMPTOM1|RECVDATE)"?[,\r\n]""",
    re.IGNORECASE,
)
_FLAT = re.compile(rb"(?:\xef\xbb\xbf)?report_id,[^\n]*drug_roles")
_TABLES = ((_VAERS, Format.VAERS), (_FAERS, Format.FAERS), (_FLAT, Format.OPENFDA))
_LIKE_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\x00?<")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def recognise(packet: Packet) -> Format:
    """The format of a file; one that fits none is taken for a case file, whose reader says more.

    Raises ``InputError`` for XML that holds no safety report, with the reason.
    """
    head = packet.head
    if _LIKE_XML.match(head):
        return _of_xml(packet)
    narrow = head[2:].replace(b"\x00", b"") if head.startswith(_WIDE) else head
    for pattern, format_ in _TABLES:
        if pattern.match(narrow):
            return format_
    if _JSON.match(head) and not _CASE.search(head):
        if b'"resourceType"' in head:
            return Format.FHIR
        if _OPENFDA.search(head):
            return Format.OPENFDA
    return Format.CASE


def looks_like_case(head: bytes) -> bool:
    """Whether what begins with ``head`` is to be read as a case file: it is nothing else."""
    if head.startswith(PACKED) or _LIKE_XML.match(head):
        return False
    return recognise(Packet("", BytesIO(head[:HEAD]))) is Format.CASE


def is_case_file(path: Path) -> bool:
    """The same for a file; one that cannot be opened is left to the reader of cases."""
    try:
        with path.open("rb") as file:
            return looks_like_case(file.read(HEAD))
    except OSError:
        return True


def _of_xml(packet: Packet) -> Format:
    refuse_declarations(packet.name, packet.head)
    root = first_tag(packet.head)
    if root in _R3:
        return Format.E2B_R3
    if root is not None and root.casefold() in e2b_r2.ROOTS:
        return Format.E2B_R2
    if root in _ACKNOWLEDGEMENTS:
        raise unusable(packet.name, "an acknowledgement, which holds no report")
    raise unusable(packet.name, "XML of a kind that holds no safety reports")
