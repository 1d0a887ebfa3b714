"""Published instruments: data files, and one compiled kind for each shape they take."""

from causality.methods.catalogue import (
    Unavailable,
    method,
    method_ids,
    methods,
    unavailable_methods,
)
from causality.methods.columns import Columns, FindingColumns
from causality.methods.compiled import Method
from causality.methods.description import Description, describe
from causality.methods.executors import judge, score, verdict
from causality.methods.read import compile_method
from causality.methods.result import (
    Change,
    Grade,
    Kept,
    Lever,
    NotApplicable,
    Reading,
    Verdict,
    Warned,
)
from causality.methods.second_pass import with_rivals

__all__ = [
    "Change",
    "Columns",
    "Description",
    "FindingColumns",
    "Grade",
    "Kept",
    "Lever",
    "Method",
    "NotApplicable",
    "Reading",
    "Unavailable",
    "Verdict",
    "Warned",
    "compile_method",
    "describe",
    "judge",
    "method",
    "method_ids",
    "methods",
    "score",
    "unavailable_methods",
    "verdict",
    "with_rivals",
]
