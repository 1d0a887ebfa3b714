"""One-way sensitivity: the share as each number changes, and where it crosses one half.

Each number moves alone over a thousandfold change either way, far beyond its stated range, and all
are evaluated at once as draws of the same exact computation. Where the log-odds change sign the
crossing is closed in on until they vanish; a prior crosses where a formula says. A share is a
ratio of polynomials in any one number (Castillo et al. 1997), of first degree where the number is
used once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np

from causality.explain.crossing import Places, crossings_between
from causality.explain.numbers import (
    ModelNumber,
    domain_numbers,
    model_numbers,
    with_unit_spreads,
)
from causality.explain.weighed import Flags, Floats, Target, Weighed, log_total
from causality.findings.causes.event_facts import EventFacts
from causality.network.differential.domain import Domain
from causality.network.differential.evidence import gather
from causality.network.differential.model import Model
from causality.network.differential.weigh import weigh

__all__ = ["REACH", "Sensitivity", "Swing", "sensitivities"]

REACH = log(1000.0)
"""How far a number is moved either way, on its logarithm or log-odds."""

_LEAST = 1e-9  # of the log-odds; a number that moves them by less does not count
_LOW, _NOW, _HIGH = 1, 2, 3  # places among the changes of one number
_NEW = (0, 1, 4)
_TOGETHER = 512  # draws at once; more do not fit the caches


@dataclass(frozen=True, slots=True)
class Swing:
    """What one number does to a share.

    ``range`` are the ends of its stated 90 percent and ``shares`` the share there; ``crossings``
    are the values at which the share is one half. ``cite`` and ``because`` say where it is from.
    """

    name: str
    file: str
    value: float
    range: tuple[float, float]
    shares: tuple[float, float]
    crossings: tuple[float, ...]
    origin: str
    cite: str | None
    because: str

    @property
    def width(self) -> float:
        """How far the share moves over the stated range."""
        return abs(self.shares[1] - self.shares[0])


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Every number that a share depends on, those that move it most within their range first."""

    event: str
    target: str
    title: str
    share: float
    swings: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """One number as something that can be moved: by a column of draws, over given facts."""

    number: ModelNumber
    domain: bool
    event: EventFacts


@dataclass(frozen=True, slots=True)
class _Mover:
    """Evaluates one event under changes of single numbers."""

    weighed: Weighed
    model: Model
    domain: Domain

    def weights(self, asks: Sequence[tuple[_Slot, float]]) -> Floats:
        """Log weights of all candidates under each of several changes, [changes, candidates]."""
        found = np.empty((len(asks), self.weighed.evidence.causes.n))
        by_facts: dict[int, list[int]] = {}
        for i, (slot, _) in enumerate(asks):
            by_facts.setdefault(id(slot.event), []).append(i)
        for places in by_facts.values():
            for first in range(0, len(places), _TOGETHER):
                some = places[first : first + _TOGETHER]
                found[some] = self._together([asks[i] for i in some])
        return found

    def _together(self, asks: Sequence[tuple[_Slot, float]]) -> Floats:
        eps = np.zeros((len(asks), self.model.numbers.columns))
        domain_eps = np.zeros((len(asks), self.domain.numbers.columns + 1))
        for i, (slot, change) in enumerate(asks):
            (domain_eps if slot.domain else eps)[i, slot.number.column] = change
        event, given = asks[0][0].event, self.weighed
        evidence = gather(
            given.facts, given.findings, event, self.model, self.domain, eps, domain_eps
        )
        return weigh(event, evidence).log


