"""Whether what was printed can be: categories, scores and points of the instruments there are."""

from __future__ import annotations

from collections.abc import Iterator

from causality.agreement.levels import levels
from causality.agreement.printed import Printed, PrintedItem, Published
from causality.datafile import Document
from causality.errors import Problem, nearest
from causality.methods import Method, method

__all__ = ["impossible_prints"]


def impossible_prints(document: Document, published: Published) -> Iterator[Problem]:
    """Every level, category, total and point that no instrument of ours could give."""
    scale = levels().levels
    if published.level is not None and published.level not in scale:
        wrong = f"there is no level {published.level!r}{nearest(published.level, scale)}"
        yield document.problem(("published", "level"), wrong)
    for name, compared in levels().methods.items():
        key = compared.published_as
        printed = None if key is None else published.printed(key)
        if key is not None and printed is not None:
            yield from _impossible(document, ("published", key), printed, method(name))


def _impossible(
    document: Document, here: tuple[str, str], printed: Printed, instrument: Method
) -> Iterator[Problem]:
    category, known = printed.category, instrument.categories
    if category is not None and category not in known:
        wrong = f"{instrument.id} has no category {category!r}{nearest(category, known)}"
        yield document.problem((*here, "category"), wrong, "put other words under 'as printed'")
    worth = instrument.kind.points or ()
    lowest, highest = sum(map(min, worth)), sum(map(max, worth))
    if printed.total is not None and not (worth and lowest <= printed.total <= highest):
        wrong = f"{instrument.id} has no score {printed.total}"
        right = f"its scores run from {lowest} to {highest}" if worth else "it has no points"
        yield document.problem((*here, "total"), wrong, right)
    for criterion, points in zip(instrument.criteria, worth, strict=False):
        number = criterion.told.number
        item = printed.items.get(number)
        given = item.points if isinstance(item, PrintedItem) else item
        if given is not None and given not in points:
            several = ", ".join(map(str, sorted(set(points))))
            wrong = f"question {number} of {instrument.id} cannot have {given} points"
            yield document.problem((*here, "items", number), wrong, f"it can have {several}")
