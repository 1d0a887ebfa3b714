"""Scores facts of reports on Spark: ``spark-submit score_facts.py FACTS OUT``.

FACTS is a file or folder of Parquet with the columns of the facts schema, OUT a folder to make.
"""  # noqa: INP001 - a script

from __future__ import annotations

import sys

from pyspark.sql import SparkSession

from causality.assessment.contract import json_text
from causality.batch.manifest import made_with
from causality.batch.options import Options
from causality.batch.spark import score_frame


def main(source: str, out: str) -> None:
    """Read, score, write; beside the table, what it was made with."""
    options = Options()
    spark = SparkSession.builder.appName("causality").getOrCreate()
    score_frame(spark.read.parquet(source), options).write.parquet(out)
    told = spark.createDataFrame([(json_text(made_with(options), None),)], "made_with string")
    told.coalesce(1).write.text(f"{out}-made-with")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
