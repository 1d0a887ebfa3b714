"""Markdown says what the outline says, whatever a case may hold; a second reader renders it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from causality.assessment import assess
from causality.case.read import read_case_file
from causality.case.shipped import shipped_cases
from causality.report.as_markdown import as_markdown, escaped, outline_as_markdown
from causality.report.as_text import plain
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.outline import outline
from tests.report.examples import assessment
from tests.report.test_as_text import PAYLOADS, poisoned

# CommonMark with the extensions of GitHub that need no other package.
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SEED = "daratumumab-leukoencephalopathy"

NASTY = (
    "# no heading",
    "- no item",
    "+ no item",
    "* no item",
    "1. no number",
    "12) no number",
    "> no quote",
    "---",
    "===",
    "```",
    "~~~ x",
    "[no](http://link)",
    "![no](image.png)",
    "[no]: http://definition",
    "<b>no</b> &lt; &amp; &#65; &copy;",
    "<http://no.link>",
    "*no* **emphasis** _no_ __emphasis__ ~~gone~~",
    "a | cell | b",
    "back\\slash \\* \\",
    "`code` ``code``",
    "    no code",
    "{role}`no`",
    "$no$ math",
    "% no comment",
    "(no)=",
    "::: no",
    "end #",
    "\\",
    "|",
)


def words(token: Token) -> str:
    """The words of an inline token; anything in it but words is a failure."""
    assert [child.type for child in token.children or () if child.type != "text"] == []
    return "".join(child.content for child in token.children or ())


def told(markdown: str) -> list[tuple[str, str]]:
    """Every text of a page with the block that it stands in."""
    tokens = READER.parse(markdown)
    return [
        (tokens[place - 1].tag, words(token))
        for place, token in enumerate(tokens)
        if token.type == "inline"
    ]


def meant(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """The same from the outline."""
    for block in blocks:
        match block:
            case Heading():
                yield f"h{block.level}", plain(block.text)
            case Paragraph():
                yield "p", plain(block.text)
            case Items():
                for item in block.items:
                    yield from (("p", plain(text)) for text in (item.text, *item.below))
            case Table():
                yield from (("th", plain(cell)) for cell in block.columns)
                yield from (("td", plain(cell)) for row in block.rows for cell in row)


MARKUP = st.text(alphabet="a1 .)(*_-+#>|<&;:/\\`~[]{}$=!%^\"'w@\n\t", min_size=1, max_size=14)
TEXTS = (MARKUP | st.text(min_size=1, max_size=9) | st.sampled_from(NASTY)).filter(plain)
BLOCKS = st.one_of(
    st.builds(Heading, TEXTS, st.integers(1, 3)),
    st.builds(Paragraph, TEXTS),
    st.builds(
        Items,
        st.lists(
            st.builds(Item, TEXTS, st.lists(TEXTS, max_size=2).map(tuple)), min_size=1, max_size=3
        ).map(tuple),
    ),
    st.lists(st.tuples(TEXTS, TEXTS), min_size=2, max_size=4).map(
        lambda rows: Table(rows[0], tuple(rows[1:]))
    ),
)


@given(st.lists(BLOCKS, min_size=1, max_size=3))
def test_a_reader_of_markdown_sees_the_words_and_nothing_else(blocks: list[Block]) -> None:
    # Two lists in a row are one list to Markdown; their texts are the same.
    assert told(outline_as_markdown(tuple(blocks))) == list(meant(blocks))


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize(
    "block",
    [
        Paragraph,
        lambda text: Heading(text, 2),
        lambda text: Items((Item(text, (text,)),)),
        lambda text: Table((text, "b"), ((text, text),)),
    ],
    ids=["paragraph", "heading", "item", "table"],
)
def test_markup_in_a_text_stays_text(text: str, block: Callable[[str], Block]) -> None:
    outline_of_one: Outline = (block(text),)
    assert told(outline_as_markdown(outline_of_one)) == list(meant(outline_of_one))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_a_case_are_never_obeyed(payload: str) -> None:
    nasty = poisoned(assessment(), payload)
    assert told(as_markdown(nasty)) == list(meant(outline(nasty)))


def test_addresses_are_not_made_into_links() -> None:
    # As GitHub does; the reader of these tests does not.
    assert escaped("http://a.b and www.a.b") == "http\\://a.b and www\\.a.b"


def test_a_text_that_needs_no_escape_is_left_alone() -> None:
    assert escaped("The event improved (day 3, +2) - after 1.5 d: 50%.") == (
        "The event improved (day 3, +2) - after 1.5 d: 50%."
    )


def test_every_pair_is_told_when_asked() -> None:
    case = read_case_file(shipped_cases()["synthetic-four-started-same-day"])
    few, every = as_markdown(assess(case)), as_markdown(assess(case), every_pair=True)
    assert "\n## 4. " not in few
    assert "\n## 4. " in every


def test_a_whole_report_reads_as_it_did(golden: Callable[[str, str], None]) -> None:
    case = read_case_file(shipped_cases()[SEED])
    golden(f"{SEED}.md", as_markdown(assess(case, methods=("naranjo_1981", "who_umc"))))
