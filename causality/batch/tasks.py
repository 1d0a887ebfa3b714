"""The reports of all sources in order, cut into tasks: what one worker does at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from causality.batch.block import Block
from causality.batch.blocks import blocks
from causality.batch.failures import reason_of
from causality.batch.options import PART_UNITS
from causality.batch.sources import Source
from causality.errors import MissingExtra
from causality.formats.read import read_reports
from causality.formats.report import Report

__all__ = ["START", "TASK_UNITS", "Content", "Cursor", "Task", "Unit", "Unreadable", "tasks"]

TASK_UNITS = 20
"""Reports, or small files, of one task; fixed, so that the number of workers changes nothing."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place between two units: so many sources are done, and so many units of the next."""

    source: int
    units: int


START = Cursor(0, 0)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A source that ended in an error instead of its end."""

    reason: str


Content: TypeAlias = Report | Path | Block | Unreadable


@dataclass(frozen=True, slots=True)
class Unit:
    """A report, a small file that a worker reads, a block of columns, or why the rest is lost."""

    source: str
    content: Content

    @property
    def reports(self) -> int:
        """How many reports it stands for; one where only reading would tell."""
        return self.content.reports if isinstance(self.content, Block) else 1


@dataclass(frozen=True, slots=True)
class Task:
    """Units that follow one another, and the place behind them.

    ``is_part``: what comes of it is a part of the table by itself.
    """

    units: tuple[Unit, ...]
    after: Cursor
    is_part: bool = False


def tasks(
    found: Sequence[Source], start: Cursor = START, *, part_units: int = PART_UNITS
) -> Iterator[Task]:
    """All tasks from ``start`` on; of a stream that was begun, the reports before are read only.

    What is read as columns comes in blocks of ``part_units`` reports, each a task and a part.
    """
    for several in _grouped(_units(found, start, part_units)):
        units = tuple(unit for unit, _ in several)
        yield Task(units, several[-1][1], isinstance(units[0].content, Block))


def _grouped(units: Iterator[tuple[Unit, Cursor]]) -> Iterator[list[tuple[Unit, Cursor]]]:
    """Units in tasks; a block stands alone."""
    several: list[tuple[Unit, Cursor]] = []
    for one in units:
        alone = isinstance(one[0].content, Block)
        if several and (alone or len(several) == TASK_UNITS):
            yield several
            several = []
        several.append(one)
        if alone:
            yield several
            several = []
    if several:
        yield several


def _units(
    found: Sequence[Source], start: Cursor, part_units: int
) -> Iterator[tuple[Unit, Cursor]]:
    for place in range(start.source, len(found)):
        source = found[place]
        done = start.units if place == start.source else 0
        if not source.streamed:
            if not done:
                yield Unit(source.name, source.path), Cursor(place + 1, 0)
            continue
        for number, content in enumerate(_stream(source, part_units), 1):
            if number > done:
                yield Unit(source.name, content), Cursor(place, number)


def _stream(source: Source, part_units: int) -> Iterator[Report | Block | Unreadable]:
    try:
        columns = blocks(source, part_units)
        yield from read_reports(source.path, source.name) if columns is None else columns
    except (GeneratorExit, MissingExtra):
        raise
    except Exception as fault:  # noqa: BLE001 - one damaged file must not end the run
        yield Unreadable(reason_of(fault))
