"""openFDA drug event JSON: what the interface answers, its downloads, single reports."""

from causality.formats.openfda.reader import read_openfda, reports

__all__ = ["read_openfda", "reports"]
