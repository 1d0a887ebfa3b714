"""The two executors: columns for many pairs, a verdict with its reasons for one.

Both read the same groups through the same kind, so a pair has the same numbers alone and in any
batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from causality.methods.columns import Columns, FindingColumns
from causality.methods.compiled import Method
from causality.methods.group_reading import (
    APPLIES,
    GroupReading,
    closed_by,
    mask_columns,
    outside_of,
    point_bits_of,
    read_groups,
)
from causality.methods.joint import value_of
from causality.methods.kind import Reach, Standing
from causality.methods.lookup import Index
from causality.methods.result import Change, NotApplicable, Reading, Verdict, Warned
from causality.vocabulary import UNKNOWN, VOCABULARY

__all__ = ["judge", "masks_of", "score", "verdict"]

D = TypeVar("D", bound=np.generic)


def _answers(method: Method, read: GroupReading) -> tuple[list[Index], list[Index]]:
    """The answer and the deciding row of every criterion, in the order of the method."""
    answers: list[Index] = [0] * len(method.criteria)
    rows: list[Index] = [0] * len(method.criteria)
    for group, state in zip(method.groups, read.states, strict=True):
        for i, place in enumerate(group.criteria):
            answers[place] = group.answers[i].at(state.point)
            rows[place] = state.rows[i]
    return answers, rows


def _warned(
    method: Method,
    point_bits: Mapping[str, Index],
    answers: Sequence[Index],
    standing: Standing,
    recorded: Reach | None,
) -> list[Index]:
    answer_bits = [1 << answer for answer in answers]
    return [
        one.holds(point_bits, answer_bits, method.kind, standing, recorded)
        for one in method.warnings
    ]


def score(method: Method, findings: FindingColumns, *, ranges: bool = True) -> Columns:
    """The verdicts of all pairs as columns."""
    n = findings.n
    masks = mask_columns(method, findings)
    read = read_groups(method.groups, masks)
    answers, rows = _answers(method, read)
    standing = method.kind.standing(read.points())
    recorded = method.kind.reach(read.spreads("recorded")) if ranges else None
    learnable = None
    if recorded is not None:
        learnable = method.kind.reach(read.spreads("learnable"))
        learnable = learnable.unless(closed_by(masks), recorded)
    point_bits = {name: point_bits_of(mask) for name, mask in masks.items()}
    outside = outside_of(method, point_bits, masks, n)
    warned = _warned(method, point_bits, answers, standing, recorded)
    return Columns(
        category=np.where(outside >= 0, APPLIES, standing.category).astype(np.int8),
        outside=outside,
        answers=_lines(answers, n, np.int8),
        rows=_lines(rows, n, np.int16),
        warnings=_lines(warned, n, np.bool_),
        score=None if standing.score is None else _line(standing.score, n, np.int16),
        possible=None if recorded is None else _line(recorded.categories, n, np.uint16),
        learnable=None if learnable is None else _line(learnable.categories, n, np.uint16),
        recorded_range=_range(recorded, n),
        learnable_range=_range(learnable, n),
    )


def masks_of(method: Method, findings: FindingColumns, row: int = 0) -> dict[str, int]:
    """The masks of one pair that the method looks at."""
    return {name: int(findings.mask(name)[row]) for name in method.looks_at}


def verdict(method: Method, findings: FindingColumns, row: int = 0) -> Verdict | NotApplicable:
    """The verdict on one pair, with all its reasons."""
    return judge(method, masks_of(method, findings, row))


def judge(method: Method, masks: Mapping[str, int]) -> Verdict | NotApplicable:
    """The verdict on one pair that is given as masks, one for each name in ``looks_at``."""
    told = method.told
    given: dict[str, Index] = {**masks, **method.fixed}
    point_bits = {name: point_bits_of(given[name]) for name in method.looks_at}
    for reason in method.outside:
        if reason.holds(point_bits, given):
            return NotApplicable(told.id, told.title, reason.because, told.cite, told.judges)
    read = read_groups(method.groups, given)
    answers, rows = _answers(method, read)
    points = read.points()
    standing = method.kind.standing(points)
    recorded = method.kind.reach(read.spreads("recorded"))
    closed = bool(closed_by(given))
    learnable = recorded if closed else method.kind.reach(read.spreads("learnable"))
    raised = _warned(method, point_bits, answers, standing, recorded)
    asked = method.kind.asked(standing)
    readings = _readings(method, read, answers, rows, asked)
    return Verdict(
        method=told.id,
        title=told.title,
        category=method.categories[int(standing.category)],
        because=method.kind.because(standing, readings),
        score=None if standing.score is None else int(standing.score),
        recorded_range=_pair(recorded),
        learnable_range=_pair(learnable),
        possible_categories=_named(method, recorded),
        learnable_categories=_named(method, learnable),
        readings=readings,
        warnings=tuple(
            Warned(one.id, one.says)
            for one, flag in zip(method.warnings, raised, strict=True)
            if flag
        ),
        kept_from_next=method.kind.kept_from_next(tuple(map(int, answers))),
        would_change=tuple(_changes(method, masks, points, int(standing.category), closed=closed)),
        cite=told.cite,
        options=method.changed_options,
        path=tuple(method.criteria[place].id for place in asked or ()),
        grades=method.kind.grades(readings, standing),
        judges=told.judges,
    )


def _readings(
    method: Method,
    read: GroupReading,
    answers: Sequence[Index],
    rows: Sequence[Index],
    asked: tuple[int, ...] | None,
) -> tuple[Reading, ...]:
    possible: dict[int, tuple[str, ...]] = {}
    for group, state in zip(method.groups, read.states, strict=True):
        (reached,) = state.recorded.sets
        for i, place in enumerate(group.criteria):
            found = {group.joint_answers[one][i] for one in reached}
            names = method.criteria[place].answers
            possible[place] = tuple(names[answer] for answer in sorted(found))
    return tuple(
        _reading(
            method,
            place,
            int(answers[place]),
            int(rows[place]),
            possible[place],
            asked=asked is None or place in asked,
        )
        for place in range(len(method.criteria))
    )


def _reading(
    method: Method, place: int, answer: int, row: int, possible: tuple[str, ...], *, asked: bool
) -> Reading:
    criterion = method.criteria[place]
    points = method.kind.points
    return Reading(
        criterion.id,
        criterion.told.number,
        criterion.told.wording,
        criterion.answers[answer],
        None if points is None else points[place][answer],
        criterion.judged(answer),
        possible,
        criterion.rows[row].names,
        criterion.rows[row].because,
        row,
        asked,
    )


def _changes(
    method: Method,
    masks: Mapping[str, int],
    points: Sequence[Index],
    category: int,
    *,
    closed: bool,
) -> Iterator[Change]:
    """Every single fact that changes the category, in the order of the criteria.

    One that could be learnt; where nothing can be learnt any more, one that the record leaves open.
    """
    for name in method.reads:
        if name in method.fixed:
            continue
        place = next(i for i, group in enumerate(method.groups) if name in group.findings)
        group, term = method.groups[place], VOCABULARY[name]
        values = [value_of(method.fixed.get(one, masks[one])) for one in group.findings]
        at = group.findings.index(name)
        mask = masks[name] if closed else term.learnable_mask(masks[name])
        for value in term.named(mask):
            values[at] = term.values.index(value)
            joint = group.point(values)
            if value == UNKNOWN or joint == points[place]:
                continue
            others = (*points[:place], joint, *points[place + 1 :])
            result = int(method.kind.standing(others).category)
            if result != category:
                yield Change(name, value, method.categories[result])


def _named(method: Method, reach: Reach) -> tuple[str, ...]:
    bits = int(reach.categories)
    return tuple(name for i, name in enumerate(method.categories) if bits >> i & 1)


def _pair(reach: Reach) -> tuple[int, int] | None:
    if reach.lowest is None or reach.highest is None:
        return None
    return int(reach.lowest), int(reach.highest)


def _line(values: Index | None, n: int, dtype: type[D]) -> NDArray[D]:
    return np.full(n, values, dtype=dtype)


def _lines(lines: Sequence[Index], n: int, dtype: type[D]) -> NDArray[D]:
    table = np.empty((len(lines), n), dtype=dtype)
    for i, line in enumerate(lines):
        table[i] = line
    return table


def _range(reach: Reach | None, n: int) -> NDArray[np.int16] | None:
    if reach is None or reach.lowest is None or reach.highest is None:
        return None
    return _lines([reach.lowest, reach.highest], n, np.int16)
