"""VAERS: one day of vaccination, one day of onset, one recovery for all that a report names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from causality.assessment import assess
from causality.assessment.contract import as_json
from causality.case.case import Case
from causality.case.dates import DAY
from causality.case.read import read_case
from causality.case.write import write_case
from causality.errors import InputError
from causality.findings.extract import pairs_of
from causality.formats import Report, read_reports
from causality.formats.not_reactions import is_no_reaction
from causality.formats.tables.lines import MAX_LINE
from causality.formats.vaers import read_vaers
from causality.timeline.of_case import timeline_of
from tests.formats.samples import DATA
from tests.formats.table_samples import Files, folder, laid, packed, vaers

FOLDER = DATA / "vaers"


def rows_of(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"1999VAERS{table}.csv").open(encoding="latin-1", newline="") as file:
        return list(csv.DictReader(file))


def by_id(files: Files) -> dict[str, Report]:
    return {report.id: report for report in read_reports(packed(files))}


def case_of(files: Files) -> Case:
    (report,) = read_reports(packed(files))
    assert report.case is not None, report.refusal
    return report.case


def test_every_report_of_the_year_is_read() -> None:
    reports = list(read_vaers(FOLDER))
    cases = [report.case for report in reports if report.case is not None]
    assert [report.id for report in reports] == [row["VAERS_ID"] for row in rows_of("DATA")]
    assert (len(cases), sum(len(pairs_of(case)) for case in cases)) == (694, 4074)
    terms: dict[str, set[str]] = {}
    for row in rows_of("SYMPTOMS"):
        told = {row[f"SYMPTOM{number}"] for number in range(1, 6)} - {""}
        terms.setdefault(row["VAERS_ID"], set()).update(told)
    for report in reports:
        wanted = {term for term in terms[report.id] if not is_no_reaction(term)}
        assert (report.case is not None) == bool(wanted)
        if report.case is not None:
            assert {event.term for event in report.case.events} == wanted


def test_the_days_from_vaccination_to_onset_are_those_of_vaers() -> None:
    days = {row["VAERS_ID"]: row["NUMDAYS"] for row in rows_of("DATA") if row["NUMDAYS"]}
    compared = 0
    for report in read_vaers(FOLDER):
        if report.case is not None and report.id in days:
            timeline = timeline_of(report.case)
            middle = int(days[report.id]) * DAY
            for drug in report.case.drugs:
                for event in report.case.events:
                    found = timeline.between(f"{drug.id}.start", f"{event.id}.onset")
                    assert found == (middle - DAY + 1, middle + DAY - 1)
            compared += 1
    # The other four of 614 are refused: they name no adverse reaction.
    assert (compared, len(days)) == (610, 614)


def test_a_folder_a_file_and_a_packet_hold_the_same() -> None:
    whole = list(read_reports(FOLDER))
    assert list(read_reports(FOLDER / "1999VAERSDATA.csv")) == whole
    assert list(read_vaers(FOLDER / "1999VAERSVAX.csv")) == whole
    assert list(read_reports(packed(folder(FOLDER)))) == whole


def test_a_case_file_made_of_a_report_is_assessed_alike() -> None:
    for report in list(read_vaers(FOLDER))[:40]:
        if report.case is not None:
            again = read_case(write_case(report.case).encode())
            assert again == report.case
            assert as_json(assess(again)) == as_json(assess(report.case))


def test_a_vaccine_is_a_suspect_given_once_and_known_as_a_vaccine() -> None:
    row = {
        "VAX_TYPE": "MMR",
        "VAX_MANU": "MERCK",
        "VAX_LOT": "7A",
        "VAX_DOSE_SERIES": "2",
        "VAX_ROUTE": "SC L",
        "VAX_SITE": "LA",
    }
    (drug,) = case_of(vaers(({"VAX_DATE": "03/05/2024"},), (row,))).drugs
    (dose,) = drug.doses
    assert (drug.role, drug.classes, drug.batch) == ("suspect", ("vaccine",), "7A")
    assert dose.start is not None
    assert (dose.start.text, dose.schedule, dose.route) == ("2024-03-05", "once", "subcutaneous")
    assert dose.amount == "dose 2 of the series"
    assert dose.source == "DATA.VAX_DATE (line 2), VAX.VAX_NAME (line 2)"
    assert drug.note == "type: MMR; maker: MERCK; site: left arm"


@pytest.mark.parametrize(
    ("code", "one", "several"),
    [
        ("Y", "recovered", "recovered"),
        ("N", "not recovered", None),
        ("U", "unknown", "unknown"),
        ("", None, None),
    ],
)
def test_recovered_is_said_of_the_patient(code: str, one: str | None, several: str | None) -> None:
    """That all has gone holds for each reaction; that something has not, for none in particular."""
    data = ({"RECOVD": code},)
    silent = case_of(vaers()).events[0].outcome
    assert case_of(vaers(data)).events[0].outcome == (one or silent)
    both = case_of(vaers(data, symptoms=({"SYMPTOM2": "Fever"},))).events
    assert {event.outcome for event in both} == {several or silent}
    assert all((event.assumed is not None) == (code == "Y") for event in both)


def test_an_empty_answer_is_not_the_word_unknown() -> None:
    told, silent = (case_of(vaers(({"RECOVD": code},))).events[0] for code in ("U", ""))
    assert "RECOVD" in str(told.source)
    assert "RECOVD" not in str(silent.source)


def test_death_and_seriousness_are_those_of_the_report() -> None:
    data = {"DIED": "Y", "DATEDIED": "03/09/2024", "HOSPITAL": "Y", "X_STAY": "Y"}
    case = case_of(vaers((data,)))
    assert case.patient.death is not None
    assert case.patient.death.at is not None
    assert case.patient.death.at.text == "2024-03-09"
    assert case.events[0].seriousness == ("death", "hospitalisation")
    (report,) = read_reports(packed(vaers((data,), symptoms=({"SYMPTOM2": "Fever"},))))
    told = "DATA.DIED (line 2): of the report as a whole, not of one reaction; not used"
    assert told in report.notes


@pytest.mark.parametrize(
    ("written", "age"), [("0.2", "0.2 y"), (".7", "0.7 y"), ("63.0", "63 y"), ("4", "4 y")]
)
def test_ages_are_read_as_years(written: str, age: str) -> None:
    assert case_of(vaers(({"AGE_YRS": written},))).patient.age == age
    assert case_of(vaers(({"CAGE_YR": written},))).patient.age == age


def test_free_text_is_named_and_not_read() -> None:
    data = {"SYMPTOM_TEXT": "QZXCANARY", "LAB_DATA": "QZXCANARY"}
    (report,) = read_reports(packed(vaers((data,))))
    assert report.case is not None
    assert report.notes == (
        "DATA.SYMPTOM_TEXT (line 2): the narrative, not read",
        "DATA.LAB_DATA (line 2): free text on tests, not read",
    )
    assert "QZXCANARY" not in write_case(report.case)


def test_an_interval_dates_what_no_date_does() -> None:
    data = {"VAX_DATE": "03/05/2024", "NUMDAYS": "3"}
    (event,) = case_of(vaers((data,))).events
    assert event.onset is not None
    assert event.onset.text == "3 d after mmr.start"


def test_one_onset_date_is_marked_where_there_are_several_reactions() -> None:
    data = ({"ONSET_DATE": "03/05/2024"},)
    events = case_of(vaers(data, symptoms=({"SYMPTOM2": "Fever"},))).events
    told = "the report has one event date, not one for each reaction"
    assert {event.assumed for event in events} == {told}


@pytest.mark.parametrize("written", ["2024-03-05", "13/13/2024", "03/2024", "soon"])
def test_what_is_no_date_is_told_by_its_place(written: str) -> None:
    (report,) = read_reports(packed(vaers(({"VAX_DATE": written},))))
    assert "DATA.VAX_DATE (line 2): no date that can be read" in report.notes


# Damage

SECOND = {"VAERS_ID": "0200002"}
TWO: tuple[dict[str, str], ...] = ({}, SECOND)


def bent(old: str, new: str, table: str = "DATA") -> Files:
    data = ({"SYMPTOM_TEXT": "told"}, {**SECOND, "SYMPTOM_TEXT": "also told"})
    files = vaers(data, TWO, TWO)
    name = f"2024VAERS{table}.csv"
    raw = files[name].decode()
    assert old in raw
    files[name] = raw.replace(old, new, 1).encode("latin-1")
    return files


def test_texts_in_quotes_may_hold_commas_lines_and_quotes() -> None:
    found = by_id(bent("told", '"told, in ""two""\r\nlines"'))
    assert all(report.case is not None for report in found.values())
    # The lines behind it keep their numbers.
    assert found["0200002"].notes == ("DATA.SYMPTOM_TEXT (line 4): the narrative, not read",)


def test_a_quotation_mark_that_is_not_closed_costs_its_own_report() -> None:
    found = by_id(bent("told", '"told'))
    assert found["200001"].refusal == "a quotation mark that is not closed (DATA line 2)"
    assert found["0200002"].case is not None


def test_a_comma_too_many_costs_its_own_report() -> None:
    found = by_id(bent("told", "told, and told"))
    wanted = "not as many cells as the 22 columns of its file (DATA line 2)"
    assert found["200001"].refusal == wanted
    assert found["0200002"].case is not None


def test_letters_of_one_byte_are_read() -> None:
    case = by_id(bent("Rash", "Ausschläge", "SYMPTOMS"))["0200001"].case
    assert case is not None
    assert case.events[0].term == "Ausschläge"


def test_a_giant_text_is_skipped_and_named() -> None:
    found = by_id(bent("told", "x" * (2 * MAX_LINE)))
    wanted = "a line of more than 262,144 bytes (DATA line 2)"
    assert found["200001"].refusal == wanted
    assert found["0200002"].case is not None


def test_a_repeated_report_is_read_once() -> None:
    reports = list(read_reports(packed(vaers(({}, {})))))
    assert [report.refusal for report in reports] == [
        None,
        "stands more than once; not this line (DATA line 3)",
    ]


def test_rows_of_no_report_are_told() -> None:
    found = by_id(vaers(vax=TWO, symptoms=({}, {"VAERS_ID": "?"})))
    assert found["200002"].refusal == "it has vaccines or symptoms, and no line in DATA"
    wanted = "a line without the number of a report"
    assert found["2024VAERSSYMPTOMS.csv line 3"].refusal == wanted


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    for name, kind in (("VAX", "VAX"), ("SYMPTOMS", "SYMPTOMS"), ("DATA", "DATA")):
        files = vaers()
        del files[f"2024VAERS{name}.csv"]
        with pytest.raises(InputError, match=f"there is no table {kind} beside it"):
            by_id(files)
    where = laid(tmp_path, bent("VAX_NAME", "OTHER", "VAX"))
    with pytest.raises(InputError, match=r"VAX\.csv:1:1: the table VAX has no column vax_name"):
        list(read_reports(where))
    with pytest.raises(InputError, match=r"DATA\.csv:1:1: the table DATA has no column vaers_id"):
        by_id(bent("VAERS_ID", "OTHER"))


def test_several_years_may_lie_together(tmp_path: Path) -> None:
    older = {
        name.replace("2024", "2023"): raw.replace(b"0200001", b"0100001")
        for name, raw in vaers().items()
    }
    found = list(read_reports(laid(tmp_path, vaers() | older)))
    assert sorted(report.id for report in found) == ["0100001", "0200001"]
    assert all(report.case is not None for report in found)
    assert len(list(read_reports(tmp_path / "2023VAERSDATA.csv"))) == 1
