"""A second way to every result: the rows of a method file read one by one, nothing compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from causality.methods.additive_scale import ScaleRecord
from causality.methods.category_table import TableRecord
from causality.methods.flow_chart import ChartRecord
from causality.methods.schema import CriterionRecord, MethodRecord, RowRecord
from causality.methods.two_axis_table import MatrixRecord
from causality.vocabulary import VOCABULARY

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
    """The category of answers; of several that a chart leaves open, the least favourable."""
    if isinstance(told, ChartRecord):
        names = [one.name for one in told.categories]
        return max(ends(told, given, told.chart[0].ask), key=names.index)
    if isinstance(told, MatrixRecord):
        return cell(told, given, options)
    if isinstance(told, TableRecord):
        return first_row(told.decision, given, options).then
    return band(told, total(told, given))


def categories(
    told: MethodRecord, given: Mapping[str, str], options: Mapping[str, bool]
) -> set[str]:
    """Every category that answers leave open."""
    if isinstance(told, ChartRecord):
        return ends(told, given, told.chart[0].ask)
    return {category(told, given, options)}


def ends(told: ChartRecord, given: Mapping[str, str], target: str) -> set[str]:
    """Where a chart leads from ``target``, step by step."""
    ways = [way for node in told.chart if node.ask == target for way in node.ways]
    if not ways:
        return {target}
    (way,) = (way for way in ways if given[target] in way.on)
    return set().union(*(ends(told, given, to) for to in way.to))


def cell(told: MatrixRecord, given: Mapping[str, str], options: Mapping[str, bool]) -> str:
    """The category of the two grades, refused where the cell was not verified."""
    grades = {axis.id: first_row(axis.rows, given, options).then for axis in told.axes}
    for one in told.matrix:
        if all(grades[axis] in allowed for axis, allowed in one.when.items()):
            return one.then
    return told.refused


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
