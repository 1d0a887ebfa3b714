"""FAERS quarterly files as flat records, column by column."""

from causality.batch.flat.faers.chunks import FaersColumns

__all__ = ["FaersColumns"]
