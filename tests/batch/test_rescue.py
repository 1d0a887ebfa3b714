"""A report that ends the process it is assessed in costs itself and nothing else."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from causality.batch import rescue
from causality.batch.block import Block
from causality.batch.pool import WorkerGone
from causality.batch.rescue import rescued
from causality.batch.sources import sources
from causality.batch.table import as_part, columns, from_ipc
from causality.batch.tasks import Task, Unit, tasks
from causality.batch.work import Done, work
from causality.errors import CausalityError
from causality.formats import read_reports
from causality.formats.report import Report
from tests.batch.mixed_inputs import LIGHT
from tests.formats.table_samples import faers, laid

FATAL = "1000020"


def numbers_of(unit: Unit) -> set[str | None]:
    """The numbers of the reports of a unit."""
    content = unit.content
    if isinstance(content, Block):
        return {content.cut(place, place + 1).only for place in range(content.reports)}
    return {content.id} if isinstance(content, Report) else set()


def deadly(fatal: str, task: Task) -> Done:
    """The work of a task, unless the fatal report is in it."""
    if any(fatal in numbers_of(unit) for unit in task.units):
        os._exit(1)
    return work(LIGHT, task)


@pytest.fixture(params=["one by one", "as columns"])
def task(request: pytest.FixtureRequest, tmp_path: Path) -> Task:
    """Three reports."""
    keys = [{"primaryid": str(1000010 + 10 * n), "caseid": str(n + 1)} for n in range(3)]
    quarter = laid(tmp_path / "q", faers(demo=keys, drug=keys, reac=keys))
    (one,) = tasks(sources({"q": quarter}, tmp_path / "out"))
    if request.param == "as columns":
        return one
    return Task(tuple(Unit("q", report) for report in read_reports(quarter)), one.after)


def without(fatal: str, task: Task) -> Task:
    """The task as it would be without the report."""
    units: list[Unit] = []
    for unit in task.units:
        content = unit.content
        if isinstance(content, Block):
            alone = [content.cut(place, place + 1) for place in range(content.reports)]
            units += [replace(unit, content=one) for one in alone if one.only != fatal]
        elif fatal not in numbers_of(unit):
            units.append(unit)
    return Task(tuple(units), task.after)


def test_the_report_is_listed_and_the_others_are_assessed(task: Task) -> None:
    found = rescued(partial(deadly, FATAL), task)
    (failure,) = found.failures
    assert (failure.source, failure.report) == ("q", FATAL)
    assert "ended by itself" in failure.reason
    assert (found.rows, found.tally["failed",], found.tally["reports",]) == (2, 1, 2)
    rest = work(LIGHT, without(FATAL, task))
    told = columns(LIGHT.methods)
    assert as_part(told, from_ipc(found.batches), {}) == as_part(told, from_ipc(rest.batches), {})
    assert found.lines == rest.lines


def test_a_task_that_another_one_took_along_is_simply_done(task: Task) -> None:
    again, wanted = rescued(partial(deadly, ""), task), work(LIGHT, task)
    assert (again.batches, again.lines, again.part, again.tally) == (
        wanted.batches,
        wanted.lines,
        wanted.part,
        wanted.tally,
    )
    assert (wanted.part is not None) is task.is_part


def test_a_machine_on_which_no_process_starts_is_told(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescue, "alone", _gone)
    with pytest.raises(CausalityError, match="--workers 1 needs none"):
        rescued(partial(deadly, FATAL), task)


def _gone(*_: object) -> None:
    raise WorkerGone("a worker process ended by itself")
