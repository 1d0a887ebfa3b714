"""The floor that a run over a quarter of FAERS is held against: the same rows, nothing assessed.

Polars reads the columns that causality reads, joins drugs, reactions, dates and outcomes to pairs,
and writes a table of the very columns of a run, every answer a constant.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from causality.batch.table import columns
from causality.methods import method_ids

__all__ = ["USED", "main"]

USED = {
    "DEMO": ("primaryid", "caseid", "caseversion", "event_dt", "fda_dt", "age", "age_cod", "sex"),
    "DRUG": ("primaryid", "drug_seq", "role_cod", "drugname", "prod_ai", "dechal", "rechal"),
    "REAC": ("primaryid", "pt", "drug_rec_act"),
    "THER": ("primaryid", "dsg_drug_seq", "start_dt", "end_dt", "dur", "dur_cod"),
    "OUTC": ("primaryid", "outc_cod"),
    "INDI": ("primaryid", "indi_drug_seq", "indi_pt"),
}


def main() -> None:
    """Make the table of the folder in the first argument into the file of the second."""
    import polars as pl

    folder, out = map(Path, sys.argv[1:])
    began = time.perf_counter()

    def table(name: str) -> Any:
        (path,) = folder.glob(f"{name}*.txt")
        return pl.scan_csv(
            path, separator="$", quote_char=None, infer_schema=False, truncate_ragged_lines=True
        ).select(USED[name])

    suspects = table("DRUG").filter(pl.col("role_cod").is_in(["PS", "SS", "I"]))
    drugs = suspects.unique(["primaryid", "drug_seq"], keep="first", maintain_order=True)
    doses = table("THER").group_by("primaryid", "dsg_drug_seq").agg(pl.all().first())
    why = table("INDI").group_by("primaryid", "indi_drug_seq").agg(pl.all().first())
    ends = table("OUTC").group_by("primaryid").agg(pl.all().first())
    pairs = (
        drugs.join(table("REAC"), on="primaryid")
        .join(table("DEMO"), on="primaryid")
        .join(
            doses,
            left_on=["primaryid", "drug_seq"],
            right_on=["primaryid", "dsg_drug_seq"],
            how="left",
        )
        .join(
            why,
            left_on=["primaryid", "drug_seq"],
            right_on=["primaryid", "indi_drug_seq"],
            how="left",
        )
        .join(ends, on="primaryid", how="left")
    )
    constant = {
        "text": pl.lit("unknown"),
        "value": pl.lit("unknown"),
        "texts": pl.lit(["possible", "unlikely"]),
        "whole": pl.lit(1, dtype=pl.Int32),
        "number": pl.lit(0.5),
    }
    taken = {
        "report": "primaryid",
        "case": "caseid",
        "drug": "drug_seq",
        "drug_name": "drugname",
        "event_term": "pt",
    }
    told = [
        pl.col(taken[one.name]).alias(one.name)
        if one.name in taken
        else constant[one.kind].alias(one.name)
        for one in columns(method_ids())
    ]
    found = pairs.select(told).collect()
    found.write_parquet(out, compression="zstd")
    print(f"{found.height} {time.perf_counter() - began:.3f}")


if __name__ == "__main__":
    main()
