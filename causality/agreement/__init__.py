"""How far assessments agree: ours with published ones, method with method, rater with rater."""

from causality.agreement.agreement import Agreement, Unrated, agreement
from causality.agreement.causes import Cause, Disagreement, Fact
from causality.agreement.comparison import Comparison
from causality.agreement.containment import Containment
from causality.agreement.estimates import MEASURES, Estimate

__all__ = [
    "MEASURES",
    "Agreement",
    "Cause",
    "Comparison",
    "Containment",
    "Disagreement",
    "Estimate",
    "Fact",
    "Unrated",
    "agreement",
]
