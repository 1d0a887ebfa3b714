"""The tables of a method as Markdown, for its page in the documentation."""

from __future__ import annotations

import re

from causality.methods.description import Description
from causality.methods.table import Table

__all__ = ["BEGIN", "END", "page_with_tables", "tables_as_markdown"]

BEGIN = "<!-- begin: made from the method file (pytest tests/methods --update-golden) -->"
END = "<!-- end: made from the method file -->"


def tables_as_markdown(described: Description) -> str:
    """All tables, readings and sources of a method."""
    readings = Table(
        "How we read it",
        ("criterion", "reading", "decided by"),
        tuple((one.where or "all", one.says, one.decided_by) for one in described.readings),
    )
    sources = Table(
        "Sources",
        ("id", "source", "how far it was read"),
        tuple((one.id, one.title, one.note) for one in described.sources),
    )
    return "\n\n".join(_table(one) for one in (*described.tables, readings, sources))


def page_with_tables(page: str, described: Description) -> str:
    """``page`` with its generated part replaced; ValueError where it has no place for one."""
    parts = re.split(f"({re.escape(BEGIN)}).*({re.escape(END)})", page, flags=re.DOTALL)
    if len(parts) != len(("before", BEGIN, END, "after")):
        raise ValueError(described.id)
    before, _, _, after = parts
    return f"{before}{BEGIN}\n\n{tables_as_markdown(described)}\n\n{END}{after}"


def _table(table: Table) -> str:
    lines = [table.columns, tuple("---" for _ in table.columns), *table.rows]
    cells = ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]
    return "\n".join([f"### {table.title}", "", *cells])
