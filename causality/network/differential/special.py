"""The normal distribution function and its inverse on arrays, without scipy.

The error function follows W. J. Cody's rational approximations (Math. Comp. 23:631-637, 1969),
relative error below 1e-15.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["normal_cdf", "normal_quantile"]

Floats = NDArray[np.float64]

_A = (3.16112374387056560e00, 1.13864154151050156e02, 3.77485237685302021e02,
      3.20937758913846947e03, 1.85777706184603153e-1)  # fmt: skip
_B = (2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03,
      2.84423683343917062e03)  # fmt: skip
_C = (5.64188496988670089e-1, 8.88314979438837594e00, 6.61191906371416295e01,
      2.98635138197400131e02, 8.81952221241769090e02, 1.71204761263407058e03,
      2.05107837782607147e03, 1.23033935479799725e03, 2.15311535474403846e-8)  # fmt: skip
_D = (1.57449261107098347e01, 1.17693950891312499e02, 5.37181101862009858e02,
      1.62138957456669019e03, 3.29079923573345963e03, 4.36261909014324716e03,
      3.43936767414372164e03, 1.23033935480374942e03)  # fmt: skip
_P = (3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
      1.60837851487422766e-2, 6.58749161529837803e-4, 1.63153871373020978e-2)  # fmt: skip
_Q = (2.56852019228982242e00, 1.87295284992346725e00, 5.27905102951428412e-1,
      6.05183413124413191e-2, 2.33520497626869185e-3)  # fmt: skip
_SMALL = 0.46875
_LARGE = 4.0
_ROOT_PI = 0.56418958354775628695
_STEPS = 60


def normal_cdf(z: Floats) -> Floats:
    """Probability of a standard normal value below ``z``."""
    found: Floats = 0.5 * _erfc(-z / np.sqrt(2.0))
    return found


def _erfc(x: Floats) -> Floats:
    y = np.abs(x)
    tail = np.where(y <= _LARGE, _middle(np.minimum(y, _LARGE)), _far(np.maximum(y, _LARGE)))
    tail = np.where(x < 0, 2.0 - tail, tail)
    found: Floats = np.where(y <= _SMALL, 1.0 - _near(np.clip(x, -_SMALL, _SMALL)), tail)
    return found


def _near(x: Floats) -> Floats:
    square = x * x
    above, below = _A[4] * square, square
    for i in range(3):
        above = (above + _A[i]) * square
        below = (below + _B[i]) * square
    near: Floats = x * (above + _A[3]) / (below + _B[3])
    return near


def _middle(y: Floats) -> Floats:
    above, below = _C[8] * y, y
    for i in range(7):
        above = (above + _C[i]) * y
        below = (below + _D[i]) * y
    return _scaled(y, (above + _C[7]) / (below + _D[7]))


def _far(y: Floats) -> Floats:
    square = 1.0 / (y * y)
    above, below = _P[5] * square, square
    for i in range(4):
        above = (above + _P[i]) * square
        below = (below + _Q[i]) * square
    quotient = square * (above + _P[4]) / (below + _Q[4])
    return _scaled(y, (_ROOT_PI - quotient) / y)


def _scaled(y: Floats, quotient: Floats) -> Floats:
    """exp(-y*y) times ``quotient``, the square split so that its rounding does not matter."""
    rough = np.trunc(y * 16.0) / 16.0
    rest = (y - rough) * (y + rough)
    scaled: Floats = np.exp(-rough * rough) * np.exp(-rest) * quotient
    return scaled


def normal_quantile(share: Floats) -> Floats:
    """The standard normal value below which ``share`` lies, 0 < share < 1; by bisection."""
    low, high = np.full(share.shape, -9.0), np.full(share.shape, 9.0)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        less = normal_cdf(middle) < share
        low, high = np.where(less, middle, low), np.where(less, high, middle)
    found: Floats = (low + high) / 2
    return found
