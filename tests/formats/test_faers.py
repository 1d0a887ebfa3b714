"""FAERS quarterly files: what is per drug stays so, and which report of a case counts."""

from __future__ import annotations

import csv
import random
from collections import Counter
from pathlib import Path

import pytest

from causality.assessment import assess
from causality.assessment.contract import as_json
from causality.case.case import Case
from causality.case.read import read_case
from causality.case.write import write_case
from causality.findings.extract import pairs_of
from causality.formats import Report, read_reports
from causality.formats.dates import digits_date
from causality.formats.faers import read_faers
from causality.formats.not_reactions import is_no_reaction
from tests.formats.samples import DATA
from tests.formats.table_samples import Files, faers, folder, laid, packed, without_lines

ASCII = DATA / "faers_ascii"
READ = {
    # folder: reports read, suspect drug and event pairs, reports refused
    "17Q2": (44, 236, 4),
    "25Q4": (477, 17956, 4),
    "22Q4_truncated_heads": (6, 229, 118),
    "legacy_04Q1": (48, 350, 1),
}


def rows_of(name: str, table: str) -> list[dict[str, str]]:
    """A table of a real quarter, read in another way."""
    (file,) = (one for one in (ASCII / name).iterdir() if one.name.startswith(table))
    with file.open(encoding="latin-1", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="$", quoting=csv.QUOTE_NONE))


def the(files: Files) -> Report:
    (report,) = read_reports(packed(files))
    return report


def case_of(files: Files) -> Case:
    report = the(files)
    assert report.case is not None, report.refusal
    return report.case


def refusals(files: Files) -> dict[str, str | None]:
    return {report.id: report.refusal for report in read_reports(packed(files))}


@pytest.mark.parametrize("name", READ)
def test_every_real_quarter_is_read(name: str) -> None:
    reports = list(read_faers(ASCII / name))
    cases = [report.case for report in reports if report.case is not None]
    pairs = sum(len(pairs_of(case)) for case in cases)
    assert (len(cases), pairs, len(reports) - len(cases)) == READ[name]
    assert [report.id for report in reports] == [
        row.get("primaryid") or row["isr"] for row in rows_of(name, "DEMO")
    ]


@pytest.mark.parametrize("name", READ)
def test_a_report_is_refused_only_where_it_has_no_drug_or_no_reaction(name: str) -> None:
    key = "isr" if name.startswith("legacy") else "primaryid"
    with_drug = {row[key] for row in rows_of(name, "DRUG")}
    with_reaction = {row[key] for row in rows_of(name, "REAC") if not is_no_reaction(row["pt"])}
    for report in read_faers(ASCII / name):
        readable = report.id in with_drug and report.id in with_reaction
        assert (report.case is not None) == readable, report.id


@pytest.mark.parametrize("name", ["17Q2", "25Q4", "legacy_04Q1"])
def test_every_date_of_a_therapy_is_in_the_case_and_no_other(name: str) -> None:
    key = "isr" if name.startswith("legacy") else "primaryid"
    seq = "drug_seq" if name.startswith("legacy") else "dsg_drug_seq"
    listed = {(row[key], row["drug_seq"]) for row in rows_of(name, "DRUG")}
    told: dict[str, set[str | None]] = {}
    for row in rows_of(name, "THER"):
        if (row[key], row[seq]) in listed:
            dates = {digits_date(row["start_dt"]), digits_date(row["end_dt"])}
            told.setdefault(row[key], set()).update(dates - {None})
    for report in read_faers(ASCII / name):
        if report.case is not None:
            doses = [dose for drug in report.case.drugs for dose in drug.doses]
            times = [time for dose in doses for time in (dose.start, dose.stop)]
            found = {time.text for time in times if time is not None and time.anchor == "calendar"}
            assert found == told.get(report.id, set()), report.id


def test_a_folder_a_file_a_packet_and_a_stream_hold_the_same() -> None:
    whole = list(read_reports(ASCII / "17Q2"))
    assert list(read_reports(ASCII / "17Q2" / "DEMO17Q2.txt")) == whole
    assert list(read_reports(ASCII / "17Q2" / "REAC17Q2.txt")) == whole
    assert list(read_reports(packed(folder(ASCII / "17Q2")))) == whole
    assert list(read_faers(packed(folder(ASCII / "17Q2")))) == whole


