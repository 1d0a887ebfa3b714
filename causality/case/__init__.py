"""What was reported: the case file, its schema, its dates."""
