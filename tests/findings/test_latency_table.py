"""Which time-to-onset row fits a pair, and what it makes of a time to onset."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Sequence
from math import exp
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.dates import DAY, HOUR
from causality.errors import ModelError
from causality.findings.latency_names import plain_name
from causality.findings.latency_table import (
    LatencyRow,
    LatencyTable,
    fallback,
    latency_table,
    match_healing,
    match_latency,
    read_latency_table,
)
from causality.findings.latency_windows import latency_of
from causality.findings.onset_density import Lognormal

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
ONE_PART = "{lognormal: {mu: 1, sigma: 1, from: elicited, by: x}}"


def matched(drug: str, event: str, *, again: bool = False) -> LatencyRow:
    row = match_latency([drug], [event], re_exposed=again)
    assert row is not None
    return row


def days(first: float, last: float) -> tuple[int, int]:
    """Minutes from the first minute of one day to the last minute of another."""
    return round(first * DAY), round((last + 1) * DAY) - 1


# The rows of the file


def test_leukoencephalopathy_under_5fu_has_the_windows_of_its_distribution() -> None:
    row = matched("5-fluorouracil", "acute leukoencephalopathy")
    assert (row.id, row.basis, row.clock) == (
        "tto-45-5fu-leukoencephalopathy",
        "drug",
        "first dose",
    )
    # 80%: exp(1.1 -+ 1.28155 * 0.5) = 1.58 and 5.70 d; 99% of sigma 0.6875: 0.51 and 17.65 d.
    assert exp(1.1 - 1.28155 * 0.5) == pytest.approx(1.58, abs=0.01)
    assert exp(1.1 + 2.57583 * 0.6875) == pytest.approx(17.65, abs=0.01)
    assert row.suggestive == days(1, 5)
    assert row.compatible == days(0, 17)
    assert row.verified
    assert row.cites == ("jose2022",)
    assert row.density == Lognormal(1.1, 0.5)


def test_daratumumab_has_no_row_for_leukoencephalopathy() -> None:
    for event in ("leukoencephalopathy", "acute leukoencephalopathy", "toxic leukoencephalopathy"):
        assert match_latency(["daratumumab"], [event], re_exposed=False) is None
        assert match_latency(["daratumumab"], [event], re_exposed=True) is None


def test_leukoencephalopathy_is_not_the_progressive_multifocal_kind() -> None:
    assert matched("daratumumab", "progressive multifocal leukoencephalopathy").row.number == 79
    assert match_latency(["natalizumab"], ["leukoencephalopathy"], re_exposed=False) is None


def test_published_windows_win_over_the_distribution() -> None:
    # ALDEN: 5 to 28 days three points, 29 to 56 two, 1 to 4 one; both ends included.
    row = matched("allopurinol", "Stevens-Johnson syndrome")
    assert row.id == "tto-10-allopurinol-sjs-ten"
    assert row.suggestive == days(5, 28)
    assert row.compatible == days(1, 56)
    assert row.density == Lognormal(3.15, 0.5)
    assert not row.verified  # its distribution is partly assumed


def test_any_drug_has_the_published_windows_of_sjs_ten_but_no_distribution() -> None:
    row = matched("an unheard-of drug", "TEN")
    assert (row.id, row.basis, row.density) == ("tto-05a-any-sjs-ten", "any drug", None)
    assert row.suggestive == days(5, 28)
    assert row.verified


def test_times_in_hours_and_minutes_have_edges_of_hours_and_minutes() -> None:
    row = matched("haloperidol", "anaphylaxis")
    assert row.clock == "last dose"
    assert row.suggestive == (0, 120)
    infusion = matched("daratumumab", "infusion reaction")
    # exp(0.4 -+ 1.28155 * 0.6) = 0.69 and 3.22 h, outwards to whole hours.
    assert infusion.suggestive == (0, 4 * HOUR - 1)


def test_times_in_months_are_days() -> None:
    row = matched("rituximab", "PML")
    # 99% of sigma 0.8 * 1.375: exp(2.7 - 2.57583 * 1.1) = 0.875 months of 30.4375 d = 26.6 d.
    assert row.compatible[0] == 26 * DAY
    assert row.density is not None
    assert row.density.quantile(0.5) == pytest.approx(exp(2.7) * 30.4375)


def test_nothing_is_highly_suggestive_in_a_wide_distribution() -> None:
    row = matched("amiodarone", "interstitial lung disease")
    assert row.suggestive is None
    assert row.compatible[0] == 0


def test_an_onset_on_the_day_of_the_dose_fits_where_the_lower_edge_lies_on_that_day() -> None:
    assert matched("ciprofloxacin", "tendon rupture").compatible[0] == 0
    assert matched("carbamazepine", "DRESS").compatible[0] == 4 * DAY


def test_each_row_names_its_clock() -> None:
    assert matched("methotrexate", "stroke-like leukoencephalopathy").clock == "last dose"
    assert matched("simvastatin", "myalgia").clock == "first dose"
    assert matched("simvastatin", "myalgia", again=True).clock == "re-exposure"


# The choice among rows


def test_a_named_drug_goes_before_its_class_before_any_drug() -> None:
    assert matched("isoniazid", "hepatitis").id == "tto-34-isoniazid-hepatitis"
    assert matched("pembrolizumab", "hepatitis").id == "tto-61-checkpoint-hepatitis"
    assert matched("ketoconazole", "hepatitis").id == "tto-31-any-liver"
    assert matched("nivolumab", "pneumonitis").id == "tto-71b-nivolumab-ild"
    assert matched("durvalumab", "pneumonitis").id == "tto-62-checkpoint-pneumonitis"


def test_a_class_is_matched_by_its_members_its_own_name_and_included_classes() -> None:
    for name in ("enalapril", "ACE inhibitors", "angiotensin-converting enzyme inhibitor"):
        assert matched(name, "cough").row.number == 86
    assert matched("ciprofloxacin", "AGEP").id == "tto-14a-antibiotics-agep"
    assert match_latency(["an unknown gliptin"], ["pemphigoid"], re_exposed=False) is None


def test_the_event_term_that_stands_first_decides() -> None:
    both = ["rash", "Stevens-Johnson syndrome"]
    first = match_latency(["lamotrigine"], both, re_exposed=False)
    second = match_latency(["lamotrigine"], both[::-1], re_exposed=False)
    assert first is not None
    assert second is not None
    assert (first.row.number, second.row.number) == (17, 9)


def test_among_equals_the_row_that_stands_first_in_its_file_counts(tmp_path: Path) -> None:
    table = copied(tmp_path, "hormones", rows(("tto-90-one", "x"), ("tto-91-two", "x")))
    found = table.match(["x"], ["hypothyroidism"], re_exposed=False)
    assert found is not None
    assert found.id == "tto-90-one"


@given(
    st.permutations(["lamotrigine", "anticonvulsant", "lamictal"]),
    st.sampled_from(["rash", "SJS", "DRESS", "hepatitis"]),
)
def test_the_order_of_the_names_of_a_drug_does_not_matter(names: list[str], event: str) -> None:
    found = match_latency(names, [event], re_exposed=False)
    assert found == match_latency(["lamotrigine"], [event], re_exposed=False)


@pytest.mark.parametrize(
    "event", ["crash", "rashes of anger", "as", "ras", "", "skin", "TENS unit"]
)
def test_a_name_is_matched_whole_or_not_at_all(event: str) -> None:
    assert match_latency(["lamotrigine"], [event], re_exposed=False) is None


def test_no_names_match_nothing() -> None:
    assert match_latency([], [], re_exposed=False) is None
    assert match_latency(["lamotrigine"], [], re_exposed=False) is None


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Guillain-Barré syndrome", "guillain barre syndrome"),
        ("  Lyell’s   Syndrome ", "lyell s syndrome"),
        ("STATINS", "statin"),
        ("pancreatitis", "pancreatitis"),
        ("DRESS", "dress"),
        ("lupus", "lupus"),
        ("SJS", "sjs"),
        ("SJS/TEN", "sjs ten"),
        ("-", ""),
    ],
)
def test_names_are_compared_without_case_signs_accents_and_plural(written: str, plain: str) -> None:
    assert plain_name(written) == plain


def test_the_salt_of_a_drug_does_not_matter() -> None:
    assert matched("Heparin sodium", "HIT").row.number == 19
    assert matched("pravastatin sodium", "myalgia").row.number == 37
    # A salt alone is a drug of its own.
    assert match_latency(["potassium"], ["cough"], re_exposed=False) is None


# Earlier exposure


def test_after_an_earlier_exposure_the_row_for_the_sensitised_is_taken() -> None:
    assert matched("heparin", "HIT").id == "tto-19-heparins-hit"
    assert matched("heparin", "HIT", again=True).id == "tto-20-heparins-hit-again"


def test_a_row_for_the_sensitised_is_never_taken_at_a_first_exposure() -> None:
    assert match_latency(["phenolphthalein"], ["fixed drug eruption"], re_exposed=False) is None
    assert matched("phenolphthalein", "fixed drug eruption", again=True).row.number == 16


def test_a_row_for_the_sensitised_goes_before_a_closer_row() -> None:
    assert matched("allopurinol", "SJS", again=True).id == "tto-05b-any-sjs-ten-again"


def test_some_rows_ask_for_an_earlier_reaction() -> None:
    tolerated = match_latency(["allopurinol"], ["SJS"], re_exposed=True, reacted=False)
    assert tolerated is not None
    assert tolerated.id == "tto-10-allopurinol-sjs-ten"
    heparin = match_latency(["heparin"], ["HIT"], re_exposed=True, reacted=False)
    assert heparin is not None
    assert heparin.id == "tto-20-heparins-hit-again"
    reacted = match_latency(["allopurinol"], ["SJS"], re_exposed=False, reacted=True)
    assert reacted is not None
    assert reacted.id == "tto-05b-any-sjs-ten-again"


def test_without_a_row_for_the_sensitised_an_earlier_onset_is_compatible() -> None:
    first, again = matched("lamotrigine", "DRESS"), matched("lamotrigine", "DRESS", again=True)
    assert first.id == again.id == "tto-12-any-dress"
    assert (first.compatible, again.compatible) == (days(4, 108), days(0, 108))
    assert first.suggestive == again.suggestive


def test_a_row_with_a_condition_of_its_own_is_never_matched() -> None:
    conditioned = [
        row
        for system in latency_table().rules.events
        for row in latency_table().rows(system)
        if row.only_when is not None
    ]
    assert {row.number for row in conditioned} == {21, 31, 57}
    for row in conditioned:
        drug = row.drugs[0] if row.drugs else row.classes[0] if row.classes else "any"
        assert matched(drug, row.events[0]).id != row.id


def test_a_row_that_decides_nothing_gives_no_windows() -> None:
    table = latency_table()
    rows_by_number = {row.number: row for row in table.rows("hypersensitivity")}
    with pytest.raises(ValueError, match="tto-04"):
        latency_of(rows_by_number[4], "drug", table.rules)
    [recovery_only] = [row for row in table.rows("liver") if row.number == 33]
    with pytest.raises(ValueError, match="tto-33"):
        latency_of(recovery_only, "any drug", table.rules)


# Recovery and fallback


def healing_days(drug: str, event: str) -> tuple[float, float, str, bool]:
    found = match_healing([drug], [event])
    assert found is not None
    return found.lo / DAY, found.hi / DAY, found.source, found.verified


def test_healing_is_what_the_closest_row_gives() -> None:
    assert healing_days("carbimazole", "agranulocytosis") == (
        5,
        31,
        "tto-25-antithyroid-drugs-agranulocytosis",
        True,
    )
    # A row whose source gives medians only: awaited for twice as long.
    assert healing_days("metamizole", "agranulocytosis") == (
        8,
        18,
        "tto-27-agranulocytosis-recovery",
        False,
    )
    assert healing_days("simvastatin", "myalgia")[:2] == (14, 56)
    assert healing_days("lisinopril", "cough")[1] == 28


def test_healing_is_not_guessed() -> None:
    assert match_healing(["5-fluorouracil"], ["leukoencephalopathy"]) is None  # words, no time
    assert match_healing(["daratumumab"], ["leukoencephalopathy"]) is None
    assert match_healing(["clozapine"], ["myocarditis"]) is None  # its row tells nothing


def test_the_fallback_is_told_by_the_file() -> None:
    rules = fallback()
    assert (rules.lingering, rules.withdrawal, rules.healing) == (30 * DAY, 14 * DAY, 30 * DAY)
    assert rules.after_last_dose(None) == (30 * DAY, 30 * DAY)
    # Daratumumab, half-life 18 +- 9 d: five half-lives are 45 to 135 d.
    assert rules.after_last_dose((9 * DAY, 27 * DAY)) == (45 * DAY, 135 * DAY)
    assert rules.after_stop((9 * DAY, 27 * DAY)) == (59 * DAY, 149 * DAY)
    assert rules.after_stop(None) == (44 * DAY, 44 * DAY)


# The files


def rows(*told: tuple[str, str], event: str = "hypothyroidism", more: str = "") -> str:
    """A file of rows: id and drug."""
    written = "".join(
        f"""
