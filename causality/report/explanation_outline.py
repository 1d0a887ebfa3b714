"""An explanation in words: what moved each drug, what would change it, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.assessment.contract import SUPPORT
from causality.assessment.parts import PairAssessment
from causality.explain.attribution import Attribution, PartWeight
from causality.explain.changed_findings import FindingSet
from causality.explain.explanation import EventExplanation, Explanation
from causality.explain.finding_effects import Effect, finding_effects
from causality.explain.flips import CategoryFlips, ShareFlips
from causality.explain.paths import Conflict, PartPath
from causality.explain.sensitivity import Sensitivity, Swing
from causality.explain.without_entry import EntryEffect
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.evidence_outline import evidence
from causality.report.questions_outline import question_items
from causality.report.words import cited, in_100, listed
from causality.vocabulary import VOCABULARY

__all__ = ["explanation_outline", "set_words"]

_CAVEAT = (
    "Weights are in decibans on the log-odds: 10 are a tenfold change of the odds, below 1 is next "
    "to nothing. What a finding adds depends on what is known already, so it stands here on its "
    "own, given all the rest, from least to most over all orders, and as the mean over orders "
    "(Shapley), which alone adds up."
)
_MOST_SETS = 5
_FIRST_QUESTIONS = 5
_NOTHING = "-"


def explanation_outline(told: Explanation, *, numbers: int = 10) -> Outline:
    """The explanation; ``numbers`` is how many numbers of the model are told for each drug."""
    return (*_blocks(told, numbers), Paragraph(SUPPORT))


def _blocks(told: Explanation, numbers: int) -> Iterator[Block]:
    yield Heading(f"Why: {told.assessment.case_title or told.assessment.case_id}", 1)
    yield Paragraph(_CAVEAT)
    for event in told.events:
        yield from _event(event)
    for pair in told.assessment.pairs:
        yield Heading(f"{pair.drug_name} -> {pair.event_term}: the findings", 2)
        yield from evidence(pair)
        yield from _effects(pair)
    yield Heading("What would change it", 2)
    yield from _flips(told)
    for event in told.events:
        for each in event.sensitivities:
            yield from _numbers(each, numbers)
    if told.questions:
        yield Heading("What to ask next", 2)
        yield Items(tuple(question_items(told.questions[:_FIRST_QUESTIONS])))
    if told.entries:
        yield Heading("The case without one entry", 2)
        yield from _entries(told.entries)


def _event(event: EventExplanation) -> Iterator[Block]:
    for one in event.attributions:
        yield Heading(f"{one.title} in {event.term}: what moved the share", 2)
        yield Paragraph(
            f"Before the case {in_100(one.before)} in 100, now {in_100(one.share)} in 100: "
            f"{one.prior:+.1f} dB from the literature, {one.case:+.1f} dB from the case, "
            f"{one.posterior:+.1f} dB in all."
        )
        if one.parts:
            yield _weights(one)
            yield Items(tuple(_path(path) for path in event.ways[one.target] if path.significant))
    yield _clash(event.conflict)


def _weights(one: Attribution) -> Table:
    ordered = sorted(one.parts, key=lambda part: -abs(part.shapley))
    return Table(
        ("evidence, in dB", "on its own", "given the rest", "any order", "mean", "rests on"),
        tuple(
            (
                part.title,
                f"{part.first_in:+.1f}",
                f"{part.last_in:+.1f}",
                f"{part.lowest:+.1f} to {part.highest:+.1f}",
                _mean(part),
                ", ".join(part.grounds) or _NOTHING,
            )
            for part in ordered
        ),
    )


def _mean(part: PartWeight) -> str:
    error = "" if part.standard_error is None else f" (s.e. {part.standard_error:.1f})"
    return f"{part.shapley:+.1f}{error}"


def _path(path: PartPath) -> Item:
    way = "pulls with the whole case" if path.supports else "pulls against the whole case"
    moved = tuple(
        f"{one.node}: {one.state} {in_100(one.without)} -> {in_100(one.within)} in 100"
        for one in path.carriers
    )
    return Item(f"{path.title}, by way of {path.node}, {way}", moved)


def _clash(found: Conflict) -> Paragraph:
    if found.bits <= 0:
        return Paragraph(
            f"The findings fit together (conflict {found.bits:.1f} bits; above 0 would be one)."
        )
    pair = "" if found.pair is None else f"; most between {listed(found.pair)}"
    by = f"; explained by {listed(found.explained_by)}" if found.explained_by else ""
    return Paragraph(f"The findings may clash: {found.bits:.1f} bits{pair}{by}.")


def _effects(pair: PairAssessment) -> Iterator[Block]:
    """What the methods would say without each finding."""
    rows = []
    for name, effects in finding_effects(pair).items():
        said = "; ".join(f"{one.title} {_said(one)}" for one in effects)
        rows.append((VOCABULARY[name].title, pair.findings[name].value, said))
    if rows:
        yield Heading("If nothing were known of a finding", 3)
        yield Table(("finding", "value", "the methods would say"), tuple(rows))


def _said(one: Effect) -> str:
    if one.category is None:
        return "not applicable"
    return one.category if one.score is None else f"{one.category}, {one.score}"


def _flips(told: Explanation) -> Iterator[Block]:
    items = [_category(one) for one in told.category_flips]
    items += [_share(one) for event in told.events for one in event.share_flips]
    if not items:
        yield Paragraph("No method gave a category and no share was computed.")
        return
    yield Paragraph(
        "The fewest facts, still to be learnt, that change a category or take a share across 50 in "
        "100; up to three together were tried."
    )
    yield Items(tuple(items))


def _category(one: CategoryFlips) -> Item:
    head = f"{one.title}, {one.drug} -> {one.event}, {one.category}"
    if not one.complete:
        return Item(f"{head}: too many open facts to try them all")
    if not one.flips:
        return Item(f"{head}: no three facts that could be learnt")
    below = [f"{_sets(flip.sets)}: {flip.category}" for flip in one.flips]
    return Item(head, _cut(below))


def _share(one: ShareFlips) -> Item:
    head = f"share of {one.drug} in {one.event}, {in_100(one.share)} in 100"
    if not one.flips:
        most = "three" if one.complete else "two"
        return Item(f"{head}: no {most} facts that could be learnt")
    below = [f"{_sets(flip.sets)}: {in_100(flip.share)} in 100" for flip in one.flips]
    return Item(head, _cut(below))


def _cut(lines: Sequence[str]) -> tuple[str, ...]:
    left = len(lines) - _MOST_SETS
    return (*lines[:_MOST_SETS], *([f"and {left} more of that size"] if left > 0 else ()))


def _sets(sets: Sequence[FindingSet]) -> str:
    drugs = {one.drug for one in sets}
    return listed([set_words(one, name=len(drugs) > 1) for one in sets])


def set_words(one: FindingSet, *, name: bool = True) -> str:
    """One finding as it is set: ``rechallenge of dara positive``."""
    title = VOCABULARY[one.finding].title
    return f"{title} of {one.drug} {one.value}" if name else f"{title} {one.value}"


def _numbers(told: Sensitivity, most: int) -> Iterator[Block]:
    yield Heading(f"Numbers that the share of {told.title} rests on", 2)
    left = len(told.swings) - most
    more = f" {left} more move it less." if left > 0 else ""
    yield Paragraph(
        f"Each alone over its 90% range, the rest as it is; the share is {in_100(told.share)} in "
        f"100. The last column is the value at which it would be 50.{more}"
    )
    yield Table(
        ("number", "value", "range", "share there", "50 in 100 at", "from"),
        tuple(map(_swing, told.swings[:most])),
    )


def _swing(one: Swing) -> tuple[str, ...]:
    low, high = one.range
    where = one.origin if one.cite is None else f"{one.origin}{cited((one.cite,))}"
    return (
        f"{one.file}: {one.name}",
        f"{one.value:.4g}",
        _NOTHING if low == high else f"{low:.3g} to {high:.3g}",
        _NOTHING if low == high else f"{in_100(one.shares[0])} to {in_100(one.shares[1])}",
        listed([f"{value:.4g}" for value in one.crossings]) if one.crossings else "nowhere near",
        where or _NOTHING,
    )


def _entries(effects: Sequence[EntryEffect]) -> Iterator[Block]:
    movable = [one for one in effects if one.because is None]
    moving = [one for one in movable if one.verdicts or one.moves >= _LEAST]
    if moving:
        yield Table(
            ("without", "and with it", "share of", "verdicts that change"),
            tuple(_effect(one) for one in sorted(moving, key=lambda one: -one.moves)),
        )
    still = [one.entry for one in movable if one not in moving]
    if still:
        yield Paragraph(f"Nothing moves without any one of: {', '.join(still)}.")
    fixed = [f"{one.entry} ({one.because})" for one in effects if one.because is not None]
    if fixed:
        yield Paragraph(f"Cannot be taken out: {'; '.join(fixed)}.")


_LEAST = 0.005


def _effect(one: EntryEffect) -> tuple[str, ...]:
    moved = [
        f"{drug} {in_100(before)} -> {in_100(after)}"
        for drug, _, before, after in one.shares
        if abs(after - before) >= _LEAST
    ]
    return (
        one.entry,
        ", ".join(one.taken) or _NOTHING,
        "; ".join(moved) or _NOTHING,
        "; ".join(f"{title}: {old} -> {new}" for _, _, title, old, new in one.verdicts) or _NOTHING,
    )
