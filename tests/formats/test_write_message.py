"""Assessments in E2B messages: valid by the schemas, read back equal, nothing else touched."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from causality.assessment import assess
from causality.case.case import Case
from causality.errors import InputError
from causality.formats import read_reports
from causality.formats.writers import (
    SOURCE,
    STANDARD,
    Annotated,
    Judgement,
    Variant,
    into_message,
    judgements,
)
from tests.formats.samples import DATA, files, r2, r3

R3 = (*files("e2b_r3"), *files("e2b_r3_derived"))
R2 = (*files("e2b_r2"), *files("e2b_r2_nonconforming"))
MESSAGES = tuple(file for file in (*R3, *R2) if file.stem != "ack_positive")
SCENARIO = DATA / "e2b_r3" / "fda_FAERS2022Scenario6.xml"
FAERS = DATA / "e2b_r2" / "fda_faers_ADR22Q1_7reports.xml"
# Two drugs without a re-exposure and one with: certain enough for the FDA's two words.
CLEAR = DATA / "e2b_r3_derived" / "derived_faers25q4_multidose_252057456.xml"

Opinion = tuple[str, str, str | None, str | None, str]


def ours(case: Case) -> Iterator[Judgement]:
    return judgements(assess(case, methods=STANDARD, differential=False))


def saying(category: str, **told: Any) -> Callable[[Case], tuple[Judgement, ...]]:
    """A judge who says the same of every suspect and event."""
    what = {"method": "who_umc", "title": "WHO-UMC system", "score": None, **told}
    return lambda case: tuple(
        Judgement(drug=drug.id, event=event.id, category=category, **what)
        for drug in case.drugs
        for event in case.events
    )


def written(raw: bytes, *, variant: Variant = Variant.ICH) -> Annotated:
    return into_message(raw, "message", ours, variant)


def opinions(raw: bytes) -> list[list[Opinion]]:
    return [
        [(one.drug, one.event, one.by, one.method, one.result) for one in report.case.opinions]
        for report in read_reports(io.BytesIO(raw), "message")
        if report.case is not None
    ]


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """The schema set of ICH for E2B(R3)."""
    folder = tmp_path_factory.mktemp("schemas")
    with tarfile.open(DATA / "schemas" / "ich_icsr_xsd_v2.5_closure.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    (file,) = folder.rglob("multicacheschemas/MCCI_IN200100UV01.xsd")
    return etree.XMLSchema(etree.parse(file))


@pytest.fixture(scope="module")
def dtd() -> etree.DTD:
    """The document type of ICH for E2B(R2)."""
    with (DATA / "schemas" / "ich_icsr_v2.1.dtd").open("rb") as file:
        return etree.DTD(file)


def faults(check: etree.XMLSchema | etree.DTD, raw: bytes) -> list[str]:
    """What a schema finds wrong, without lines, which move, and without what it got instead."""
    if check.validate(etree.fromstring(raw)):
        return []
    return [fault.message.partition(", got")[0] for fault in check.error_log]  # type: ignore[attr-defined]  # the stubs forget


@pytest.mark.parametrize("file", MESSAGES, ids=lambda file: file.stem)
def test_what_is_written_is_valid_and_read_back_beside_all_else(
    file: Path, schema: etree.XMLSchema, dtd: etree.DTD
) -> None:
    raw = file.read_bytes()
    told = written(raw)
    check = schema if file in R3 else dtd
    # Some samples were never valid; what is wrong with them is all that is wrong.
    assert faults(check, told.message) == faults(check, raw)
    before, after = opinions(raw), opinions(told.message)
    expected = [
        {(one.drug, one.event, SOURCE, one.title, one.result) for one in ours(report.case)}
        for report in read_reports(io.BytesIO(raw), "message")
        if report.case is not None
    ]
    for was, now, wanted in zip(before, after, expected, strict=True):
        assert set(now) == set(was) | wanted
        assert [one for one in now if one in was] == was
    assert told.added == sum(map(len, expected))


def test_the_official_samples_are_valid(schema: etree.XMLSchema, dtd: etree.DTD) -> None:
    # Else the comparison above would compare failures.
    assert [file.stem for file in R3 if faults(schema, file.read_bytes())] == ["ack_positive"]
    assert faults(dtd, FAERS.read_bytes()) == []


@pytest.mark.parametrize("file", [SCENARIO, FAERS], ids=lambda file: file.stem)
def test_every_byte_of_the_message_stands_there_still(file: Path) -> None:
    raw = file.read_bytes()
    told = written(raw).message
    at = 0
    for byte in told:
        at += at < len(raw) and byte == raw[at]
    assert at == len(raw)  # the message is what remains when something is taken out
    lines = told.splitlines()
    added = [line for line in lines if SOURCE.encode() in line]
    assert [line for line in lines if line not in added] == raw.splitlines()


@pytest.mark.parametrize("file", [SCENARIO, FAERS], ids=lambda file: file.stem)
def test_writing_again_adds_nothing(file: Path) -> None:
    once = written(file.read_bytes())
    again = written(once.message)
    assert (again.added, again.message) == (0, once.message)
    assert once.added > 0


def test_what_we_write_changes_no_later_assessment() -> None:
    raw = SCENARIO.read_bytes()
    (before,), (after,) = (
        read_reports(io.BytesIO(message), "m") for message in (raw, written(raw).message)
    )
    assert before.case is not None
    assert after.case is not None
    assert list(ours(before.case)) == list(ours(after.case))


@pytest.mark.parametrize(
    ("category", "words", "code"),
    [
        ("certain", "certain", "1"),
        ("probable/likely", "probable/likely", "2"),
        ("possible", "possible", "3"),
        ("unlikely", "unlikely", "4"),
        ("conditional/unclassified", "conditional/unclassified", "5"),
        ("unassessable/unclassifiable", "unassessable/unclassifiable", "6"),
    ],
)
def test_korea_gets_its_codes(
    category: str, words: str, code: str, schema: etree.XMLSchema
) -> None:
    told = into_message(SCENARIO.read_bytes(), "m", saying(category), Variant.KR).message
    assert schema.validate(etree.fromstring(told))
    result = f'code="{code}" codeSystem="2.16.840.1.113883.3.989.5.1.10.1.5"'
    method = '<methodCode code="1" codeSystem="2.16.840.1.113883.3.989.5.1.10.1.4"/>'
    assert told.decode().count(result) == told.decode().count(method) > 0
    (found,) = opinions(told)
    assert {one[3:] for one in found if one[2] == SOURCE} == {("WHO-UMC", words)}


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("certain", "Suspected"),
        ("probable/likely", "Suspected"),
        ("possible", "Suspected"),
        ("unlikely", "Not Suspected"),
        ("conditional/unclassified", None),
        ("unassessable/unclassifiable", None),
    ],
)
def test_the_fda_gets_its_two_words_or_nothing(category: str, words: str | None) -> None:
    told = into_message(SCENARIO.read_bytes(), "m", saying(category), Variant.FDA)
    (found,) = opinions(told.message)
    expected = {("FDA", words)} if words else set()
    assert {one[3:] for one in found if one[2] == SOURCE} == expected
    assert (told.added > 0) == (words is not None)


@pytest.mark.parametrize("variant", [Variant.KR, Variant.FDA])
def test_a_region_gets_no_method_that_it_has_no_words_for(variant: Variant) -> None:
    judge = saying("probable", method="naranjo_1981", title="Naranjo scale", score=6)
    raw = SCENARIO.read_bytes()
    assert into_message(raw, "m", judge, variant).message == raw


def test_texts_keep_to_their_length_and_are_no_markup() -> None:
    long = f"<b>&\x07{'long ' * 20}"
    judge = saying(long, title=long, source=long)
    (found,) = opinions(into_message(r3(), "m", judge).message)
    # 60 characters each; the bell is no character of XML.
    cut = f"<b>&{'long ' * 20}"
    for text in found[0][2:]:
        assert text is not None
        assert len(text) <= 60
        assert cut.startswith(text.removesuffix("..."))
    (found,) = opinions(into_message(r2(REPORT), "m", judge).message)
    assert [len(text or "") <= most for text, most in zip(found[0][2:], (60, 35, 35), strict=True)]


REPORT = (
    "<reaction><primarysourcereaction>hives</primarysourcereaction>"
    "<reactionmeddraversionpt>27.0</reactionmeddraversionpt>"
    "<reactionmeddrapt>Urticaria</reactionmeddrapt></reaction>"
    "<drug><drugcharacterization>1</drugcharacterization><medicinalproduct>a</medicinalproduct>"
    "</drug><drug><drugcharacterization>2</drugcharacterization><medicinalproduct>b"
    "</medicinalproduct></drug>"
)


def test_r2_names_the_reaction_by_its_term_and_version() -> None:
    told = into_message(r2(REPORT), "m", saying("possible")).message.decode()
    wanted = (
        "<drugreactionrelatedness>"
        "<drugreactionassesmeddraversion>27.0</drugreactionassesmeddraversion>"
        "<drugreactionasses>Urticaria</drugreactionasses>"
        f"<drugassessmentsource>{SOURCE}</drugassessmentsource>"
        "<drugassessmentmethod>WHO-UMC system</drugassessmentmethod>"
        "<drugresult>possible</drugresult></drugreactionrelatedness></drug>"
    )
    assert told.count(wanted) == 2


def test_drugs_beside_the_patient_are_counted_as_the_reader_counts_them() -> None:
    inside, beside = (
        f"<drug><drugcharacterization>1</drugcharacterization>"
        f"<medicinalproduct>{name}</medicinalproduct></drug>"
        for name in ("inside", "beside")
    )
    reaction = "<reaction><reactionmeddrapt>Rash</reactionmeddrapt></reaction>"
    raw = (
        f"<ichicsr><safetyreport><safetyreportid>1</safetyreportid>{beside}"
        f"<patient>{reaction}{inside}</patient></safetyreport></ichicsr>"
    ).encode()

    def judge(case: Case) -> tuple[Judgement, ...]:
        return tuple(
            Judgement(drug.id, "rash", "who_umc", "m", drug.name, None) for drug in case.drugs
        )

    (found,) = opinions(into_message(raw, "m", judge).message)
    assert [(one[0], one[4]) for one in found] == [("inside", "inside"), ("beside", "beside")]


def test_a_message_with_a_prefix_of_its_own_keeps_it(schema: etree.XMLSchema) -> None:
    tree = etree.fromstring(CLEAR.read_bytes())
    whole = etree.tostring(tree).decode().replace('xmlns="urn:hl7', 'xmlns:h="urn:hl7')
    raw = etree.tostring(
        etree.fromstring(
            whole.replace("</", "\0").replace("<", "<h:").replace("\0", "</h:")
            .replace("<h:!--", "<!--").replace("<h:?", "<?")
            .replace('type="', 'type="h:').replace(':type="h:', ':type="h:')
        )
    )  # fmt: skip
    assert faults(schema, raw) == []
    told = written(raw)
    assert told.added > 0
    assert faults(schema, told.message) == []
    assert opinions(told.message) == opinions(written(CLEAR.read_bytes()).message)


@pytest.mark.parametrize("coding", ["utf-8", "iso-8859-1", "us-ascii"])
def test_a_message_keeps_its_encoding(coding: str) -> None:
    text = REPORT.replace("Urticaria", "Ausschlag &#228;")
    raw = r2(text, head=f'<?xml version="1.0" encoding="{coding}"?>')
    told = into_message(raw, "m", saying("possible", source="Ärztin")).message
    told.decode(coding)
    (found,) = opinions(told)
    assert found[0][2] == "Ärztin"
    assert told.startswith(raw[:60])


def test_a_refused_report_stays_and_the_others_are_written() -> None:
    raw = r2("<reaction/>", REPORT)
    told = into_message(raw, "m", saying("possible"))
    assert told.added == 2
    assert told.notes == ("R2-1: the report names no drug; left as it is",)
    start = raw.index(b"<safetyreportid>R2-2")
    assert told.message[:start] == raw[:start]


def test_a_packet_is_unpacked() -> None:
    assert written(gzip.compress(SCENARIO.read_bytes())) == written(SCENARIO.read_bytes())


@pytest.mark.parametrize(
    ("raw", "wrong"),
    [
        (b"schema: causality/case/1\n", "case file; assessments are written into E2B"),
        (b'{"resourceType": "AdverseEvent"}', "FHIR JSON; assessments are written into E2B"),
        (SCENARIO.read_bytes()[:-200], "damaged"),
        (r2(REPORT).decode().replace("1.0", "1.0", 1).encode("utf-16"), "UTF-16"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><ichicsr/>", "declares a document type"),
    ],
)
def test_what_cannot_be_written_into_is_named(raw: bytes, wrong: str) -> None:
    with pytest.raises(InputError, match=r".") as caught:
        into_message(raw, "message", saying("possible"))
    assert wrong in str(caught.value)