- id: {name}
  number: {90 + place}
  drugs: {drug}
  events: {event}
  clock: first dose
  unit: d
  lognormal: {{mu: 1, sigma: 0.5, from: elicited, by: a test}}
{more}"""
        for place, (name, drug) in enumerate(told)
    )
    return f"schema: causality/time-to-onset-rows/1\nrows:{written}"


def copied(folder: Path, system: str, text: str) -> LatencyTable:
    """A copy of the table in which the rows of one system are ``text``."""
    shutil.copytree(MODELS / "time_to_onset", folder / "time_to_onset")
    shutil.copy(MODELS / "time_to_onset.yaml", folder)
    (folder / "time_to_onset" / f"{system}.yaml").write_text(text, encoding="utf-8")
    return read_latency_table(folder / "time_to_onset.yaml")


def problems(folder: Path, text: str) -> Sequence[str]:
    table = copied(folder, "hormones", text)
    with pytest.raises(ModelError) as caught:
        table.match(["x"], ["hypothyroidism"], re_exposed=False)
    return [str(problem) for problem in caught.value.problems]


def test_a_file_of_rows_is_read_only_when_an_event_needs_it(tmp_path: Path) -> None:
    table = copied(tmp_path, "hormones", "not a file of rows")
    assert table.match(["heparin"], ["HIT"], re_exposed=False) is not None
    with pytest.raises(ModelError, match=r"time_to_onset/hormones\.yaml"):
        table.match(["nivolumab"], ["hypothyroidism"], re_exposed=False)


def test_every_body_system_has_its_file_and_every_file_its_body_system() -> None:
    files = {file.stem.replace("_", " ") for file in (MODELS / "time_to_onset").iterdir()}
    assert files == set(latency_table().rules.events)


def test_a_term_belongs_to_one_body_system_only() -> None:
    names = latency_table().names
    for events in latency_table().rules.events.values():
        for event, others in events.items():
            for term in (event, *others):
                assert len({system for system, _ in names.events(term)}) == 1, term


def test_every_listed_event_and_class_is_used_by_a_row() -> None:
    table = latency_table()
    used: set[str] = set()
    for system in table.rules.events:
        for row in table.rows(system):
            used |= {*row.events, *row.classes}
    listed = {event for events in table.rules.events.values() for event in events}
    assert {*listed, *table.rules.classes} == used


def test_names_that_are_not_listed_are_refused_with_their_place(tmp_path: Path) -> None:
    text = rows(("tto-90-one", "x"), event="hypothyrodism", more="  window set: aldon\n")
    assert problems(tmp_path, text) == [
        f"{place}: unknown {wrong!r}; did you mean {right!r}?"
        for place, wrong, right in (
            ("time_to_onset/hormones.yaml:6:11: rows[0].events", "hypothyrodism", "hypothyroidism"),
            ("time_to_onset/hormones.yaml:10:15: rows[0].window set", "aldon", "alden"),
        )
    ]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("  any drug: yes\n", "either 'any drug: yes' or which drugs"),
        (
            "  weibull: {shape: 1, scale: 2, from: elicited, by: x}\n",
            "one row has one distribution",
        ),
        (
            "  window set: alden\n  windows: {compatible: {lo: 1, hi: 2, from: elicited, by: x}}\n",
            "not both",
        ),
        ("  mixture: [{lognormal: {mu: 1, sigma: 1}}]\n", "mu"),
    ],
)
def test_an_incoherent_row_is_refused(tmp_path: Path, more: str, wrong: str) -> None:
    assert any(wrong in problem for problem in problems(tmp_path, rows(("a", "x"), more=more)))


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("onset: [{median: 3, from: elicited, by: x}]", "times to onset need a 'unit'"),
        ("windows: {suggestive: {lo: 1, hi: 2, from: elicited, by: x}}", "need 'compatible'"),
        ("lognormal: {mu: 1, sigma: 1, from: assumed}", "lacks 'why' and 'range'"),
        ("mixture: [{}]", "every part of a mixture has one distribution"),
        (f"mixture: [{ONE_PART}, {ONE_PART}]", "every part of a mixture but the last has a weight"),
    ],
)
def test_a_row_that_lacks_something_is_refused(tmp_path: Path, body: str, wrong: str) -> None:
    head = "schema: causality/time-to-onset-rows/1\nrows:\n- {id: a, number: 1, drugs: x, "
    assert any(wrong in problem for problem in problems(tmp_path, f"{head}{body}}}"))


def test_numbers_may_share_an_origin_and_still_have_their_own(tmp_path: Path) -> None:
    text = rows(("tto-90-one", "x")).replace("mu: 1", "mu: {value: 1, from: derived, formula: y}")
    [row] = copied(tmp_path, "hormones", text).rows("hormones")
    assert [(number.value, number.from_) for number in row.numbers] == [
        (1, "derived"),
        (0.5, "elicited"),
    ]


def test_the_page_shows_the_table_as_it_is() -> None:
    written = runpy.run_path(str(ROOT / "docs" / "generate_time_to_onset.py"))["page"]()
    shown = (ROOT / "docs" / "time-to-onset.md").read_text(encoding="utf-8")
    assert written == shown, "run docs/generate_time_to_onset.py"
