"""VAERS files as flat records, column by column."""

from causality.batch.flat.vaers.chunks import VaersColumns

__all__ = ["VaersColumns"]
