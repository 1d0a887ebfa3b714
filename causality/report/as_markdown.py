"""A report as Markdown for a dossier: headings, lists and pipe tables; no word of a case is markup.

Every text is one line. What CommonMark, GitHub or MyST could read as markup is escaped: marks of
the inline kind wherever they stand, marks of a block at the beginning of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from causality.assessment.assessment import Assessment
from causality.report.as_text import plain
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.outline import outline

__all__ = ["as_markdown", "escaped", "outline_as_markdown"]

_INLINE = re.compile(r"[\\`*_\[\]~$|#{}]|:(?=//)|(?<=www)\.")
_ENTITIES = {"&": "&amp;", "<": "&lt;"}
_HTML = re.compile("[&<]")
# Quotes, lists, rules; of MyST comments, directives, targets and block breaks.
_BLOCK = re.compile(r"[-+=>%:(]|[0-9]+(?P<mark>[.)])")


def as_markdown(assessment: Assessment, *, every_pair: bool = False) -> str:
    """The report on ``assessment``, ending in a line break."""
    return outline_as_markdown(outline(assessment, every_pair=every_pair))


def outline_as_markdown(blocks: Outline) -> str:
    """Any outline as Markdown, ending in a line break."""
    return "\n".join("".join(f"{line}\n" for line in _lines(block)) for block in blocks)


def escaped(text: str, *, opening: bool = True) -> str:
    """``text`` on one line as plain words; ``opening`` where it opens a paragraph or an item."""
    marked = _INLINE.sub(r"\\\g<0>", plain(text))
    marked = _HTML.sub(lambda found: _ENTITIES[found[0]], marked)
    mark = _BLOCK.match(marked) if opening else None
    if mark is None:
        return marked
    place = mark.start("mark") if mark["mark"] else 0
    return f"{marked[:place]}\\{marked[place:]}"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {escaped(block.text, opening=False)}"
        case Paragraph():
            yield escaped(block.text)
        case Items():
            for item in block.items:
                yield from _item(item)
        case Table():
            yield _row(block.columns)
            yield f"|{' --- |' * len(block.columns)}"
            for row in block.rows:
                yield _row(row)
        case _:
            assert_never(block)


def _item(item: Item) -> Iterator[str]:
    yield f"- {escaped(item.text)}"
    for text in item.below:
        yield f"  - {escaped(text)}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(escaped(cell, opening=False) for cell in cells)} |"
