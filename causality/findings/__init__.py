"""What the record shows about one drug and one event, derived once for every method."""
