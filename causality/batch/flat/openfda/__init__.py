"""openFDA reports in lines as flat records, column by column."""

from causality.batch.flat.openfda.chunks import OpenfdaColumns

__all__ = ["OpenfdaColumns"]
