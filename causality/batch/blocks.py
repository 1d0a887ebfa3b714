"""Blocks of the sources that are read as columns: tables of databases, and files of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import numpy as np

from causality.batch.arrays import same_text
from causality.batch.arrow_facts import read_pieces
from causality.batch.block import Block
from causality.batch.failures import reason_of
from causality.batch.flat.chunk import Chunk
from causality.batch.flat.cut import taken as flat_of_some
from causality.batch.flat.doses import sound_reports
from causality.batch.flat.faers import FaersColumns
from causality.batch.flat.openfda import OpenfdaColumns
from causality.batch.flat.vaers import VaersColumns
from causality.batch.sources import Source, is_facts
from causality.errors import InputError
from causality.formats.openfda.flat import HEAD
from causality.formats.packets import PACKED, packets
from causality.formats.read import read_reports
from causality.formats.report import Report
from causality.formats.tables.files import (
    OpenFiles,
    files_of,
    in_folder,
    is_paper,
    is_table,
    opened,
    quarter_of,
)

__all__ = ["blocks", "report_numbered"]

Tables: TypeAlias = FaersColumns | VaersColumns | OpenfdaColumns
Alone: TypeAlias = Callable[[int], Report]


def blocks(source: Source, size: int) -> Iterator[Block] | None:
    """The blocks of a source that can be read as columns, of ``size`` reports; None for others."""
    if is_facts(source.path):
        return _of_facts(source, size)
    kind = _tables_in(source.path)
    return None if kind is None else _of_tables(kind, source, size)


def report_numbered(path: Path, name: str, number: str) -> Report | None:
    """The report of that number out of tables that can be searched; None where it is not found."""
    if _tables_in(path) is not FaersColumns or not number.isdecimal():
        return None
    with OpenFiles() as stack:
        columns = FaersColumns(files_of(path, name, stack), name)
        at = columns.place_of(int(number)) if columns.regular else None
        return None if at is None else columns.report(at)


def _tables_in(path: Path) -> type[Tables] | None:
    """Which tables a folder, a packet or a table holds, by the names of its files; None: none."""
    if path.is_file() and _begins(path, HEAD):
        return OpenfdaColumns
    names = [file.name for file in in_folder(path)] if path.is_dir() else _names(path)
    if not names or not all(map(is_table, names)):
        return None
    if all(map(quarter_of, names)):
        return FaersColumns
    return VaersColumns if all("vaers" in name.casefold() for name in names) else None


def _names(path: Path) -> Sequence[str]:
    """What is in a packet, papers left aside; of any other file its own name."""
    if not any(_begins(path, mark) for mark in PACKED):
        return (path.name,)
    try:
        return [packet.name for packet in packets(path) if not is_paper(packet.name)]
    except InputError:
        return ()  # its reader says what is wrong, after what can be read of it


def _begins(path: Path, mark: bytes) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(mark)) == mark


def _of_tables(kind: type[Tables], source: Source, size: int) -> Iterator[Block]:
    with OpenFiles() as stack:
        if issubclass(kind, OpenfdaColumns):
            (file,) = opened(source.path, stack)
            columns: Tables = kind(file, source.name)
        else:
            columns = kind(files_of(source.path, source.name, stack), source.name)
        if not columns.regular:
            yield from _one_by_one(source, size)
            return
        for chunk in columns.chunks(size):
            yield _block(chunk, columns.report)


def _block(chunk: Chunk, alone: Alone) -> Block:
    """A chunk with the reports that cannot go by columns; dates that clash are not for them."""
    sound = sound_reports(chunk.flat)
    flat = chunk.flat if sound.all() else flat_of_some(chunk.flat, np.flatnonzero(sound))
    aside = {int(at): alone(int(at)) for at in chunk.aside_at}
    aside |= {int(at): alone(int(at)) for at in chunk.flat_at[~sound]}
    aside |= {at: Report(None, number, refusal=reason) for at, number, reason in chunk.refused}
    places = chunk.flat_at[sound]
    first = min((*aside, *places[:1].tolist()))
    return Block(
        len(aside) + len(places),
        places - first,
        flat,
        others=tuple((at - first, aside[at]) for at in sorted(aside)),
    )


def _one_by_one(source: Source, size: int) -> Iterator[Block]:
    """The reports of a source as its reader gives them."""
    told = read_reports(source.path, source.name)
    while several := tuple(enumerate(islice(told, size))):
        yield Block(len(several), np.zeros(0, dtype=np.int64), others=several)


def _of_facts(source: Source, size: int) -> Iterator[Block]:
    """Facts as they stand in their file; the rows bear the name of the input."""
    for piece in read_pieces(source.path, source.name):
        facts = replace(piece.facts, source=same_text(source.name, piece.facts.reports))
        refused = (
            (place, Report(None, number, refusal=reason_of(fault)))
            for place, number, fault in piece.refused
        )
        block = Block(piece.reports, piece.places, facts=facts, others=tuple(refused))
        for begin in range(0, piece.reports, size):
            yield block.cut(begin, min(begin + size, piece.reports))
