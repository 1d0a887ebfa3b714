"""The instruments in words: which there are, and how one of them asks, decides and is sourced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from causality.citation import Citation
from causality.methods import Description, Method
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table

__all__ = ["method_outline", "methods_as_data", "methods_outline"]


def methods_outline(methods: Iterable[Method]) -> Outline:
    """All instruments in one table."""
    rows = tuple(
        (one.id, one.title, one.told.edition, one.told.kind, one.told.purpose) for one in methods
    )
    return (Table(("id", "method", "edition", "kind", "purpose"), rows),)


def methods_as_data(methods: Iterable[Method]) -> list[dict[str, str]]:
    """The same for programs."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "edition": one.told.edition,
            "kind": one.told.kind,
            "purpose": one.told.purpose,
            "cite": one.told.cite,
            "sha256": one.sha256,
        }
        for one in methods
    ]


def method_outline(told: Description) -> Outline:
    """One instrument: tables, readings, sources."""
    return tuple(_blocks(told))


def _blocks(told: Description) -> Iterator[Block]:
    yield Heading(f"{told.title} ({told.edition})", 1)
    yield Paragraph(told.purpose)
    yield Paragraph(f"Id {told.id}, kind {told.kind}. {told.licence}")
    yield from _list("Limits", told.limits)
    options = (
        f"{name}: {'yes' if value else 'no'}{f' - {meaning}' if meaning else ''}"
        for name, value, meaning in told.options
    )
    yield from _list("Options as published", options)
    for table in told.tables:
        if table.rows:
            yield Heading(table.title, 2)
            yield Table(table.columns, table.rows)
    yield from _list(
        "How we read it",
        (f"{one.where or 'all'}: {one.says} ({one.decided_by})" for one in told.readings),
    )
    yield from _list("Sources", map(_source, told.sources))


def _list(title: str, texts: Iterable[str]) -> Iterator[Block]:
    items = tuple(map(Item, texts))
    if items:
        yield Heading(title, 2)
        yield Items(items)


def _source(source: Citation) -> str:
    parts = [source.authors, str(source.year) if source.year else None, source.title, source.where]
    address = f"doi {source.doi}" if source.doi else source.url
    told = ". ".join(part.rstrip(".") for part in (*parts, address) if part)
    return f"{source.id}: {told}. Read: {source.note}"
