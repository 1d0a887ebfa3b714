"""For entangled networks: cases grouped by which findings they know, each group solved on its own.

A known finding cuts the network apart, a missing one may drop out of it; what is left is often far
easier than the one schedule that must be ready for everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from causality.errors import CausalityError
from causality.network.codes import Codes
from causality.network.factor import Arithmetic, Array
from causality.network.network import Network
from causality.network.order import common_order, min_fill
from causality.network.plan import plan_of
from causality.network.question import question
from causality.network.run import run
from causality.network.schedule import Scheduler

__all__ = ["TooEntangled", "by_pattern"]

# One message of one case may hold so many numbers (512 MB).
_NUMBERS = 1 << 26
_CAP = 1 << 10  # tables are built once a pattern here, so they must be cheap to build
_CHEAP = 1 << 14  # multiplications a case that take less time than a search for fewer


class TooEntangled(CausalityError):
    """An exact answer would need more memory than is sensible."""


def by_pattern(
    network: Network,
    target: str,
    findings: Sequence[str],
    codes: Codes,
    likelihood: Mapping[str, Array],
    arithmetic: Arithmetic,
) -> tuple[Array, Array]:
    """As ``run.run``, with a plan for each pattern of known findings that occurs."""
    cases = len(codes)
    shares = np.empty((len(network.node(target).states), cases))
    log_evidence = np.empty(cases)
    patterns, group = np.unique(codes >= 0, axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):
        rows = np.flatnonzero(group == number)
        columns = [int(column) for column in np.flatnonzero(pattern)]
        known = [findings[column] for column in columns]
        weighted = [name for name in known if name in likelihood]  # these keep their states
        settled = [name for name in known if name not in likelihood]
        asked = question(network, target, missable=weighted, known=settled, soft=likelihood)
        scheduler = Scheduler(asked, _CAP)
        found = scheduler.schedule(common_order(network, asked))
        if found.cost > _CHEAP:  # worth looking for an order of its own
            found = min(
                found, scheduler.schedule(min_fill(asked)), key=lambda one: (one.peak, one.cost)
            )
        if found.peak > _NUMBERS:
            wrong = f"{network.id}: P({target} | {', '.join(known) or 'nothing'})"
            raise TooEntangled(f"{wrong} would need {found.peak:.1e} numbers at once")
        plan = plan_of(network, asked, found, known, arithmetic)
        shares[:, rows], log_evidence[rows] = run(
            plan,
            np.ascontiguousarray(codes[rows][:, columns]),
            {name: values[rows] for name, values in likelihood.items()},
        )
    return shares, log_evidence
