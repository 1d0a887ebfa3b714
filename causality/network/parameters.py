"""One case under many sets of numbers at once: the batch lies on the tables, not the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from causality.network.evidence import Evidence, EvidenceProblem, evidence_of
from causality.network.factor import Array, Factor, multiplied, onto, rescaled, summed_out
from causality.network.network import Network, checked
from causality.network.order import min_fill, stored_order
from causality.network.posterior import Posteriors
from causality.network.question import question

__all__ = ["posteriors_over"]


def posteriors_over(
    network: Network,
    tables: Mapping[str, ArrayLike],
    target: str,
    given: Mapping[str, str],
    likelihood: Mapping[str, Sequence[float]] | None = None,
) -> Posteriors:
    """P(target | evidence) for each set of tables; nodes not named keep their own table.

    ``tables``: node -> [set, parents..., states], all with the same number of sets; rows are taken
    as given, so a sensitivity analysis may leave the simplex. Sets under which the evidence is
    impossible are marked as in ``Engine.posteriors``. A set gives the same bits in any batch.
    """
    checked(network)
    evidence = evidence_of(network, given, likelihood)
    sets = _checked_tables(network, tables)
    soft = [name for name in evidence.soft if name not in evidence.hard]
    asked = question(network, target, known=tuple(evidence.hard), soft=soft)
    place = {name: i for i, name in enumerate(asked.names)}
    factors = [
        _table(network, name, place, evidence, target, sets.get(name)) for name in asked.names
    ]
    log_evidence = np.zeros(max((values.shape[0] for values in sets.values()), default=1))
    for name, weight in _weights(network, evidence, target).items():
        if name in evidence.hard and name != target:
            chosen = weight[network.state(name, evidence.hard[name])]
            factors.append(Factor((), np.array([chosen])))
        else:
            factors.append(Factor((place[name],), weight[:, None]))
    order = stored_order(network, asked) or min_fill(asked)
    for node in order:
        inside = [factor for factor in factors if node in factor.axes]
        factors = [factor for factor in factors if node not in factor.axes]
        message, taken_out = rescaled(summed_out(inside, node))
        log_evidence += taken_out
        factors.append(message)
    joint = multiplied(factors)
    states = network.node(target).states
    total = onto(joint, ()).values
    with np.errstate(divide="ignore", invalid="ignore"):
        log_evidence += np.log(total)
        shares = np.broadcast_to(joint.values / total, (len(states), len(log_evidence))).T
    return Posteriors(target, states, shares, log_evidence)


def _checked_tables(network: Network, tables: Mapping[str, ArrayLike]) -> dict[str, Array]:
    """The tables as arrays; EvidenceProblem names one of the wrong shape or with wrong numbers."""
    sets = {}
    for name, values in tables.items():
        array = np.asarray(values, dtype=np.float64)
        shape = network.node(name).table.shape
        if array.shape[1:] != shape or array.ndim == len(shape):
            needed = ", ".join(["sets", *map(str, shape)])
            raise EvidenceProblem(f"tables of {name}: {array.shape}; ({needed}) is needed")
        if not (np.isfinite(array) & (array >= 0)).all():
            raise EvidenceProblem(f"tables of {name}: numbers must be finite and not negative")
        sets[name] = array
    if len({array.shape[0] for array in sets.values()}) > 1:
        raise EvidenceProblem("the nodes bring different numbers of sets of tables")
    return sets


def _table(
    network: Network,
    name: str,
    place: Mapping[str, int],
    evidence: Evidence,
    target: str,
    sets: Array | None,
) -> Factor:
    """The table of a node with known nodes cut out of it, its axes ascending, the sets last."""
    node = network.node(name)
    values = node.table[..., None] if sets is None else np.moveaxis(sets, 0, -1)
    family = (*node.parents, node.name)
    known = [each in evidence.hard and each != target for each in family]
    values = values[
        tuple(
            network.state(each, evidence.hard[each]) if cut else slice(None)
            for each, cut in zip(family, known, strict=True)
        )
    ]
    axes = [place[each] for each, cut in zip(family, known, strict=True) if not cut]
    ascending = sorted(range(len(axes)), key=axes.__getitem__)
    return Factor(tuple(sorted(axes)), values.transpose(*ascending, len(axes)))


def _weights(network: Network, evidence: Evidence, target: str) -> dict[str, Array]:
    """Likelihoods of the soft findings; a known target counts as one of them."""
    weights = {name: np.array(values) for name, values in evidence.soft.items()}
    if target in evidence.hard:
        states = network.node(target).states
        settled = np.array([state == evidence.hard[target] for state in states], dtype=np.float64)
        weights[target] = weights.get(target, 1.0) * settled
    return weights
