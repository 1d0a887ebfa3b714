"""What must be true of time: bounds on every moment of a case, contradictions named."""

from causality.timeline.closure import close
from causality.timeline.constraint import Constraint, Contradiction
from causality.timeline.timeline import Timeline

__all__ = ["Constraint", "Contradiction", "Timeline", "close"]
