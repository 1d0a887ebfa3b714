"""Reports as other systems keep them: each dialect read into a ``Case``, with notes."""

from causality.formats.read import read_reports
from causality.formats.report import Report

__all__ = ["Report", "read_reports"]
