"""How messages show values and places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from causality.datafile.text import line_starts, place_of, shown, without_hidden


def test_values_are_shown_quoted_short_and_printable() -> None:
    assert shown("x") == "'x'"
    assert shown("a\nb\u202e") == r"'a\nb\u202e'"
    assert shown("x" * 40) == "'" + "x" * 40 + "'"
    assert shown("x" * 41) == "a text of 41 characters"
    assert shown({"a": "secret"}) == "a mapping"
    assert shown(["secret"]) == "a list"
    assert shown(("secret",)) == "a list"
    assert shown(None) == "an empty value"
    assert shown(1.5) == "a float"


@given(st.text("ab\n\r", max_size=30), st.data())
def test_a_place_leads_back_to_its_index(text: str, data: st.DataObject) -> None:
    """Lines are split by another function; the place must be where the index is."""
    index = data.draw(st.integers(0, len(text)))
    line, column = place_of(index, line_starts(text))
    lines = (text + "#").splitlines(keepends=True)
    assert sum(map(len, lines[: line - 1])) + column - 1 == index


@given(st.text())
def test_nothing_but_controls_is_lost(text: str) -> None:
    clean = without_hidden(text)
    assert without_hidden(clean) == clean
    kept = "".join(c for c in text if c.isprintable() or c in " \n\t")
    assert set(kept) <= set(clean) | {"\u2028"}
    assert all(ord(c) >= 0x20 or c in "\n\t" for c in clean)