def test_the_order_of_the_rows_does_not_matter() -> None:
    # Rows of one report keep their order among themselves, reports are mixed at random.
    rng = random.Random(4)  # noqa: S311 - a seed, not a secret
    files = folder(ASCII / "17Q2")
    plain = {report.id: report for report in read_reports(packed(files))}
    for name, raw in files.items():
        if not name.startswith("DEMO"):
            head, *lines = raw.splitlines(keepends=True)
            keys = [line.partition(b"$")[0] for line in lines]
            waiting = {
                key: iter([line for line, own in zip(lines, keys, strict=True) if own == key])
                for key in keys
            }
            rng.shuffle(keys)
            files[name] = head + b"".join(next(waiting[key]) for key in keys)
    mixed = list(read_reports(packed(files)))
    assert len(mixed) == len(plain)
    for report in mixed:
        before = plain[report.id]
        assert report.refusal == before.refusal
        if report.case is not None and before.case is not None:
            assert without_lines(report.case) == without_lines(before.case)


def test_a_case_file_made_of_a_report_is_assessed_alike() -> None:
    for report in read_faers(ASCII / "17Q2"):
        if report.case is not None and len(pairs_of(report.case)) <= 6:
            again = read_case(write_case(report.case).encode())
            assert again == report.case
            assert as_json(assess(again)) == as_json(assess(report.case))


def test_every_entry_says_in_which_line_it_stands() -> None:
    for report in read_faers(ASCII / "25Q4"):
        case = report.case
        if case is not None:
            doses = [dose for drug in case.drugs for dose in drug.doses]
            for entry in (*case.drugs, *doses, *case.events, *case.statements, *case.re_exposures):
                assert entry.source is not None
                assert "(line " in entry.source


def test_a_source_names_the_table_the_column_and_the_line() -> None:
    case = case_of(faers(ther=({"start_dt": "20240301"},)))
    assert case.drugs[0].doses[0].source == "THER.start_dt (line 2)"
    assert case.events[0].source == "REAC.pt (line 2)"


# Versions, deletions, duplicates


def test_the_last_version_of_a_case_counts() -> None:
    versions = (
        {"primaryid": "100102", "caseversion": "2"},
        {"caseversion": "10"},
        {"caseid": "1000011"},
    )
    keys = ("100102", "101010", "100113")
    demo = [{**row, "primaryid": key} for row, key in zip(versions, keys, strict=True)]
    every = [{"primaryid": key} for key in keys]
    assert refusals(faers(demo=demo, drug=every, reac=every)) == {
        "100102": "superseded by version 10 of its case (report 101010), so not scored",
        "101010": None,
        "100113": None,
    }


def test_without_versions_the_latest_report_of_a_case_counts() -> None:
    # As in 2004: one number a report, the case number beside it.
    files = folder(ASCII / "legacy_04Q1")
    head, first, second, *_ = files["DEMO04Q1.TXT"].splitlines(keepends=True)
    cells = first.split(b"$")
    cells[1], cells[7] = second.split(b"$")[1], b"20040315"
    files["DEMO04Q1.TXT"] = head + b"$".join(cells) + second
    found = refusals(files)
    assert found["4263742"] is None
    assert found["4264028"] == "superseded by a later report (report 4263742), so not scored"


def test_versions_are_compared_across_quarters(tmp_path: Path) -> None:
    second = [{"primaryid": "100102", "caseversion": "2"}]
    new = faers(quarter="24Q3", demo=second, drug=second, reac=second)
    reports = list(read_reports(laid(tmp_path, faers() | new)))
    assert [report.refusal for report in reports] == [
        "superseded by version 2 of its case (report 100102), so not scored",
        None,
    ]
    assert reports[1].case is not None
    assert reports[1].case.title == "FAERS 24Q3 report 100102"


def test_a_deleted_case_is_not_scored(tmp_path: Path) -> None:
    files = {f"ASCII/{name}": raw for name, raw in faers().items()}
    files["Deleted/DELETE24Q2.txt"] = b"1000007\r\n1000010\r\n"
    files["Readme.pdf"] = b"%PDF-1.4 for people"
    told = "its case was deleted by FDA (DELETE24Q2.txt), so not scored"
    assert refusals(files) == {"100101": told}
    laid(tmp_path, files)
    for where in (tmp_path, tmp_path / "ASCII" / "DEMO24Q2.txt"):
        assert [report.refusal for report in read_reports(where)] == [told]


def test_a_report_that_stands_twice_is_read_once() -> None:
    found = list(read_reports(packed(faers(demo=({}, {"age": "3"})))))
    assert [report.case is not None for report in found] == [True, False]
    assert found[1].refusal == "stands more than once; not this line (DEMO line 3)"


