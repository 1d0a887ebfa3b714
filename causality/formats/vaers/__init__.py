"""VAERS: reports on vaccines, as three comma-separated files a year."""

from causality.formats.vaers.reader import KEY, read_vaers, reports

__all__ = ["KEY", "read_vaers", "reports"]
