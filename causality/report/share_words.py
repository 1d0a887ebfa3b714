"""Intervals of shares and weights of findings in words; none that is also a category."""

from __future__ import annotations

from math import exp, log

from causality.report.words import in_100

__all__ = ["STRENGTHS", "interval", "strength", "times"]

STRENGTHS = ((2.0, "little"), (10.0, "limited"), (100.0, "moderate"), (1000.0, "moderately strong"))
"""Up to which likelihood ratio (or its inverse) a finding has which weight."""

_BEYOND = "strong"


def interval(lo: float | None, hi: float | None) -> str:
    """`` (55-84)``, nothing where there is none."""
    return "" if lo is None or hi is None else f" ({in_100(lo)}\u2013{in_100(hi)})"


def times(weight: float) -> str:
    """A weight as a likelihood ratio or its inverse: ``x 3.2``, ``/ 12``."""
    ratio = exp(abs(weight))
    text = f"{ratio:.1f}" if ratio < 10 else f"{ratio:,.0f}"  # noqa: PLR2004 - two digits
    sign = "\u00d7" if weight >= 0 else "\u00f7"
    return f"{sign} {text}"


def strength(weight: float) -> str:
    """The word for the weight of one finding; it always stands beside the number."""
    return next((word for most, word in STRENGTHS if abs(weight) < log(most)), _BEYOND)
