"""Tasks to processes and back: in order, few at a time, and none left behind."""

from __future__ import annotations

import ctypes
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import TypeVar

from causality.errors import CausalityError

__all__ = ["WorkerGone", "all_cores", "alone", "in_order"]

_AHEAD = 4
"""Tasks for each worker that may wait or be done before those in front of them."""

_MALLOPT = ((-3, 1 << 30), (-1, (1 << 31) - 1), (-2, 1 << 26))
"""Of glibc: sizes from which memory is asked of and given back to the system, and by how much."""

_CONTEXT = get_context("spawn")

T = TypeVar("T")
R = TypeVar("R")


class WorkerGone(CausalityError):
    """A worker process ended by itself over what it was given."""


def all_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    work: Callable[[T], R],
    tasks: Iterable[T],
    workers: int,
    rescue: Callable[[T], R],
) -> Generator[tuple[T, R]]:
    """Each task with what ``work`` makes of it, in the order of the tasks.

    A single task, or a single worker, needs no other process. Where a worker ends by itself, the
    tasks that were on their way go through ``rescue`` one by one, and the others go on. An error
    of ``work`` is raised here.
    """
    left = iter(tasks)
    first = list(islice(left, 2))
    left = chain(first, left)
    if workers == 1 or len(first) < 2:  # noqa: PLR2004 - two make it worth while
        for task in left:
            yield task, work(task)
        return
    begun: deque[T] = deque()
    while True:
        needed, stop = _CONTEXT.Pipe(duplex=False)
        pool = _pool(workers, needed)
        try:
            yield from _through(pool, work, left, begun, workers * _AHEAD)
        except BrokenProcessPool:
            pool.shutdown(cancel_futures=True)
            while begun:
                yield begun[0], rescue(begun.popleft())
        except BaseException:
            # Nobody waits for what is on its way any more, and least of all a person at a keyboard.
            stop.close()
            raise
        else:
            return
        finally:
            pool.shutdown(cancel_futures=True)
            stop.close()
            needed.close()


def alone(work: Callable[[T], R], task: T) -> R:
    """``work`` in a process of its own; WorkerGone where that ends by itself."""
    with _pool(1) as pool:
        try:
            return pool.submit(work, task).result()
        except BrokenProcessPool:
            raise WorkerGone("a worker process ended by itself") from None


def _pool(workers: int, needed: Connection | None = None) -> ProcessPoolExecutor:
    """Processes that end with this one, or when the other end of ``needed`` is closed."""
    return ProcessPoolExecutor(workers, mp_context=_CONTEXT, initializer=_begin, initargs=(needed,))


def _through(
    pool: ProcessPoolExecutor,
    work: Callable[[T], R],
    tasks: Iterator[T],
    begun: deque[T],
    most: int,
) -> Iterator[tuple[T, R]]:
    """What the pool makes of tasks; ``begun`` holds those that were taken and are not done."""
    results: deque[Future[R]] = deque()
    for task in tasks:
        begun.append(task)
        results.append(pool.submit(work, task))
        if len(results) >= most:
            done = results.popleft().result()
            yield begun.popleft(), done
    while results:
        done = results.popleft().result()
        yield begun.popleft(), done


def _begin(needed: Connection | None) -> None:
    """In a worker: the keyboard is the parent's affair, and without the parent there is no work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _keep_memory()
    Thread(target=_end_with_parent, args=(needed,), daemon=True).start()


def _keep_memory() -> None:
    """Use freed memory again in place of asking for more, which is a tenth of all time otherwise.

    Blocks are alike, so the most that is held at a time stays what it was. Only glibc has this.
    """
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    for option, value in _MALLOPT:
        set_option(option, value)


def _end_with_parent(needed: Connection | None) -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel, *([] if needed is None else [needed])])
        os._exit(1)
