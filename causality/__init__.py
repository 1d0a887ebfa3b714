"""Drug-event causality assessment from a case timeline, every number with its source.

The public names below are loaded on first use, so ``import causality`` costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from causality.agreement.agreement import agreement
    from causality.assessment.assess import assess
    from causality.assessment.assessment import Assessment
    from causality.assessment.check import check
    from causality.assessment.contract import assessment_schema
    from causality.case.case import Case
    from causality.case.read import read_case
    from causality.case.schema import case_schema
    from causality.case.shipped import shipped_cases
    from causality.case.template import case_template
    from causality.case.write import write_case
    from causality.errors import (
        CaseError,
        CausalityError,
        InputError,
        MissingExtra,
        ModelError,
        NotFound,
        Problem,
    )
    from causality.explain.diff import diff
    from causality.explain.explanation import explain
    from causality.formats.read import read_reports
    from causality.methods import (
        method,
        methods,
    )
    from causality.report.as_html import as_html
    from causality.report.as_markdown import as_markdown
    from causality.report.as_pdf import as_pdf
    from causality.report.as_text import as_text

__all__ = [
    "Assessment",
    "Case",
    "CaseError",
    "CausalityError",
    "InputError",
    "MissingExtra",
    "ModelError",
    "NotFound",
    "Problem",
    "__version__",
    "agreement",
    "as_html",
    "as_markdown",
    "as_pdf",
    "as_text",
    "assess",
    "assessment_schema",
    "case_schema",
    "case_template",
    "check",
    "diff",
    "explain",
    "method",
    "methods",
    "read_case",
    "read_reports",
    "shipped_cases",
    "write_case",
]

__version__ = "0.1.0"

# Where each public name lives.
_HOMES = MappingProxyType(
    {
        "Assessment": "causality.assessment.assessment",
        "Case": "causality.case.case",
        "CaseError": "causality.errors",
        "CausalityError": "causality.errors",
        "InputError": "causality.errors",
        "MissingExtra": "causality.errors",
        "ModelError": "causality.errors",
        "NotFound": "causality.errors",
        "Problem": "causality.errors",
        "agreement": "causality.agreement.agreement",
        "as_html": "causality.report.as_html",
        "as_markdown": "causality.report.as_markdown",
        "as_pdf": "causality.report.as_pdf",
        "as_text": "causality.report.as_text",
        "assess": "causality.assessment.assess",
        "assessment_schema": "causality.assessment.contract",
        "case_schema": "causality.case.schema",
        "case_template": "causality.case.template",
        "check": "causality.assessment.check",
        "diff": "causality.explain.diff",
        "explain": "causality.explain.explanation",
        "method": "causality.methods",
        "methods": "causality.methods",
        "read_case": "causality.case.read",
        "read_reports": "causality.formats.read",
        "shipped_cases": "causality.case.shipped",
        "write_case": "causality.case.write",
    },
)


class _FrontDoor(ModuleType):
    """This package as a module whose public names win over rooms of the same name.

    Importing the room ``causality.explain`` makes Python bind that *module* as an attribute here,
    which would hide a public function ``explain`` from everyone who comes later.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _FrontDoor


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
