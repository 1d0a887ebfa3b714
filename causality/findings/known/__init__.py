"""A user's own table of what is known of drugs and events, and what it adds to a case."""

from causality.findings.known.of_case import with_known
from causality.findings.known.read import load_known, read_known, table_of
from causality.findings.known.table import Known, KnownRow, KnownTable

__all__ = [
    "Known",
    "KnownRow",
    "KnownTable",
    "load_known",
    "read_known",
    "table_of",
    "with_known",
]
