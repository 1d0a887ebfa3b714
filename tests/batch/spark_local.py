"""Facts scored on a real Spark; run by name (``make test-spark``), since it needs Java.

Nothing here is skipped: without pyspark or Java it fails. The master is this machine with two
threads, the rows of a batch are few, so that reports are cut from one another in many places.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet
from pyspark.errors import PythonException
from pyspark.sql import DataFrame, SparkSession

from causality.batch.arrow_facts import as_record_batch, write_facts
from causality.batch.cut import joined
from causality.batch.options import Options
from causality.batch.report_facts import ReportFacts
from causality.batch.score import scored
from causality.batch.spark import score_frame
from tests.batch.arrow_facts.told import of_shipped_cases, real_reports, without

# pyspark warns of versions that it has not been tested with.
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning")

ROOT = Path(__file__).resolve().parents[2]
REPORTS = 150
BATCH = 7
QUICK = Options(methods=("who_umc",), differential=False)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """In place of the fixture of that name: Spark talks to its own processes over loopback."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "localhost", "::1"):
            message = f"a test tried to reach {address!r}"
            raise RuntimeError(message)
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ |= {
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    session: SparkSession = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(BATCH))
        .config("spark.sql.debug.maxToStringFields", "1000")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def told() -> ReportFacts:
    return joined([of_shipped_cases(), real_reports(REPORTS)])


@pytest.fixture(scope="module")
def frame(
    spark: SparkSession, told: ReportFacts, tmp_path_factory: pytest.TempPathFactory
) -> DataFrame:
    file = tmp_path_factory.mktemp("facts") / "facts.parquet"
    write_facts(file, [told])
    found: DataFrame = spark.read.parquet(str(file))
    return found


def rows(tables: Sequence[pa.RecordBatch]) -> list[dict[str, Any]]:
    """The rows of a table of pairs in an order of their own."""
    found: list[dict[str, Any]] = pa.Table.from_batches(tables).to_pylist()
    return sorted(
        found, key=lambda row: [row[name] for name in ("source", "report", "drug", "event")]
    )


@pytest.mark.parametrize("partitions", [1, 2, 5])
def test_spark_gives_the_rows_of_one_machine(
    frame: DataFrame, told: ReportFacts, partitions: int
) -> None:
    options = Options()
    made = score_frame(frame.repartition(partitions), options).toArrow()
    alone = scored(told, options)
    assert made.schema.equals(alone.schema)
    assert alone.num_rows > REPORTS
    assert rows(made.to_batches()) == rows([alone])


def test_options_reach_the_workers(frame: DataFrame, told: ReportFacts) -> None:
    made = score_frame(frame, QUICK).toArrow()
    assert rows(made.to_batches()) == rows([scored(told, QUICK)])


def test_no_reports_give_no_rows(frame: DataFrame) -> None:
    made = score_frame(frame.limit(0), QUICK).toArrow()
    assert made.num_rows == 0
    assert made.schema.equals(scored(joined([]), QUICK).schema)


def test_a_table_that_spark_wrote_itself_is_read(
    spark: SparkSession, frame: DataFrame, told: ReportFacts, tmp_path: Path
) -> None:
    where = str(tmp_path / "again")
    frame.repartition(3).write.parquet(where)
    made = score_frame(spark.read.parquet(where), QUICK).toArrow()
    assert rows(made.to_batches()) == rows([scored(told, QUICK)])


def test_what_is_wrong_with_a_frame_is_told(spark: SparkSession) -> None:
    batch = without(as_record_batch(of_shipped_cases()), "pairs.drug_name", "events.term")
    frame = spark.createDataFrame(pa.Table.from_batches([batch]))
    with pytest.raises(PythonException) as caught:
        score_frame(frame, QUICK).toArrow()
    for name in ("pairs.drug_name", "events.term"):
        assert f"facts: {name}: the column is missing" in str(caught.value)


def test_the_example_of_the_documentation_runs(told: ReportFacts, tmp_path: Path) -> None:
    write_facts(tmp_path / "facts.parquet", [told])
    out = tmp_path / "pairs"
    script = ROOT / "docs" / "examples" / "score_facts.py"
    subprocess.run([sys.executable, script, tmp_path / "facts.parquet", out], check=True)
    made = parquet.read_table(out)
    assert rows(made.to_batches()) == rows([scored(told, Options())])
    (line,) = [file.read_text() for file in (tmp_path / "pairs-made-with").glob("part-*")]
    assert json.loads(line)["schema"] == "causality/pairs/1"
