"""Integrals by Gauss-Legendre on many short pieces."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log, pi, sqrt

import numpy as np

__all__ = ["integral", "lognormal", "weibull"]

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)


def integral(
    density: Callable[[float], float], begin: float, end: float, pieces: int = 80
) -> float:
    """The integral from ``begin`` to ``end``, both positive; pieces of equal ratio."""
    begin = max(begin, 1e-9)
    if end <= begin:
        return 0.0
    cuts = np.geomspace(begin, end, pieces + 1)
    total = 0.0
    for left, right in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        half, middle = (right - left) / 2, (right + left) / 2
        for node, weight in zip(_NODES.tolist(), _WEIGHTS.tolist(), strict=True):
            total += weight * half * density(middle + half * node)
    return total


def lognormal(mu: float, sigma: float) -> Callable[[float], float]:
    """Density of a lognormal."""
    scale = sigma * sqrt(2 * pi)
    return lambda t: exp(-(((log(t) - mu) / sigma) ** 2) / 2) / (t * scale)


def weibull(shape: float, scale: float) -> Callable[[float], float]:
    """Density of a Weibull."""
    return lambda t: shape / scale * (t / scale) ** (shape - 1) * exp(-((t / scale) ** shape))
