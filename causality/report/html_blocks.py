"""Blocks as HTML: headings, paragraphs, lists and tables, with entries as links."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from causality.report.blocks import Block, Heading, Item, Items, Paragraph, Table
from causality.report.markup import Element, Node, element

__all__ = ["Chapter", "Links", "chapters", "figure", "from_json", "table"]

_GROUNDS = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what stands below it, up to the next one of its level."""

    title: str
    blocks: tuple[Block, ...]


def chapters(blocks: Iterable[Block], level: int) -> tuple[Chapter, ...]:
    """The blocks cut before each heading of ``level``; what comes first has no title."""
    found: list[tuple[str, list[Block]]] = [("", [])]
    for block in blocks:
        if isinstance(block, Heading) and block.level == level:
            found.append((block.text, []))
        else:
            found[-1][1].append(block)
    return tuple(Chapter(title, tuple(below)) for title, below in found if title or below)


@dataclass(frozen=True, slots=True)
class Links:
    """Turns blocks into elements; ids in brackets become links to the entries of the case."""

    entries: Collection[str]

    def nodes(self, blocks: Iterable[Block]) -> Iterator[Element]:
        """An element for each block."""
        for block in blocks:
            yield self.node(block)

    def node(self, block: Block) -> Element:
        """One block as an element."""
        match block:
            case Heading():
                return element(f"h{block.level}", block.text)
            case Paragraph():
                return element("p", *self.text(block.text))
            case Items():
                return element("ul", *map(self._item, block.items))
            case Table():
                return table(block.columns, ([*self.cells(row)] for row in block.rows))
            case _:
                assert_never(block)

    def text(self, text: str) -> Iterator[Node]:
        """Words with the entries they cite as links."""
        after = 0
        for found in _GROUNDS.finditer(text):
            ids = found[1].split(", ")
            if all(id_ in self.entries for id_ in ids):
                yield text[after : found.start(1)]
                for place, id_ in enumerate(ids):
                    yield from (", ",) * bool(place)
                    yield self.link(id_)
                after = found.end(1)
        yield text[after:]

    def link(self, id_: str) -> Element:
        """A link to an entry's row in the table of entries."""
        return element("a", id_, href=f"#entry-{id_}")

    def cells(self, row: Sequence[str]) -> Iterator[Element]:
        """The cells of a row."""
        for text in row:
            yield element("td", *self.text(text))

    def _item(self, item: Item) -> Element:
        below = element("ul", *(element("li", *self.text(one)) for one in item.below))
        return element("li", *self.text(item.text), below if item.below else None)


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Element]],
    caption: str | None = None,
    widths: Sequence[int] = (),
) -> Element:
    """A table whose first row names the columns; ``widths`` are percents of the page."""
    columns_ = (element("col", class_=f"w{width}") for width in widths)
    head = (element("th", name or "no.", scope="col") for name in columns)
    return element(
        "table",
        element("caption", caption) if caption else None,
        element("colgroup", *columns_) if widths else None,
        element("thead", element("tr", *head)),
        element("tbody", *(element("tr", *row) for row in rows)),
        class_="fixed" if widths else None,
    )


def figure(drawn: Element, caption: str) -> Element:
    """A drawing and the words below it."""
    return element("figure", drawn, element("figcaption", caption))


def from_json(value: str | int, pointer: str, *, sign: bool = False) -> Element:
    """A value as it stands in the JSON of the assessment, with the place where it stands."""
    text = f"{value:+d}" if sign and isinstance(value, int) and value else str(value)
    return element("data", text, value=str(value), data_json=pointer)
