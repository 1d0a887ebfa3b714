"""Smallest sets of facts, still to be learnt, that change a category or take a share across 50%.

All sets of one answer are tried, then all of two, then of three; the first size at which anything
changes is told whole. Ages, sex and whatever is settled are never offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from causality.assessment.parts import PairAssessment
from causality.explain.changed_findings import FindingSet, mask_of
from causality.explain.open_findings import Answers, OpenFinding, open_findings
from causality.explain.standing import method_of
from causality.explain.weighed import Floats, Prepared, Target, Weighed
from causality.methods import Method, Verdict, score
from causality.vocabulary import VOCABULARY

__all__ = [
    "MOST_FACTS",
    "CategoryFlip",
    "CategoryFlips",
    "ShareFlip",
    "ShareFlips",
    "category_flips",
    "share_flips",
]

MOST_FACTS = 3
"""Facts in a set at most."""

_MOST_SETS = 300_000
_MOST_ANSWERS = 200  # whose sets of three are tried
_IN_PAIRS = 2
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class CategoryFlip:
    """Facts that together change a category, and the category they lead to."""

    sets: tuple[FindingSet, ...]
    category: str


@dataclass(frozen=True, slots=True)
class CategoryFlips:
    """All smallest sets that change the category of one method for one pair.

    ``complete`` is false where there were too many sets to try them all; then nothing is told.
    """

    drug: str
    event: str
    method: str
    title: str
    category: str
    flips: tuple[CategoryFlip, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class ShareFlip:
    """Facts that together take a share across one half, and the share they lead to."""

    sets: tuple[FindingSet, ...]
    share: float


@dataclass(frozen=True, slots=True)
class ShareFlips:
    """All smallest sets that take one drug's share in one event across one half.

    ``complete`` is false where there were too many answers to try sets of three.
    """

    drug: str
    event: str
    share: float
    flips: tuple[ShareFlip, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Rows:
    """Many pairs that differ from one in a few findings."""

    n: int
    masks: Mapping[str, NDArray[np.uint32]]

    def mask(self, name: str) -> NDArray[np.uint32]:
        """One finding of all of them."""
        return self.masks[name]


def category_flips(
    given: Prepared, pair: PairAssessment, most: int = MOST_FACTS
) -> tuple[CategoryFlips, ...]:
    """For each method that gave a category, the smallest sets of facts that change it."""
    mine = [one for one in open_findings(given) if (one.drug, one.event) == (pair.drug, pair.event)]
    instruments = [
        method_of(one, pair.own) for one in pair.verdicts.values() if isinstance(one, Verdict)
    ]
    found = []
    for instrument in instruments:
        verdict = pair.verdicts[instrument.id]
        masks = {name: mask_of(pair.findings[name]) for name in instrument.looks_at}
        usable = [
            one
            for one in mine
            if one.finding in instrument.looks_at and one.finding not in instrument.fixed
        ]
        if isinstance(verdict, Verdict):
            flips, complete = _smallest(instrument, masks, usable, verdict.category, most)
            found.append(
                CategoryFlips(
                    pair.drug,
                    pair.event,
                    instrument.id,
                    instrument.title,
                    verdict.category,
                    flips,
                    complete,
                )
            )
    return tuple(found)


def _smallest(
    instrument: Method,
    masks: Mapping[str, int],
    usable: Sequence[OpenFinding],
    category: str,
    most: int,
) -> tuple[tuple[CategoryFlip, ...], bool]:
    now = instrument.categories.index(category)
    for size in range(1, most + 1):
        sets = list(_sets(usable, size))
        if len(sets) > _MOST_SETS:
            return (), False
        if not sets:
            break
        columns = {name: np.full(len(sets), mask, dtype=np.uint32) for name, mask in masks.items()}
        for i, some in enumerate(sets):
            for one in some:
                columns[one.finding][i] = VOCABULARY[one.finding].bit(one.value)
        result = score(instrument, _Rows(len(sets), columns), ranges=False).category
        hits = np.flatnonzero((result != now) & (result >= 0)).tolist()
        if hits:
            return tuple(
                CategoryFlip(sets[i], instrument.categories[int(result[i])]) for i in hits
            ), True
    return (), True


def _sets(usable: Sequence[OpenFinding], size: int) -> Iterator[tuple[FindingSet, ...]]:
    for some in combinations(usable, size):
        for values in product(*(one.values for one in some)):
            yield tuple(one.answer(value) for one, value in zip(some, values, strict=True))


def share_flips(
    known: Answers, weighed: Weighed, target: Target, most: int = MOST_FACTS
) -> ShareFlips:
    """The smallest sets of facts that take the share of a target across one half.

    ``known`` are the answers about the same event.
    """
    base = np.exp(known.now - known.now[np.isfinite(known.now)].max())
    raised = known.changes()
    share = float(_share(base.sum(axis=1), target))
    partners = _partners(weighed)
    rooms = [_room(one, partners) for one in known.questions]
    apart = np.array([[a != b for b in rooms] for a in rooms], dtype=np.bool_)
    apart = apart.reshape(len(rooms), len(rooms))
    above = share >= _HALF
    tried = min(most, MOST_FACTS if len(known.sets) <= _MOST_ANSWERS else _IN_PAIRS)
    for size in range(1, tried + 1):
        if hits := _across(base, raised, target, apart, size, above=above):
            flips = [
                ShareFlip(tuple(known.sets[i] for i in places), result) for places, result in hits
            ]
            flips.sort(key=lambda one: one.share if above else -one.share)
            return ShareFlips(target.id, weighed.id, share, tuple(flips))
    return ShareFlips(target.id, weighed.id, share, (), complete=tried == most)


_OF_PRIOR = ("prior_knowledge", "evidence_against")


def _room(one: OpenFinding, partners: frozenset[str]) -> tuple[str, ...]:
    """What only one answer of a set can be about, because effects would not add up.

    Evidence against a reaction goes before whatever else is known of it, so both together do what
    one of them does alone. Of two partners of an interaction one stop tells.
    """
    if one.finding in _OF_PRIOR:
        return one.event, one.drug, "prior"
    if one.finding == "dechallenge" and one.drug in partners:
        return one.event, "stop of partners"
    return one.scope


def _partners(weighed: Weighed) -> frozenset[str]:
    """The drugs that stand in an interaction with another."""
    labels = weighed.event.labels.get("member", ())
    both = zip(
        weighed.event.column("joint", "first").tolist(),
        weighed.event.column("joint", "second").tolist(),
        strict=True,
    )
    return frozenset(labels[one] for pair in both if pair[1] >= 0 for one in pair)


def _share(weights: Floats, target: Target) -> Floats:
    own, rest = weights[target.own].sum(axis=0), weights[target.rest].sum(axis=0)
    with np.errstate(invalid="ignore"):
        found: Floats = np.asarray(own / (own + rest))
    return found


def _across(
    base: Floats,
    raised: Floats,
    target: Target,
    apart: NDArray[np.bool_],
    size: int,
    *,
    above: bool,
) -> list[tuple[tuple[int, ...], float]]:
    """Every set of so many answers after which the share lies on the other side of one half."""
    answers = len(raised)
    if size > answers:
        return []
    found: list[tuple[tuple[int, ...], float]] = []
    # A set is its first answers, told one by one, and the last two, which are one matrix product.
    for firsts in combinations(range(answers), max(size - 2, 0)):
        if not all(apart[a, b] for a, b in combinations(firsts, 2)):
            continue
        start = base * np.prod(raised[list(firsts)], axis=0)
        if size == 1:
            weights = np.einsum("cs,ocs->co", start, raised)
            shares = _share(weights, target)
            hits = np.flatnonzero(_crossed(shares, above=above))
            return [((int(i),), float(shares[i])) for i in hits]
        weights = np.matmul((raised * start).transpose(1, 0, 2), raised.transpose(1, 2, 0))
        shares = _share(weights, target)
        last = firsts[-1] if firsts else -1
        free = np.triu(apart, 1)
        free[: last + 1] = False
        for first in firsts:
            free &= apart[first][None, :] & apart[first][:, None]
        for i, j in np.argwhere(free & _crossed(shares, above=above)).tolist():
            found.append(((*firsts, i, j), float(shares[i, j])))
    return found


def _crossed(shares: Floats, *, above: bool) -> NDArray[np.bool_]:
    flags: NDArray[np.bool_] = shares < _HALF if above else shares >= _HALF
    return flags
