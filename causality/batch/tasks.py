"""The reports of all sources in order, cut into tasks: what one worker does at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from causality.batch.failures import reason_of
from causality.batch.sources import Source
from causality.errors import MissingExtra
from causality.formats.read import read_reports
from causality.formats.report import Report

__all__ = ["START", "TASK_UNITS", "Cursor", "Task", "Unit", "Unreadable", "tasks"]

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


Content: TypeAlias = Report | Path | Unreadable


@dataclass(frozen=True, slots=True)
class Unit:
    """A report, a small file that a worker reads, or why the rest of a source is lost."""

    source: str
    content: Content


@dataclass(frozen=True, slots=True)
class Task:
    """Units that follow one another, and the place behind them."""

    units: tuple[Unit, ...]
    after: Cursor


def tasks(found: Sequence[Source], start: Cursor = START) -> Iterator[Task]:
    """All tasks from ``start`` on; of a stream that was begun, the reports before are read only."""
    told = _units(found, start)
    while several := tuple(islice(told, TASK_UNITS)):
        units = tuple(unit for unit, _ in several)
        yield Task(units, several[-1][1])


def _units(found: Sequence[Source], start: Cursor) -> Iterator[tuple[Unit, Cursor]]:
    for place in range(start.source, len(found)):
        source = found[place]
        done = start.units if place == start.source else 0
        if not source.streamed:
            if not done:
                yield Unit(source.name, source.path), Cursor(place + 1, 0)
            continue
        for number, content in enumerate(_stream(source), 1):
            if number > done:
                yield Unit(source.name, content), Cursor(place, number)


def _stream(source: Source) -> Iterator[Report | Unreadable]:
    try:
        yield from read_reports(source.path, source.name)
    except (GeneratorExit, MissingExtra):
        raise
    except Exception as fault:  # noqa: BLE001 - one damaged file must not end the run
        yield Unreadable(reason_of(fault))
