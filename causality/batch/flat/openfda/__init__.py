"""openFDA reports in lines as flat records, column by column."""

from causality.batch.flat.openfda.chunks import OpenfdaColumns, openfda_chunks

__all__ = ["OpenfdaColumns", "openfda_chunks"]
