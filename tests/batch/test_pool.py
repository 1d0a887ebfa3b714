"""Tasks in order through one process or several; an error or a lost worker ends them all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing

import pytest

from causality.batch.pool import all_cores, in_order
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

    with closing(in_order(square, numbers(), workers)) as found:
        assert next(found) == (0, 0)
        assert len(taken) <= 8
        assert list(found) == [(number, number**2) for number in range(1, 12)]


@pytest.mark.parametrize(("bad", "told"), [(13, "13 cannot be done"), (14, "ended by itself")])
def test_what_cannot_be_done_ends_the_run_with_its_reason(bad: int, told: str) -> None:
    with pytest.raises(CausalityError, match=told):
        list(in_order(square, [1, 2, bad], 2))


def test_one_task_needs_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("causality.batch.pool.ProcessPoolExecutor", None)
    assert list(in_order(square, [3], 8)) == [(3, 9)]
    assert list(in_order(square, [], 8)) == []


def test_there_is_a_core_to_work_on() -> None:
    assert 1 <= all_cores() <= (os.cpu_count() or 1)
