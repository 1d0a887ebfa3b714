"""The general exact engine: any network, any target, one case or millions, hard and soft evidence.

``compiled`` does once whatever does not depend on a case; ``Engine.posteriors`` is then look-ups,
products and sums over the batch. A network too entangled for that is conditioned on each pattern of
known findings instead, and refused where even that would not fit in memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from causality.network.codes import MISSING, Codes, checked_codes, checked_likelihood, codes_of
from causality.network.conditioned import by_pattern
from causality.network.conflict import smallest_conflict
from causality.network.evidence import (
    ContradictoryEvidence,
    Evidence,
    EvidenceProblem,
    evidence_of,
)
from causality.network.factor import LINEAR, LOG, Arithmetic, Array
from causality.network.network import Network, checked
from causality.network.order import best_order, min_fill, stored_order
from causality.network.plan import Plan, plan_of
from causality.network.posterior import Posterior, Posteriors
from causality.network.question import question
from causality.network.run import run
from causality.network.schedule import CAP, Scheduler

__all__ = ["Engine", "compiled"]

# Below this P(evidence) a case is computed again in logarithms: far above where float64 loses
# digits (1e-308), so that nothing lost on the way can matter.
_TINY = np.log(1e-250)

# Multiplications a case beyond which one schedule for every pattern of evidence does not pay.
_COSTLY = 100_000

_LOG_CAP = 1 << 12  # small tables: logarithms are needed for few cases


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """A network made ready to answer P(target | findings); made by ``compiled``.

    ``findings`` are the columns of codes, ``cards`` their numbers of states; the nodes of ``soft``
    may bring a likelihood. ``plan`` is None where each pattern of known findings is solved on its
    own; ``plan.cost`` is in multiplications a case.
    """

    network: Network
    target: str
    states: tuple[str, ...]
    findings: tuple[str, ...]
    cards: tuple[int, ...]
    soft: Mapping[str, int]
    plan: Plan | None

    def posteriors(
        self,
        codes: ArrayLike,
        likelihood: Mapping[str, ArrayLike] | None = None,
        *,
        block: int | None = None,
    ) -> Posteriors:
        """Posteriors of many cases; a case gets the same bits alone and in any batch.

        ``codes``: whole numbers [case, finding], a state's position or -1 for missing.
        ``likelihood``: soft node -> [case, state], on any scale. Impossible cases are marked, not
        raised (``Posteriors.contradictory``). EvidenceProblem names what cannot be used. ``block``:
        cases worked on at a time, chosen for speed where it is not given.
        """
        rows = checked_codes(codes, self.findings, self.cards)
        scaled, taken_out = checked_likelihood(likelihood, self.soft, len(rows))
        shares, log_evidence = self._run(rows, scaled, LINEAR, block)
        if len(rows) and log_evidence.min() < _TINY:
            low = np.flatnonzero(log_evidence < _TINY)
            again = {name: values[low] for name, values in scaled.items()}
            shares[:, low], log_evidence[low] = self._run(rows[low], again, LOG, block)
        if scaled:
            log_evidence += taken_out
        return Posteriors(self.target, self.states, shares.T, log_evidence)

    def posterior(
        self,
        given: Mapping[str, str],
        likelihood: Mapping[str, Sequence[float]] | None = None,
    ) -> Posterior:
        """One case by name. ContradictoryEvidence names a smallest set where P(evidence) = 0."""
        evidence = evidence_of(self.network, given, likelihood)
        codes = codes_of(self.network, self.findings, [evidence.hard])
        soft = {name: np.array([values]) for name, values in evidence.soft.items()}
        found = self.posteriors(codes, soft)
        if found.contradictory[0]:
            raise self._contradiction(evidence, codes, soft)
        return found[0]

    def _run(
        self,
        codes: Codes,
        likelihood: Mapping[str, Array],
        arithmetic: Arithmetic,
        block: int | None = None,
    ) -> tuple[Array, Array]:
        if self.plan is None:
            return by_pattern(
                self.network, self.target, self.findings, codes, likelihood, arithmetic
            )
        plan = self.plan if arithmetic is LINEAR else _log_plan(self)
        return run(plan, codes, likelihood, block)

    def _contradiction(
        self, evidence: Evidence, codes: Codes, soft: Mapping[str, Array]
    ) -> ContradictoryEvidence:
        """The error for one case whose evidence is impossible."""
        if self.plan is None:  # many small questions follow: prepare for them
            engine = compiled(self.network, self.target, tuple(evidence.hard), soft=tuple(soft))
            if engine.plan is not None:
                codes = codes_of(self.network, engine.findings, [evidence.hard])
                return engine._contradiction(evidence, codes, soft)  # noqa: SLF001 - its own kind
        hard = [self.findings.index(name) for name in evidence.hard]

        def impossible(sets: NDArray[np.bool_]) -> NDArray[np.bool_]:
            rows = np.full((len(sets), len(self.findings)), MISSING, dtype=np.int8)
            rows[:, hard] = np.where(sets[:, : len(hard)], codes[0, hard], MISSING)
            weights = {name: np.ones((len(sets), card)) for name, card in self.soft.items()}
            for flags, (name, values) in zip(sets.T[len(hard) :], soft.items(), strict=True):
                weights[name][flags] = values
            return np.isneginf(self._run(rows, weights, LOG)[1])

        said = [
            *evidence.hard.items(),
            *((name, f"likelihood {values}") for name, values in evidence.soft.items()),
        ]
        places, smallest = smallest_conflict(len(said), impossible)
        return ContradictoryEvidence([said[place] for place in places], smallest=smallest)


def compiled(
    network: Network,
    target: str | None = None,
    findings: Sequence[str] | None = None,
    *,
    soft: Sequence[str] = (),
    ahead: bool = True,
    cap: int = CAP,
) -> Engine:
    """The engine for one target and the nodes that may carry evidence.

    Without ``target`` and ``findings`` the network's own are meant. ``cap`` bounds the numbers in
    one table. With ``ahead=False`` nothing is prepared: best for a single question. ModelError
    says what is wrong with a network, NotFound which node it has not.
    """
    checked(network)
    target = target if target is not None else network.target
    if target is None:
        raise EvidenceProblem(f"{network.id} names no target; say which node is asked for")
    findings = tuple(dict.fromkeys(network.findings if findings is None else findings))
    cards = tuple(len(network.node(name).states) for name in findings)
    soft_cards = {name: len(network.node(name).states) for name in dict.fromkeys(soft)}
    states = network.node(target).states
    engine = Engine(network, target, states, findings, cards, soft_cards, None)
    if ahead:
        asked = question(network, target, missable=findings, soft=soft_cards)
        found = Scheduler(asked, cap).schedule(best_order(network, asked, cap))
        if found.cost <= _COSTLY:
            engine = replace(engine, plan=plan_of(network, asked, found, findings, LINEAR))
    return engine


@lru_cache(maxsize=4)
def _log_plan(engine: Engine) -> Plan:
    """A plan in logarithms, quick to make, for the few cases that need it."""
    soft = tuple(engine.soft)
    asked = question(engine.network, engine.target, missable=engine.findings, soft=soft)
    order = stored_order(engine.network, asked) or min_fill(asked)
    found = Scheduler(asked, _LOG_CAP).schedule(order)
    return plan_of(engine.network, asked, found, engine.findings, LOG)
