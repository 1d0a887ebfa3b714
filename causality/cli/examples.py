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
        "explain": (
            f"causality explain {_SEED}",
            f"causality explain {_SEED} --versus dara:unexplained --no-entries",
            "causality explain my-case.yaml --format json -o why.json --force",
        ),
        "whatif": (
            f"causality whatif {_SEED} --set rechallenge=positive",
            f"causality whatif {_SEED} --set 'dara.first.start=day -3' --method naranjo_1981",
            "causality whatif example:synthetic-stopped-together --set hct:rechallenge=positive",
        ),
        "questions": (
            f"causality questions {_SEED}",
            "causality questions my-case.yaml --most 5",
            "causality questions example:synthetic-stopped-together --format json",
        ),
        "override": (
            (
                f"causality override {_SEED} --finding dechallenge --value positive "
                "--reason 'the treating team saw it'"
            ),
            (
                f"causality override {_SEED} --finding alternatives --value possible "
                "--reason 'vasculopathy is common' --method who_umc"
            ),
            (
                "causality override example:synthetic-too-early --finding rechallenge "
                "--value negative --reason 'letter of the ward' --format json"
            ),
        ),
        "report": (
            f"causality report {_SEED} -o report.html --force",
            "causality report my-case.yaml --redaction panel -o panel.html",
            "causality report my-case.yaml -o report.md",
        ),
        "batch": (
            "causality batch my-case.yaml -o pairs",
            f"causality batch my-case.yaml {_SEED} -o few-pairs --method who_umc --ndjson",
            "causality batch my-case.yaml -o more-pairs --no-differential --workers 1",
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
            "causality convert my-case.yaml --to csv -o pairs.csv --force",
            "causality convert my-case.yaml --to fhir-r4 --method naranjo_1981",
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
        "reproduce": (
            "causality assess my-case.yaml --format json -o result.json --force",
            "causality reproduce result.json my-case.yaml",
            "causality reproduce result.json my-case.yaml --format json",
        ),
        "agreement": (
            "causality agreement",
            "causality agreement --format json",
            "causality agreement -o agreement.txt",
        ),
        "network show": (
            "causality network show",
            "causality network show ufpn --node Definite",
            "causality network show ufpn --format json -o ufpn.json",
        ),
        "network export": (
            "causality network export ufpn -o my-network.yaml",
            "causality network export ufpn -o theirs.bif",
            "causality network export theirs.bif -o theirs.xdsl",
        ),
        "network check": (
            "causality network check ufpn",
            "causality network check my-network.yaml theirs.bif",
            "causality network check theirs.xdsl",
        ),
        "network query": (
            "causality network query theirs.bif --given Described=Yes --target Definite",
            "causality network query ufpn --target Probable --likelihood Described=Yes:3,No:1",
            "causality network query ufpn --target Definite --target Probable --format json",
        ),
        "network learn": (
            "causality network learn my-network.yaml my-cases.csv -o learned.yaml",
            "causality network learn ufpn my-cases.csv --strength 50 -o firm.yaml",
            "causality network learn learned.yaml my-cases.csv --format json -o again.yaml",
        ),
        "network unroll": (
            "causality network unroll example:synthetic-fatal -o fatal.bif",
            "causality network unroll my-case.yaml --event rash -o rash.xdsl",
            "causality network unroll my-case.yaml -o my-case.xmlbif",
        ),
        "version": (
            "causality version",
            "causality version --format json",
            "causality --version",
        ),
    }
)
"""Three command lines a command; ``my-case.yaml`` is what ``causality new -o`` writes, and
``my-cases.csv`` a table of cases as the documentation shows one."""


def epilog(examples: Iterable[str]) -> str:
    """The examples as the last paragraph of a command's help, unwrapped."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in examples)])
