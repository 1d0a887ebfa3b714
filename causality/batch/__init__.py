"""Whole folders and databases of reports: assessed by all cores, written as tables of pairs."""

from causality.batch.options import Options
from causality.batch.run import Ended, run_batch

__all__ = ["Ended", "Options", "run_batch"]
