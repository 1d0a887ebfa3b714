"""FAERS quarterly files as flat records, column by column."""

from causality.batch.flat.faers.chunks import FaersColumns, faers_chunks

__all__ = ["FaersColumns", "faers_chunks"]
