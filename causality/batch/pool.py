"""Tasks to processes and back: in order, few at a time, and none left behind."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

from causality.errors import CausalityError

__all__ = ["all_cores", "in_order"]

_AHEAD = 4
"""Tasks for each worker that may wait or be done before those in front of them."""

T = TypeVar("T")
R = TypeVar("R")


def all_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(work: Callable[[T], R], tasks: Iterable[T], workers: int) -> Generator[tuple[T, R]]:
    """Each task with what ``work`` makes of it, in the order of the tasks.

    A single task, or a single worker, needs no other process. CausalityError where a worker is
    gone; an error of ``work`` itself is raised here.
    """
    waiting = iter(tasks)
    first = list(islice(waiting, 2))
    if workers == 1 or len(first) < 2:  # noqa: PLR2004 - two make it worth while
        for task in chain(first, waiting):
            yield task, work(task)
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield from _through(pool, work, chain(first, waiting), workers * _AHEAD)
    except BrokenProcessPool:
        raise CausalityError(
            "a worker process ended by itself, perhaps for want of memory; the same command goes "
            "on where this run stopped (fewer --workers need less)"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _through(
    pool: ProcessPoolExecutor, work: Callable[[T], R], tasks: Iterable[T], most: int
) -> Iterator[tuple[T, R]]:
    waiting: deque[tuple[T, Future[R]]] = deque()
    for task in tasks:
        waiting.append((task, pool.submit(work, task)))
        if len(waiting) >= most:
            begun, future = waiting.popleft()
            yield begun, future.result()
    for begun, future in waiting:
        yield begun, future.result()


def _begin() -> None:
    """In a worker: the keyboard is the parent's affair, and without the parent there is no work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
