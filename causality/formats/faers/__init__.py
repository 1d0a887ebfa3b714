"""FAERS quarterly ASCII files, legacy AERS among them, and the same as DiAna cleans it."""

from causality.formats.faers.reader import read_faers, reports

__all__ = ["read_faers", "reports"]
