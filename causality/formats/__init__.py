"""Reports as other systems keep them: each dialect read into a ``Case``, with notes."""
