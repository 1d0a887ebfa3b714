"""A method laid open: its tables, its readings and its sources, for command line and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from causality.citation import Citation, Origin, cited
from causality.methods.compiled import Method
from causality.methods.criterion import Criterion
from causality.methods.schema import OURS, OutsideRecord, WarningRecord, records_in
from causality.methods.table import Table, when_words

__all__ = ["Description", "Interpretation", "describe"]


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How we read the source where it leaves room: where, what, and who decided it."""

    where: str
    says: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class Description:
    """All that a reader must see to check a method.

    ``data`` is the file itself under its own keys; ``sources`` are those of its numbers and
    readings, ``cite`` first.
    """

    id: str
    title: str
    edition: str
    kind: str
    purpose: str
    licence: str
    limits: tuple[str, ...]
    options: tuple[tuple[str, bool, str], ...]
    tables: tuple[Table, ...]
    readings: tuple[Interpretation, ...]
    sources: tuple[Citation, ...]
    data: dict[str, object]


def describe(method: Method) -> Description:
    """What ``method`` asks, how it decides, where each number is from."""
    told = method.told
    published = told.settings()
    meanings = {option.id: option.meaning for option in told.options}
    return Description(
        told.id,
        told.title,
        told.edition,
        told.kind,
        told.purpose,
        told.licence,
        told.limits,
        tuple((name, value, meanings.get(name, "")) for name, value in published.items()),
        (
            _questions(method),
            method.kind.combination(),
            *(_rows(criterion) for criterion in method.criteria),
            _outside(method),
            _warnings(method),
        ),
        tuple(_readings(method)),
        tuple(_cited(method)),
        told.model_dump(mode="json", by_alias=True, exclude_unset=True),
    )


def _questions(method: Method) -> Table:
    rows = [
        (
            criterion.told.number,
            criterion.told.wording,
            "; ".join(_answers(method, place, criterion)),
            ", ".join(criterion.reads),
        )
        for place, criterion in enumerate(method.criteria)
    ]
    return Table("Criteria", ("", "question", "answers", "findings read"), tuple(rows))


def _answers(method: Method, place: int, criterion: Criterion) -> Iterator[str]:
    for i, name in enumerate(criterion.answers):
        points = None if method.kind.points is None else method.kind.points[place][i]
        yield name if points is None else f"{name} {points:+d}" if points else f"{name} 0"


def _rows(criterion: Criterion) -> Table:
    rows = tuple((when_words(row.when), row.then, row.because) for row in criterion.told.rows)
    title = f"{criterion.told.number}. {criterion.told.wording}"
    return Table(title, ("findings", "answer", "because"), rows)


def _outside(method: Method) -> Table:
    rows = tuple((_told_outside(one), one.because) for one in method.told.does_not_apply)
    return Table("Does not apply", ("findings", "because"), rows)


def _told_outside(one: OutsideRecord) -> str:
    silent = f"nothing on record of {' and '.join(one.silent)}" if one.silent else ""
    return "; ".join(filter(None, (when_words(one.when) if one.when else "", silent)))


def _warnings(method: Method) -> Table:
    rows = tuple((one.id, _raised(one), one.says) for one in method.told.warnings)
    return Table("Warnings", ("warning", "raised by", "says"), rows)


def _raised(warning: WarningRecord) -> str:
    conditions = [when_words(both) for both in (warning.when, warning.answers) if both]
    if warning.nothing_judged:
        conditions.append("no criterion could be judged")
    if warning.category:
        conditions.append("result: " + " or ".join(warning.category))
    if warning.several_categories:
        conditions.append("the record leaves several categories possible")
    return "; ".join(conditions) or "rows of the decision"


def _readings(method: Method) -> Iterator[Interpretation]:
    for note in method.told.readings:
        yield Interpretation("", note.says, note.decided_by)
    for criterion in method.criteria:
        own = criterion.told.reading
        if own is not None:
            yield Interpretation(criterion.told.number, own.says, own.decided_by)


def _cited(method: Method) -> Iterator[Citation]:
    own = {source.id: source for source in method.told.sources}
    for name in dict.fromkeys(_sources(method)):
        yield own[name] if name in own else cited(name)


def _sources(method: Method) -> Iterator[str]:
    yield method.told.cite
    yield from method.told.read_in
    for _, record in records_in(method.told):
        if isinstance(record, Origin) and record.cite is not None:
            yield record.cite
    for note in _readings(method):
        if note.decided_by != OURS:
            yield note.decided_by
