"""openFDA reports flattened to one line each, with lists joined by ``; ``, as some tools keep them.

Only what is counted beside a list is taken for a list: a name may hold the separator itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from causality.formats.case_of import report_of
from causality.formats.e2b_r2_report import reported
from causality.formats.packets import Packet
from causality.formats.report import Report
from causality.formats.reported import Reported
from causality.formats.tables.files import OpenFiles, spooled
from causality.formats.tables.row import BadLine, Row
from causality.formats.tables.table import File, Table
from causality.formats.tagged import Tagged

__all__ = [
    "APART",
    "HEAD",
    "SERIOUS",
    "SEX",
    "UNEVEN",
    "flat_reports",
    "report_in",
    "table_of",
    "unread",
    "why_again",
]

HEAD = b"report_id,"
"""How such a file begins."""

APART = "; "
"""What stands between the parts of a list."""
SEX = {"male": "1", "female": "2"}
SERIOUS = {"1": "1", "0": "2"}
"""The codes of R2 for the words of such a file."""
UNEVEN = "lists that are not as long as the line says"

_KEY = "report_id"
_NEEDS = ("all_drugs", "drug_roles", "reactions", "num_drugs", "num_reactions")


def flat_reports(packet: Packet) -> Iterator[Report]:
    """Every line as a report; one that stands again word for word is told."""
    with OpenFiles() as stack:
        seen: dict[int, int] = {}
        for key, row in table_of(spooled(packet, stack)).in_order():
            if key is None or isinstance(row, BadLine):
                yield unread(key, row)
            elif key in seen:
                yield Report(None, str(key), refusal=why_again(seen[key], row.line))
            else:
                seen[key] = row.line
                yield report_in(key, row)


def table_of(file: File) -> Table:
    """The rows of such a file; ``InputError`` where it lacks a column."""
    return Table(file, "reports", _KEY, {}, _NEEDS)


def unread(key: int | None, row: Row | BadLine) -> Report:
    """What becomes of a line that is none, or that has no number."""
    place = f"line {row.line}"
    wrong = row.wrong if isinstance(row, BadLine) else ""
    return Report(None, place if key is None else str(key), refusal=f"{wrong} ({place})")


def why_again(first: int, line: int) -> str:
    """The reason why a second line with the number of a report is not read."""
    return f"the same report as in line {first} (line {line})"


def report_in(key: int, row: Row) -> Report:
    """The report of one line."""
    record = _record(row)
    if record is None:
        return Report(None, str(key), refusal=f"{UNEVEN} (line {row.line})")
    return report_of(_placed(reported(record, str(key), "openFDA", extra_tags=False), row))


def _record(row: Row) -> Tagged | None:
    """The line in the tags of openFDA; None where its lists do not fit together."""
    drugs, roles = _list(row, "all_drugs", "num_drugs"), _list(row, "drug_roles", "num_drugs")
    terms = _list(row, "reactions", "num_reactions")
    if drugs is None or roles is None or terms is None:
        return None
    outcomes = _list(row, "reaction_outcomes", "num_reactions") or [""] * len(terms)
    routes = _list(row, "administration_routes", "num_drugs") or [""] * len(drugs)
    given: list[str | Tagged] = [
        {
            "medicinalproduct": [drug],
            "drugcharacterization": [role],
            "drugadministrationroute": [route],
        }
        for drug, role, route in zip(drugs, roles, routes, strict=True)
    ]
    told: list[str | Tagged] = [
        {"reactionmeddrapt": [term], "reactionoutcome": [outcome]}
        for term, outcome in zip(terms, outcomes, strict=True)
    ]
    patient: Tagged = {
        "patientonsetage": [row.number("patient_age") or ""],
        "patientonsetageunit": [row.number("patient_age_unit") or ""],
        "patientsex": [SEX.get(row.text("patient_sex") or "", "")],
        "patientweight": [row.number("patient_weight") or ""],
        "drug": given,
        "reaction": told,
    }
    return {
        "receiptdate": [(row.text("receipt_date") or "").replace("-", "")],
        "serious": [SERIOUS.get(row.text("serious") or "", "")],
        "patient": [patient],
    }


def _list(row: Row, column: str, counted: str) -> list[str] | None:
    """The parts of a cell, if they are as many as the line says."""
    text = row.text(column)
    parts = [] if text is None else [part.strip() for part in text.split(APART)]
    return parts if str(len(parts)) == row.number(counted) else None


def _placed(told: Reported, row: Row) -> Reported:
    """The same with the columns of the file as sources, in place of the tags of openFDA."""
    drugs = tuple(
        replace(
            drug,
            source=f"all_drugs[{number}] (line {row.line}), drug_roles[{number}] (line {row.line})",
            doses=tuple(
                replace(dose, source=f"administration_routes[{number}] (line {row.line})")
                for dose in drug.doses
            ),
        )
        for number, drug in enumerate(told.drugs, 1)
    )
    reactions = tuple(
        replace(reaction, source=f"reactions[{number}] (line {row.line})")
        for number, reaction in enumerate(told.reactions, 1)
    )
    return replace(told, drugs=drugs, reactions=reactions)
