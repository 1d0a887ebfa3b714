"""A whole report as an ordered outline; the one place where an assessment becomes prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from causality import __version__
from causality.assessment.assessment import Assessment
from causality.assessment.contract import SUPPORT
from causality.assessment.parts import EntryView, PairAssessment, Placed
from causality.explain.standing import ranked
from causality.methods import NotApplicable, Verdict
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.differential_outline import differential_outline
from causality.report.pair_outline import FOREMOST, pair_outline
from causality.report.words import day, listed, ranged, sentence

__all__ = ["DETAILED", "outline"]

DETAILED = 3
"""Pairs told in detail unless all are asked for."""

_MOST_ROWS = 60  # a longer timeline is cut to what the report cites
_HASH_SHOWN = 12


def outline(assessment: Assessment, *, every_pair: bool = False) -> Outline:
    """The report: all pairs in one table, then the foremost pairs in detail (or every one)."""
    order = ranked(assessment.pairs)
    detailed = order if every_pair else order[:DETAILED]
    return (
        Heading(assessment.case_title or assessment.case_id, 1),
        *_matrix(order, detailed),
        *differential_outline(assessment),
        *_warnings(assessment),
        *_timeline(assessment, detailed),
        *(
            block
            for number, pair in enumerate(detailed, 1)
            for block in pair_outline(pair, assessment, number)
        ),
        *_other_opinions(assessment),
        Heading("How this was made", 2),
        Paragraph(_provenance(assessment)),
        Paragraph(SUPPORT),
    )


def _matrix(order: Sequence[PairAssessment], detailed: Sequence[PairAssessment]) -> Iterator[Block]:
    yield Heading("Every suspect drug with every event", 2)
    if not order:
        yield Paragraph("The case holds no pair of a suspect drug and an event.")
        return
    methods = tuple(order[0].verdicts)
    yield _table_of(order, methods[:FOREMOST])
    yield from _further(order, methods[FOREMOST:])
    if left := len(order) - len(detailed):
        which = "pair stands" if left == 1 else f"{left} pairs stand"
        yield Paragraph(f"The last {which} only in this table.")


def _table_of(order: Sequence[PairAssessment], methods: Sequence[str]) -> Table:
    titles = [order[0].verdicts[method].title for method in methods]
    return Table(
        ("drug", "event", *titles),
        tuple(
            (
                pair.drug_name,
                pair.event_term,
                *(_cell(pair.verdicts[method]) for method in methods),
            )
            for pair in order
        ),
    )


def _further(order: Sequence[PairAssessment], methods: Sequence[str]) -> Iterator[Block]:
    """The other methods below; one that applies to no pair is named with its reason."""
    given = [one for one in methods if any(_applies(pair.verdicts[one]) for pair in order)]
    of_drugs = [one for one in given if order[0].verdicts[one].judges == "causality"]
    of_events = [one for one in given if one not in of_drugs]
    if of_drugs:
        yield Paragraph("Further methods:")
        yield _table_of(order, of_drugs)
    if of_events:
        yield Paragraph("What the event is, whatever caused it:")
        yield _table_of_events(order, of_events)
    left = [order[0].verdicts[method] for method in methods if method not in given]
    if left:
        told = (f"{one.title} ({one.because})" for one in left)
        yield Paragraph(f"Not applicable to any pair: {'; '.join(told)}.")


def _table_of_events(order: Sequence[PairAssessment], methods: Sequence[str]) -> Table:
    """One line for each result: most drugs share the one of their event."""
    lines = (
        (pair.event_term, pair.verdicts[method].title, _cell(pair.verdicts[method]))
        for method in methods
        for pair in order
        if _applies(pair.verdicts[method])
    )
    return Table(("event", "instrument", "result"), tuple(dict.fromkeys(lines)))


def _applies(verdict: Verdict | NotApplicable) -> bool:
    return isinstance(verdict, Verdict)


def _cell(verdict: Verdict | NotApplicable) -> str:
    if isinstance(verdict, NotApplicable):
        return f"not applicable: {verdict.because}"
    others = [name for name in verdict.possible_categories if name != verdict.category]
    text = verdict.category if not others else f"{verdict.category} (or {' or '.join(others)})"
    return text if verdict.score is None else f"{text}, {ranged(_scores(verdict))}"


def _scores(verdict: Verdict) -> tuple[int, int]:
    score = verdict.score or 0
    return verdict.recorded_range or (score, score)


def _warnings(assessment: Assessment) -> Iterator[Block]:
    told = {one.because for one in assessment.contradictions}
    items = [Item(sentence(one.because, one.entries)) for one in assessment.contradictions]
    items += [
        Item(one.text) for one in assessment.warnings if one.pair is None and one.text not in told
    ]
    if items:
        yield Heading("Before you read on", 2)
        yield Items(tuple(items))


def _timeline(assessment: Assessment, detailed: Iterable[PairAssessment]) -> Iterator[Block]:
    cited = _cited(assessment, detailed)
    placed = sorted(assessment.timeline, key=lambda one: _moment(one, assessment))
    dated = {one.entry for one in placed}
    undated = [entry for id_, entry in assessment.entries.items() if id_ in cited - dated]
    left = 0
    if len(placed) + len(undated) > _MOST_ROWS:
        kept = [one for one in placed if one.entry in cited]
        placed, left = kept, len(placed) - len(kept)
    if not placed and not undated:
        return
    yield Heading("Timeline", 2)
    if placed:
        what = f", {assessment.day_0}" if assessment.day_0 else ""
        yield Paragraph(f"In whole days from day 0{what}. A range says how far the record goes.")
    yield Table(
        ("day", "entry", "what is on record"),
        (
            *((day(one.lo, one.hi), one.entry, _moment_words(one, assessment)) for one in placed),
            *(("-", entry.id, _entry_words(entry, assessment)) for entry in undated),
        ),
    )
    if left:
        yield Paragraph(f"{left} more dated facts are not cited in this report and left out.")


def _cited(assessment: Assessment, detailed: Iterable[PairAssessment]) -> set[str]:
    cited = {entry for one in assessment.contradictions for entry in one.entries}
    for pair in detailed:
        cited |= {pair.drug, pair.event}
        grounds = [one.grounds for one in pair.findings.values()]
        grounds += [one.grounds for one in pair.measures.values()]
        cited |= set(chain.from_iterable(grounds))
    return cited


def _moment(one: Placed, assessment: Assessment) -> tuple[bool, float, float, tuple[str, ...], str]:
    """By the first day it can be; what is not tied to the reference comes last, as written."""
    lo = float("-inf") if one.lo is None else one.lo
    hi = float("inf") if one.hi is None else one.hi
    entry = assessment.entries.get(one.entry)
    written = entry.at if entry and one.lo is None and one.hi is None else ()
    return (one.lo is None and one.hi is None, lo, hi, written, one.point)


def _moment_words(one: Placed, assessment: Assessment) -> str:
    entry = assessment.entries.get(one.entry)
    words = _entry_words(entry, assessment) if entry else one.entry
    moment = one.point.removeprefix(one.entry).lstrip(".")
    told = f"{words}: {moment}" if moment else words
    if entry is None or one.lo is not None or one.hi is not None:
        return told
    return f"{told} (as written: {listed(entry.at)})" if entry.at else told


def _entry_words(entry: EntryView, assessment: Assessment) -> str:
    """Kind and words; a dose, which stands as ``drug.dose``, with the name of its drug."""
    assumed = f" (assumed: {entry.assumed})" if entry.assumed else ""
    drug = assessment.entries.get(entry.id.rpartition(".")[0])
    kind = f"{entry.kind} of {drug.text}" if drug else entry.kind
    words = kind if entry.text == entry.kind else f"{kind}: {entry.text}"
    return f"{words}{assumed}"


def _other_opinions(assessment: Assessment) -> Iterator[Block]:
    """Opinions about pairs that are not assessed here, so that none is lost."""
    pairs = {(pair.drug, pair.event) for pair in assessment.pairs}
    left = [one for one in assessment.opinions if (one.drug, one.event) not in pairs]
    if left:
        yield Heading("Opinions on other pairs", 2)
        yield Items(
            tuple(Item(f"{one.drug} -> {one.event}: {one.result} [{one.id}]") for one in left)
        )


def _provenance(assessment: Assessment) -> str:
    models = "; ".join(
        f"{model.id} {model.version} ({model.sha256[:_HASH_SHOWN]})" for model in assessment.models
    )
    case = assessment.case_id
    if assessment.case_sha256:
        case += f" ({assessment.case_sha256[:_HASH_SHOWN]})"
    return f"Engine: causality {__version__}. Case: {case}. Models: {models or 'none'}."
