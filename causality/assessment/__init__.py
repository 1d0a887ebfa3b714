"""One case to one assessment: every suspect drug with every event, with all reasons."""

from causality.assessment.assess import assess
from causality.assessment.assessment import Assessment
from causality.assessment.parts import (
    EntryView,
    Finding,
    MeasureFinding,
    ModelReference,
    PairAssessment,
)

__all__ = [
    "Assessment",
    "EntryView",
    "Finding",
    "MeasureFinding",
    "ModelReference",
    "PairAssessment",
    "assess",
]
