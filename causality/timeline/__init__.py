"""What must be true of time: bounds on every moment of a case, contradictions named."""
