"""What the reader reads: data equal to what was written, at the places where it was written."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.datafile import Data, Document, load_document, read_document
from causality.errors import CaseError

SEED = b"""\
# a comment
schema: causality/case/1
drugs:
  - id: dara
    half-life: 18 d +- 9 d
    doses: [{id: first, start: unknown}, {id: "second", start: 2024-03}]
events:
- {id: lep, note: 'two  words'}
empty:
"""


def read(raw: bytes) -> Document:
    return read_document(raw, "f", CaseError)


def test_scalars_stay_the_text_that_was_written() -> None:
    raw = b"[yes, NO, on, 010, 0x10, 1_000, 1e5, .5, 2024-03, 12:30:45, True, .nan, Null, '~']"
    written = ["yes", "NO", "on", "010", "0x10", "1_000", "1e5", ".5", "2024-03", "12:30:45"]
    assert read(b"- " + raw).data == [[*written, "True", ".nan", "Null", "~"]]


@pytest.mark.parametrize("empty", ["", "null", "~"])
def test_an_unquoted_empty_value_is_none_and_a_quoted_one_is_text(empty: str) -> None:
    assert read(f"a: {empty}".encode()).data == {"a": None}
    assert read(f"a: '{empty}'".encode()).data == {"a": empty}


def test_json_numbers_and_words_stay_text_and_null_is_none() -> None:
    raw = b'{"a": [1.50, -0, 1E+2, 12345678901234567890123], "b": true, "c": null, "d": "null"}'
    assert read(raw).data == {
        "a": ["1.50", "-0", "1E+2", "12345678901234567890123"],
        "b": "true",
        "c": None,
        "d": "null",
    }


@pytest.mark.parametrize("raw", [b"", b"# nothing\n", b"---\n...\n", b"\xef\xbb\xbf", b"~"])
def test_a_file_without_content_holds_none(raw: bytes) -> None:
    assert read(raw).data is None


def test_a_byte_order_mark_shifts_no_column() -> None:
    for raw in (b"\xef\xbb\xbfa: b", b'\xef\xbb\xbf{"a":"b"}'):
        assert read(raw).data == {"a": "b"}
        assert read(raw).position(["a"])[0] == 1
    assert read(b"\xef\xbb\xbfa: b").key_position(["a"]) == (1, 1)


def test_the_hash_is_of_the_bytes() -> None:
    assert read(b"a: b").sha256 == sha256(b"a: b").hexdigest()
    assert read(b"a: b ").sha256 != read(b"a: b").sha256


def test_positions_are_those_of_the_file() -> None:
    """Counted by hand in SEED."""
    document = read(SEED)
    assert document.position(["schema"]) == (2, 9)
    assert document.position(["drugs"]) == (4, 3)
    assert document.position(["drugs", 0]) == (4, 5)
    assert document.position(["drugs", 0, "half-life"]) == (5, 16)
    assert document.position(["drugs", 0, "doses", 1, "start"]) == (6, 64)
    assert document.key_position(["drugs", 0, "doses", 1, "start"]) == (6, 57)
    assert document.position(["events", 0, "note"]) == (8, 19)
    assert document.key_position(["empty"]) == (9, 1)


def test_the_position_of_what_is_not_there_is_that_of_its_nearest_ancestor() -> None:
    document = read(SEED)
    assert document.position(["drugs", 0, "doses", 1, "stop"]) == (6, 42)
    assert document.key_position(["drugs", 0, "doses", 1, "stop"]) == (6, 42)
    assert document.position(["drugs", 7, "id"]) == document.position(["drugs"])
    assert document.position(["nothing"]) == (2, 1)
    assert document.key_position(["drugs", 0]) == (4, 5)  # an item of a list has no key


def test_positions_are_counted_in_characters_and_in_lines_of_every_kind() -> None:
    yaml_document = read("é𝄞: {b: ß, c: d}\r\nx: y\rz: w\n".encode())
    assert yaml_document.position(["é𝄞", "c"]) == (1, 15)
    assert yaml_document.position(["x"]) == (2, 4)
    assert yaml_document.position(["z"]) == (3, 4)
    json_document = read('{"é𝄞": {"b": "ß", "c": 1},\r\n"x":\r2}'.encode())
    assert json_document.position(["é𝄞", "c"]) == (1, 24)
    assert json_document.key_position(["x"]) == (2, 1)
    assert json_document.position(["x"]) == (3, 1)


def test_values_are_found_by_their_path() -> None:
    document = read(SEED)
    assert document.value(["drugs", 0, "doses", 1, "id"]) == "second"
    assert document.value([]) is document.data
    assert document.holds(["empty"])
    assert not document.holds(["drugs", 1])
    with pytest.raises(KeyError):
        document.value(["drugs", "id"])


def test_a_problem_names_the_path_as_people_write_it() -> None:
    problem = read(SEED).problem(["drugs", 0, "doses", 1, "start"], "not a day", "write one")
    assert str(problem) == "f:6:64: drugs[0].doses[1].start: not a day; write one"
    odd = read(b"measures: {marks recovery: x, a.b: x, '[': x}")
    assert odd.problem(["measures", "marks recovery"], "w").path == "measures.marks recovery"
    assert odd.problem(["measures", "a.b"], "w").path == "measures['a.b']"
    assert odd.problem(["measures", "["], "w").path == "measures['[']"
    assert odd.problem([0, "x" * 99], "w").path == "[0][a text of 99 characters]"


HIDDEN = {
    "escape": r"\u001b[2J",
    "null": r"\u0000",
    "bell": r"\u0007",
    "carriage return": r"\u000d",
    "delete": r"\u007f",
    "C1 control sequence": r"\u009b",
    "right-to-left override": r"\u202e",
    "isolate": r"\u2066",
    "Arabic letter mark": r"\u061c",
}


@pytest.mark.parametrize("escape", HIDDEN.values(), ids=HIDDEN)
def test_control_characters_are_stripped_and_noted_by_place_alone(escape: str) -> None:
    rest = "[2J" if "[2J" in escape else ""
    json_document = read(f'{{"a":\n ["x{escape}y"]}}'.encode())
    assert json_document.data == {"a": [f"x{rest}y"]}
    assert json_document.notes == ("f:2:3: control characters were removed",)
    yaml_document = read(f'a:\n - "x{escape}y"'.encode())
    assert yaml_document.data == json_document.data
    assert yaml_document.notes == ("f:2:4: control characters were removed",)


def test_newline_and_tab_are_kept() -> None:
    assert read(b'{"a": "x\\n\\ty"}').data == {"a": "x\n\ty"}
    assert read(b'{"a": "x\\n\\ty"}').notes == ()
    assert read(b"a: |\n  x\n  \ty").data == {"a": "x\n\ty"}


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_odd_line_separators_become_a_space_and_shift_no_line(separator: str) -> None:
    document = read(f"a: x{separator}y\nb: z".encode())
    assert document.data == {"a": "x y", "b": "z"}
    assert document.position(["b"]) == (2, 4)
    assert document.notes == ("f:1:5: an odd line separator was read as a space",)
    assert read(f'{{"a": "x{separator}y"}}'.encode()).data == {"a": "x y"}


def test_of_too_many_notes_the_first_are_kept() -> None:
    notes = read(b'- "\\e"\n' * 500).notes
    assert len(notes) == 101
    assert notes[-1] == "f: more places like these follow"


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(SEED)
    document = load_document(path, CaseError)
    assert document.name == str(path)
    assert document.data == read(SEED).data
    assert load_document(path, CaseError, name="case.yaml").name == "case.yaml"


def test_a_file_that_is_missing_too_large_or_a_folder_is_one_problem(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"^c: cannot be read \(no such file or directory\)$"):
        load_document(tmp_path / "none.yaml", CaseError, name="c")
    with pytest.raises(CaseError, match=r"^c: cannot be read \("):
        load_document(tmp_path, CaseError, name="c")
    (tmp_path / "big.yaml").write_bytes(b"#" * 11)
    with pytest.raises(CaseError, match=r"^c: larger than 10 bytes"):
        load_document(tmp_path / "big.yaml", CaseError, name="c", max_bytes=10)


def test_a_file_name_reaches_messages_without_control_characters() -> None:
    with pytest.raises(CaseError) as caught:
        read_document(b"a: [", "c\x1b[2J\n.yaml", CaseError)
    assert str(caught.value).startswith("c[2J .yaml:1:4: ")


# What may be written in a file and must come back: any text without what is stripped.
TEXT = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs"),
        exclude_characters="\u061c\u200e\u200f\u2028\u2029\ufeff\ufffe\uffff"
        + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x2070)])),
        include_characters="\n\t",
    ),
    max_size=20,
)
STRUCTURE = st.recursive(
    TEXT | st.none(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXT.filter(bool), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(STRUCTURE)
def test_json_reads_back_as_it_was_written(data: Data) -> None:
    for ascii_only in (True, False):
        document = read(json.dumps([data], ensure_ascii=ascii_only).encode())
        assert document.data == [data]
        assert document.notes == ()


@given(STRUCTURE, st.booleans())
def test_yaml_reads_back_as_it_was_written(data: Data, flow: bool) -> None:  # noqa: FBT001
    written = yaml.safe_dump({"top": data}, default_flow_style=flow, allow_unicode=True)
    if "&id" in written:  # the writer shares equal lists by an alias
        return
    assert read(b"---\n" + written.encode()).data == {"top": data}


@given(STRUCTURE.filter(lambda data: isinstance(data, (dict, list))))
def test_every_position_points_at_its_value(data: Any) -> None:
    """Each leaf of indented JSON is found again by cutting the text at its position."""
    written = json.dumps(data, indent=1, ensure_ascii=False)
    lines = written.split("\n")
    document = read(written.encode())
    for path, value in _leaves(data, ()):
        line, column = document.position(path)
        assert lines[line - 1][column - 1 :].startswith(json.dumps(value, ensure_ascii=False))


def _leaves(data: Any, path: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], Any]]:
    if isinstance(data, dict):
        return [leaf for key, inner in data.items() for leaf in _leaves(inner, (*path, key))]
    if isinstance(data, list):
        return [leaf for n, inner in enumerate(data) for leaf in _leaves(inner, (*path, n))]
    return [(path, data)]


HOSTILE = st.lists(
    st.sampled_from([*"[]{}:,-?&*!|>'\"%@`#~\n\t \\", "a", "\u202e", "---", "<<", "\ud7ff", "0"]),
    max_size=60,
).map(lambda parts: "".join(parts).encode())
MUTATED = st.tuples(
    st.integers(0, len(SEED)), st.integers(0, 5), st.binary(max_size=5), st.booleans()
).map(
    lambda change: (
        (json.dumps(read(SEED).data).encode() if change[3] else SEED)[: change[0]]
        + change[2]
        + SEED[change[0] + change[1] :]
    )
)


@settings(max_examples=2_000)
@given(st.binary(max_size=200) | HOSTILE | MUTATED)
def test_any_bytes_are_a_document_or_a_case_error(raw: bytes) -> None:
    outcome = _outcome(raw)
    if isinstance(outcome, Document):
        _check_plain(outcome.data)
        return
    assert outcome.problems
    lines = raw.count(b"\n") + raw.count(b"\r") + 2
    assert all(0 <= problem.line <= lines for problem in outcome.problems)
    assert "\x1b" not in str(outcome)


def _outcome(raw: bytes) -> Document | CaseError:
    try:
        return read(raw)
    except CaseError as error:
        return error


def _check_plain(data: object) -> None:
    if isinstance(data, dict):
        for key, value in data.items():
            assert type(key) is str
            _check_plain(value)
    elif isinstance(data, list):
        for value in data:
            _check_plain(value)
    else:
        assert data is None or type(data) is str
