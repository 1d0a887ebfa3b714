"""Examples of every command: shown by its help, printed in the documentation, and run by a test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

__all__ = ["EXAMPLES", "epilog"]

_SEED = "example:daratumumab-leukoencephalopathy"

EXAMPLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "assess": (
            f"causality assess {_SEED}",
            "causality assess my-case.yaml --method who_umc --format json",
            "causality assess example:synthetic-stopped-together --all -o report.txt",
        ),
        "check": (
            "causality check example:synthetic-contradictory-dates",
            "causality check my-case.yaml",
            "causality check - < my-case.yaml",
        ),
        "convert": (
            "causality convert my-case.yaml",
            "causality convert my-case.yaml -o tidy-case.yaml --force",
            "causality convert - < my-case.yaml",
        ),
        "cases": (
            "causality cases",
            "causality cases synthetic-too-early",
            "causality cases synthetic-too-early -o too-early.yaml --force",
        ),
        "new": (
            "causality new",
            "causality new -o another-case.yaml",
            "causality new -o my-case.yaml --force",
        ),
        "schema": (
            "causality schema",
            "causality schema assessment",
            "causality schema case -o case-1.json --force",
        ),
        "methods": (
            "causality methods",
            "causality methods naranjo_1981",
            "causality methods who_umc --format json",
        ),
        "compare": (
            f"causality compare {_SEED}",
            "causality compare my-case.yaml --method naranjo_1981 --method lcat_2011",
            "causality compare example:synthetic-fatal --format json",
        ),
        "diff": (
            "causality diff example:synthetic-too-early example:synthetic-fatal",
            "causality diff my-case.yaml my-case.yaml",
            "causality diff my-case.yaml example:synthetic-same-day --format json",
        ),
        "agreement": (
            "causality agreement",
            "causality agreement --format json",
            "causality agreement -o agreement.txt",
        ),
        "version": (
            "causality version",
            "causality version --format json",
            "causality --version",
        ),
    }
)
"""Three command lines a command; ``my-case.yaml`` is what ``causality new -o`` writes."""


def epilog(examples: Iterable[str]) -> str:
    """The examples as the last paragraph of a command's help, unwrapped."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in examples)])
