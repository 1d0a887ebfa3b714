"""VAERS: reports on vaccines, as three comma-separated files a year."""

from causality.formats.vaers.reader import COLUMNS, read_vaers, reports

__all__ = ["COLUMNS", "read_vaers", "reports"]
