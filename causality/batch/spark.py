"""Facts of reports to the table of pairs on Spark: the function of one machine, batch by batch.

A row is a whole report, so whatever Spark does with rows no report is cut in two. A worker needs
this package and pyarrow; nothing is shared between batches, and no shuffle takes place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from causality.batch.arrow_facts import from_record_batch
from causality.batch.extra import spark_types
from causality.batch.options import Options, chosen_methods
from causality.batch.score import scored
from causality.batch.table import columns, schema

__all__ = ["score_batch", "score_frame"]


def score_batch(batch: Any, options: Options) -> Any:
    """A record batch of facts to one of the table of pairs; InputError if it is no such batch."""
    return scored(from_record_batch(batch), options)


def score_frame(frame: Any, options: Options) -> Any:
    """The table of pairs of a Spark data frame of facts, as a data frame; nothing runs yet.

    ``frame`` has the columns of ``causality/facts/1``, a row for each report, in any order.
    NotFound if a method is unknown; MissingExtra without pyspark. Methods of one's own are read by
    each worker, so their folder must be there on each machine.
    """
    types = spark_types()
    told = schema(columns(chosen_methods(options)))

    def score(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            yield score_batch(batch, options)

    return frame.mapInArrow(score, types.from_arrow_schema(told))
