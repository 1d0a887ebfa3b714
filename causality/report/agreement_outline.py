"""An agreement in words: its tables with intervals, and what lies behind every disagreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from causality.agreement import (
    MEASURES,
    Agreement,
    Cause,
    Comparison,
    Containment,
    Disagreement,
    Estimate,
)
from causality.methods import method
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.words import listed

__all__ = ["agreement_outline"]

_FEW = ("exact", "within_one", "conger", "gwet", "alpha_nominal")
"""The measures told for single questions."""


def agreement_outline(found: Agreement) -> Outline:
    """The whole agreement."""
    return tuple(_blocks(found))


def _blocks(found: Agreement) -> Iterator[Block]:
    yield Heading("Agreement", 1)
    yield Paragraph(
        f"{len(found.cases)} cases with published verdicts; {found.other} files without one are "
        "left out. An interval holds 95 in 100 draws of whole cases. A kappa is never read "
        "alone: where nearly all verdicts are of one category it is low however many agree."
    )
    yield Heading("Ours and the published verdict", 2)
    yield from _side_by_side(found.published)
    if found.items:
        yield Heading("Question by question", 2)
        yield from _items(found.items)
    yield Heading("Method and method", 2)
    yield Paragraph(
        "Categories of different methods are set side by side by their names. A category outside "
        "the order of a method counts as missing."
    )
    yield from _side_by_side(found.methods)
    yield Heading("Published verdicts within our ranges", 2)
    yield Paragraph(
        "On record: scores and categories that the recorded dates leave open. With follow-up: also "
        "those that facts not yet recorded could lead to."
    )
    yield _containments(found.containments)
    yield Heading("Disagreements", 2)
    yield from _disagreements(found.disagreements)


def _side_by_side(several: Iterable[Comparison]) -> Iterator[Block]:
    """Comparisons of the same raters about the same thing, a column a group of cases."""
    for (about, *raters), alike in groupby(sorted(several, key=_what), key=_what):
        groups = [one for one in alike if one.units]
        if not groups:
            continue
        yield Heading(f"{about}: {raters[0]} and {raters[1]}", 3)
        yield Table(
            ("", *(one.group for one in groups)),
            (
                ("rated by both, of", *(f"{one.rated} of {one.units}" for one in groups)),
                ("cases", *(str(one.cases) for one in groups)),
                ("missing", *(str(one.missing) for one in groups)),
                ("furthest apart", *(_furthest(one) for one in groups)),
                *(
                    (measure.title, *(_estimate(one.measures[name], name) for one in groups))
                    for name, measure in MEASURES.items()
                ),
            ),
        )
        yield from _crossed(groups[0])


def _what(one: Comparison) -> tuple[str, str, str]:
    return (one.about, one.first, one.second)


def _furthest(one: Comparison) -> str:
    return "-" if one.furthest is None else str(one.furthest)


def _estimate(estimate: Estimate, name: str) -> str:
    if estimate.value is None:
        return f"not estimable: {estimate.because}"
    if MEASURES[name].corrected:
        value, ends = (
            f"{estimate.value + 0.0:.2f}",
            f"{estimate.low or 0:.2f} to {estimate.high or 0:.2f}",
        )
    else:
        value, ends = (
            f"{100 * estimate.value:.0f}%",
            (f"{100 * (estimate.low or 0):.0f} to {100 * (estimate.high or 0):.0f}"),
        )
    return f"{value} ({ends})" if estimate.low is not None else f"{value} ({estimate.because})"


def _crossed(one: Comparison) -> Iterator[Block]:
    """How often each pair of categories was given; a scale of points is too long for a table."""
    if any(name.lstrip("+-").isdigit() for name in one.categories):
        return
    yield Table(
        (f"{one.first} \\ {one.second}", *one.categories),
        tuple(
            (name, *map(str, row))
            for name, row in zip(one.categories, one.table, strict=True)
            if any(row)
        ),
    )


def _items(several: Sequence[Comparison]) -> Iterator[Block]:
    cases = max(one.cases for one in several)
    yield Paragraph(
        f"The authors of {cases} cases print their answers. So few give no interval, and most "
        "coefficients cannot be estimated: all answers to a question are the same."
    )
    yield Table(
        ("", "rated by both", "missing", "the same", *(MEASURES[name].title for name in _FEW[1:])),
        tuple(
            (
                one.about,
                str(one.rated),
                str(one.missing),
                f"{one.same} of {one.rated}",
                *(_short(one.measures[name], name) for name in _FEW[1:]),
            )
            for one in several
        ),
    )


def _short(estimate: Estimate, name: str) -> str:
    if estimate.value is None:
        return "not estimable"
    if MEASURES[name].corrected:
        return f"{estimate.value + 0.0:.2f}"
    return f"{100 * estimate.value:.0f}%"


def _containments(several: Sequence[Containment]) -> Table:
    return Table(
        ("method", "published", "cases", "n", "on record", "with follow-up", "in neither"),
        tuple(
            (
                method(one.method).title,
                one.about,
                one.group,
                str(one.n),
                str(one.recorded),
                str(one.learnable),
                listed(one.outside) if one.outside else "-",
            )
            for one in several
            if one.n
        ),
    )


def _disagreements(several: Sequence[Disagreement]) -> Iterator[Block]:
    if not several:
        yield Paragraph("None.")
        return
    yield from _by_criterion(several)
    for name, alike in groupby(several, key=lambda one: one.method):
        for one in alike:
            yield Heading(f"{one.case}: {one.drug} -> {one.event}", 3)
            yield Paragraph(_summary(name, one))
            yield Items(tuple(_cause(cause) for cause in one.causes if not cause.silent))
            if silent := [cause for cause in one.causes if cause.silent]:
                yield Paragraph(f"Not stated: {_silent(silent)}.")


def _by_criterion(several: Sequence[Disagreement]) -> Iterator[Block]:
    needs = Counter(one.needs for one in several)
    yield Paragraph(
        f"{len(several)} verdicts differ in category or score. "
        f"{needs['another reading']} could be closed by another reading of what is on record; "
        f"{needs['what the case does not say']} not without something that the case does not say. "
        f"{sum(one.as_a_set for one in several)} are grades of several drugs as one cause, where "
        "ours is that of the foremost drug and the others count as another cause. "
        f"{sum(one.contradicts_itself for one in several)} print a score outside the band of "
        "their category."
    )
    criteria = {
        (one.method, cause.number): cause.wording for one in several for cause in one.causes
    }
    stated = Counter(
        (one.method, cause.number) for one in several for cause in one.causes if not cause.silent
    )
    silent = Counter(
        (one.method, cause.number) for one in several for cause in one.causes if cause.silent
    )
    yield Table(
        ("question", "", "read otherwise than in print, or may be", "not stated"),
        tuple(
            (f"{method(name).title} {number}", wording, str(stated[key]), str(silent[key]))
            for key, wording in sorted(criteria.items(), key=lambda item: _order(*item[0]))
            for name, number in [key]
        ),
    )


def _order(name: str, number: str) -> tuple[str, int, str]:
    return (name, int(number) if number.isdigit() else 0, number)


def _summary(name: str, one: Disagreement) -> str:
    printed = f"{one.published}{'' if one.total is None else f', {one.total} points'}"
    ours = f"{one.ours}{'' if one.score is None else f', {one.score} points'}"
    text = f"{method(name).title}: published {printed}; ours {ours}."
    if one.gap is not None:
        text += f" Between them: {abs(one.gap)}."
    if one.as_a_set:
        text += " The authors graded several drugs as one cause."
    if one.contradicts_itself:
        text += " The printed score lies outside the band of the printed category."
    return f"{text} It needs {one.needs}."


def _cause(cause: Cause) -> Item:
    points = "" if cause.points is None else f" ({cause.points:+d})" if cause.points else " (0)"
    printed = "" if cause.printed is None else f"; published {cause.printed}"
    nearer = "" if cause.nearer is None else f"; {cause.nearer} nearer if read otherwise"
    below = [f"finding: {listed(cause.findings)}"]
    below += [f"{fact.entry}: {_fact(fact.kind, fact.words, fact.source)}" for fact in cause.facts]
    text = f"{cause.number}. {cause.answer}{points}, because {cause.because}{printed}{nearer}"
    return Item(text, tuple(below))


def _fact(kind: str, words: str, source: str | None) -> str:
    told = words if words == kind else f"{kind}: {words}"
    return f"{told} ({source})" if source else told


def _silent(several: Sequence[Cause]) -> str:
    return listed([_unanswered(cause) for cause in several])


def _unanswered(cause: Cause) -> str:
    printed = "" if cause.printed is None else f", published {cause.printed}"
    nearer = "" if cause.nearer is None else f" (up to {cause.nearer}{printed})"
    return f"{cause.number}{nearer}"
