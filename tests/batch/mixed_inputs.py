"""Folders of reports of several kinds, some of which cannot be used; and what a run left."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyarrow import parquet

from causality.batch import Options
from tests.cli.console import BROKEN, CASE
from tests.formats.table_samples import faers, laid

__all__ = ["LIGHT", "QUARTER", "READ", "left", "mixed", "table"]

QUARTER = 45
"""Reports of the quarter in a mixed folder."""
READ = QUARTER + 4
"""Reports of a mixed folder that can be assessed."""
LIGHT = Options(methods=("naranjo_1981",), differential=False, ndjson=True, part_units=20)
"""What a run does where only its way of working is looked at."""


def mixed(where: Path) -> Path:
    """Four case files, one of them deep; one broken; notes for people; a quarter of FAERS.

    The last report of the quarter names no reaction.
    """
    where.mkdir()
    for name in ("b", "a", "é"):
        (where / f"{name}.yaml").write_text(CASE.replace("id: small", "id: small-a"))
    (where / "broken.yaml").write_text(BROKEN)
    (where / "README.md").write_text("no report")
    (where / ".hidden.yaml").write_text(CASE)
    (where / "deep" / "deeper").mkdir(parents=True)
    (where / "deep" / "deeper" / "c.yaml").write_text(CASE)
    keys = [
        {"primaryid": str(1000010 + 10 * n), "caseid": str(100001 + n)} for n in range(QUARTER + 1)
    ]
    tables = faers(
        demo=[{**key, "event_dt": "20240310"} for key in keys],
        drug=[{**key, "dechal": "YNU"[n % 3]} for n, key in enumerate(keys)],
        reac=[{**key, "pt": ("Rash", "Vertigo")[n % 2]} for n, key in enumerate(keys[:-1])],
        ther=[{**key, "start_dt": "202403"} for key in keys],
    )
    laid(where / "quarter", tables)
    return where


def left(out: Path) -> Mapping[str, bytes]:
    """What a run left by name, but for how long it took."""
    return {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in sorted(out.rglob("*"))
        if file.is_file() and file.name != "timing.json"
    }


def table(out: Path) -> list[dict[str, Any]]:
    """All rows, in the order of the parts."""
    rows: list[dict[str, Any]] = []
    for part in sorted(out.glob("pairs-*.parquet")):
        rows += parquet.read_table(part).to_pylist()
    return rows
