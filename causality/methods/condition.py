"""Conditions of warnings and of "does not apply": rows of data, for one pair or for a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from causality.errors import nearest
from causality.methods.criterion import Criterion
from causality.methods.kind import Kind, Reach, Standing
from causality.methods.lookup import Index, pick
from causality.methods.rows import Fault, When
from causality.methods.schema import WarningRecord
from causality.vocabulary import VOCABULARY

__all__ = ["Outside", "Warn", "compile_silent", "compile_warning", "compile_when"]


_SILENT = 1  # the bit of unknown, alone


@dataclass(frozen=True, slots=True)
class Outside:
    """A reason why the method does not apply: findings with the values that say so, or silence."""

    findings: tuple[tuple[str, int], ...]
    because: str
    silent: tuple[tuple[str, int], ...] = ()

    def holds(self, point_bits: Mapping[str, Index], masks: Mapping[str, Index]) -> Index:
        """1 where the findings say so, or nothing, else 0."""
        flag = _all_meet(self.findings, point_bits)
        for name, everything in self.silent:
            flag = flag & ((masks[name] == _SILENT) | (masks[name] == everything))
        return flag


@dataclass(frozen=True, slots=True)
class Warn:
    """A compiled warning: allowed values as bits, for findings, answers and the category."""

    id: str
    says: str
    findings: tuple[tuple[str, int], ...]
    answers: tuple[tuple[int, int], ...]
    categories: int
    several: bool
    by_row: bool

    def holds(
        self,
        point_bits: Mapping[str, Index],
        answer_bits: Sequence[Index],
        kind: Kind,
        standing: Standing,
        recorded: Reach | None,
    ) -> Index:
        """1 where the warning belongs beside the verdict, else 0."""
        flag = _all_meet(self.findings, point_bits)
        for place, allowed in self.answers:
            flag = flag & ((answer_bits[place] & allowed) != 0)
        if self.categories:
            flag = flag & ((self.categories >> standing.category) & 1)
        if self.several:
            bits = 0 if recorded is None else recorded.categories
            flag = flag & ((bits & (bits - 1)) != 0)
        if self.by_row and standing.row is not None:
            flag = flag & pick(kind.raising[self.id], standing.row)
        return flag


def _all_meet(conditions: Sequence[tuple[str, int]], point_bits: Mapping[str, Index]) -> Index:
    flag: Index = 1
    for name, allowed in conditions:
        flag = flag & ((point_bits[name] & allowed) != 0)
    return flag


def compile_silent(names: Sequence[str]) -> tuple[tuple[tuple[str, int], ...], tuple[Fault, ...]]:
    """The findings with all that a silent record leaves open, and names that are not known."""
    faults = tuple(
        Fault(("silent",), f"there is no finding {name!r}{nearest(name, VOCABULARY)}")
        for name in names
        if name not in VOCABULARY
    )
    known = [VOCABULARY[name] for name in names if name in VOCABULARY]
    return tuple((term.name, term.learnable_mask(_SILENT)) for term in known), faults


def compile_when(when: When) -> tuple[tuple[tuple[str, int], ...], tuple[Fault, ...]]:
    """The findings with their allowed values as bits, and names that the vocabulary lacks."""
    faults: list[Fault] = []
    compiled = []
    for name, values in when.items():
        term = VOCABULARY.get(name)
        if term is None:
            wrong = f"there is no finding {name!r}{nearest(name, VOCABULARY)}"
            faults.append(Fault(("when", name), wrong))
            continue
        strange = [value for value in values if value not in term.values]
        faults += [
            Fault(("when", name), f"{name!r} has no {value!r}{nearest(value, term.values)}")
            for value in strange
        ]
        if not strange:
            compiled.append((name, term.bit(*values)))
    return tuple(compiled), tuple(faults)


def compile_warning(
    told: WarningRecord, criteria: Sequence[Criterion], kind: Kind, *, by_row: bool
) -> tuple[Warn, tuple[Fault, ...]]:
    """The warning, and what is wrong with it; ``by_row`` says that a decision row raises it."""
    findings, when_faults = compile_when(told.when)
    faults = list(when_faults)
    places = {criterion.id: place for place, criterion in enumerate(criteria)}
    answers = []
    for name, values in told.answers.items():
        if name not in places:
            wrong = f"there is no criterion {name!r}{nearest(name, places)}"
            faults.append(Fault(("answers", name), wrong))
            continue
        allowed = _bits(criteria[places[name]].answers, values, ("answers", name), faults)
        answers.append((places[name], allowed))
    for place, criterion in enumerate(criteria if told.nothing_judged else ()):
        blank = [i for i in range(len(criterion.answers)) if not criterion.judged(i)]
        if not blank:
            wrong = f"the criterion {criterion.id!r} is always judged, so this never holds"
            faults.append(Fault(("nothing judged",), wrong))
        answers.append((place, sum(1 << i for i in blank)))
    categories = _bits(kind.categories, told.category or (), ("category",), faults)
    several = told.several_categories is not None
    if not (findings or answers or categories or several or by_row or faults):
        faults.append(Fault((), "nothing ever raises this warning", "give it a condition"))
    compiled = Warn(told.id, told.says, findings, tuple(answers), categories, several, by_row)
    return compiled, tuple(faults)


def _bits(
    names: Sequence[str], wanted: Sequence[str], path: tuple[str, ...], faults: list[Fault]
) -> int:
    bits = 0
    for one in wanted:
        if one in names:
            bits |= 1 << names.index(one)
        else:
            faults.append(Fault(path, f"there is no {one!r}{nearest(one, names)}"))
    return bits