def test_a_corrected_file_replaces_the_one_it_corrects(tmp_path: Path) -> None:
    files = faers()
    files["DEMO24Q2_new.txt"] = files["DEMO24Q2.txt"].replace(b"20240601", b"20240607")
    (report,) = read_reports(laid(tmp_path, files))
    assert report.case is not None
    assert str(report.case.last_information).count("2024-06-08")


# What is per drug, per report, unknown or not said


def _dechallenges(case: Case) -> dict[str, str]:
    return {item.drug: item.value for item in case.statements if item.about == "dechallenge"}


def test_a_dechallenge_of_one_drug_is_as_reported() -> None:
    assert _dechallenges(case_of(faers(drug=({"dechal": "Y"},)))) == {"amoxicillin": "positive"}
    assert _dechallenges(case_of(faers(drug=({"dechal": "N"},)))) == {"amoxicillin": "negative"}


def test_a_dechallenge_that_several_suspects_carry_is_confounded() -> None:
    drugs = (
        {"dechal": "Y"},
        {"drug_seq": "2", "role_cod": "SS", "drugname": "IBUPROFEN", "dechal": "Y"},
        {"drug_seq": "3", "role_cod": "SS", "drugname": "ASPIRIN", "dechal": "N"},
    )
    assert _dechallenges(case_of(faers(drug=drugs))) == {
        "amoxicillin": "confounded",
        "ibuprofen": "confounded",
        "aspirin": "negative",
    }


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("U", "Dechallenge: unknown."),
        ("D", "Dechallenge: does not apply."),
        ("", None),
    ],
)
def test_unknown_not_applicable_and_not_said_are_told_apart(code: str, note: str | None) -> None:
    case = case_of(faers(drug=({"dechal": code},)))
    assert case.statements == ()
    assert case.drugs[0].note == note


def test_the_dechallenge_is_said_of_the_drug_and_marked_where_there_are_several_reactions() -> None:
    case = case_of(faers(drug=({"dechal": "Y"},), reac=({}, {"pt": "Fever"})))
    assert {item.event for item in case.statements} == {"rash", "fever"}
    told = "the report says it of the drug, not of this reaction alone"
    assert {item.assumed for item in case.statements} == {told}


def test_rows_of_one_drug_that_contradict_each_other_settle_nothing() -> None:
    report = the(faers(drug=({"dechal": "Y"}, {"dechal": "N", "route": "Oral"})))
    assert report.case is not None
    assert report.case.statements == ()
    assert "DRUG.dechal (line 3): positive and negative for one drug; neither used" in report.notes


def test_the_reaction_that_came_back_is_the_one_reac_names() -> None:
    reactions = ({"pt": "Rash"}, {"pt": "Fever", "drug_rec_act": "Fever"})
    case = case_of(faers(drug=({"rechal": "Y"},), reac=reactions))
    (again,) = case.re_exposures
    assert (again.drugs, again.event, again.result) == (("amoxicillin",), "fever", "recurred")
    assert again.source == "DRUG.rechal (line 2), REAC.drug_rec_act (line 3)"


def test_a_recurrence_of_an_unnamed_reaction_is_told_and_not_used() -> None:
    report = the(faers(drug=({"rechal": "Y"},), reac=({}, {"pt": "Fever"})))
    assert report.case is not None
    assert report.case.re_exposures == ()
    wanted = "DRUG.rechal (line 2): a recurrence, but which reaction came back is not said"
    assert wanted in report.notes


def test_a_recurrence_without_a_drug_given_again_is_told() -> None:
    report = the(faers(reac=({"drug_rec_act": "Rash"},)))
    told = "REAC.drug_rec_act (line 2): a recurrence, but no drug is said to be given again"
    assert told in report.notes


def test_one_event_date_is_marked_where_there_are_several_reactions() -> None:
    date = {"event_dt": "20240305"}
    one = case_of(faers(demo=(date,))).events[0]
    assert (one.onset and one.onset.text, one.assumed) == ("2024-03-05", None)
    several = case_of(faers(demo=(date,), reac=({}, {"pt": "Fever"}))).events
    told = {"the report has one event date, not one for each reaction"}
    assert {event.assumed for event in several} == told


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("20240305", "2024-03-05"),
        ("202403", "2024-03"),
        ("2024", "2024"),
        ("20240305.0", "2024-03-05"),  # as pandas leaves it
        ("202403.0", "2024-03"),
    ],
)
def test_a_partial_date_stays_partial(written: str, read: str) -> None:
    case = case_of(faers(demo=({"event_dt": written},), ther=({"start_dt": written},)))
    onset, start = case.events[0].onset, case.drugs[0].doses[0].start
    assert onset is not None
    assert start is not None
    assert (onset.text, start.text) == (read, read)


