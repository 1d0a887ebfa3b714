"""XML is read one report at a time, and nothing in it can reach beyond its limits."""

from __future__ import annotations

import io
import re
import sys

import pytest

from causality.errors import InputError, MissingExtra
from causality.formats import xml_source
from causality.formats.packets import packets
from causality.formats.xml_source import (
    MAX_DEPTH,
    MAX_PROLOG,
    Damaged,
    first_tag,
    lxml_etree,
    xml_reports,
)

IDENTITY = re.compile(rb"<id>([^<]{1,100})<")


def seen(raw: bytes) -> list[str]:
    """What becomes of each report of a file: its id, or what is wrong."""
    (packet,) = packets(io.BytesIO(raw), "file.xml")
    return [
        f"{found.id}: {found.wrong}"
        if isinstance(found, Damaged)
        else found.element.findtext("{*}id") or "?"
        for found in xml_reports(packet, "report", IDENTITY)
    ]


def refusal(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        seen(raw)
    return str(caught.value)


def report(id_: str, inside: str = "") -> str:
    return f"<report><id>{id_}</id>{inside}</report>\n"


def test_reports_are_read_in_order_in_any_namespace() -> None:
    assert seen(f"<all>{report('a')}{report('b')}</all>".encode()) == ["a", "b"]
    assert seen(f'<x:all xmlns:x="n">{report("a")}</x:all>'.encode()) == ["a"]
    assert seen(b'<all xmlns="n"><report><id>a</id></report></all>') == ["a"]


def test_a_damaged_report_is_named_and_the_others_are_read() -> None:
    told = (report("a"), report("b", "<oops>"), report("c"), report("d", "&"), report("e"))
    assert seen(f"<all>{''.join(told)}</all>".encode()) == [
        "a",
        "b: damaged XML: an element that is closed by another's end",
        "c",
        "d: damaged XML: it is not well-formed",
        "e",
    ]


def test_damage_is_found_wherever_the_chunks_of_the_file_end() -> None:
    filler = "<!-- " + "x" * 65_450 + " -->"
    for shift in range(0, 80, 7):
        raw = f"<all>{filler}{' ' * shift}{report('a', '<b>')}{report('c')}</all>"
        assert [item[:2] for item in seen(raw.encode())] == ["a:", "c"]


def test_a_file_that_ends_in_the_middle_keeps_its_whole_reports() -> None:
    raw = f"<all>{report('a')}<report><id>b</id><text>some".encode()
    assert seen(raw) == ["a", "b: damaged XML: the file ends in the middle"]


def test_bytes_outside_the_declared_encoding_damage_one_report() -> None:
    raw = f"<all>{report('a', 'CUT')}{report('b')}</all>".encode().replace(b"CUT", b"\xff\xfe")
    assert seen(raw) == ["a: damaged XML: bytes that are not in the encoding of the file", "b"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "utf-16", "utf-16-le"])
def test_the_declared_encoding_is_honoured(encoding: str) -> None:
    declared = encoding.removesuffix("-sig").removesuffix("-le")
    text = f'<?xml version="1.0" encoding="{declared}"?><all>{report("grün")}</all>'
    assert seen(text.encode(encoding)) == ["grün"]
    assert first_tag(text.encode(encoding)) == "all"


def test_a_report_inside_a_comment_is_none() -> None:
    raw = f"<all>{report('a')}<!-- {report('b')} -->{report('c')}<!-- {report('d')} --></all>"
    assert seen(raw.encode()) == ["a", "c"]


def test_several_documents_in_one_file_are_read_one_after_the_other() -> None:
    assert seen(f"{report('a')}{report('b')}{report('c')}".encode()) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE all [<!ENTITY lol "lol">]>',
        '<!DOCTYPE all SYSTEM "x.dtd" [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>',
        "<!DOCTYPE all [<!ELEMENT all ANY>]>",
    ],
)
def test_a_document_type_that_declares_anything_is_refused(declaration: str) -> None:
    raw = f"<?xml version='1.0'?><!-- x -->{declaration}<all>{report('a')}</all>".encode()
    assert "declares a document type with entities or elements of its own" in refusal(raw)
    assert "declares a document type" in refusal(raw.decode().encode("utf-16"))


