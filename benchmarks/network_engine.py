"""How fast the general engine is, beside pgmpy and pyAgrum in the same run.

CPU seconds, rounds interleaved, medians of rounds. Nothing is tuned for a network:
every engine gets the network and is asked for one target given fifteen findings, 30% of them
missing. pyAgrum is measured where it is installed (it is no part of the locks).
"""

from __future__ import annotations

import importlib
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks._networks import Workload, workload
from causality.network.engine import compiled
from causality.network.network import Network
from causality.network.parameters import posteriors_over
from causality.network.pgmpy_bridge import to_pgmpy

CASES = 200_000
ROUNDS = 5
OTHERS = {"pgmpy": 60, "pyAgrum": 300}  # cases a round


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that ``work`` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def by_pgmpy(given: Workload) -> Callable[[int], NDArray[np.float64]]:
    """P(target | case) by pgmpy's variable elimination with its default order."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        inference: Any = importlib.import_module("pgmpy.inference")
        engine = inference.VariableElimination(to_pgmpy(given.network))

    def share(case: int) -> NDArray[np.float64]:
        found = engine.query([given.target], evidence=given.given(case), show_progress=False)
        return np.asarray(found.values, dtype=float)

    return share


def by_pyagrum(given: Workload) -> Callable[[int], NDArray[np.float64]] | None:
    """P(target | case) by pyAgrum's lazy propagation; None where it is not installed."""
    try:
        gum: Any = importlib.import_module("pyagrum")
    except ImportError:
        return None
    net = gum.BayesNet("net")
    for each in given.network.nodes:
        net.add(gum.LabelizedVariable(each.name, each.name, list(each.states)))
    for each in given.network.nodes:
        for parent in each.parents:
            net.addArc(parent, each.name)
    for each in given.network.nodes:
        family = (*each.parents, each.name)
        axes = [family.index(name) for name in reversed(net.cpt(each.name).names)]
        net.cpt(each.name)[:] = np.ascontiguousarray(each.table.transpose(axes))
    engine = gum.LazyPropagation(net)
    engine.setTargets({given.target})
    rows = given.codes.tolist()

    def share(case: int) -> NDArray[np.float64]:
        row = zip(given.findings, rows[case], strict=True)
        engine.setEvidence({name: code for name, code in row if code >= 0})
        engine.makeInference()
        return np.asarray(engine.posterior(given.target).toarray(), dtype=float)

    return share


def compare(name: str) -> None:
    """One network: cases per CPU second of each engine, and how far the answers differ."""
    given = workload(name, CASES)
    start = time.process_time()
    engine = compiled(given.network, given.target, given.findings)
    ready = time.process_time() - start
    ours = engine.posteriors(given.codes)
    others = {"pgmpy": by_pgmpy(given), "pyAgrum": by_pyagrum(given)}
    seconds: dict[str, list[float]] = {"ours": [], "ours, one by one": []}
    apart = 0.0
    for turn in range(ROUNDS):
        seconds["ours"].append(cpu(lambda: engine.posteriors(given.codes)) / CASES)
        single = range(turn * 200, turn * 200 + 200)
        alone = cpu(lambda: [engine.posteriors(given.codes[i : i + 1]) for i in single])  # noqa: B023
        seconds["ours, one by one"].append(alone / len(single))
        for other, share in others.items():
            if share is None:
                continue
            cases = range(turn * OTHERS[other], (turn + 1) * OTHERS[other])
            answers: list[NDArray[np.float64]] = []
            spent = cpu(lambda: answers.extend(share(i) for i in cases))  # noqa: B023
            seconds.setdefault(other, []).append(spent / len(cases))
            apart = max(
                apart, *(abs(a - ours.shares[i]).max() for i, a in zip(cases, answers, strict=True))
            )
    rate = {label: 1 / median(spent) for label, spent in seconds.items()}
    nodes, widest = len(given.network.nodes), max(len(n.parents) for n in given.network.nodes)
    print(f"{name}: {nodes} nodes, {given.network.size} numbers, in-degree up to {widest}")
    cost = f"{engine.plan.cost} multiplications a case" if engine.plan else "case by case"
    print(f"  made ready in {ready:.2f} s; {cost}")
    for label, value in rate.items():
        times = "".join(
            f"  {rate[first] / value:>9,.0f} x" if label not in {"ours", "ours, one by one"} else ""
            for first in ("ours", "ours, one by one")
        )
        print(f"  {label:<18}{value:>14,.0f} cases/s{times}")
    print(f"  largest difference {apart:.1e}")


def from_file_to_file() -> None:
    """A million cases from int8 .npy to .npy, against what ``import numpy`` takes."""
    given = workload("generated", 1_000_000)
    engine = compiled(given.network, given.target, given.findings)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "codes.npy", Path(folder) / "shares.npy"
        np.save(source, given.codes)

        def score() -> None:
            np.save(target, engine.posteriors(np.load(source)).shares)

        scoring = median(cpu(score) for _ in range(3))
    importing = median(started("import numpy") for _ in range(7))
    print(
        f"a million cases, file to file: {scoring:.3f} s = {scoring / importing:.1f} x import numpy"
    )


def started(program: str) -> float:
    """CPU seconds of a fresh interpreter running ``program``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def many_parameters() -> None:
    """Two thousand draws of every table of the generated network, one case."""
    given = workload("generated", 1)
    random = np.random.default_rng(0)

    def drawn(network: Network) -> dict[str, NDArray[np.float64]]:
        tables = {}
        for each in network.nodes:
            cells = random.standard_gamma(each.table * 50 + 1e-9, size=(2_000, *each.table.shape))
            tables[each.name] = cells / cells.sum(axis=-1, keepdims=True)
        return tables

    tables = drawn(given.network)
    drawing = median(cpu(lambda: drawn(given.network)) for _ in range(3))
    asking = median(
        cpu(lambda: posteriors_over(given.network, tables, given.target, given.given(0)))
        for _ in range(5)
    )
    print(
        f"2,000 parameter sets of one case: {asking * 1e3:.0f} ms + {drawing * 1e3:.0f} ms to draw"
    )


if __name__ == "__main__":
    for network in ("generated", "entangled", "alarm", "hepar2"):
        compare(network)
    from_file_to_file()
    many_parameters()
