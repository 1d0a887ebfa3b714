"""A second way to every result: the rows of a method file read one by one, nothing compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from causality.findings.vocabulary import VOCABULARY
from causality.methods.additive_scale import ScaleRecord
from causality.methods.category_table import TableRecord
from causality.methods.schema import CriterionRecord, MethodRecord, RowRecord

Values = Mapping[str, str]


def first_row(rows: Sequence[RowRecord], values: Values, options: Mapping[str, bool]) -> RowRecord:
    """The first row that fits."""
    for row in rows:
        if any(options[name] is not setting for name, setting in row.option.items()):
            continue
        if all(values[name] in allowed for name, allowed in row.when.items()):
            return row
    raise AssertionError(values)


def answers(told: MethodRecord, values: Values, options: Mapping[str, bool]) -> dict[str, str]:
    """The answer to every criterion where every finding has one value."""
    given = dict(values)
    if not options["co suspects count"] and "co_suspects" in given:
        given["co_suspects"] = "none"
    return {one.id: first_row(one.rows, given, options).then for one in told.criteria}


def points(criterion: CriterionRecord, answer: str) -> int:
    """The points of an answer, from the file's own mapping."""
    number = criterion.answers[answer].model_dump()["points"]
    assert isinstance(number, int)
    return number


def total(told: MethodRecord, given: Mapping[str, str]) -> int:
    """The sum of the points of answers."""
    return sum(points(one, given[one.id]) for one in told.criteria)


def category(told: MethodRecord, given: Mapping[str, str], options: Mapping[str, bool]) -> str:
    """The category of answers."""
    if isinstance(told, TableRecord):
        return first_row(told.decision, given, options).then
    return band(told, total(told, given))


def band(told: MethodRecord, score: int) -> str:
    """The category of a score."""
    assert isinstance(told, ScaleRecord)
    return next(
        one.category for one in told.bands if one.at_least in (None, *range(-99, score + 1))
    )


def completions(masks: Mapping[str, int], names: Sequence[str]) -> Iterator[dict[str, str]]:
    """Every way to give each finding one of its values."""
    choices = [VOCABULARY[name].named(masks[name]) for name in names]
    for chosen in product(*choices):
        yield dict(zip(names, chosen, strict=True))


def point(masks: Mapping[str, int], names: Sequence[str]) -> dict[str, str]:
    """The point reading: what is not settled is unknown."""
    named = {name: VOCABULARY[name].named(masks[name]) for name in names}
    return {name: values[0] if len(values) == 1 else "unknown" for name, values in named.items()}


def learnable(masks: Mapping[str, int]) -> dict[str, int]:
    """The masks with all that follow-up could still establish; nothing where it is impossible."""
    if masks["follow_up"] == VOCABULARY["follow_up"].bit("impossible"):
        return dict(masks)
    return {name: VOCABULARY[name].learnable_mask(mask) for name, mask in masks.items()}
