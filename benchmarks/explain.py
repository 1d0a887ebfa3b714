"""How long an explanation takes: the seed, all one-way sensitivities, 12 drugs with 40 findings.

CPU seconds, medians. Fifteen findings are set beside pyAgrum where it is installed (it is no part
of the locks): it is asked for the posterior of a sample of the 32,768 subsets on the unrolled
network, with the network and the engine ready, and the time for all of them is scaled up.
"""

from __future__ import annotations

import importlib
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np

from causality.case.read import CaseFile, read_case, read_case_file
from causality.case.shipped import shipped_cases
from causality.explain.attribution import attribution
from causality.explain.explanation import explain
from causality.explain.sensitivity import sensitivities
from causality.explain.weighed import Weighed, prepared
from causality.network.differential.unrolled import unrolled

FINDINGS = 15
SAMPLED = 200  # subsets of which pyAgrum is asked


def crowded(drugs: int = 12) -> CaseFile:
    """A made-up case of so many drugs, each with a stop, a level and a re-exposure of its own."""
    lines = ["schema: causality/case/1", "id: crowded", "last information: day 400"]
    lines += ["day 0: {what: admission}", "drugs:"]
    for i in range(drugs):
        lines += [
            f"  - id: d{i}",
            f"    name: drug {i}",
            "    role: suspect",
            f"    overdose: {'yes' if i % 2 else 'no'}",
            f"    doses: [{{id: first, start: day {-10 - i}, stop: day {2 + i}}}]",
            f"    levels: [{{id: l{i}, reading: {'toxic' if i % 3 else 'therapeutic'}}}]",
        ]
    lines += ["events:", "  - {id: e, term: a rash, onset: day 0, outcome: recovered}"]
    lines += ["re-exposures:"]
    lines += [
        f"  - {{id: r{i}, drugs: [d{i}], event: e, at: day {100 + 10 * i}, before: resolved,"
        f" dose: same, route: same, duration: same, result: did not recur}}"
        for i in range(drugs)
    ]
    return read_case_file("\n".join(lines).encode(), "crowded.yaml")


def seconds(call: Callable[[], object], runs: int) -> float:
    """The median CPU time of one warm call."""
    call()
    times = []
    for _ in range(runs):
        started = time.process_time()
        call()
        times.append(time.process_time() - started)
    return median(times)


def with_findings(count: int) -> Weighed:
    """A shipped event, cut to so many parts of its evidence."""
    for file in shipped_cases().values():
        for weighed in prepared(read_case(file)).weighed():
            if len(weighed.parts) >= count and weighed.involvements():
                return replace(weighed, parts=weighed.parts[:count])
    raise LookupError(count)


def pyagrum_seconds(weighed: Weighed) -> float | None:
    """CPU time of pyAgrum for the posterior of every subset, scaled up; None without pyAgrum."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            gum: Any = importlib.import_module("pyagrum")
    except ImportError:
        return None
    written = unrolled(
        weighed.findings, weighed.event, weighed.model, weighed.domain, weighed.evidence
    )
    net = gum.BayesNet("event")
    for each in written.network.nodes:
        net.add(gum.LabelizedVariable(each.name, each.name, list(each.states)))
    for each in written.network.nodes:
        for parent in each.parents:
            net.addArc(parent, each.name)
    for each in written.network.nodes:
        family = (*each.parents, each.name)
        axes = [family.index(name) for name in reversed(net.cpt(each.name).names)]
        net.cpt(each.name)[:] = np.ascontiguousarray(each.table.transpose(axes))
    engine = gum.LazyPropagation(net)
    random = np.random.default_rng(15)
    names = [*written.given, *written.likelihood][: len(weighed.parts)]
    evidence = {**written.given, **{k: list(v) for k, v in written.likelihood.items()}}
    started = time.process_time()
    for _ in range(SAMPLED):
        chosen = [name for name in names if random.random() < 1 / 2]
        engine.setEvidence({name: evidence[name] for name in chosen})
        engine.setTargets({"cause"})
        engine.makeInference()
        engine.posterior("cause").toarray()
    return float((time.process_time() - started) / SAMPLED * 2 ** len(weighed.parts))


def main() -> None:
    """Print every figure beside its goal."""
    seed = read_case_file(shipped_cases()["daratumumab-leukoencephalopathy"])
    print(f"explain everything, seed: {seconds(lambda: explain(seed), 5):.2f} s (goal < 1 s)")
    (event,) = prepared(seed.case).weighed()
    took = 1000 * seconds(lambda: sensitivities(event), 9)
    print(f"all one-way sensitivities, seed: {took:.0f} ms (goal < 100 ms)")
    large = crowded()
    (many,) = prepared(large.case).weighed()
    took = seconds(lambda: explain(large, entries=False), 1)
    print(
        f"explain, {len(many.involvements())} drugs with {len(many.parts)} findings: "
        f"{took:.1f} s (goal < 10 s)"
    )
    weighed = with_findings(FINDINGS)
    target = weighed.involvements()[0]
    ours = seconds(lambda: attribution(weighed, target), 9)
    print(f"Shapley values of {FINDINGS} findings, exact: {1000 * ours:.1f} ms")
    theirs = pyagrum_seconds(weighed)
    if theirs is not None:
        print(f"pyAgrum, {2**FINDINGS:,} posteriors: {theirs:.1f} s; ours 1/{theirs / ours:,.0f}")


if __name__ == "__main__":
    main()
