"""Tasks in order through one process or several; an error or a lost worker ends them all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing

import pytest

from causality.batch.pool import WorkerGone, all_cores, alone, in_order
from causality.errors import CausalityError


def square(number: int) -> int:
    """A task; 13 is one that cannot be done, 14 one that takes its process with it."""
    if number == 13:
        raise CausalityError("13 cannot be done")
    if number == 14:
        os._exit(1)
    return number * number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_tasks_and_are_not_fetched_far_ahead(
    workers: int,
) -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(12):
            taken.append(number)
            yield number

    with closing(in_order(square, numbers(), workers, square)) as found:
        assert next(found) == (0, 0)
        assert len(taken) <= 8
        assert list(found) == [(number, number**2) for number in range(1, 12)]


def test_an_error_of_a_task_is_raised() -> None:
    with pytest.raises(CausalityError, match="13 cannot be done"):
        list(in_order(square, [1, 2, 13], 2, square))


def test_a_lost_worker_loses_no_task_and_changes_no_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("causality.batch.pool._AHEAD", 1)

    def rescue(task: int) -> int:
        try:
            return alone(square, task)
        except WorkerGone:
            return -1

    tasks = [1, 2, 3, 14, 4, 5]
    wanted = [(task, -1 if task == 14 else task**2) for task in tasks]
    assert list(in_order(square, tasks, 2, rescue)) == wanted


def test_one_task_needs_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("causality.batch.pool.ProcessPoolExecutor", None)
    assert list(in_order(square, [3], 8, square)) == [(3, 9)]
    assert list(in_order(square, [], 8, square)) == []


def test_there_is_a_core_to_work_on() -> None:
    assert 1 <= all_cores() <= (os.cpu_count() or 1)
