"""Facts from elsewhere: few columns are enough, many types will do, and every fault is named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.batch.arrow_facts import as_record_batch, facts_schema, from_record_batch
from causality.batch.report_facts import DOCUMENTED, PARTS
from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.errors import InputError
from causality.findings.fact_tables import TABLES
from tests.batch.arrow_facts.told import changed, of_shipped_cases, without
from tests.batch.same_facts import assert_same_facts

Row = dict[str, Any]


def batch(*reports: Row) -> pa.RecordBatch:
    """Reports as somebody may write them, types as Arrow finds them."""
    return pa.RecordBatch.from_pylist(list(reports))


def report(number: str = "1", pair: Row | None = None, **more: Any) -> Row:
    """One drug and one event, and no more than is needed."""
    told = {"drug": "d", "drug_name": "Amoxicillin", "event": 0, "role": "suspect"}
    return {
        "report": number,
        "pairs": [{**told, **(pair or {})}],
        "events": [{"id": "e", "term": "rash"}],
        **more,
    }


def problems(told: pa.RecordBatch) -> list[str]:
    with pytest.raises(InputError) as caught:
        from_record_batch(told, "theirs.parquet")
    return [str(problem) for problem in caught.value.problems]


def test_drug_event_and_role_are_enough() -> None:
    told = from_record_batch(batch(report("77")))
    assert told.report.to_pylist() == told.case.to_pylist() == ["77"]
    assert told.source.to_pylist() == [""]
    assert (told.notes.tolist(), told.contradictions.tolist()) == ([0], [0])
    assert told.facts.is_code("role", "suspect").tolist() == [True]
    assert told.facts.span("onset_after_start")[0].tolist() == [OPEN_LO]
    assert told.events.column("member", "pair").tolist() == [0]
    states = {name: DOCUMENTED[name][told.documented[name][0]] for name in DOCUMENTED}
    assert set(states.values()) == {"missing"}


@pytest.mark.parametrize(
    ("role", "part"),
    [("suspect", "judged"), ("interacting", "judged"), ("concomitant", "weighed")],
)
def test_a_role_says_why_a_pair_is_there(role: str, part: str) -> None:
    told = from_record_batch(batch(report(pair={"role": role})))
    assert PARTS[told.part[0]] == part


def test_a_pair_without_a_role_is_there_besides() -> None:
    told = from_record_batch(batch(report(), report(pair={"role": None})))
    assert [PARTS[part] for part in told.part] == ["judged", "besides"]
    assert told.events.column("member", "pair").tolist() == [0]


def test_pairs_and_events_are_counted_on_from_report_to_report() -> None:
    pairs = [
        {"drug": drug, "drug_name": drug, "event": event, "role": "suspect"}
        for drug in "ab"
        for event in (0, 1)
    ]
    events = [{"id": "e", "term": "rash"}, {"id": "f", "term": "fever"}]
    one = {"report": "1", "pairs": pairs, "events": events}
    told = from_record_batch(batch(one, {**one, "report": "2"}))
    assert told.pair_event.tolist() == [0, 1, 0, 1, 2, 3, 2, 3]
    assert told.events.column("member", "pair").tolist() == [0, 2, 1, 3, 4, 6, 5, 7]
    assert told.event_report.tolist() == [0, 0, 1, 1]


CODES = TABLES["pair"]["outcome"].codes
WIDTHS = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint64()]


@pytest.mark.parametrize("type_", WIDTHS, ids=str)
def test_a_code_may_be_a_number_of_any_width(type_: pa.DataType) -> None:
    rows = [report(pair={"outcome": 2}), report(pair={"outcome": None})]
    told = changed(batch(*rows), lambda path, a: a.cast(type_) if path == "pairs.outcome" else a)
    assert from_record_batch(told).facts.code("outcome").tolist() == [2, -1]


@pytest.mark.parametrize(
    "type_", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())], ids=str
)
def test_a_code_may_be_its_word(type_: pa.DataType) -> None:
    rows = [report(pair={"outcome": word}) for word in (*CODES, None)]
    told = changed(batch(*rows), lambda path, a: a.cast(type_) if path == "pairs.outcome" else a)
    assert from_record_batch(told).facts.code("outcome").tolist() == [*range(len(CODES)), -1]


def test_a_silent_code_may_be_minus_one_and_an_open_end_the_farthest_time() -> None:
    pair = {"outcome": -1, "onset_after_start_lo": 3 * DAY, "onset_after_start_hi": OPEN_HI}
    facts = from_record_batch(batch(report(pair=pair))).facts
    assert facts.code("outcome").tolist() == [-1]
    assert [ends.tolist() for ends in facts.span("onset_after_start")] == [[3 * DAY], [OPEN_HI]]


def test_one_end_alone_leaves_the_other_open() -> None:
    facts = from_record_batch(batch(report(pair={"onset_after_stop_hi": DAY}))).facts
    assert [ends.tolist() for ends in facts.span("onset_after_stop")] == [[OPEN_LO], [DAY]]


def test_lists_with_wide_offsets_are_lists() -> None:
    told = of_shipped_cases()
    wide = changed(
        as_record_batch(told),
        lambda path, a: (
            a.cast(pa.large_list(a.type.value_type)) if path in ("pairs", "events") else a
        ),
    )
    assert_same_facts(from_record_batch(wide), told)


def test_a_null_list_is_an_empty_one() -> None:
    told = from_record_batch(batch(report(), report(pairs=None, events=None)))
    assert (told.reports, told.facts.n, told.events.n) == (2, 1, 1)


def test_a_column_of_nulls_only_is_a_column_left_out() -> None:
    told = from_record_batch(batch(report(pair={"outcome": None, "episode": None}, case=None)))
    assert told.case.to_pylist() == ["1"]
    assert told.facts.code("outcome").tolist() == [-1]


def test_an_odds_may_be_a_decimal() -> None:
    members = [{"pair": 0, "odds": Decimal("2.5"), "odds_sigma": Decimal("0.1")}]
    members[0] |= {"basis": "measured", "window": None}
    events = [{"id": "e", "term": "rash", "member": members}]
    told = batch(report(events=events))
    assert from_record_batch(told).events.column("member", "odds").tolist() == [2.5]


WRONG: list[tuple[str, Row, str]] = [
    ("number", report(pair={"outcome": 99}), "pairs.outcome: 99 is no value (report 1)"),
    ("word", report(pair={"outcome": "gone"}), "pairs.outcome: unknown word 'gone' (report 1)"),
    ("type", report(pair={"outcome": 1.5}), "pairs.outcome: holds double; write whole numbers"),
    ("truth", report(pair={"examined": True}), "pairs.examined: holds bool; write whole numbers"),
    ("unknown", report(pair={"outcom": 1}), "pairs.outcom: unknown column; did you mean 'outcome'"),
    ("name", report(sources="x"), "sources: unknown column; did you mean 'source'"),
    ("text", report(pair={"drug_name": 7}), "pairs.drug_name: holds int64; write texts"),
    ("no list", report(pairs=7), "pairs: holds int64; write a list of structs"),
    ("null row", report(pairs=[None, report()["pairs"][0]]), "pairs: null in place of a row"),
    ("null name", report(pair={"drug": None}), "pairs.drug: the column is missing"),
    ("event", report(pair={"event": 1}), "pairs.event: no such event (report 1); count from 0"),
    ("negative", report(pair={"event": -1}), "pairs.event: -1 is no value (report 1)"),
    (
        "swapped",
        report(pair={"washout_lo": 9, "washout_hi": 3}),
        "pairs.washout: lo above hi (report 1); swap them",
    ),
    (
        "far",
        report(pair={"washout_lo": -(2**63)}),
        "pairs.washout_lo: -9223372036854775808 is no value",
    ),
    (
        "part of a group",
        report(pair={"healing_time_lo": 5}),
        "pairs.healing_time_lo: belongs to columns that are missing; add healing_time_hi",
    ),
]


@pytest.mark.parametrize(("row", "told"), [case[1:] for case in WRONG], ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_named(row: Row, told: str) -> None:
    found = problems(batch(row))
    assert any(f"theirs.parquet: {told}" in problem for problem in found), found


def member(**values: Any) -> Row:
    """A report whose only pair is this member of its only event."""
    row = {"pair": 0, **values}
    return report(events=[{"id": "e", "term": "rash", "member": [row]}])


def inside(table: str, *rows: Row, term: str = "PML") -> Row:
    """A report with rows of one table inside its event."""
    return report(events=[{"id": "e", "term": term, "domain": 0, table: list(rows)}])


RATE = {"odds": 2.0, "odds_sigma": 0.1, "basis": 0, "window": 30.0}
TIMES: Row = {f"{n}_{i}": None for i in range(3) for n in ("kind", "weight", "a", "b")}
TEST: Row = {"rival": None, "result": 1, "specificity": 0.9}
TEST |= {"sensitivity": 0.5, "sensitivity_sigma": 0.0, "specificity_sigma": 0.0}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (member(**(RATE | {"odds": 0.0})), "events.member.odds: out of bounds"),
        (member(**(RATE | {"odds": float("inf")})), "events.member.odds: not a finite number"),
        (member(**(RATE | {"odds_sigma": float("nan")})), "odds_sigma: no value beside odds"),
        (member(**(RATE | {"odds_sigma": -1.0})), "events.member.odds_sigma: out of bounds"),
        (member(**(RATE | {"window": -1.0})), "events.member.window: out of bounds"),
        (member(pair=3), "events.member.pair: no such pair"),
        (member(pair=-1), "events.member.pair: -1 is no value"),
        (
            member(**(TIMES | {"kind_0": 1, "weight_0": 0.5, "a_0": 1.0, "b_0": 1.0})),
            "events.member.weight_0: weights do not sum to 1",
        ),
        (
            member(**(TIMES | {"kind_0": 2, "weight_0": 1.0, "a_0": 0.0, "b_0": 1.0})),
            "events.member.kind_0: a or b out of bounds (report 1); a from 0.05 to 50",
        ),
        (
            report(events=[{"id": "e", "term": "rash", "member": []}]),
            "events.member.pair: a judged or weighed pair is not there",
        ),
        (inside("joint", {"kind": 0, "first": 4, "second": 0}), "joint.first: no such member"),
        (inside("joint", {"kind": 0, "first": 0}), "events.joint.second: does not fit"),
        (inside("joint", {"kind": 1, "first": 0, "second": 0}), "joint.second: does not fit"),
        (inside("rival", {"rival": 999}), "events.rival.rival: not in the domain of the event"),
        (inside("sign", {"sign": 999}), "events.sign.sign: not in the domain of the event"),
        (inside("test", TEST | {"rival": 0}), "events.test.rival: no such rival"),
        (inside("test", TEST | {"specificity": 1.0}), "specificity: out of bounds"),
        (inside("test", TEST | {"sensitivity_sigma": -1.0}), "sensitivity_sigma: out of bounds"),
        (report(events=[{"id": "e", "term": "x", "domain": 99}]), "events.domain: no such domain"),
    ],
)
def test_what_is_wrong_with_an_event_is_named(row: Row, told: str) -> None:
    found = problems(batch(row))
    assert any(told in problem for problem in found), found


def test_members_are_the_pairs_of_their_event_in_their_order() -> None:
    pairs = [{**report()["pairs"][0], "event": event} for event in (0, 0, 1)]
    for numbers, told in (
        ([[1, 0], [2]], "out of order"),
        ([[0, 1, 2], []], "the pair is about another event"),
        ([[0, 0, 1], [2]], "out of order"),
    ):
        events = [
            {"id": f"e{n}", "term": "rash", "member": [{"pair": m} for m in members]}
            for n, members in enumerate(numbers)
        ]
        found = problems(batch({"report": "1", "pairs": pairs, "events": events}))
        assert any(told in problem for problem in found), (numbers, found)


def test_judged_pairs_come_before_the_others() -> None:
    pairs = [{**report()["pairs"][0], "role": role} for role in ("concomitant", "suspect")]
    found = problems(batch(report(pairs=pairs)))
    assert found == [
        "theirs.parquet: pairs.part: stands too late (report 1); order: judged, weighed, besides"
    ]


def test_every_fault_is_told_at_once_with_its_count_and_first_report() -> None:
    fine = report("1", {"outcome": 1, "washout_lo": 1, "washout_hi": 2, "more": 1})
    wrong = report("2", {"outcome": 50, "washout_lo": 9, "washout_hi": 3, "event": 7, "more": 1})
    told = without(batch(fine, *[wrong] * 1200), "pairs.drug")
    listed = ", ".join(f"{n} {word}" for n, word in enumerate(CODES))
    assert problems(told) == [
        "theirs.parquet: pairs.drug: the column is missing",
        "theirs.parquet: pairs.event: no such event (report 2 and 1,199 more); count from 0",
        "theirs.parquet: pairs.more: unknown column",
        f"theirs.parquet: pairs.outcome: 50 is no value (report 2 and 1,199 more); {listed}",
        "theirs.parquet: pairs.washout: lo above hi (report 2 and 1,199 more); swap them",
    ]


@pytest.mark.parametrize("name", ["report", "pairs", "events", "pairs.drug_name", "events.term"])
def test_a_column_that_is_needed_is_missed(name: str) -> None:
    found = problems(without(batch(report()), name))
    assert f"theirs.parquet: {name}: the column is missing" in found


def test_a_column_that_is_there_twice_is_named() -> None:
    one = batch(report())
    twice = pa.RecordBatch.from_arrays([*one.columns, one.column(0)], [*one.schema.names, "report"])
    assert problems(twice) == ["theirs.parquet: report: the column is there more than once"]


def test_a_message_repeats_no_long_text_and_no_control_characters() -> None:
    (found,) = problems(batch(report("\x1b[31m" + "9" * 99, {"outcome": "x" * 99})))
    assert "\x1b" not in found
    assert "9" * 41 not in found
    assert "x" * 41 not in found


def test_bytes_that_are_no_text_are_a_problem() -> None:
    ends = pa.py_buffer(b"\0\0\0\0\2\0\0\0")
    bad = pa.Array.from_buffers(pa.string(), 1, [None, ends, pa.py_buffer(b"\xff\xfe")])
    told = changed(batch(report()), lambda path, a: bad if path == "report" else a)
    (found,) = problems(told)
    assert found.startswith("theirs.parquet: damaged:")


TYPES = st.sampled_from(
    [pa.int8(), pa.int64(), pa.uint64(), pa.float64(), pa.string(), pa.bool_(), pa.binary()]
)
PATHS = [
    *(f.name for f in facts_schema()),
    *(
        f"{top}.{f.name}"
        for top in ("pairs", "events")
        for f in facts_schema().field(top).type.value_type
    ),
]


def _values(type_: pa.DataType, n: int, seed: int) -> pa.Array:
    values: Callable[[int], Any] = lambda i: (seed * 7919 + i * 104729) % 251 - 3  # noqa: E731
    if pa.types.is_string(type_) or pa.types.is_binary(type_):
        return pa.array([f"{values(i)}" for i in range(n)], pa.string()).cast(type_)
    if pa.types.is_boolean(type_):
        return pa.array([values(i) % 2 == 0 for i in range(n)])
    least = 0 if pa.types.is_unsigned_integer(type_) else -128
    return pa.array([max(values(i) // 2, least) for i in range(n)], type_)


@given(st.lists(st.tuples(st.sampled_from(PATHS), TYPES), max_size=4), st.integers(0, 99))
@settings(max_examples=60)
def test_whatever_stands_in_a_column_is_read_or_told(
    swaps: list[tuple[str, pa.DataType]], seed: int
) -> None:
    others = dict(swaps)
    told = changed(
        as_record_batch(of_shipped_cases()),
        lambda path, a: _values(others[path], len(a), seed) if path in others else a,
    )
    with suppress(InputError):
        assert from_record_batch(told).facts.n == of_shipped_cases().facts.n
