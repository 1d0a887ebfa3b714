"""What a report says, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from causality.assessment.parts import CaseWarning, EntryView, MeasureFinding, OpinionView, Placed
from causality.case.dates import DAY
from causality.methods import Kept, Lever, Verdict
from causality.report.as_text import as_text
from causality.report.blocks import Heading, Item, Items, Outline, Paragraph, Table
from causality.report.outline import outline
from causality.vocabulary import VOCABULARY
from tests.report.examples import LITTLE_KNOWN, assessment, contradictory, finding, pair

POSITIVE = {**LITTLE_KNOWN, "rechallenge": ("positive",), "dechallenge": ("positive",)}
AGAINST = {**LITTLE_KNOWN, "sequence": ("event first",), "latency": ("impossible",)}


def under(blocks: Outline, title: str) -> list[str]:
    """The texts that stand under the first heading that begins with ``title``."""
    found: list[str] = []
    inside = False
    for block in blocks:
        if isinstance(block, Heading):
            if inside:
                break
            inside = block.text.startswith(title)
        elif inside:
            found += texts(block)
    return found


def texts(block: Paragraph | Items | Table) -> list[str]:
    match block:
        case Paragraph():
            return [block.text]
        case Items():
            return [text for item in block.items for text in (item.text, *item.below)]
        case Table():
            return [" | ".join(row) for row in block.rows]


def headings(blocks: Outline, level: int) -> list[str]:
    return [one.text for one in blocks if isinstance(one, Heading) and one.level == level]


def test_pairs_come_first_in_one_table_with_a_column_for_each_method() -> None:
    table = next(one for one in outline(assessment()) if isinstance(one, Table))
    assert table.columns == ("drug", "event", "Naranjo scale", "WHO-UMC system")
    assert table.rows == (("daratumumab", "leukoencephalopathy", "possible, 3", "possible"),)


def test_a_cell_shows_all_that_the_dates_leave_open() -> None:
    known = {
        **LITTLE_KNOWN,
        "dechallenge": ("positive", "negative"),
        "alternatives": ("none after search",),
        "underlying_disease": ("none",),
    }
    cells = under(outline(assessment(pair(known))), "Every suspect")[0].split(" | ")
    # Items 2, 5 and 10 give 2 + 2 + 1; item 3 gives 1 or 0.
    assert cells[2] == "probable, 5 to 6"
    assert cells[3] == "possible (or probable/likely)"


def test_a_method_that_does_not_apply_says_so_in_its_cell() -> None:
    known = {**LITTLE_KNOWN, "exposure": ("not taken",)}
    blocks = outline(assessment(pair(known)))
    assert "not applicable: the patient did not take the drug" in under(blocks, "Every")[0]
    assert under(blocks, "1.")[0] == (
        "Naranjo scale: not applicable, because the patient did not take the drug."
    )


def test_the_foremost_three_pairs_are_told_in_detail_and_all_on_demand() -> None:
    pairs = (
        pair(AGAINST, "da1"),
        pair(LITTLE_KNOWN, "da2"),
        pair(POSITIVE, "da3"),
        pair(LITTLE_KNOWN, "da4"),
    )
    three = [one for one in headings(outline(assessment(*pairs)), 2) if one[0].isdigit()]
    # Best category first; ties in the order of the case; the excluded one is last.
    assert [one.split(" -> ")[0] for one in three] == ["1. drug da3", "2. drug da2", "3. drug da4"]
    assert "The last pair stands only in this table." in under(outline(assessment(*pairs)), "Every")
    every = outline(assessment(*pairs), every_pair=True)
    assert [one for one in headings(every, 2) if one[0].isdigit()][-1].startswith("4. drug da1")


def test_a_case_without_pairs_says_so() -> None:
    blocks = outline(replace(assessment(), pairs=()))
    assert under(blocks, "Every") == ["The case holds no pair of a suspect drug and an event."]


def test_the_timeline_is_in_order_and_shows_ranges() -> None:
    one = replace(
        assessment(),
        timeline=(
            Placed("mri45", "mri45", 45 * DAY, 46 * DAY - 1),
            Placed("dara.start", "dara", None, None),
            Placed("lep.onset", "lep", 0, 30 * DAY),
            Placed("lep.last-normal", "lep", None, -1),
        ),
    )
    assert under(outline(one), "Timeline")[1:] == [
        "up to -1 | lep | event: leukoencephalopathy: last-normal",
        "0 to 30 | lep | event: leukoencephalopathy: onset",
        "45 | mri45 | observation: brain MRI, FLAIR worse",
        "? | dara | drug: daratumumab: start (as written: day 0)",
    ]


def test_a_dose_is_told_with_its_drug_and_an_assumption_as_one() -> None:
    one = assessment()
    dose = EntryView("dara.first", "dose", "16 mg/kg", assumed="the day")
    silent = EntryView("dara.second", "dose", "dose")
    blocks = outline(
        replace(
            one,
            entries={**one.entries, dose.id: dose, silent.id: silent},
            timeline=(
                Placed("dara.first.start", "dara.first", 0, 0),
                Placed("dara.second.start", "dara.second", DAY, DAY),
            ),
        )
    )
    assert under(blocks, "Timeline")[1:3] == [
        "0 | dara.first | dose of daratumumab: 16 mg/kg (assumed: the day): start",
        "1 | dara.second | dose of daratumumab: start",
    ]


def test_a_long_timeline_is_cut_to_what_the_report_cites() -> None:
    many = tuple(Placed(f"lab{i}", f"lab{i}", i * DAY, i * DAY) for i in range(100))
    one = assessment()
    entries = {
        **one.entries,
        **{f"lab{i}": EntryView(f"lab{i}", "observation", "ALT") for i in range(100)},
    }
    rows = under(
        outline(replace(one, timeline=(*one.timeline, *many), entries=entries)), "Timeline"
    )
    assert not any("lab" in row for row in rows)
    assert rows[-1] == "101 more dated facts are not cited in this report and left out."


def test_findings_stand_for_against_contradictory_and_not_known() -> None:
    known = {
        **LITTLE_KNOWN,
        "rechallenge": ("negative",),
        "dechallenge": ("contradictory",),
        "alternatives": ("possible",),
        "dose_response": ("present", "absent"),
    }
    blocks = outline(assessment(pair(known)))
    assert any("drug first (Naranjo scale 2: +2)" in text for text in under(blocks, "For the drug"))
    against = under(blocks, "Against the drug")
    # Item 4 is -1 for a re-exposure that stayed without effect, item 5 is -1 for another cause.
    assert any("negative (Naranjo scale 4: -1)" in text for text in against)
    assert any("possible (Naranjo scale 5: -1; WHO-UMC system D)" in text for text in against)
    assert under(blocks, "Contradictory")[0].startswith("dechallenge: contradictory")
    unknown = under(blocks, "Not known")
    assert "the dates on record leave present or absent" in unknown
    assert any(text.startswith("drug level (Naranjo scale 7)") for text in unknown)


def test_every_finding_of_a_pair_is_told_but_those_of_another_organ() -> None:
    text = " ".join(as_text(assessment()).split())
    for one in pair().findings.values():
        assert one.title in text or VOCABULARY[one.name].special
    assert VOCABULARY["liver_pattern"].title not in text


def test_a_statement_that_the_timeline_overrules_is_kept() -> None:
    one = pair(POSITIVE)
    stated = replace(one.findings["dechallenge"], stated="negative")
    blocks = outline(assessment(replace(one, findings={**one.findings, "dechallenge": stated})))
    assert "the report states negative; the timeline decides" in under(blocks, "For the drug")


def test_a_statement_stands_beside_what_the_timeline_leaves_open() -> None:
    one = pair()
    stated = replace(one.findings["dechallenge"], stated="positive")
    blocks = outline(assessment(replace(one, findings={**one.findings, "dechallenge": stated})))
    assert "the report states positive" in under(blocks, "Not known")


def test_a_finding_names_its_entries_and_the_rows_it_rests_on() -> None:
    one = pair()
    latency = replace(
        finding("latency", ("compatible",), ("lep", "dara")), sources=("blood/heparin",)
    )
    blocks = outline(assessment(replace(one, findings={**one.findings, "latency": latency})))
    told = [text for text in under(blocks, "Also") if "compatible" in text]
    assert "[lep, dara]" in told[0]
    assert "rests on blood/heparin" in under(blocks, "Also")


def test_single_facts_that_change_a_category_are_told() -> None:
    assert under(outline(assessment()), "Single facts") == [
        "rechallenge: positive -> Naranjo scale: probable"
    ]
    settled = {name: (one.values[1],) for name, one in VOCABULARY.items()}
    assert under(outline(assessment(pair(settled))), "Single facts") == [
        "None: no single fact that could still be learnt is enough."
    ]


def test_what_keeps_a_case_from_the_next_category_is_told() -> None:
    kept = under(outline(assessment()), "What kept")
    # Probable begins at 5; item 4 or item 5 would bring the two points.
    assert kept[0] == "Naranjo scale: kept from probable; 2 points missing; it would take"
    assert kept[1] == "4 yes instead of unknown (+2)"


@pytest.mark.parametrize("pairs", [(pair(),), (pair(POSITIVE),), (pair(AGAINST),)])
def test_points_told_criterion_by_criterion_add_up_to_the_score_told(pairs: tuple[object]) -> None:
    blocks = outline(assessment(*pairs))  # type: ignore[arg-type]
    rows = under(blocks, "Naranjo scale, criterion")
    points = sum(int(row.split(" | ")[2]) for row in rows)
    told = under(blocks, "1.")[0]
    assert f", {points} point" in told


def test_a_category_that_no_answers_reach_is_said_to_be_out_of_reach() -> None:
    one = pair()
    verdict = one.verdicts["who_umc"]
    assert isinstance(verdict, Verdict)
    stuck = replace(verdict, kept_from_next=Kept(("certain",), ()))
    many = replace(verdict, kept_from_next=Kept(("certain",), (_lever("A"),) * 7, complete=False))
    seven = replace(verdict, kept_from_next=Kept(("certain",), (_lever("A"),) * 6))
    for changed, told in (
        (stuck, "WHO-UMC system: kept from certain; no change of answers reaches it"),
        (many, "or more than 2 other sets of the same size"),
        (seven, "or 1 other set of the same size"),
    ):
        blocks = outline(assessment(replace(one, verdicts={"who_umc": changed})))
        assert under(blocks, "What kept")[-1] == told


def _lever(number: str) -> tuple[Lever, ...]:
    return (Lever(number, number, "no", ("yes",), ()),)


def test_an_option_that_differs_from_the_published_one_is_told() -> None:
    one = pair()
    verdict = one.verdicts["who_umc"]
    assert isinstance(verdict, Verdict)
    changed = replace(verdict, options=(("require rechallenge for certain", True),))
    blocks = outline(assessment(replace(one, verdicts={"who_umc": changed})))
    assert "option: require rechallenge for certain is yes" in under(blocks, "1.")


def test_a_drug_still_taken_at_onset_has_no_time_from_its_last_dose() -> None:
    one = pair()
    last = MeasureFinding("time_from_last_dose", "time from the last dose", 0, 0, ("dara",))
    blocks = outline(assessment(replace(one, measures={last.name: last})))
    assert under(blocks, "Times") == [
        "time from the last dose: none; the drug was still being taken [dara]"
    ]


def test_a_case_without_dates_or_file_has_a_report() -> None:
    one = replace(assessment(), timeline=(), case_sha256=None, case_title=None)
    blocks = outline(one)
    assert headings(blocks, 1) == ["example"]
    assert under(blocks, "Timeline") == [
        "- | dara | drug: daratumumab",
        "- | lep | event: leukoencephalopathy",
    ]
    assert "Case: example." in under(blocks, "How this was made")[0]


def test_warnings_and_contradictions_stand_before_the_details() -> None:
    one = contradictory(assessment())
    one = replace(
        one,
        warnings=(
            *one.warnings,
            CaseWarning("CONTRADICTORY_DATES", one.contradictions[0].because),
            CaseWarning("STATEMENT", "about the pair", ("dara", "lep")),
        ),
    )
    blocks = outline(one)
    assert under(blocks, "Before you read on") == [
        "The scan came before the onset it followed [lep, mri45].",
        "one thing to know",
    ]
    assert "about the pair" in under(blocks, "Warnings")


def test_opinions_of_others_are_never_merged_or_lost() -> None:
    one = assessment()
    other = OpinionView("firm", "other", "lep", "unlikely", "WHO-UMC", "company")
    blocks = outline(replace(one, opinions=(*one.opinions, other)))
    assert under(blocks, "Opinions of others") == ["authors: suggestive [authors]"]
    assert under(blocks, "Opinions on other pairs") == ["other -> lep: unlikely [firm]"]


def test_the_report_says_what_made_it() -> None:
    made = under(outline(assessment()), "How this was made")[0]
    assert "causality 0.1.0" in made
    assert "example (000000000000)" in made
    assert "naranjo_1981 1981 (111111111111)" in made


def test_items_are_plain_texts() -> None:
    assert Item("text") == Item("text", ())
