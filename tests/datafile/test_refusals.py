"""What the reader refuses: every hostile or mistaken input, with the place and the sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from yaml.error import YAMLError

from causality.datafile import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, read_document
from causality.datafile.yaml_faults import fault_of
from causality.errors import CaseError, ModelError

ROOT = Path(__file__).parents[2]


def problems(raw: bytes, *, name: str = "f") -> list[str]:
    with pytest.raises(CaseError) as caught:
        read_document(raw, name, CaseError)
    return [str(problem) for problem in caught.value.problems]


# Places were counted by hand in the input beside them.
YAML = {
    "a tab as indentation": (
        b"a:\n\t- b",
        "f:2:1: a tab stands where the indentation is read; indent with spaces",
    ),
    "a tab in a block text": (
        b"a: |-\n\tx",
        "f:2:1: a tab stands where the indentation is read; indent with spaces",
    ),
    "no space after a colon": (
        b"\n  a:b\n  c: d",
        (
            "f:2:3: this line is neither 'key: value' nor an item of a list; "
            "perhaps the colon, or a space after it, is missing"
        ),
    ),
    "no colon in the first line": (
        b"key\nother: x",
        (
            "f:1:1: this line is neither 'key: value' nor an item of a list; "
            "perhaps the colon, or a space after it, is missing"
        ),
    ),
    "no colon in a later line": (
        b"a: b\nkey\nother: x",
        (
            "f:2:1: this line is neither 'key: value' nor an item of a list; "
            "perhaps the colon, or a space after it, is missing"
        ),
    ),
    "a second colon": (
        b"a: b: c",
        "f:1:5: a second colon stands in this text; put the whole text in quotes",
    ),
    "an item beside a colon": (
        b"a: - b",
        "f:1:4: this does not belong to the value before it; put the whole text in quotes",
    ),
    "an unclosed quote": (
        b"a: 'x\nb: c\n",
        "f:1:4: the quote that opens here is never closed; close it",
    ),
    "a quote cut by a new document": (
        b"a: 'x\n---\n",
        "f:1:4: the quote that opens here is never closed; close it",
    ),
    "a quote inside quotes": (
        b"a: 'it's'",
        (
            "f:1:8: the quotes end before this; quote the whole text; "
            "a single quote inside single quotes is written twice"
        ),
    ),
    "text after quotes": (
        b'a: "b" c',
        (
            "f:1:8: the quotes end before this; quote the whole text; "
            "a single quote inside single quotes is written twice"
        ),
    ),
    "an unclosed list": (
        b"a: [x\n",
        "f:1:4: the bracket that opens here is never closed; close it",
    ),
    "a list that was never begun": (
        b"a: b\nc: [",
        "f:2:4: the bracket that opens here is never closed; close it",
    ),
    "a value left out": (
        b"a: [b, , c]",
        "f:1:8: a value is missing before ','; write one, or put the whole text in quotes",
    ),
    "an unclosed mapping": (
        b"a: {b: c",
        "f:1:4: the bracket that opens here is never closed; close it",
    ),
    "a bracket left open": (
        b"a: [1, 2\nb: c\nd: e",
        (
            "f:2:2: a comma or the end of the bracket of line 1 is missing before this; "
            "quote a text that holds brackets, commas or colons"
        ),
    ),
    "a text that begins with @": (
        b"a: @x",
        "f:1:4: a text may not begin with '@'; put the whole text in quotes",
    ),
    "a lone star": (
        b"a: *\nb: c",
        "f:1:4: a text may not begin with '*', '&' or '!'; put the whole text in quotes",
    ),
    "indentation that fits nothing": (
        b"a: |\n  x\n y\n",
        (
            "f:3:2: the indentation fits no line above; "
            "entries that belong together begin in the same column"
        ),
    ),
    "a mapping after a list": (
        b"- a\nb: c",
        (
            "f:2:1: the indentation fits no line above; "
            "entries that belong together begin in the same column"
        ),
    ),
    "an unknown escape": (
        rb'a: "\q"',
        (
            "f:1:5: an unknown escape stands in double quotes; "
            r"write \\ for a backslash, or use single quotes"
        ),
    ),
    "half a surrogate pair": (
        rb'a: "\uD83D"',
        (
            "f:1:7: an unknown escape stands in double quotes; "
            r"write \\ for a backslash, or use single quotes"
        ),
    ),
    "an unknown edition": (
        b"%YAML 3.0\n---\na",
        "f:1:1: the %YAML line names no edition that is known; leave it out",
    ),
    "a fault without a sentence of its own": (
        b"%FOO\n---\na",
        "f:1:5: not readable as YAML (found unknown directive name); put the text in quotes",
    ),
    "a duplicate key": (
        b"a: b\nc: {d: 1, d: 2}",
        "f:2:11: c: the key 'd' is written twice; the first stands in line 2, column 5",
    ),
    "a duplicate key after stripping": (
        b'a: b\n"\\u202ea": c',
        "f:2:1: the key 'a' is written twice; the first stands in line 1, column 1",
    ),
    "an anchor": (
        b"a: &x b",
        "f:1:4: a: anchors ('&name') are not read; leave it out, or quote the text",
    ),
    "an alias": (
        b"- x\n- *y",
        "f:2:3: [1]: aliases ('*name') are not read; write the value out, or quote it",
    ),
    "a tag": (
        b"a: !!python/object/apply:os.system [ls]",
        "f:1:4: a: tags ('!name') are not read; leave it out, or quote the text",
    ),
    "a tag on a text": (
        b"a:\n- !!str 3",
        "f:2:3: a[0]: tags ('!name') are not read; leave it out, or quote the text",
    ),
    "a merge key": (
        b"<<: {a: b}",
        "f:1:1: merge keys ('<<') are not read; write the entries out",
    ),
    "a list as key": (
        b"? [a]\n: b",
        "f:1:3: a key must be plain words; not a list",
    ),
    "a mapping as key": (
        b"x: {? {a: b} : c}",
        "f:1:7: x: a key must be plain words; not a mapping",
    ),
    "an empty key": (
        b"a: {~: b}",
        "f:1:5: a: a key is empty; write a word before the colon",
    ),
    "a second document": (
        b"a\n---\nb",
        "f:2:1: a second document begins; one file holds one",
    ),
    "a control character": (
        b"a: b\nc: x\x1b[2J",
        "f:2:5: the character U+001B may not stand here; delete it",
    ),
    "a byte that is not UTF-8": (
        b"a: b\nc: \xe9t\xe9",
        "f:2:4: the byte 0xe9 is not UTF-8 text; save the file as UTF-8",
    ),
    "an encoded surrogate": (
        b"a: \xed\xa0\x80",
        "f:1:4: the byte 0xed is not UTF-8 text; save the file as UTF-8",
    ),
    "UTF-16": (
        "a: b".encode("utf-16"),
        "f:1:1: the file is UTF-16 text; save the file as UTF-8",
    ),
}

JSON = {
    "a duplicate key": (
        b'{"a": 1,\n "a": 2}',
        "f:2:2: the key 'a' is written twice; the first stands in line 1, column 2",
    ),
    "an empty key": (
        b'{"": 1}',
        "f:1:2: a key is empty; write a word before the colon",
    ),
    "NaN": (
        b'{"a": NaN}',
        "f:1:7: not a finite number; leave the key out if it is not known",
    ),
    "Infinity": (
        b"[1, -Infinity]",
        "f:1:5: not a finite number; leave the key out if it is not known",
    ),
    "a leading zero": (
        b"[010]",
        'f:1:2: not a number as JSON writes it; quote it if it is a text: "010"',
    ),
    "a plus sign": (
        b"[+1]",
        'f:1:2: not a number as JSON writes it; quote it if it is a text: "010"',
    ),
    "a key without quotes": (
        b"{a: 1}",
        (
            "f:1:2: a key in double quotes should stand here; "
            "a file that begins with '{' or '[' is read as JSON"
        ),
    ),
    "a number as key": (
        b"{1: 2}",
        (
            "f:1:2: a key in double quotes should stand here; "
            "a file that begins with '{' or '[' is read as JSON"
        ),
    ),
    "a key in single quotes": (
        b"{'a': 1}",
        (
            "f:1:2: a key in double quotes should stand here; "
            "a file that begins with '{' or '[' is read as JSON"
        ),
    ),
    "a text in single quotes": (
        b"['a']",
        'f:1:2: single quotes are not JSON; use double quotes: "text"',
    ),
    "a word without quotes": (
        b'{"a": yes}',
        'f:1:7: not a JSON value; text stands in double quotes: "text"',
    ),
    "a comment": (
        b"[ // x\n1]",
        "f:1:3: JSON has no comments; leave it out, or use a 'note'",
    ),
    "a comment before a key": (
        b"{ # x\n}",
        "f:1:3: JSON has no comments; leave it out, or use a 'note'",
    ),
    "a comma before a brace": (
        b'{"a": 1,}',
        "f:1:9: a comma too many stands before '}'; take it out",
    ),
    "a comma before a bracket": (
        b"[1,]",
        "f:1:4: a value is missing before ']'; write one, or take the comma out",
    ),
    "a value left out": (
        b'{"a":}',
        "f:1:6: a value is missing before '}'; write one, or take the comma out",
    ),
    "the wrong bracket": (
        b"[}",
        "f:1:2: a value is missing before '}'; write one, or take the comma out",
    ),
    "no comma": (
        b"[1 2]",
        "f:1:4: a comma is missing before this; separate entries with commas",
    ),
    "no colon": (
        b'{"a" 1}',
        'f:1:6: a colon is missing after the key; write "key": value',
    ),
    "an unclosed list": (
        b'{"a": [1,\n',
        "f:1:7: the '[' that opens here is never closed; close it",
    ),
    "an unclosed quote": (
        b'{"a": "x',
        r"f:1:7: the quote that opens here is not closed on its line; write \n in a text",
    ),
    "a text over two lines": (
        b'{"a": "x\ny"}',
        r"f:1:7: the quote that opens here is not closed on its line; write \n in a text",
    ),
    "an unknown escape": (
        rb'["x\q"]',
        r"f:1:4: an unknown escape; write \\ for a backslash",
    ),
    "a control character": (
        b'["\x1b[2J"]',
        "f:1:3: a control character stands here (U+001B); delete it",
    ),
    "half a surrogate pair": (
        rb'{"a": "\ud83d"}',
        r"f:1:7: a: half a character stands here (\ud800-\udfff); write the whole one",
    ),
    "a word after the end": (
        b"[1] x",
        "f:1:5: something follows after the end; one file holds one document",
    ),
    "a second value": (
        b"{}\n{}",
        "f:2:1: something follows after the end; one file holds one document",
    ),
}


@pytest.mark.parametrize(("raw", "problem"), YAML.values(), ids=YAML)
def test_faulty_yaml_is_refused_with_place_and_remedy(raw: bytes, problem: str) -> None:
    assert problems(raw) == [problem]


@pytest.mark.parametrize(("raw", "problem"), JSON.values(), ids=JSON)
def test_faulty_json_is_refused_with_place_and_remedy(raw: bytes, problem: str) -> None:
    assert problems(raw) == [problem]


def test_an_error_without_a_place_is_told_too() -> None:
    line, column, wrong, _ = fault_of(YAMLError("odd"), "a: b", (1, 1))
    assert (line, column, wrong) == (1, 1, "not readable as YAML")


def test_problems_before_a_syntax_error_are_reported_with_it() -> None:
    assert problems(b"a: 1\na: 2\nb: !x y\nc: 'open") == [
        "f:2:1: the key 'a' is written twice; the first stands in line 1, column 1",
        "f:3:4: b: tags ('!name') are not read; leave it out, or quote the text",
        "f:4:4: the quote that opens here is never closed; close it",
    ]
    assert problems(b'{"a": 1, "a": 2, "b": }') == [
        "f:1:10: the key 'a' is written twice; the first stands in line 1, column 2",
        "f:1:23: a value is missing before '}'; write one, or take the comma out",
    ]


def test_the_class_of_the_error_is_the_one_asked_for() -> None:
    with pytest.raises(ModelError):
        read_document(b"a: [", "f", ModelError)


def test_an_alias_bomb_is_refused_without_unfolding_it() -> None:
    """Nine levels of nine aliases would be 387 million nodes (S6)."""
    levels = [b"a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 9)]
    found = problems(b"\n".join(levels))
    assert len(found) == 9 + 8 * 9  # anchors, then aliases
    assert found[0].startswith("f:1:5: a0: anchors")


@pytest.mark.parametrize("start", ["", "a: "], ids=["JSON", "YAML"])
@pytest.mark.parametrize("bracket", ["[", "{"])
def test_a_hundred_thousand_brackets_are_an_error_and_no_crash(start: str, bracket: str) -> None:
    """In a process of its own: a crash in C would take the test run with it."""
    code = (
        "from causality.datafile import read_document\n"
        "from causality.errors import CaseError\n"
        "try:\n"
        f"    read_document(({start!r} + {bracket!r} * 100_000).encode(), 'f', CaseError)\n"
        "except CaseError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("f:1:")
    assert done.stderr == ""


@pytest.mark.parametrize("form", ["flow", "block", "json"])
def test_depth_has_a_limit_and_the_limit_itself_is_allowed(form: str) -> None:
    def nested(depth: int) -> bytes:
        opened, closed = ("- ", "x") if form == "block" else ("[", "]" * depth)
        return (("" if form == "json" else "---\n") + opened * depth + closed).encode()

    data = read_document(nested(MAX_DEPTH), "f", CaseError).data
    for _ in range(MAX_DEPTH - 1):
        assert isinstance(data, list)
        data = data[0]
    assert data in ([], ["x"])
    (problem,) = problems(nested(MAX_DEPTH + 1))
    assert problem.endswith(f": nested more than {MAX_DEPTH} deep; no entry needs that")


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_the_number_of_entries_has_a_limit_and_the_limit_itself_is_allowed(form: str) -> None:
    def items(count: int) -> bytes:
        return b"- a\n" * count if form == "yaml" else b"[" + b"1," * (count - 1) + b"1]"

    data = read_document(items(MAX_NODES - 1), "f", CaseError).data  # the list is a node too
    assert isinstance(data, list)
    assert len(data) == MAX_NODES - 1
    (problem,) = problems(items(MAX_NODES))
    assert problem.endswith(": more than 200,000 entries in one file")


def test_keys_count_as_entries() -> None:
    mapping = b"\n".join(b"k%d: x" % n for n in range(MAX_NODES // 2))
    (problem,) = problems(mapping, name="case.yaml")
    assert problem.endswith("more than 200,000 entries in one file")


def test_size_has_a_limit_and_a_reader_of_models_may_raise_it() -> None:
    raw = b"# " + b"x" * MAX_BYTES
    wrong = "f: larger than 1,000,000 bytes; split the file, or leave scans out of it"
    assert problems(raw) == [wrong]
    assert read_document(raw, "f", CaseError, max_bytes=MAX_BYTES + 2).data is None
    assert read_document(raw[:MAX_BYTES], "f", CaseError).data is None


def test_of_too_many_problems_the_first_are_listed() -> None:
    found = problems(b"\n".join(b"- !x y" for _ in range(500)))
    assert len(found) == MAX_PROBLEMS + 1
    assert found[0] == "f: more than 100 problems; the first ones follow"
    assert found[1].startswith("f:1:3: [0]: tags")
    assert found[-1].startswith("f:100:3: [99]: tags")


def test_a_hundred_problems_are_all_listed() -> None:
    found = problems(b"\n".join(b"- !x y" for _ in range(MAX_PROBLEMS)))
    assert len(found) == MAX_PROBLEMS
    assert found[0].startswith("f:1:3: [0]: tags")


MEGABYTES = (
    b"- [" + b"[]," * 333_000,
    b"[" + b"{}," * 333_000,
    b"- {a: b}\n" * 111_000,
    b"a: '" + b"''" * 499_000,
    b'["' + b"\\\\" * 249_000,
    b'- "\\x1b"\n' * 111_000,
    b"\x01" * MAX_BYTES,
    b"? " * 500_000,
    b"a: " + b"[" * 999_000,
    b" " * MAX_BYTES,
    b"a b c\n\n" * 140_000,
)


def test_a_megabyte_of_anything_takes_less_than_two_seconds() -> None:
    """Processor time in a process of its own: neither a busy machine nor a tracer counts."""
    code = (
        "import sys, time\n"
        "from causality.datafile import read_document\n"
        "from causality.errors import CaseError\n"
        "for line in sys.stdin.read().split():\n"
        "    raw = bytes.fromhex(line)\n"
        "    before = time.process_time()\n"
        "    try:\n"
        "        read_document(raw, 'f', CaseError)\n"
        "    except CaseError:\n"
        "        pass\n"
        "    print(time.process_time() - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        input="\n".join(raw.hex() for raw in MEGABYTES),
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = [float(line) for line in done.stdout.split()]
    assert len(seconds) == len(MEGABYTES)
    assert max(seconds) < 2, seconds
