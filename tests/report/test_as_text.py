"""The form of a text report: its width, its tables, and that it obeys nothing."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.assessment.contract import SUPPORT
from causality.report.as_text import WIDTH, as_text, outline_as_text, plain
from causality.report.blocks import Heading, Item, Items, Paragraph, Table
from tests.report.examples import assessment, contradictory

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
PAYLOADS = [
    "[bold]obeyed[/bold]",
    "[/bold]",
    "<script>alert(1)</script>",
    "\x1b[2Jgone",
    "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31mred",
    "\u202egnippilf",
    "line\nbreak\r\nhere",
    "{{ 7 * 7 }} %s {0} $HOME `id`",
    "=1+1",
    "\ud800",
    "Ωμέγα 日本語 e\u0301 \u200d",
    "x" * 300,
]


def poisoned(node: Any, payload: str) -> Any:
    """``node`` with ``payload`` in every free text; ids and words of the vocabulary stay."""
    free = {"text", "because", "case_title", "day_0", "drug_name", "event_term", "source", "by"}
    free |= {"assumed", "result", "stated", "says", "wording", "title"}
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        values = {one.name: getattr(node, one.name) for one in dataclasses.fields(node)}
        return dataclasses.replace(
            node,
            **{
                name: payload
                if name in free and isinstance(value, str)
                else poisoned(value, payload)
                for name, value in values.items()
            },
        )
    if isinstance(node, Mapping):
        return {key: poisoned(value, payload) for key, value in node.items()}
    if isinstance(node, tuple):
        return tuple(poisoned(value, payload) for value in node)
    return node


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("bold", [False, True])
def test_whatever_a_text_field_holds_stays_text(payload: str, *, bold: bool) -> None:
    text = as_text(poisoned(contradictory(assessment()), payload), bold=bold)
    if bold:
        assert set(ESCAPE.findall(text)) == {"\x1b[1m", "\x1b[0m"}
        text = ESCAPE.sub("", text)
    hidden = [one for one in text if not one.isprintable() and one not in "\n\u200d"]
    assert hidden == []
    text.encode("utf-8")
    shown = plain(payload)
    assert "".join(shown.split()) in "".join(text.split())


@given(st.text())
def test_plain_text_is_one_line_that_can_be_written(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert "\x1b" not in shown
    shown.encode("utf-8")


@given(
    st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), min_size=1, max_size=9),
    st.integers(40, 120),
)
def test_no_line_is_wider_than_asked(texts: list[str], width: int) -> None:
    blocks = (
        Heading(texts[0], 2),
        Paragraph(" ".join(texts)),
        Items((Item(texts[0], tuple(texts)),)),
        Table(tuple(texts), (tuple(reversed(texts)),)),
    )
    for line in outline_as_text(blocks, width=width).splitlines():
        assert sum(2 if east_asian_width(one) in "WF" else 1 for one in line) <= width + combining(
            line
        )


def combining(line: str) -> int:
    """Characters of ``line`` that take no column, or whose width a terminal settles itself."""
    return sum(not one.isalnum() and one > "\u02ff" for one in line) + sum(
        one > "\u02ff" for one in line
    )


def test_a_report_fits_its_width() -> None:
    for width in (60, WIDTH, 120):
        assert max(map(len, as_text(assessment(), width=width).splitlines())) <= width


def test_a_report_ends_by_saying_what_it_is_not() -> None:
    assert as_text(assessment()).splitlines()[-1] == SUPPORT
    assert "not a diagnosis" in SUPPORT


def test_a_table_keeps_every_word_when_its_cells_are_wrapped() -> None:
    table = Table(("one", "two"), (("short", "word " * 40), ("a" * 70, "end")))
    text = outline_as_text((table,), width=50)
    assert text.count("word") == 40
    assert text.replace("\n", "").replace(" ", "").count("a") >= 70
    assert max(map(len, text.splitlines())) <= 50


def test_a_table_that_is_too_wide_is_told_in_parts() -> None:
    columns = tuple(f"method {number}" for number in range(12))
    text = outline_as_text((Table(columns, (tuple(map(str, range(12))),)),), width=60)
    assert max(map(len, text.splitlines())) <= 60
    for column in columns:
        assert column in text
    assert text.count("method 0") > 1


def test_wide_characters_take_two_columns() -> None:
    text = outline_as_text((Table(("a", "b"), (("日本", "x"), ("abcd", "y"))),))
    assert text.splitlines()[2:] == ["日本  x", "abcd  y"]


def test_only_headings_are_bold() -> None:
    blocks = (Heading("Title", 1), Paragraph("text"), Heading("small", 3), Paragraph("more"))
    bold = outline_as_text(blocks, bold=True)
    assert bold.startswith("\x1b[1mTitle\x1b[0m\n=====\n\ntext\n\n\x1b[1msmall:\x1b[0m\n")
    assert ESCAPE.sub("", bold) == outline_as_text(blocks)
