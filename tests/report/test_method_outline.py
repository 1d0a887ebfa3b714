"""Instruments in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from causality.methods import describe, method, methods
from causality.methods.table import Table as MethodTable
from causality.report.blocks import Heading, Items, Paragraph, Table
from causality.report.method_outline import method_outline, methods_as_data, methods_outline


def test_the_list_says_what_each_method_is_for() -> None:
    (table,) = methods_outline(methods())
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == [one.id for one in methods()]
    assert [one["id"] for one in methods_as_data(methods())] == [one.id for one in methods()]


@pytest.mark.parametrize("name", ["naranjo_1981", "who_umc"])
def test_a_method_shows_every_table_and_every_source(name: str) -> None:
    told = describe(method(name))
    blocks = method_outline(told)
    shown = {one.text for one in blocks if isinstance(one, Heading)}
    assert {table.title for table in told.tables if table.rows} <= shown
    texts = [item.text for block in blocks if isinstance(block, Items) for item in block.items]
    for source in told.sources:
        assert any(text.startswith(f"{source.id}: ") and source.note in text for text in texts)


def test_what_a_method_does_not_have_gets_no_heading() -> None:
    told = replace(
        describe(method("who_umc")),
        limits=(),
        options=(),
        tables=(MethodTable("Empty", ("one",), ()),),
        readings=(),
        sources=(),
    )
    kinds = [type(block) for block in method_outline(told)]
    assert kinds == [Heading, Paragraph, Paragraph]
