"""Answers straight into a compiled method, past the findings: every combination, or one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product

import numpy as np

from causality.methods import Method, Reading, Verdict, judge, method
from causality.methods.kind import Standing
from tests.methods.columns import facts

__all__ = ["answered", "category_of", "count_of", "joint_of", "standing_of", "verdict_of"]


def joint_of(one: Method, answers: Mapping[str, str]) -> list[int]:
    """The joint answer of each group; ValueError where findings can never give it."""
    numbers = [each.answers.index(answers[each.id]) for each in one.criteria]
    return [
        group.joint_answers.index(tuple(numbers[place] for place in group.criteria))
        for group in one.groups
    ]


def standing_of(one: Method, answers: Mapping[str, str]) -> Standing:
    """Where the answers stand."""
    return one.kind.standing(joint_of(one, answers))


def category_of(one: Method, answers: Mapping[str, str]) -> str:
    """The category of the answers."""
    return one.categories[int(standing_of(one, answers).category)]


@cache
def count_of(name: str) -> dict[str, int]:
    """How many combinations of joint answers have each category."""
    one = method(name)
    sizes = [range(len(group.joint_answers)) for group in one.groups]
    columns = np.asarray(list(product(*sizes)), dtype=np.int64).T
    codes = np.asarray(one.kind.standing(list(columns)).category)
    return {each: int((codes == code).sum()) for code, each in enumerate(one.categories)}


def verdict_of(one: Method, **values: str | tuple[str, ...]) -> Verdict:
    """The verdict on findings of which the named ones are known."""
    result = judge(one, facts(one, **values))
    assert isinstance(result, Verdict)
    return result


def answered(readings: Sequence[Reading]) -> dict[str, str]:
    """Number of the criterion: its answer."""
    return {each.number: each.answer for each in readings}
