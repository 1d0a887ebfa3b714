"""FAERS quarterly files as flat records, column by column."""

from causality.batch.flat.faers.chunks import Chunk, FaersColumns, faers_chunks

__all__ = ["Chunk", "FaersColumns", "faers_chunks"]
