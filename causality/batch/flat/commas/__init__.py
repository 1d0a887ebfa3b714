"""Comma-separated tables as columns: records with quoted texts, many at a time."""

from causality.batch.flat.commas.sheet import NO_KEY, Sheet, sheet_of

__all__ = ["NO_KEY", "Sheet", "sheet_of"]
