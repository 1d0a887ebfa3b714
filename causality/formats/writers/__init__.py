"""Assessments written where they go: into E2B messages, as FHIR, as tables of pairs."""

from causality.formats.writers.as_csv import as_csv
from causality.formats.writers.as_fhir import Release, as_fhir
from causality.formats.writers.as_parquet import as_parquet
from causality.formats.writers.into_message import Annotated, into_message
from causality.formats.writers.judgement import SOURCE, STANDARD, Judgement, judgements
from causality.formats.writers.variant import Variant

__all__ = [
    "SOURCE",
    "STANDARD",
    "Annotated",
    "Judgement",
    "Release",
    "Variant",
    "as_csv",
    "as_fhir",
    "as_parquet",
    "into_message",
    "judgements",
]
