"""Which entries of the case filled the facts behind a finding."""

from __future__ import annotations

from collections.abc import Sequence

from causality.findings.facts import Facts

__all__ = ["entries_behind"]


def entries_behind(facts: Facts, columns: Sequence[str], row: int) -> tuple[str, ...]:
    """The entries that filled these columns for pair ``row``, each once.

    ``columns`` are names of the pair table, or ``table.column`` for a child table.
    """
    found: list[str] = []
    for column in columns:
        table, _, name = column.rpartition(".")
        if not table:
            found += facts.grounds.get(("pair", row, name), ())
            continue
        # The index is sorted; looking through all of it would cost a large report its square.
        first, after = facts.rows(table).searchsorted((row, row + 1)).tolist()
        for child in range(first, after):
            found += facts.grounds.get((table, child, name), ())
    return tuple(dict.fromkeys(found))
