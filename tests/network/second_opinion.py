"""Other programs' answers to the same questions, by their own interfaces."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from causality.network.network import Network
from causality.network.pgmpy_bridge import to_pgmpy
from tests.network.samples import Array


class Pgmpy:
    """pgmpy's variable elimination on the same tables."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.model = to_pgmpy(network)

    def share(
        self, target: str, given: Mapping[str, int], weights: Mapping[str, Array] | None = None
    ) -> Array:
        """P(target | evidence); NaN where the evidence is impossible (or a plausible number)."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pgmpy.factors.discrete import TabularCPD
            from pgmpy.inference import VariableElimination

            states = {each.name: list(each.states) for each in self.network.nodes}
            soft = [
                TabularCPD(
                    name,
                    len(values),
                    (values / values.max())[:, None],
                    state_names={name: states[name]},
                )
                for name, values in (weights or {}).items()
            ]
            # A fresh object a query: soft evidence stays behind in it.
            found = VariableElimination(self.model).query(
                [target],
                evidence={name: states[name][code] for name, code in given.items()},
                virtual_evidence=soft or None,
                show_progress=False,
            )
        at = [found.state_names[target].index(state) for state in states[target]]
        return np.asarray(found.values, dtype=float)[at]

    def probability(self, given: Mapping[str, int]) -> float:
        """P(evidence) by the chain rule, one finding after the other; pgmpy itself has none."""
        product = 1.0
        known: dict[str, int] = {}
        for name, code in given.items():
            product *= float(self.share(name, known)[code])
            known[name] = code
        return product


class PyAgrum:
    """pyAgrum's lazy propagation on the same tables; it must be installed."""

    def __init__(self, network: Network) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an error inside its import ends the process
            gum: Any = importlib.import_module("pyagrum")
        self.network = network
        net = gum.BayesNet(network.id)
        for each in network.nodes:
            net.add(gum.LabelizedVariable(each.name, each.name, list(each.states)))
        for each in network.nodes:
            for parent in each.parents:
                net.addArc(parent, each.name)
        for each in network.nodes:
            family = (*each.parents, each.name)
            axes = [family.index(name) for name in reversed(net.cpt(each.name).names)]
            net.cpt(each.name)[:] = np.ascontiguousarray(each.table.transpose(axes))
        self.engine = gum.LazyPropagation(net)

    def share(
        self, target: str, given: Mapping[str, int], weights: Mapping[str, Array]
    ) -> tuple[Array, float]:
        """P(target | evidence) and P(evidence); soft findings on the scale that was given.

        Its P(evidence) is wrong where the target carries evidence or a soft finding leaves a
        single state (the scale of that likelihood is then lost or counted twice).
        """
        soft: dict[str, Any] = {name: values.tolist() for name, values in weights.items()}
        self.engine.setEvidence({**soft, **given})
        self.engine.setTargets({target})
        self.engine.makeInference()
        shares = np.asarray(self.engine.posterior(target).toarray(), dtype=float)
        return shares, float(self.engine.evidenceProbability())
