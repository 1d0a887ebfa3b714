"""The differential: how likely each candidate caused an event, from the findings of the case."""
