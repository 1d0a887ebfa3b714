"""Markup: whatever is data stays data."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.report.markup import element, number, words_of, written


class Reader(HTMLParser):
    """What a browser would make of the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))))
def test_a_browser_reads_back_the_very_text_that_was_written(text: str) -> None:
    found = read(written(element("p", text, title=text)))
    assert found.tags == ["p"]
    assert found.text == text
    assert found.attributes == [("title", text)]


def test_control_characters_and_halves_of_pairs_are_not_written() -> None:
    assert written(element("p", "a\x1b[2Jb\u202ec\ud800")) == "<p>a[2Jbc\ufffd</p>"


def test_names_of_attributes_follow_the_dialect() -> None:
    made = element("svg", viewBox="0 0 1 1", class_="a", aria_label="b", missing=None, x=1.5)
    assert written(made) == '<svg viewBox="0 0 1 1" class="a" aria-label="b" x="1.5"></svg>'


def test_an_empty_element_of_html_has_no_end() -> None:
    assert written(element("p", "a", element("br"), "b")) == "<p>a<br>b</p>"


@pytest.mark.parametrize(
    ("value", "text"),
    [(10, "10"), (0.5, "0.5"), (10.10, "10.1"), (1 / 3, "0.33"), (-0.25, "-0.25")],
)
def test_a_coordinate_has_at_most_two_decimals(value: float, text: str) -> None:
    assert number(value) == text


def test_the_words_of_a_tree_are_read_in_order() -> None:
    tree = element("p", "one", element("b", "two"), "three")
    assert words_of(tree).split() == ["one", "two", "three"]