@pytest.mark.parametrize("written", ["20241301", "2024-03-05", "0305", "soon", "99999999"])
def test_what_is_no_date_is_told_by_its_place(written: str) -> None:
    report = the(faers(demo=({"event_dt": written},), ther=({"end_dt": written},)))
    assert "DEMO.event_dt (line 2): no date that can be read" in report.notes
    assert "THER.end_dt (line 2): no date that can be read" in report.notes


def test_dosages_that_nothing_joins_to_a_date_are_told_in_words() -> None:
    drugs = ({"dose_vbm": "5 MG"}, {"dose_vbm": "10 MG"})
    case = case_of(faers(drug=drugs, ther=({"start_dt": "202403"}, {"start_dt": "202405"})))
    assert [dose.amount for dose in case.drugs[0].doses] == [None, None]
    wanted = "Dosages, whose dates the report does not tell: 5 MG; 10 MG."
    assert case.drugs[0].note == wanted


def test_a_single_dosage_goes_with_every_therapy() -> None:
    drug = {"dose_amt": "5.0", "dose_unit": "MG", "dose_freq": "BID", "route": "Oral"}
    therapies = (
        {"start_dt": "20240301", "end_dt": "20240305"},
        {"start_dt": "20240401", "dur": "3.0", "dur_cod": "DAY"},
    )
    first, second = case_of(faers(drug=(drug,), ther=therapies)).drugs[0].doses
    assert (first.amount, first.route) == ("5 MG BID", "Oral")
    assert second.amount == first.amount
    # Three days of treatment end two to three days after they began.
    assert second.stop is not None
    assert second.stop.text == "2-3 d after amoxicillin.dose-2.start"


def test_roles_ages_and_weights_are_those_of_the_code_lists() -> None:
    drugs = [
        {"drug_seq": str(number), "role_cod": code, "drugname": f"DRUG {number}"}
        for number, code in enumerate(("PS", "SS", "I", "C", "DN", "XX"))
    ]
    demo = {"age": "6.0", "age_cod": "DEC", "sex": "UNK", "wt": "150", "wt_cod": "LBS"}
    report = the(faers(demo=(demo,), drug=drugs))
    assert report.case is not None
    assert [drug.role for drug in report.case.drugs] == [
        "suspect",
        "suspect",
        "interacting",
        "concomitant",
        "not given",
        "concomitant",
    ]
    patient = report.case.patient
    assert (patient.age, patient.sex, patient.weight) == ("60-69 y", "unknown", "150 lb")
    told = "DRUG.role_cod (line 7): no role that can be read; not taken for a suspect"
    assert told in report.notes


def test_reasons_for_seriousness_are_those_of_the_report() -> None:
    outcomes = ({"outc_cod": "HO"}, {"outc_cod": "DE"}, {"outc_cod": "??"})
    one = case_of(faers(outc=outcomes))
    assert one.events[0].seriousness == ("hospitalisation", "death")
    assert one.patient.death is not None
    several = the(faers(outc=outcomes, reac=({}, {"pt": "Fever"})))
    assert several.case is not None
    assert all(not event.seriousness for event in several.case.events)
    assert "OUTC.outc_cod: of the report as a whole, not of one reaction; not used" in several.notes


def test_several_substances_of_one_product_are_kept_apart() -> None:
    drug = {"drugname": "CADUET", "prod_ai": "AMLODIPINE\\ATORVASTATIN"}
    (only,) = case_of(faers(drug=(drug,))).drugs
    assert (only.name, only.note) == ("AMLODIPINE / ATORVASTATIN", "Reported as CADUET.")


def test_what_hangs_on_a_drug_that_is_not_there_is_told() -> None:
    report = the(faers(ther=({"dsg_drug_seq": "9", "start_dt": "2024"},)))
    assert "THER.drug_seq (line 2): of a drug that is not in the report" in report.notes


def test_terms_that_are_no_reaction_leave_a_report_without_one() -> None:
    counted = Counter(
        report.refusal for report in read_faers(ASCII / "17Q2") if report.refusal is not None
    )
    assert counted == {
        "the report names no adverse reaction, only how products were used or handled": 4
    }
