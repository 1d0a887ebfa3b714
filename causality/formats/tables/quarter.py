"""Tables of one quarter or year, told apart by their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from causality.formats.packets import unusable
from causality.formats.tables.files import set_of
from causality.formats.tables.lines import header_of
from causality.formats.tables.table import File, header_line

__all__ = ["Kind", "columns_of", "sets"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: columns any of which tell it, and those it cannot do without."""

    name: str
    told_by: frozenset[str]
    needs: tuple[str, ...] = ()
    required: bool = False


def columns_of(file: File) -> frozenset[str]:
    """The names of the columns, in lower case."""
    first = header_line(file)
    return frozenset(header_of(first, b"$" if b"$" in first else b","))


def sets(
    files: Iterable[tuple[File, frozenset[str]]], kinds: tuple[Kind, ...]
) -> Mapping[str, Mapping[str, File]]:
    """Files by the set they belong to and by kind; a file of no kind is named by an error.

    Of two files of one kind the second counts where its name says that it is the new one.
    """
    found: dict[str, dict[str, File]] = {}
    for file, columns in files:
        kind = next((kind for kind in kinds if kind.told_by & columns), None)
        if kind is None:
            known = ", ".join(kind.name for kind in kinds)
            raise unusable(file.name, f"columns of none of the tables {known}", line=1)
        group = found.setdefault(set_of(file.name), {})
        there = group.get(kind.name)
        if there is None or "_new" in file.name:
            group[kind.name] = file
        elif "_new" not in there.name:
            raise unusable(file.name, f"a second table {kind.name}, beside {there.name}")
    if all(sum(kind.name in group for group in found.values()) < 2 for kind in kinds):  # noqa: PLR2004
        together = {name: file for group in found.values() for name, file in group.items()}
        found = {next(iter(found), ""): together}
    for group in found.values():
        for kind in kinds:
            if kind.required and kind.name not in group:
                first = next(iter(group.values()))
                right = "name the folder or the packet that holds all files"
                raise unusable(first.name, f"there is no table {kind.name} beside it", right)
    return found