def sensitivities(
    weighed: Weighed, targets: Sequence[Target] | None = None
) -> tuple[Sensitivity, ...]:
    """The sensitivity of each target; of each drug's involvement where none is named.

    A target that is excluded, or has nothing against it, is left out.
    """
    slots = [*_of_models(weighed), *_of_tests(weighed)]
    mover = _Mover(weighed, with_unit_spreads(weighed.model), with_unit_spreads(weighed.domain))
    weights = weigh(weighed.event, weighed.evidence).log[0]
    asked = [
        target
        for target in (weighed.involvements() if targets is None else targets)
        if np.isfinite(_odds(weights, target)) and np.isfinite(-_odds(weights, target))
    ]
    if not asked:
        return ()
    moved = mover.weights([(slot, slot.number.ends[1]) for slot in slots])
    with np.errstate(invalid="ignore"):
        apart = np.abs(_shares(moved) - _shares(weights[None])).max(axis=1)
    active: Flags = apart > _LEAST
    live = [slot for slot, flag in zip(slots, active.tolist(), strict=True) if flag]
    changes = np.array([(-REACH, low, 0.0, high, most) for low, high, most in map(_ends, live)])
    changes = changes.reshape(-1, 5)
    asks = [(slot, row[j]) for slot, row in zip(live, changes.tolist(), strict=True) for j in _NEW]
    logs = np.empty((len(live), 5, len(weights)))
    logs[:, _NOW] = weights
    logs[:, _HIGH] = moved[active]
    logs[:, _NEW] = mover.weights(asks).reshape(len(live), len(_NEW), len(weights))
    each = np.array([_odds(logs, target) for target in asked]).reshape(-1, len(live), 5)
    crossed_by = _crossings(live, changes, each, asked, mover)
    found = []
    for target, odds, crossings in zip(asked, each, crossed_by, strict=True):
        ends = _inverse(odds[:, [_LOW, _HIGH]]).tolist()
        swings = [
            _swing(slot.number, (low, high), crossed)
            for slot, (low, high), crossed in zip(live, ends, crossings, strict=True)
        ]
        swings += _of_priors(weighed, weights, target)
        swings.sort(key=lambda one: (-one.width, one.file, one.name))
        share = float(_inverse(_odds(weights, target)))
        found.append(Sensitivity(weighed.id, target.id, target.title, share, tuple(swings)))
    return tuple(found)


def _of_models(weighed: Weighed) -> Iterable[_Slot]:
    for number in model_numbers(weighed.model):
        yield _Slot(number, False, weighed.event)
    for number in domain_numbers(weighed.domain):
        yield _Slot(number, True, weighed.event)


def _of_tests(weighed: Weighed) -> Iterable[_Slot]:
    """Sensitivity and specificity of every test: the common column over facts where only it moves.

    Whatever else shares the column of measured rates is given no spread there.
    """
    event = weighed.event
    still = _with(event, "member", "odds_sigma", np.zeros(len(event.column("member", "odds"))))
    labels = event.labels.get("test", ())
    for name in ("sensitivity", "specificity"):
        still = _with(still, "test", f"{name}_sigma", np.zeros(len(labels)))
    for row, label in enumerate(labels):
        for name in ("sensitivity", "specificity"):
            only = np.zeros(len(labels))
            only[row] = 1.0
            value = float(event.column("test", name)[row])
            sigma = float(event.column("test", f"{name}_sigma")[row])
            told = f"{name} of {event.sources.get(('test', row), label)}"
            number = ModelNumber(told, "tests", value, sigma, True, weighed.model.rate_column)
            yield _Slot(number, False, _with(still, "test", f"{name}_sigma", only))


def _with(event: EventFacts, table: str, column: str, values: Floats) -> EventFacts:
    arrays = {**event.arrays, table: {**event.arrays[table], column: values}}
    return replace(event, arrays=arrays)


def _shares(logs: Floats) -> Floats:
    found: Floats = np.exp(logs - log_total(logs)[..., None])
    return found


def _odds(logs: Floats, target: Target) -> Floats:
    """Log-odds of a target, over the last axis."""
    with np.errstate(invalid="ignore"):
        found: Floats = log_total(logs[..., target.own]) - log_total(logs[..., target.rest])
    return found


def _ends(slot: _Slot) -> tuple[float, float, float]:
    return *slot.number.ends, min(REACH, slot.number.most)


