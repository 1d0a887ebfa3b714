"""What stands beside causality and never enters it: completeness, severity, relatedness."""

from causality.methods.beside.completeness import Completeness, completeness, vigigrade
from causality.methods.beside.relatedness import Mapping, mappings
from causality.methods.beside.severity import Severity, severity
from causality.methods.beside.share_classes import class_of_share

__all__ = [
    "Completeness",
    "Mapping",
    "Severity",
    "class_of_share",
    "completeness",
    "mappings",
    "severity",
    "vigigrade",
]
