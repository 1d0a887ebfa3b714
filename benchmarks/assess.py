"""Warm ``assess``: the seed, and a case of 12 drugs, 9 events and 300 entries, per pair."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from causality.assessment import assess
from causality.case.read import CaseFile, read_case_file
from causality.datafile import data_root


def crowded(drugs: int = 12, events: int = 9, entries: int = 300) -> bytes:
    """A made-up case file of that size; every drug has two courses, every event a course."""
    lines = ["schema: causality/case/1", "id: crowded", "last information: day 400", "drugs:"]
    for i in range(drugs):
        lines += [
            f"  - id: d{i}",
            f"    name: drug {i}",
            "    role: suspect",
            "    half-life: 12 h",
            "    doses:",
            f"      - {{id: first, start: day {i}, stop: day {100 + i}}}",
            f"      - {{id: again, start: day {200 + i}, stop: day {220 + i}}}",
        ]
    lines.append("events:")
    for i in range(events):
        lines += [
            f"  - id: e{i}",
            f"    term: event {i}",
            f"    onset: day {20 + i}..{60 + i}",
            "    outcome: recovered",
            "    course:",
            f"      - {{id: e{i}-better, at: day {105 + i}, state: improved}}",
            f"      - {{id: e{i}-back, at: day {205 + i}, state: recurred}}",
        ]
    rest = entries - 3 * drugs - 3 * events
    lines += ["observations:"]
    lines += [
        f"  - {{id: o{i}, at: day {i}, test: ALT, of: e{i % events}, measures: {{ALT: '{i}'}}}}"
        for i in range(rest)
    ]
    return "\n".join(lines).encode()


def milliseconds(call: Callable[[], object], runs: int) -> float:
    """The median processor time of one warm call; the machines are shared."""
    call()
    times = []
    for _ in range(runs):
        started = time.process_time()
        call()
        times.append(time.process_time() - started)
    return 1000 * statistics.median(times)


TWO = ("naranjo_1981", "who_umc")


def main() -> None:
    """Print the figures: two methods, all methods, and with the differential and its interval."""
    seed = read_case_file(Path(data_root("cases")) / "daratumumab-leukoencephalopathy.yaml")
    large: CaseFile = read_case_file(crowded(), "crowded.yaml")
    took = milliseconds(lambda: assess(seed, methods=TWO, differential=False), 200)
    print(f"assess, seed, Naranjo and WHO-UMC: {took:.2f} ms (goal < 5 ms)")
    took = milliseconds(lambda: assess(seed, differential=False), 200)
    print(f"assess, seed, all methods: {took:.2f} ms (goal < 10 ms)")
    took = milliseconds(lambda: assess(seed), 100)
    print(f"assess, seed, all methods, differential and interval: {took:.2f} ms (goal < 25 ms)")
    pairs = len(assess(large, methods=TWO, differential=False).pairs)
    each = milliseconds(lambda: assess(large, methods=TWO, differential=False), 10) / pairs
    what = f"{pairs} pairs of a case with 300 entries"
    print(f"assess, {what}, Naranjo and WHO-UMC: {each:.2f} ms a pair (goal < 5 ms)")
    each = milliseconds(lambda: assess(large), 3) / pairs
    print(f"assess, {what}, everything: {each:.2f} ms a pair")


if __name__ == "__main__":
    main()
