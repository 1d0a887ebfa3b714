"""A user's table is read strictly: every problem at once, each with its place."""

from __future__ import annotations

import pickle
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.datafile import MAX_PROBLEMS
from causality.errors import InputError
from causality.findings.known import KnownRow, load_known, read_known, table_of
from causality.findings.known.lines import MAX_LINE, BadCell, cells_of
from causality.findings.known.read import MAX_BYTES

HEAD = "drug,event,level,from,to,source\n"


def rows(text: str) -> list[KnownRow]:
    return table_of(read_known(text.encode(), "known.csv")).rows


def problems(content: str | bytes) -> list[str]:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(InputError) as caught:
        read_known(raw, "known.csv")
    return [str(one) for one in caught.value.problems]


def test_levels_and_times_may_each_be_left_out() -> None:
    listed, timed, open_ended = rows(
        f"{HEAD}Amoxicillin,Rash,Listed,,,SmPC 4.8\n\namoxicillin,vertigo,,2 d,3 wk,\n"
        "heparin,rash,none found,unknown,1-2 wk,\n"
    )
    assert (listed.level, listed.onsets) == ("listed", (OPEN_LO, OPEN_HI))
    assert (listed.source, listed.line) == ("SmPC 4.8", 2)
    # Completed units: three weeks are over when the fourth is.
    assert (timed.level, timed.onsets, timed.line) == (None, (2 * DAY, 28 * DAY - 1), 4)
    assert (open_ended.level, open_ended.onsets) == ("none found", (0, 14 * DAY))


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_commas_tabs_and_semicolons_are_told_by_the_header(sign: str) -> None:
    text = 'Level,drug,event\r\nlisted,"amoxicillin", "rash"\r\n'.replace(",", sign)
    (row,) = rows(text)
    assert (row.drug, row.event, row.level) == ("amoxicillin", "rash", "listed")


def test_a_quoted_text_may_hold_separators_and_quotes() -> None:
    (row,) = rows(f'{HEAD}"a, ""b""","x,y",listed,,,"p. 3, note"\n')
    assert (row.drug, row.event, row.source) == ('a, "b"', "x,y", "p. 3, note")


def test_a_byte_order_mark_is_no_part_of_the_header() -> None:
    assert len(table_of(read_known(b"\xef\xbb\xbf" + HEAD.encode() + b"a,b,listed,,,", "x")).rows)


def test_every_problem_is_told_at_once_with_its_place() -> None:
    told = problems(
        f"{HEAD}amoxicillin,rash,lsted,2,3,\n"
        "heparin,rash,,,,\n"
        "heparin,vertigo,listed,2 wk,3 d,\n"
        ",fever,listed,,,\n"
        "amoxicillin,fever\n"
        'amoxicillin,"fever,listed,,,\n'
        'amoxicillin,"fever"ish,listed,,,\n'
        "漢,fever,listed,,,\n"
    )
    assert [one.split(": ")[0] for one in told] == [
        *(f"known.csv:2:{column}" for column in (18, 24, 26)),
        "known.csv:3:14",
        "known.csv:4:29",
        "known.csv:5:1",
        "known.csv:6:1",
        "known.csv:7:13",
        "known.csv:8:20",
        "known.csv:9:1",
    ]
    assert told[0].endswith("'lsted' is no level; did you mean 'listed'?")
    assert "not a length of time (2): the unit is missing; write `3 d`" in told[1]
    assert "the row tells nothing" in told[3]
    assert told[4].endswith("`to` is shorter than `from`; swap them")
    assert told[5].endswith("no drug is named")
    assert "2 cells where the header has 6" in told[6]
    assert "the quote is not closed" in told[7]
    assert "text follows the closing quote" in told[8]
    assert "cannot be compared with other names" in told[9]


def test_columns_are_named_where_they_are_missing_unknown_or_twice() -> None:
    assert problems("drug,event,levels\na,b,listed\n") == [
        "known.csv:1:1: no column level; the first line names the columns: drug, event, level",
        "known.csv:1:12: 'levels' is no column; did you mean 'level'?",
    ]
    assert "the column drug stands there twice" in problems("drug,event,level,DRUG\n")[0]


def test_the_same_pair_may_be_told_twice_but_not_otherwise() -> None:
    same = f"{HEAD}Amoxicillin sodium,rashes,listed,,,a\namoxicillin,Rashes,LISTED,,,b\n"
    assert [row.line for row in rows(same)] == [2]
    told = problems(f"{same}AMOXICILLIN,rashes,listed,,1 wk,\n")
    assert told == [
        "known.csv:4:1: line 2 says otherwise of this drug and event; keep one of the two"
    ]


@pytest.mark.parametrize(
    ("content", "place", "wrong"),
    [
        (b"", "known.csv: ", "the table is empty"),
        (b"\n \n", "known.csv: ", "the table is empty"),
        (HEAD.encode() + b"a\x00,b,listed,,,", "known.csv:2:2: ", "a hidden character"),
        (HEAD.encode() + "a\u202eb,c,listed,,,".encode(), "known.csv:2:2: ", "a hidden character"),
        (HEAD.encode() + b"\xff,b,listed,,,", "known.csv:2:1: ", "0xff is not UTF-8"),
        (HEAD.encode() + b"a" * MAX_LINE + b",b,listed,,,", "known.csv:2:2001: ", "longer than"),
        (b"d" * (MAX_BYTES + 1), "known.csv: ", "larger than"),
    ],
)
def test_hostile_files_are_refused(content: bytes, place: str, wrong: str) -> None:
    (told,) = problems(content)
    assert told.startswith(place)
    assert wrong in told


def test_of_very_many_problems_the_first_are_told() -> None:
    told = problems(HEAD + "a,b,c,,,\n" * 5_000)
    assert len(told) == MAX_PROBLEMS + 1
    assert told[0] == f"known.csv: more than {MAX_PROBLEMS} problems; the first ones follow"


def test_long_values_are_not_repeated() -> None:
    (told,) = problems(f"{HEAD}a,b,{'secret ' * 20},,,\n")
    assert "secret" not in told


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_known(tmp_path / "none.csv")


def test_a_table_goes_to_another_process_and_is_the_same_there() -> None:
    known = read_known(f"{HEAD}a,b,listed,,,".encode(), "known.csv")
    again = pickle.loads(pickle.dumps(known))  # noqa: S301 - our own bytes
    assert (again, hash(again)) == (known, hash(known))
    assert table_of(again).rows == table_of(known).rows


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for raw in (content, HEAD.encode() + content):
        with suppress(InputError):
            table_of(read_known(raw, "known.csv"))


@given(st.lists(st.text('a ",\t;', max_size=8), min_size=1, max_size=5))
def test_cells_in_quotes_come_back_as_they_were(texts: list[str]) -> None:
    quoted = ",".join('"' + text.replace('"', '""') + '"' for text in texts)
    assert [cell.text for cell in cells_of(quoted, ",")] == [text.strip() for text in texts]


@given(st.text('ab ",', max_size=12))
def test_each_cell_begins_at_its_column(line: str) -> None:
    if '"' not in line:
        assert all(line[column - 1 :].startswith(text) for text, column in cells_of(line, ","))
        return
    with suppress(BadCell):
        assert all(1 <= column <= len(line) + 1 for _, column in cells_of(line, ","))
