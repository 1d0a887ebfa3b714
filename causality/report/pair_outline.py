"""One drug and one event in words: verdicts, evidence, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from causality.assessment.assessment import Assessment
from causality.assessment.parts import MeasureFinding, PairAssessment
from causality.explain.disagreement import disagreements
from causality.methods import Kept, Lever, NotApplicable, Verdict
from causality.report.blocks import Block, Heading, Item, Items, Paragraph, Table
from causality.report.disagreement_outline import disagreement_sentence
from causality.report.evidence_outline import evidence
from causality.report.network_reading_outline import network_readings
from causality.report.words import cited, either, listed, ranged, span
from causality.vocabulary import VOCABULARY

__all__ = ["FOREMOST", "pair_outline", "pair_title"]

FOREMOST = 2
"""Methods that a report tells in full; the others that apply follow in brief."""

_MOST_SETS = 5  # smallest sets of answers told for one method


def pair_outline(pair: PairAssessment, assessment: Assessment, number: int) -> Iterator[Block]:
    """Everything there is to say about one pair, most important first."""
    whole, methods = pair, list(pair.verdicts)
    further = [pair.verdicts[name] for name in methods[FOREMOST:]]
    pair = replace(pair, verdicts={name: pair.verdicts[name] for name in methods[:FOREMOST]})
    yield Heading(pair_title(pair, number), 2)
    yield Items(tuple(map(_verdict, pair.verdicts.values())))
    yield from _further(further)
    yield from network_readings(whole.networks.values())
    yield from _differ(whole)
    yield Heading("Times", 3)
    yield Items(
        tuple(
            Item(f"{one.title}: {_length(one)}{cited(one.grounds)}")
            for one in pair.measures.values()
        )
    )
    yield from evidence(pair)
    yield from _changes(pair)
    yield from _kept(pair)
    yield from _warnings(pair, assessment)
    yield from _opinions(pair, assessment)
    for verdict in pair.verdicts.values():
        if isinstance(verdict, Verdict):
            yield Heading(f"{verdict.title}, criterion by criterion", 3)
            yield _answers(verdict)


def pair_title(pair: PairAssessment, number: int) -> str:
    """The heading of a pair that is told in detail."""
    return f"{number}. {pair.drug_name} -> {pair.event_term}"


def _further(verdicts: Sequence[Verdict | NotApplicable]) -> Iterator[Block]:
    """What the other methods that apply say, in brief."""
    items = []
    for verdict in verdicts:
        if isinstance(verdict, Verdict):
            item = _verdict(verdict)
            below = [*item.below, *(f"note: {warning.says}" for warning in verdict.warnings)]
            items.append(Item(item.text, tuple(below)))
    if items:
        yield Heading("Further methods", 3)
        yield Items(tuple(items))


def _differ(pair: PairAssessment) -> Iterator[Block]:
    """Why the foremost method and each other one differ."""
    told = disagreements(pair, of=next(iter(pair.verdicts), None))
    if told:
        yield Heading("Why methods differ", 3)
        yield Items(tuple(Item(disagreement_sentence(one)) for one in told))


def _length(measure: MeasureFinding) -> str:
    if measure.name == "time_from_last_dose" and measure.lo == measure.hi == 0:
        return "none; the drug was still being taken"
    return span(measure.lo, measure.hi)


def _verdict(verdict: Verdict | NotApplicable) -> Item:
    if isinstance(verdict, NotApplicable):
        return Item(f"{verdict.title}: not applicable, because {verdict.because}.")
    score = "" if verdict.score is None else f", {_points(verdict.score)}"
    asked = [reading for reading in verdict.readings if reading.asked]
    unjudged = [reading.number for reading in asked if not reading.judged]
    learnable = _range(verdict.learnable_range, verdict.learnable_categories)
    below = [
        f"because {verdict.because}",
        f"on record: {_range(verdict.recorded_range, verdict.possible_categories)}",
        f"with all that follow-up could still tell: {learnable}",
        f"not judged: {listed(unjudged)} of {len(asked)} criteria"
        if unjudged
        else "every criterion is judged",
    ]
    below += [
        f"{one.axis} {one.title}: {one.value}, because {one.because}" for one in verdict.grades
    ]
    below += [f"option: {name} is {'yes' if value else 'no'}" for name, value in verdict.options]
    return Item(f"{verdict.title}: {verdict.category}{score}", tuple(below))


def _points(score: int) -> str:
    return f"{score} point" if score in {1, -1} else f"{score} points"


def _range(scores: tuple[int, int] | None, categories: Sequence[str]) -> str:
    words = either(categories)
    return words if scores is None else f"{ranged(scores)} ({words})"


def _changes(pair: PairAssessment) -> Iterator[Block]:
    """Single facts that would change a category, each told once for all methods."""
    by_fact: dict[tuple[str, str], list[str]] = {}
    for verdict in pair.verdicts.values():
        if isinstance(verdict, Verdict):
            for change in verdict.would_change:
                fact = (change.finding, change.value)
                by_fact.setdefault(fact, []).append(f"{verdict.title}: {change.category}")
    yield Heading("Single facts that would change a category", 3)
    if not by_fact:
        yield Paragraph("None: no single fact that could still be learnt is enough.")
        return
    yield Items(
        tuple(
            Item(f"{VOCABULARY[name].title}: {value} -> {'; '.join(results)}")
            for (name, value), results in by_fact.items()
        )
    )


def _kept(pair: PairAssessment) -> Iterator[Block]:
    items = [
        _kept_from(verdict, verdict.kept_from_next)
        for verdict in pair.verdicts.values()
        if isinstance(verdict, Verdict) and verdict.kept_from_next is not None
    ]
    if items:
        yield Heading("What kept it from the next category", 3)
        yield Items(tuple(items))


def _kept_from(verdict: Verdict, kept: Kept) -> Item:
    text = f"{verdict.title}: kept from {either(kept.categories)}"
    if kept.points_missing is not None:
        text += f"; {_points(kept.points_missing)} missing"
    if not kept.sets:
        return Item(f"{text}; no change of answers reaches it")
    below = [_set(levers) for levers in kept.sets[:_MOST_SETS]]
    left = len(kept.sets) - len(below)
    if left or not kept.complete:
        more = "more than " if not kept.complete else ""
        below.append(f"or {more}{left} other {'set' if left == 1 else 'sets'} of the same size")
    return Item(f"{text}; it would take", tuple(below))


def _set(levers: Sequence[Lever]) -> str:
    return listed([_lever(lever) for lever in levers])


def _lever(lever: Lever) -> str:
    gain = "" if lever.gain is None else f" ({lever.gain:+d})"
    return f"{lever.number} {either(lever.needed)} instead of {lever.now}{gain}"


def _warnings(pair: PairAssessment, assessment: Assessment) -> Iterator[Block]:
    items = [
        Item(f"{verdict.title}: {warning.says}")
        for verdict in pair.verdicts.values()
        if isinstance(verdict, Verdict)
        for warning in verdict.warnings
    ]
    items += [Item(one.text) for one in assessment.warnings if one.pair == (pair.drug, pair.event)]
    if items:
        yield Heading("Warnings", 3)
        yield Items(tuple(items))


def _opinions(pair: PairAssessment, assessment: Assessment) -> Iterator[Block]:
    told = [one for one in assessment.opinions if (one.drug, one.event) == (pair.drug, pair.event)]
    if told:
        yield Heading("Opinions of others, as reported", 3)
        yield Items(
            tuple(
                Item(
                    f"{one.by or 'somebody'}{f' by {one.method}' if one.method else ''}: "
                    f"{one.result} [{one.id}]"
                )
                for one in told
            )
        )


def _answers(verdict: Verdict) -> Table:
    scored: Mapping[bool, tuple[str, ...]] = {
        True: ("", "answer", "points", "because"),
        False: ("", "answer", "because"),
    }
    rows = []
    for reading in verdict.readings:
        points = (
            () if reading.points is None else (f"{reading.points:+d}" if reading.points else "0",)
        )
        rows.append((reading.number, reading.answer, *points, reading.because))
    return Table(scored[verdict.score is not None], tuple(rows))
