"""How fast the general engine is, beside pgmpy and pyAgrum in the same run.

CPU seconds, rounds interleaved, medians of rounds. Nothing is tuned for a network:
every engine gets the network and is asked for one target given fifteen findings, 30% of them
missing. Factors are ours over theirs: all cases at once, one by one, and one by one with nothing
prepared. pyAgrum is measured where it is installed (it is no part of the locks).
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
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks._networks import Workload, workload
from causality.network.engine import compiled
from causality.network.network import Network
from causality.network.order import best_order, min_fill
from causality.network.parameters import posteriors_over
from causality.network.pgmpy_bridge import to_pgmpy
from causality.network.question import bits, question
from causality.network.write import as_yaml

CASES = 200_000
ROUNDS = 5
SINGLE = 200  # cases a round, where each is asked on its own
PYAGRUM = ("LazyPropagation", "ShaferShenoyInference", "VariableElimination")
OTHERS = {"pgmpy": 60, **dict.fromkeys(PYAGRUM, 200)}  # cases a round


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


def by_pyagrum(given: Workload, kind: str) -> Callable[[int], NDArray[np.float64]] | None:
    """P(target | case) by one of pyAgrum's exact engines; None where it is not installed."""
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
    engine = getattr(gum, kind)(net)
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
    others = {"pgmpy": by_pgmpy(given), **{kind: by_pyagrum(given, kind) for kind in PYAGRUM}}

    def unprepared(case: int) -> object:
        known = given.given(case)
        once = compiled(given.network, given.target, tuple(known), ahead=False)
        return once.posterior(known)

    single: dict[str, Callable[[int], object]] = {
        "one by one": lambda case: engine.posteriors(given.codes[case : case + 1]),
        "one, by name": lambda case: engine.posterior(given.given(case)),
        "one, unprepared": unprepared,
    }
    seconds: dict[str, list[float]] = {}
    apart = 0.0
    for turn in range(ROUNDS):
        spent = cpu(lambda: engine.posteriors(given.codes)) / CASES
        seconds.setdefault("ours", []).append(spent)
        for label, ask in single.items():
            some = range(turn * SINGLE, (turn + 1) * SINGLE)
            spent = cpu(lambda: [ask(i) for i in some])  # noqa: B023
            seconds.setdefault(label, []).append(spent / SINGLE)
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
    told(name, given, {label: 1 / median(spent) for label, spent in seconds.items()})
    cost = f"{engine.plan.cost} multiplications a case" if engine.plan else "case by case"
    print(f"  made ready in {ready:.2f} s; {cost}; largest difference {apart:.1e}")


def told(name: str, given: Workload, rate: dict[str, float]) -> None:
    """The figures of one network; factors are ours over theirs, in a batch and one by one."""
    nodes, widest = len(given.network.nodes), max(len(n.parents) for n in given.network.nodes)
    width = induced_width(given)
    print(
        f"{name}: {nodes} nodes, {given.network.size} numbers, in-degree up to {widest}, "
        f"induced width {width}"
    )
    for label, value in rate.items():
        factors = [rate[first] / value for first in ("ours", "one by one", "one, unprepared")]
        theirs = "".join(f"  {factor:>9,.1f} x" for factor in factors) if label in OTHERS else ""
        print(f"  {label:<24}{value:>14,.0f} cases/s{theirs}")


def induced_width(given: Workload) -> int:
    """Neighbours of a node when min-fill eliminates it, at most; evidence nodes count."""
    asked = question(given.network, given.target, soft=given.findings)
    near = dict.fromkeys(range(len(asked.names)), 0)
    for family in asked.families:
        for i in bits(family):
            near[i] |= family & ~(1 << i)
    widest = 0
    for chosen in min_fill(asked):
        around = near.pop(chosen)
        widest = max(widest, around.bit_count())
        for i in bits(around):
            near[i] = (near[i] | around) & ~(1 << chosen) & ~(1 << i)
    return widest


def from_file_to_file() -> None:
    """A million cases from int8 .npy to .npy, against what ``import numpy`` takes."""
    given = workload("generated", 1_000_000)
    engine = compiled(given.network, given.target, given.findings)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "codes.npy", Path(folder) / "shares.npy"
        np.save(source, given.codes)

        def score() -> None:
            np.save(target, engine.posteriors(np.load(source)).shares)

        scoring = [timed(score) for _ in range(5)]
        Path(folder, "net.yaml").write_text(as_yaml(with_order(given)), encoding="utf-8")
        fresh = median(started(WHOLE, folder)[0] for _ in range(5))
    imports = [started("import numpy") for _ in range(7)]
    wall, spent = (median(column) for column in zip(*scoring, strict=True))
    numpy_wall, numpy_cpu = (median(column) for column in zip(*imports, strict=True))
    print(
        f"a million cases, file to file: {wall:.3f} s wall = {wall / numpy_wall:.1f} x import "
        f"numpy ({spent:.3f} s CPU = {spent / numpy_cpu:.1f} x)"
    )
    print(
        f"  in a fresh process that also reads and prepares the network: {fresh:.3f} s wall = "
        f"{fresh / numpy_wall:.1f} x"
    )


WHOLE = """
import sys
import numpy as np
from causality.network.engine import compiled
from causality.network.read import read_network
network = read_network(sys.argv[1] + "/net.yaml")
found = compiled(network).posteriors(np.load(sys.argv[1] + "/codes.npy"))
np.save(sys.argv[1] + "/shares.npy", found.shares)
"""


def with_order(given: Workload) -> Network:
    """The network as it would ship: with target, findings and its elimination order."""
    asked = question(given.network, given.target, missable=given.findings)
    order = tuple(asked.names[i] for i in best_order(given.network, asked))
    return replace(given.network, target=given.target, findings=given.findings, order=order)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU seconds that ``work`` takes."""
    start = time.perf_counter()
    spent = cpu(work)
    return time.perf_counter() - start, spent


def started(program: str, *arguments: str) -> tuple[float, float]:
    """Wall and CPU seconds of a fresh interpreter running ``program``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, *arguments], check=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


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