def _crossings(
    live: Sequence[_Slot],
    changes: Floats,
    odds: Floats,
    targets: Sequence[Target],
    mover: _Mover,
) -> list[list[tuple[float, ...]]]:
    """For each target and number the changes at which the log-odds vanish.

    All are closed in on together; ``odds`` is [targets, numbers, changes].
    """
    order = np.argsort(changes, axis=1, kind="stable")
    changes = np.take_along_axis(changes, order, 1)
    odds = np.take_along_axis(odds, np.broadcast_to(order, odds.shape), 2)
    signs = np.sign(odds)
    which, rows, places = np.nonzero(signs[..., :-1] * signs[..., 1:] < 0)
    own = np.array([target.own for target in targets])
    rest = np.array([target.rest for target in targets])
    low, high = changes[rows, places], changes[rows, places + 1]
    at_low, at_high = odds[which, rows, places], odds[which, rows, places + 1]

    def odds_at(changed: Floats, chosen: Places) -> Floats:
        logs = mover.weights(
            [(live[rows[i]], float(at)) for i, at in zip(chosen, changed, strict=True)]
        )
        sides = [np.where(flags[which[chosen]], logs, -np.inf) for flags in (own, rest)]
        return log_total(sides[0]) - log_total(sides[1])

    middle = crossings_between((low, high), (at_low, at_high), odds_at)
    told: list[list[list[float]]] = [[[] for _ in live] for _ in targets]
    for target, row, change in zip(which.tolist(), rows.tolist(), middle.tolist(), strict=True):
        told[target][row].append(change)
    return [[tuple(sorted(one)) for one in each] for each in told]


def _swing(number: ModelNumber, shares: tuple[float, float], crossings: tuple[float, ...]) -> Swing:
    origin = number.origin
    return Swing(
        name=number.name,
        file=number.file,
        value=number.value,
        range=(number.at(number.ends[0]), number.at(number.ends[1])),
        shares=shares,
        crossings=tuple(number.at(change) for change in crossings),
        origin="" if origin is None else origin.from_,
        cite=None if origin is None else origin.cite,
        because="" if origin is None else (origin.why or origin.formula or origin.at or ""),
    )


def _of_priors(weighed: Weighed, weights: Floats, target: Target) -> Iterable[Swing]:
    """The prior odds of each cause as they stand, whatever they were made from.

    With r times the odds, own + r k against rest: the crossing is exact.
    """
    causes = weighed.evidence.causes
    scaled = np.exp(weights - weights[np.isfinite(weights)].max())
    own, rest = scaled[target.own].sum(), scaled[target.rest].sum()
    sigmas = weighed.event.column("member", "odds_sigma")
    for name, group in zip(weighed.ids, weighed.groups, strict=True):
        part = scaled[group].sum()
        if not part or not (target.own | target.rest)[group].all():
            continue
        inside = bool(target.own[group].all())
        rows = np.flatnonzero(group)
        measured = causes.kind[rows[0]] == 0 and causes.basis[rows[0]] < 0
        sigma = float(sigmas[causes.row[rows[0]]]) if measured else 0.0
        odds = float(causes.odds[0, group].sum())
        number = ModelNumber(f"prior odds of {name}", "case", odds, sigma, False, -1)
        ratio = (rest - own + part) / part if inside else (own - rest + part) / part
        ends = [np.exp(end) for end in number.ends]
        shares = []
        for factor in ends:
            gained = (factor - 1.0) * part
            one, other = (own + gained, rest) if inside else (own, rest + gained)
            shares.append(float(one / (one + other)))
        yield Swing(
            name=number.name,
            file="case",
            value=odds,
            range=(odds * float(ends[0]), odds * float(ends[1])),
            shares=(shares[0], shares[1]),
            crossings=(odds * float(ratio),) if ratio > 0 else (),
            origin="derived",
            cite=None,
            because="the prior of this cause against the whole background",
        )


def _inverse(odds: Floats) -> Floats:
    found: Floats = 1.0 / (1.0 + np.exp(-odds))
    return found
