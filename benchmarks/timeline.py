"""The timeline: a dense case, a thousand dated rows, many contradictions, look-ups."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from causality.case.dates import DAY
from causality.timeline import Constraint, close
from causality.timeline.system import system

POINTS = [f"p{i}" for i in range(200)]


def milliseconds(call: Callable[[], object], runs: int = 15) -> float:
    """The least processor time of one warm call; one thread, so what a quiet machine takes."""
    call()
    times = []
    for _ in range(runs):
        started = time.process_time()
        call()
        times.append(time.process_time() - started)
    return 1000 * min(times)


def plain_closure(count: int) -> Callable[[], object]:
    """The floor: all-pairs shortest paths of ``count`` points and nothing else."""
    drawn = np.random.default_rng(1).integers(0, 1000, (count, count))

    def close_all() -> None:
        distance = drawn.copy()
        for k in range(count):
            np.minimum(distance, distance[:, k, None] + distance[k], out=distance)

    return close_all


def tied(number: int, years: int, share_wrong: float = 0.0) -> list[Constraint]:
    """That many statements about two of 200 points each, placed within so many years."""
    chance = np.random.default_rng(number)
    place = chance.integers(0, 365 * years, len(POINTS))
    said = []
    for i in range(number):
        a, b = chance.choice(len(POINTS), 2, replace=False)
        off = chance.integers(-300, 300) if chance.random() < share_wrong else 0
        days = int(place[b] - place[a] + off)
        bounds = (days - 5) * DAY, (days + 5) * DAY
        said.append(Constraint(POINTS[a], POINTS[b], *bounds, f"e{i}", f"statement {i}"))
    return said


def rows(number: int) -> tuple[list[str], list[Constraint]]:
    """Rows each dated by its day and by nothing else."""
    names = [f"row{i}" for i in range(number)]
    return names, [
        Constraint("day 0", name, i * DAY, (i + 1) * DAY - 1, name, f"day {i}")
        for i, name in enumerate(names)
    ]


def main() -> None:
    """Print each figure beside its floor, both measured in this run."""
    floor = milliseconds(plain_closure(len(POINTS)))
    print(f"floor, plain closure of 200 points: {floor:.1f} ms")
    for years in (2, 50):
        said = tied(10_000, years)
        took = milliseconds(lambda said=said: close(POINTS, said))  # type: ignore[misc]
        whole = system(POINTS, said, {}, {})
        closing = milliseconds(whole.settled)
        print(
            f"200 points, 10,000 constraints within {years} years: closing {closing:.1f} ms, "
            f"{closing / floor:.2f} of the floor (goal < 10 ms); with reading them {took:.1f} ms"
        )

    few, many = rows(10), rows(1000)
    close_few, close_many = (milliseconds(lambda r=r: close(*r), 200) for r in (few, many))  # type: ignore[misc]
    systems = [system(*some, {}, {}) for some in (few, many)]
    bounds_few, bounds_many = (milliseconds(one.settled, 200) for one in systems)
    print(
        f"rows on day 0 alone: 10 in {close_few:.3f} ms, 1,000 in {close_many:.3f} ms, ratio "
        f"{close_many / close_few:.1f}; closing alone {bounds_few:.3f} and {bounds_many:.3f} ms, "
        f"ratio {bounds_many / bounds_few:.1f}"
    )

    for number, share in ((400, 0.1), (400, 0.5), (1000, 0.1), (1000, 1.0)):
        said = tied(number, 3, share)
        took = milliseconds(lambda said=said: close(POINTS, said), 1)  # type: ignore[misc]
        found = len(close(POINTS, said).contradictions)
        print(f"{number} constraints, {found} contradictions: {took:.0f} ms (goal < 1,000 ms)")

    timeline = close(*many)
    names = many[0]
    one = milliseconds(lambda: timeline.between(names[3], names[700]), 500)
    pairs = names * 10, names[::-1] * 10
    batch = milliseconds(lambda: timeline.spans(*pairs))
    print(f"look-ups: one pair {1000 * one:.1f} us, in a batch {1000 * batch / 10_000:.2f} us")


if __name__ == "__main__":
    main()