def test_a_document_type_that_only_names_a_file_is_never_fetched() -> None:
    raw = f'<!DOCTYPE all SYSTEM "http://127.0.0.1:9/x.dtd"><all>{report("a")}</all>'.encode()
    assert seen(raw) == ["a"]


def test_an_undeclared_entity_damages_its_report() -> None:
    raw = f'<!DOCTYPE all SYSTEM "x.dtd"><all>{report("a", "&xxe;")}{report("b")}</all>'.encode()
    assert seen(raw)[-1] == "b"
    assert "entity" in seen(raw)[0]


def test_elements_may_only_be_so_deep() -> None:
    below = MAX_DEPTH - 1
    fits = f"<all>{report('a', '<b>' * below + '</b>' * below)}</all>"
    assert seen(fits.encode()) == ["a"]
    deep = f"<all>{report('a', '<b>' * MAX_DEPTH + '</b>' * MAX_DEPTH)}{report('b')}</all>"
    assert seen(deep.encode()) == [f"None: elements more than {MAX_DEPTH} deep", "b"]
    deeper = f"<all>{report('a', '<b>' * 5000 + '</b>' * 5000)}{report('b')}</all>"
    assert seen(deeper.encode())[1:] == ["b"]


def test_a_text_may_only_be_so_long() -> None:
    raw = f"<all>{report('a', 'x' * 10_100_000)}{report('b')}</all>".encode()
    wrong = "a: damaged XML: a text of more than 10 MB, or elements more than 256 deep"
    assert seen(raw) == [wrong, "b"]


def test_a_report_may_only_be_so_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_source, "MAX_TAGS", 1_000)
    raw = f"<all>{report('a', '<b/>' * 100_000)}{report('b')}</all>".encode()
    assert seen(raw) == ["a: more than one report can hold", "b"]
    monkeypatch.setattr(xml_source, "MAX_TAGS", 1_000_000)
    monkeypatch.setattr(xml_source, "MAX_REPORT", 100_000)
    assert seen(raw) == ["a: more than one report can hold", "b"]


def test_a_file_of_nothing_but_damage_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_source, "MAX_DAMAGED", 3)
    raw = f"<all>{''.join(report('a', '<b>') for _ in range(9))}</all>".encode()
    assert "more than 3 damaged reports" in refusal(raw)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "damaged XML"),
        (b"<all/>", "holds no report"),
        (b"<all><b></all>", "damaged XML: an element that is closed by another's end"),
        (b"<all>" + b"x" * (MAX_PROLOG + 70_000), "no report within the first"),
        (b"<?xml version='1.0' encoding='klingon'?><all/>", "an encoding that is not known"),
    ],
)
def test_a_file_without_reports_says_why(raw: bytes, why: str) -> None:
    assert why in refusal(raw)


def test_a_message_never_repeats_what_the_file_says() -> None:
    for inside in ("<CANARY>", "&CANARY;", "<a CANARY=1/>", "CANARY\x01", "<a b='1' b='CANARY'/>"):
        told = seen(f"<all>{report('a', inside)}</all>".encode())
        assert "CANARY" not in " ".join(told)


def test_nothing_but_the_report_at_hand_is_kept() -> None:
    (packet,) = packets(io.BytesIO(f"<all>{''.join(map(report, 'abc'))}</all>".encode()), "f")
    for found in xml_reports(packet, "report", IDENTITY):
        assert not isinstance(found, Damaged)
        parent = found.element.getparent()
        assert parent is not None
        assert [len(before) for before in parent][:-1] in ([], [0])


def test_a_missing_library_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(MissingExtra, match=re.escape("pip install 'causality-pv[formats]'")):
        lxml_etree()


@pytest.mark.parametrize(
    ("head", "tag"),
    [
        (b"<a>", "a"),
        (b"  <!-- <b> --><?pi?>\n<n:a x='1'>", "a"),
        (b"<!DOCTYPE a SYSTEM 'x'><a>", "a"),
        (b"text", None),
        (b"", None),
        (b"<!-- never closed", None),
    ],
)
def test_the_outermost_element_is_seen(head: bytes, tag: str | None) -> None:
    assert first_tag(head) == tag
