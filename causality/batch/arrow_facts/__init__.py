"""The Arrow form of the facts of reports: a row for each report, and Parquet files of such rows."""

from causality.batch.arrow_facts.file import (
    Piece,
    is_facts_parquet,
    read_facts,
    read_pieces,
    write_facts,
)
from causality.batch.arrow_facts.layout import ID
from causality.batch.arrow_facts.read import from_record_batch
from causality.batch.arrow_facts.schema import facts_schema
from causality.batch.arrow_facts.write import as_record_batch

__all__ = [
    "ID",
    "Piece",
    "as_record_batch",
    "facts_schema",
    "from_record_batch",
    "is_facts_parquet",
    "read_facts",
    "read_pieces",
    "write_facts",
]
