"""Flat records: reports whose times all stand on the calendar, as columns."""
