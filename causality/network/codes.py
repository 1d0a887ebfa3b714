"""Evidence of many cases as arrays: a small whole number per finding, a likelihood per state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from causality.errors import NotFound
from causality.network.evidence import EvidenceProblem
from causality.network.network import Network

__all__ = ["MISSING", "Codes", "checked_codes", "checked_likelihood", "codes_of"]

Codes = NDArray[np.int8]

MISSING = -1  # the code of a finding that is not known; every other code is a state's position
_MOST_STATES = 127  # int8
_BLOCK = 1 << 17  # codes compared at a time: fits the cache, and the calls do not show


def codes_of(
    network: Network, findings: Sequence[str], cases: Iterable[Mapping[str, str | None]]
) -> Codes:
    """Cases as int8 [case, finding]: a state's position, or MISSING where the case is silent.

    NotFound for a name that is not among ``findings`` and for a state its node has not.
    """
    columns = {name: column for column, name in enumerate(findings)}
    rows = list(cases)
    codes = np.full((len(rows), len(findings)), MISSING, dtype=np.int8)
    for row, case in enumerate(rows):
        for name, state in case.items():
            if name not in columns:
                kind = "finding"
                raise NotFound(kind, name, findings)
            if state is not None:
                codes[row, columns[name]] = network.state(name, state)
    return codes


def checked_codes(codes: ArrayLike, names: Sequence[str], cards: Sequence[int]) -> Codes:
    """The codes as contiguous int8 [case, finding]; EvidenceProblem names the first bad one."""
    given = np.asarray(codes)
    if given.ndim != 2 or given.shape[1] != len(names):  # noqa: PLR2004 - cases by findings
        wrong = f"codes of shape {given.shape}"
        raise EvidenceProblem(f"{wrong}; cases by {len(names)} findings are needed")
    if given.dtype != np.int8:
        if not np.issubdtype(given.dtype, np.integer):
            raise EvidenceProblem(f"codes of type {given.dtype}; whole numbers are needed")
        given = np.clip(given, -2, _MOST_STATES)  # what does not fit stays out of range
    small = np.ascontiguousarray(given, dtype=np.int8)
    if not names:
        return small
    # One comparison for both ends: -1 becomes 0, and what lies below it becomes large. The bounds
    # are repeated for a block so that the comparison runs along contiguous memory.
    block = max(1, _BLOCK // len(names))
    bounds = np.tile(np.array(cards, dtype=np.uint8), block)
    flat = small.reshape(-1).view(np.uint8)
    for start in range(0, flat.size, bounds.size):
        part = flat[start : start + bounds.size]
        bad = (part + np.uint8(1)) > bounds[: part.size]
        if bad.any():
            row, column = divmod(start + int(bad.argmax()), len(names))
            wrong = f"case {row}: code {small[row, column]} of {names[column]}"
            raise EvidenceProblem(f"{wrong}; -1 (missing) to {cards[column] - 1} are allowed")
    return small


def checked_likelihood(
    likelihood: Mapping[str, ArrayLike] | None,
    soft: Mapping[str, int],
    cases: int,
) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    """Likelihoods [case, state] scaled to a maximum of one, and the logarithm of the scale.

    ``soft``: the nodes that may bring a likelihood, with their number of states; one that brings
    none is not known in any case. EvidenceProblem names what cannot be used.
    """
    likelihood = likelihood or {}
    for name in likelihood:
        if name not in soft:
            kind = "soft finding"
            raise NotFound(kind, name, soft)
    scaled = {}
    taken_out = np.zeros(cases)
    for name, card in soft.items():
        if name not in likelihood:
            scaled[name] = np.ones((cases, card))
            continue
        values = np.asarray(likelihood[name], dtype=np.float64)
        if values.shape != (cases, card):
            wrong = f"likelihood of {name} of shape {values.shape}"
            raise EvidenceProblem(f"{wrong}; {cases} cases by {card} states are needed")
        if not (np.isfinite(values) & (values >= 0)).all():
            raise EvidenceProblem(f"likelihood of {name}: numbers must be finite and not negative")
        largest = values.max(axis=1)
        largest[largest == 0] = 1.0  # nothing possible: stays zero and is found out later
        scaled[name] = values / largest[:, None]
        taken_out += np.log(largest)
    return scaled, taken_out
