"""An agreement in words: its tables with intervals, and what lies behind every disagreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from causality.agreement import (
    MEASURES,
    Agreement,
    Cause,
    Comparison,
    Containment,
    Disagreement,
    Estimate,
    Fact,
    Unrated,
)
from causality.methods import method
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.words import listed, sentence

__all__ = ["agreement_outline"]

_FEW = ("within_one", "conger", "gwet", "alpha_nominal")
"""The measures told for single questions."""

_SHORT = ("exact", "conger_linear", "alpha_ordinal")
"""The measures told for two methods."""


def agreement_outline(found: Agreement) -> Outline:
    """The whole agreement."""
    return tuple(_blocks(found))


def _blocks(found: Agreement) -> Iterator[Block]:
    yield Heading("Agreement", 1)
    yield Paragraph(
        f"{_counted(len(found.cases), 'case')} with published verdicts; "
        f"{_counted(found.other, 'file')} without one left out. An interval holds 95 in 100 draws "
        "of whole cases. A kappa is never read alone: where nearly all verdicts are of one "
        "category it is low however many agree."
    )
    yield Heading("Ours and the published verdict", 2)
    yield from _side_by_side(found.published)
    if found.unrated:
        yield Paragraph("Published, but not rated by us:")
        yield Items(tuple(map(_unrated, found.unrated)))
    if found.items:
        yield Heading("Question by question", 2)
        yield from _items(found.items)
    yield Heading("Method and method", 2)
    yield Paragraph(
        "Categories of different methods stand side by side by their order, which is an assumption "
        "(models/levels.yaml). Missing is a pair to which one of the two does not apply, or that "
        "it puts outside its order."
    )
    yield from _methods(found.methods)
    yield Heading("Published verdicts within our ranges", 2)
    yield Paragraph(
        "On record: scores and categories that the recorded dates leave open. With follow-up: also "
        "those that facts not yet recorded could lead to."
    )
    yield _containments(found.containments)
    yield Heading("Disagreements", 2)
    yield from _disagreements(found.disagreements)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _side_by_side(several: Iterable[Comparison]) -> Iterator[Block]:
    """Comparisons of the same raters about the same thing, a column a group of cases."""
    alike: dict[tuple[str, str, str], list[Comparison]] = {}
    for one in several:
        alike.setdefault((one.about, one.first, one.second), []).append(one)
    for (about, first, second), groups in alike.items():
        yield Heading(f"{about}: {first} and {second}", 3)
        yield Table(
            ("", *(one.group for one in groups)),
            (
                ("rated by both, of", *(f"{one.rated} of {one.units}" for one in groups)),
                ("cases", *(str(one.cases) for one in groups)),
                ("missing", *(str(one.missing) for one in groups)),
                ("furthest apart", *map(_furthest, groups)),
                *(
                    (measure.title, *(_estimate(one.measures[name], name) for one in groups))
                    for name, measure in MEASURES.items()
                ),
            ),
        )
        yield from _reasons(groups)
        yield from _crossed(groups[0])


def _unrated(one: Unrated) -> Item:
    return Item(f"{one.case}, {method(one.method).title}: {one.because}")


def _methods(several: Iterable[Comparison]) -> Iterator[Block]:
    """Method against method in one table, a row two of them."""
    alike: dict[str, list[Comparison]] = {}
    for one in several:
        alike.setdefault(one.about, []).append(one)
    for about, rows in alike.items():
        yield Heading(f"{about[:1].upper()}{about[1:]}", 3)
        yield Table(
            ("", "and", "cases", "rated by both, of", *(MEASURES[name].title for name in _SHORT)),
            tuple(
                (
                    one.first,
                    one.second,
                    one.group,
                    f"{one.rated} of {one.units}",
                    *(_estimate(one.measures[name], name) for name in _SHORT),
                )
                for one in rows
            ),
        )
        yield from _reasons(rows)


def _furthest(one: Comparison) -> str:
    return "-" if one.furthest is None else str(one.furthest)


def _estimate(estimate: Estimate, name: str) -> str:
    value = _value(estimate.value, name)
    if estimate.low is None or estimate.high is None:
        return value
    low, high = (_value(end, name).rstrip("%") for end in (estimate.low, estimate.high))
    return f"{value} ({low} to {high})"


def _value(value: float | None, name: str) -> str:
    """Two digits for a coefficient, whole percent for a share; never a negative zero."""
    if value is None:
        return "not estimable"
    if MEASURES[name].corrected:
        return f"{round(value, 2) + 0.0:.2f}"
    return f"{100 * value:.0f}%"


def _reasons(groups: Iterable[Comparison]) -> Iterator[Block]:
    """Why values or intervals are missing, each reason once."""
    told: dict[str, None] = {}
    for one in groups:
        for estimate in one.measures.values():
            if estimate.because is not None:
                lead = "" if estimate.because.startswith("no interval") else "not estimable where "
                told[f"{lead}{estimate.because}"] = None
    if told:
        yield Paragraph(sentence("; ".join(told)))


def _crossed(one: Comparison) -> Iterator[Block]:
    """How often each pair of categories was given; a scale of points is too long for a table."""
    if any(name.lstrip("+-").isdigit() for name in one.categories):
        return
    counts = {(first, second): str(count) for first, second, count in one.given}
    yield Table(
        (f"{one.first} \\ {one.second}", *one.categories),
        tuple(
            (first, *(counts.get((first, second), "0") for second in one.categories))
            for first in one.categories
            if any((first, second) in counts for second in one.categories)
        ),
    )


def _items(several: Sequence[Comparison]) -> Iterator[Block]:
    cases = max(one.cases for one in several)
    yield Paragraph(
        f"The authors of {_counted(cases, 'case')} print their answers. A coefficient cannot be "
        "estimated where all answers to a question are the same."
    )
    yield Table(
        ("", "rated by both", "missing", "the same", *(MEASURES[name].title for name in _FEW)),
        tuple(
            (
                one.about,
                str(one.rated),
                str(one.missing),
                f"{one.same} of {one.rated}",
                *(_value(one.measures[name].value, name) for name in _FEW),
            )
            for one in several
        ),
    )


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
        ),
    )


def _disagreements(several: Sequence[Disagreement]) -> Iterator[Block]:
    if not several:
        yield Paragraph("None.")
        return
    yield from _by_criterion(several)
    for one in several:
        yield Heading(f"{one.case}: {one.drug} -> {one.event}", 3)
        yield Paragraph(_summary(one))
        if stated := [cause for cause in one.causes if not cause.silent]:
            yield Items(tuple(map(_cause, stated)))
        if silent := [cause for cause in one.causes if cause.silent]:
            yield Paragraph(f"Not stated: {listed([_unanswered(cause) for cause in silent])}.")


def _by_criterion(several: Sequence[Disagreement]) -> Iterator[Block]:
    needs = Counter(one.needs for one in several)
    yield Items(
        (
            Item(f"Verdicts that differ in category or score: {len(several)}"),
            Item(
                "Could be closed by another reading of what is on record: "
                f"{needs['another reading']}"
            ),
            Item(
                "Not without something that the case does not say: "
                f"{needs['what the case does not say']}"
            ),
            Item(
                "Grades of several drugs as one cause, where ours is that of the foremost drug and "
                f"the others count as another cause: {sum(one.as_a_set for one in several)}"
            ),
            Item(
                "Print a score outside the band of their category: "
                f"{sum(one.contradicts_itself for one in several)}"
            ),
        )
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
        ("question", "", "on record, perhaps read otherwise", "not stated"),
        tuple(
            (f"{method(name).title} {number}", wording, str(stated[key]), str(silent[key]))
            for key, wording in sorted(criteria.items(), key=lambda item: _order(*item[0]))
            for name, number in [key]
        ),
    )


def _order(name: str, number: str) -> tuple[str, int, str]:
    return (name, int(number) if number.isdigit() else 0, number)


def _summary(one: Disagreement) -> str:
    printed = f"{one.published}{'' if one.total is None else f', {one.total} points'}"
    ours = f"{one.ours}{'' if one.score is None else f', {one.score} points'}"
    text = f"{method(one.method).title}: published {printed}; ours {ours}."
    if one.gap is not None:
        text += f" Between them: {abs(one.gap)}."
    if one.as_a_set:
        text += " The authors graded several drugs as one cause."
    if one.contradicts_itself:
        text += " The printed score lies outside the band of the printed category."
    if one.needs == "another reading":
        return f"{text} Another reading of what is on record could close it."
    return f"{text} Nothing on record could close it alone: it needs what the case does not say."


def _cause(cause: Cause) -> Item:
    points = "" if cause.points is None else f" ({cause.points:+d})" if cause.points else " (0)"
    printed = "" if cause.printed is None else f"; published {cause.printed}"
    nearer = "" if cause.nearer is None else f"; {cause.nearer} nearer if read otherwise"
    found = listed([f"{finding.title}: {finding.value}" for finding in cause.findings])
    return Item(
        f"{cause.number}. {cause.answer}{points}, because {cause.because}{printed}{nearer}",
        (f"finding: {found}", *map(_fact, cause.facts)),
    )


def _fact(fact: Fact) -> str:
    told = fact.words if fact.words == fact.kind else f"{fact.kind}: {fact.words}"
    return f"{fact.entry}: {told}{f' ({fact.source})' if fact.source else ''}"


def _unanswered(cause: Cause) -> str:
    about = listed([finding.title for finding in cause.findings])
    printed = "" if cause.printed is None else f", published {cause.printed}"
    nearer = "" if cause.nearer is None else f", up to {cause.nearer} nearer"
    return f"{cause.number} ({about}{nearer}{printed})"
