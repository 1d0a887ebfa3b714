"""Numbers as JSON carries them: 12 significant digits."""

from __future__ import annotations

__all__ = ["significant"]

_DIGITS = 12


def significant(value: float) -> float:
    """The number with the digits that JSON carries."""
    return float(f"{value:.{_DIGITS}g}")
