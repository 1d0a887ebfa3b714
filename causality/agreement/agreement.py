"""A folder of graded cases to every comparison there is to make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from causality.agreement.causes import Disagreement, disagreement, printed_points
from causality.agreement.comparison import Comparison, Unit, compared
from causality.agreement.containment import Containment, containments
from causality.agreement.graded import Graded, foremost, graded
from causality.agreement.groups import ALL, GROUPS
from causality.agreement.levels import levels
from causality.agreement.printed import PrintedItem
from causality.agreement.published import PublishedCase, read
from causality.assessment import ModelReference, PairAssessment
from causality.errors import CaseError, CausalityError, Problem
from causality.methods import Method, Verdict, method

__all__ = ["Agreement", "Unrated", "agreement"]

_OURS = "our verdicts on every suspect drug with every event"
_LEVEL = "the published level, by whichever instrument, and our verdict on the graded pair"
_SUFFIXES = frozenset({".json", ".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Unrated:
    """A published verdict that has none of ours beside it, and why."""

    case: str
    method: str
    because: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Every comparison of one folder.

    ``cases`` are those with published verdicts, ``other`` is how many files have none.
    """

    cases: tuple[str, ...]
    other: int
    models: tuple[ModelReference, ...]
    published: tuple[Comparison, ...]
    items: tuple[Comparison, ...]
    methods: tuple[Comparison, ...]
    containments: tuple[Containment, ...]
    unrated: tuple[Unrated, ...]
    disagreements: tuple[Disagreement, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON contract ``causality/agreement/1`` as plain data."""
        from causality.agreement.contract import as_dict

        return as_dict(self)

    def to_json(self, *, indent: int | None = 2) -> str:
        """The JSON contract as text."""
        from causality.agreement.contract import as_json

        return as_json(self, indent=indent)


def agreement(folder: Path | str) -> Agreement:
    """Our verdicts against published ones and method against method, over a folder of cases.

    Raises CaseError with every problem of every file: a comparison that leaves cases out in
    silence would deceive.
    """
    cases, other = _read(Path(folder))
    by_method = {name: tuple(graded(cases, name)) for name in levels().methods}
    every = [one for several in by_method.values() for one in several]
    disagreements = [found for one in every if (found := disagreement(one)) is not None]
    return Agreement(
        cases=tuple(case.assessment.case_id for case in cases),
        other=other,
        models=cases[0].assessment.models,
        published=tuple(_against_print(by_method)),
        items=tuple(_items(by_method)),
        methods=tuple(_method_against_method(cases)),
        containments=tuple(containments(by_method)),
        unrated=tuple(map(_unrated, (one for one in every if one.rated is None))),
        disagreements=tuple(disagreements),
    )


def _read(folder: Path) -> tuple[tuple[PublishedCase, ...], int]:
    files = sorted(
        file
        for file in (folder.iterdir() if folder.is_dir() else ())
        if file.suffix in _SUFFIXES and file.is_file() and not file.name.startswith(".")
    )
    cases: list[PublishedCase | None] = []
    problems: list[Problem] = []
    for file in files:
        try:
            cases.append(read(file))
        except CaseError as error:
            problems += error.problems
    if problems:
        raise CaseError(problems)
    published = tuple(case for case in cases if case is not None)
    if not published:
        raise CausalityError(f"{folder} holds no case with published verdicts")
    return published, len(files) - len(published)


def _against_print(by_method: Mapping[str, Sequence[Graded]]) -> Iterator[Comparison]:
    for name, every in by_method.items():
        instrument = method(name)
        ordered = tuple(reversed([one for one in instrument.categories if _placed(name, one)]))
        for group, belongs in GROUPS.items():
            several = [one for one in every if belongs(one.case)]
            if not several:
                continue
            units = [Unit(_id(one), one.category, one.rated) for one in several]
            yield compared(
                f"{instrument.title}, category", group, ("published", "ours"), ordered, units
            )
            if any(one.printed.total is not None for one in several):
                yield _scores(instrument, group, several)


def _unrated(one: Graded) -> Unrated:
    verdict = one.verdict
    if isinstance(verdict, Verdict):
        because = f"{verdict.category} stands outside the order: {verdict.because}"
    else:
        because = f"not applicable, because {verdict.because}"
    return Unrated(_id(one), one.method, because)


def _scores(instrument: Method, group: str, several: Sequence[Graded]) -> Comparison:
    worth = instrument.kind.points or ()
    scale = [str(score) for score in range(sum(map(min, worth)), sum(map(max, worth)) + 1)]
    units = [
        Unit(
            _id(one),
            str(one.printed.total),
            str(one.verdict.score) if isinstance(one.verdict, Verdict) else None,
        )
        for one in several
        if one.printed.total is not None
    ]
    return compared(f"{instrument.title}, score", group, ("published", "ours"), scale, units)


def _items(by_method: Mapping[str, Sequence[Graded]]) -> Iterator[Comparison]:
    """Points question by question, then all questions together, points and answers."""
    for name, every in by_method.items():
        instrument = method(name)
        worth = instrument.kind.points
        several = [one for one in every if one.printed.items and isinstance(one.verdict, Verdict)]
        if worth is None or not several:
            continue
        pooled: list[Unit] = []
        for place, criterion in enumerate(instrument.criteria):
            number = criterion.told.number
            units = [_item_unit(one, place, number) for one in several]
            scale = [_signed(points) for points in sorted(set(worth[place]))]
            about = f"{instrument.title}, question {number}, points"
            yield compared(about, ALL, ("published", "ours"), scale, units)
            pooled += units
        scale = [
            _signed(points) for points in range(min(map(min, worth)), max(map(max, worth)) + 1)
        ]
        yield compared(
            f"{instrument.title}, all questions, points", ALL, ("published", "ours"), scale, pooled
        )
        yield compared(
            f"{instrument.title}, all questions, answers",
            ALL,
            ("published", "ours"),
            ("no", "unknown", "yes"),
            [unit for one in several for unit in _answer_units(one)],
        )


def _item_unit(one: Graded, place: int, number: str) -> Unit:
    printed = printed_points(one).get(number)
    ours = one.verdict.readings[place].points if isinstance(one.verdict, Verdict) else None
    told = [None if points is None else _signed(points) for points in (printed, ours)]
    return Unit(_id(one), *told)


def _answer_units(one: Graded) -> Iterator[Unit]:
    """Answers in words; a print that does not tell no from unknown gives none."""
    readings = one.verdict.readings if isinstance(one.verdict, Verdict) else ()
    for reading in readings:
        item = one.printed.items.get(reading.number)
        answer = item.answer if isinstance(item, PrintedItem) else None
        told = None if answer == "no or unknown" else answer
        yield Unit(_id(one), told, reading.answer)


def _method_against_method(cases: Sequence[PublishedCase]) -> Iterator[Comparison]:
    """Levels of one method against those of another: ours with ours, and print with ours."""
    scale, names = levels().levels, tuple(levels().methods)
    titles = {name: method(name).title for name in names}
    for place, first in enumerate(names):
        for second in names[place + 1 :]:
            units = [
                Unit(case.assessment.case_id, _level(pair, first), _level(pair, second))
                for case in cases
                for pair in case.assessment.pairs
            ]
            raters = (titles[first], titles[second])
            yield compared(_OURS, ALL, raters, scale, units)
    for name in names:
        for group, belongs in GROUPS.items():
            units = [
                Unit(
                    case.assessment.case_id,
                    case.published.level,
                    _level(foremost(case, name), name),
                )
                for case in cases
                if belongs(case)
            ]
            if units:
                yield compared(_LEVEL, group, ("published", titles[name]), scale, units)


def _level(pair: PairAssessment, name: str) -> str | None:
    verdict = pair.verdicts[name]
    return levels().level(name, verdict.category) if isinstance(verdict, Verdict) else None


def _placed(name: str, category: str) -> bool:
    return levels().level(name, category) is not None


def _signed(points: int) -> str:
    return f"{points:+d}" if points else "0"


def _id(one: Graded) -> str:
    return one.case.assessment.case_id
