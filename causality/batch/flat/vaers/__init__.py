"""VAERS files as flat records, column by column."""

from causality.batch.flat.vaers.chunks import VaersColumns, vaers_chunks

__all__ = ["VaersColumns", "vaers_chunks"]
