"""Whole folders and databases of reports: assessed by all cores, written as tables of pairs."""

from causality.batch.folder import Finished
from causality.batch.options import Options
from causality.batch.run import run_batch

__all__ = ["Finished", "Options", "run_batch"]
