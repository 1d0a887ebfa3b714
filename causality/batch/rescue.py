"""A task whose worker ended by itself: only the report that it ended over is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from causality.batch.block import Block
from causality.batch.failures import Failure
from causality.batch.pool import WorkerGone, alone
from causality.batch.tally import Tally
from causality.batch.tasks import Content, Task, Unit
from causality.batch.work import Done, slowest
from causality.errors import CausalityError
from causality.formats.report import Report

__all__ = ["rescued"]

_REASON = "its worker process ended by itself, perhaps for want of memory"

Work = Callable[[Task], Done]


def rescued(work: Work, task: Task) -> Done:
    """The task in a process of its own; if that ends too, each of its reports in one.

    CausalityError where no process can be started at all.
    """
    try:
        return alone(work, task)
    except WorkerGone:
        _checked()
    return _merged([_parted(work, unit, task) for unit in task.units])


def _parted(work: Work, unit: Unit, task: Task) -> Done:
    """A unit in a process of its own; of a block that ends it, each half, down to one report."""
    content = unit.content
    try:
        return alone(work, Task((unit,), task.after))
    except WorkerGone:
        if isinstance(content, Block) and content.reports > 1:
            middle = content.reports // 2
            halves = content.cut(0, middle), content.cut(middle, content.reports)
            return _merged([_parted(work, replace(unit, content=half), task) for half in halves])
        failure = Failure(unit.source, _number(content), _REASON)
        return Done((), b"", 0, Counter({("failed",): 1}), (failure,), ())


def _number(content: Content) -> str | None:
    """The sender's number of the report that a unit is, where it is one."""
    if isinstance(content, Report):
        return content.id
    return content.only if isinstance(content, Block) else None


def _checked() -> None:
    """Whether the fault is that of a report, and not of this machine."""
    try:
        alone(_nothing, None)
    except WorkerGone:
        raise CausalityError("worker processes cannot be started; --workers 1 needs none") from None


def _nothing(_: None) -> None:
    pass


def _merged(done: Sequence[Done]) -> Done:
    tally: Tally = Counter()
    for one in done:
        tally.update(one.tally)
    return Done(
        batches=tuple(batch for one in done for batch in one.batches),
        lines=b"".join(one.lines for one in done),
        rows=sum(one.rows for one in done),
        tally=tally,
        failures=tuple(failure for one in done for failure in one.failures),
        slow=slowest(slow for one in done for slow in one.slow),
    )
