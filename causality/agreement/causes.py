"""Why two verdicts differ: the criteria that could have made the difference, and their facts.

Where the authors print their answers, the causes are the criteria that they answered otherwise.
Where they print a category or a total alone, a cause is any criterion that would bring us nearer,
and what is on record for it. If no other reading of what is on record closes the gap, the authors
must have used what the encoded text does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from causality.agreement.graded import Graded
from causality.agreement.printed import PrintedItem
from causality.assessment import Finding
from causality.methods import Reading, Verdict, method
from causality.methods.additive_scale import AdditiveScale
from causality.vocabulary import UNKNOWN

__all__ = ["Cause", "Disagreement", "Fact", "Needs", "disagreement", "printed_points"]

Needs: TypeAlias = Literal["another reading", "what the case does not say"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the case, as it is shown: what it is, what it says, where that stands."""

    entry: str
    kind: str
    words: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Cause:
    """One criterion that may be behind a difference.

    ``nearer`` is how many points another answer could bring us nearer, None where the method has
    no points. ``printed`` is the authors' answer. ``findings`` are those that the answer rests on,
    only the unknown ones where there are any; ``facts`` are the entries behind them. With no fact,
    the case is silent on this criterion.
    """

    number: str
    criterion: str
    wording: str
    answer: str
    points: int | None
    because: str
    printed: str | None
    nearer: int | None
    findings: tuple[Finding, ...]
    facts: tuple[Fact, ...]

    @property
    def silent(self) -> bool:
        """Whether the case says nothing that this criterion could be read from."""
        return not self.facts


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One published verdict that is not ours.

    ``gap`` is the number of points between us and the nearest score that would agree with the
    print. ``needs`` tells whether another reading of what is on record could close it alone, or
    not without something that the case does not say.
    """

    case: str
    title: str | None
    drug: str
    event: str
    method: str
    published: str
    total: int | None
    ours: str
    score: int | None
    gap: int | None
    as_a_set: bool
    contradicts_itself: bool
    needs: Needs
    causes: tuple[Cause, ...]


def disagreement(one: Graded) -> Disagreement | None:
    """What lies between a published verdict and ours; None where they agree or one is missing."""
    verdict = one.verdict
    if not isinstance(verdict, Verdict) or one.category is None:
        return None
    if verdict.category == one.category and one.printed.total in (None, verdict.score):
        return None
    gap = _gap(one, verdict)
    causes = tuple(_causes(one, verdict, gap))
    assessment = one.case.assessment
    return Disagreement(
        case=assessment.case_id,
        title=assessment.case_title,
        drug=one.pair.drug_name,
        event=one.pair.event_term,
        method=one.method,
        published=one.category,
        total=one.printed.total,
        ours=verdict.category,
        score=verdict.score,
        gap=gap,
        as_a_set=one.as_a_set,
        contradicts_itself=one.contradicts_itself,
        needs=_needs(one, gap, causes),
        causes=causes,
    )


def printed_points(one: Graded) -> Mapping[str, int]:
    """The points that the authors print, by the number of the criterion."""
    return {
        number: item.points if isinstance(item, PrintedItem) else item
        for number, item in one.printed.items.items()
    }


def _gap(one: Graded, verdict: Verdict) -> int | None:
    """Points to the printed total, else to the nearest score of the printed category."""
    scale = method(one.method).kind
    if verdict.score is None or not isinstance(scale, AdditiveScale):
        return None
    if one.printed.total is not None:
        return one.printed.total - verdict.score
    place = scale.categories.index(one.category or "")
    if place < scale.categories.index(verdict.category):
        return scale.floors[place] - verdict.score
    return scale.floors[place - 1] - 1 - verdict.score


def _needs(one: Graded, gap: int | None, causes: Sequence[Cause]) -> Needs:
    stated = [cause for cause in causes if not cause.silent]
    if all(number in one.printed.items for number in _numbers(one)):
        closed = len(stated) == len(causes)  # these are the differences, each of them
    elif gap is None:
        closed = bool(stated)
    else:
        closed = sum(cause.nearer or 0 for cause in stated) >= abs(gap)
    return "another reading" if closed else "what the case does not say"


def _numbers(one: Graded) -> Iterator[str]:
    return (criterion.told.number for criterion in method(one.method).criteria)


def _causes(one: Graded, verdict: Verdict, gap: int | None) -> Iterator[Cause]:
    worth = method(one.method).kind.points
    if worth is None or gap is None:
        holding = _holding(verdict)
        for reading in verdict.readings:
            if reading.criterion in holding:
                yield _cause(one, reading, None)
        return
    printed = printed_points(one)
    ours = {reading.number: reading.points or 0 for reading in verdict.readings}
    left = gap - sum(points - ours.get(number, points) for number, points in printed.items())
    for place, reading in enumerate(verdict.readings):
        if reading.number in printed:
            nearer = abs(printed[reading.number] - ours[reading.number])
        else:
            nearer = _nearer(reading, worth[place], left)
        if nearer:
            yield _cause(one, reading, nearer)


def _nearer(reading: Reading, worth: Sequence[int], gap: int) -> int:
    """How many points the best other answer would bring us nearer."""
    ours = reading.points or 0
    if gap > 0:
        return max(worth) - ours
    return ours - min(worth) if gap < 0 and reading.judged else 0


def _holding(verdict: Verdict) -> set[str]:
    """The criteria of the smallest sets that keep a case from the next better category."""
    kept = verdict.kept_from_next
    return {lever.criterion for levers in (kept.sets if kept else ()) for lever in levers}


def _cause(one: Graded, reading: Reading, nearer: int | None) -> Cause:
    item = one.printed.items.get(reading.number)
    findings = tuple(one.pair.findings[name] for name in reading.findings)
    resting = tuple(one for one in findings if one.value == UNKNOWN) or findings
    grounds = dict.fromkeys(entry for finding in resting for entry in finding.grounds)
    return Cause(
        number=reading.number,
        criterion=reading.criterion,
        wording=reading.wording,
        answer=reading.answer,
        points=reading.points,
        because=reading.because,
        printed=_answered(item),
        nearer=nearer,
        findings=resting,
        facts=tuple(_fact(one, entry) for entry in grounds),
    )


def _answered(item: PrintedItem | int | None) -> str | None:
    if item is None:
        return None
    if isinstance(item, PrintedItem):
        return f"{item.answer} ({item.points:+d})" if item.points else f"{item.answer} (0)"
    return f"{item:+d}" if item else "0"


def _fact(one: Graded, entry: str) -> Fact:
    view = one.case.assessment.entries[entry]
    return Fact(entry, view.kind, view.text, view.source)
