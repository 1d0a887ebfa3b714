"""The rows of one VAERS report as what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from causality.formats.dates import age, length, us_date
from causality.formats.notes import Notes
from causality.formats.reported import (
    Outcome,
    Reported,
    ReportedDose,
    ReportedDrug,
    ReportedInterval,
    ReportedPatient,
    ReportedReaction,
    Sourced,
)
from causality.formats.tables.row import BadLine, Row
from causality.formats.vaers.codes import ROUTES, SERIOUS, SEXES, SITES

__all__ = [
    "FREE_TEXT",
    "RECOVERED",
    "SYMPTOMS",
    "YES",
    "age_of",
    "amount_of",
    "reported",
    "route_of",
]

YES = "Y"
"""In columns that hold this or nothing."""
FREE_TEXT = {
    "symptom_text": "the narrative",
    "lab_data": "free text on tests",
    "other_meds": "free text on other medicines",
    "cur_ill": "free text on illness at the time",
    "history": "free text on the history",
    "prior_vax": "free text on reactions to earlier vaccines",
    "allergies": "free text on allergies",
}
"""Columns that are not read, and what they hold."""
RECOVERED: dict[str, Outcome] = {"Y": "recovered", "N": "not recovered", "U": "unknown"}
SYMPTOMS = tuple(f"symptom{number}" for number in range(1, 6))

_DIALECT = "VAERS"
_VACCINE = "vaccine"
_OF_ALL = "the report says once, of the patient, that all has gone"
_YEARS = re.compile(r"([0-9]{0,3})(?:\.([0-9]+))?")


def reported(
    data: Row, vaccines: tuple[Row | BadLine, ...], symptoms: tuple[Row | BadLine, ...], id_: str
) -> Reported:
    """What the report says: one date of vaccination and one of onset for all that it names."""
    notes = Notes()
    for item in (*vaccines, *symptoms):
        if isinstance(item, BadLine):
            notes.add(f"{item.table} (line {item.line})", f"{item.wrong}; not used")
    for column, what in FREE_TEXT.items():
        if data.text(column) is not None:
            notes.add(data.at(column.upper()), f"{what}, not read")
    given, begun = _date(data, "vax_date", notes), _date(data, "onset_date", notes)
    drugs = tuple(_drugs(data, (row for row in vaccines if isinstance(row, Row)), given))
    reactions = tuple(_reactions(row for row in symptoms if isinstance(row, Row)))
    received = us_date(data.text("recvdate"))
    return Reported(
        id=id_,
        dialect=_DIALECT,
        drugs=drugs,
        reactions=_of_the_report(reactions, data, notes),
        patient=_patient(data, notes),
        intervals=tuple(_intervals(data, drugs, given, begun, notes)),
        event_date=None if begun is None else Sourced(begun, data.at("ONSET_DATE")),
        received=received,
        notes=tuple(notes.told),
    )


def _date(data: Row, column: str, notes: Notes) -> str | None:
    written = data.text(column)
    date = us_date(written)
    if written is not None and date is None:
        notes.add(data.at(column.upper()), "no date that can be read")
    return date


def _drugs(data: Row, rows: Iterable[Row], given: str | None) -> Iterator[ReportedDrug]:
    """Every vaccine, given once on the one day that the report has."""
    for number, row in enumerate(rows, 1):
        sources = [row.at("VAX_NAME")]
        if given is not None:
            sources.append(data.at("VAX_DATE"))
        yield ReportedDrug(
            key=f"vaccine {number}",
            name=row.text("vax_name") or row.text("vax_type") or "",
            role="suspect",
            classes=(_VACCINE,),
            doses=(
                ReportedDose(
                    start=given,
                    amount=amount_of(row.text("vax_dose_series")),
                    route=route_of(row.text("vax_route")),
                    batch=row.text("vax_lot"),
                    once=True,
                    source=", ".join(reversed(sources)),
                ),
            ),
            note=_note(row),
            source=row.at("VAX_NAME"),
        )


def amount_of(series: str | None) -> str | None:
    """Which dose of a series it was, where that is known."""
    return f"dose {series} of the series" if series and series.upper() != "UNK" else None


def route_of(written: str | None) -> str | None:
    """The first word is the way; what older lines put behind it is the site."""
    if written is None:
        return None
    return ROUTES.get(written.split()[0].upper(), f"route code {written}")


def _note(row: Row) -> str | None:
    told = [
        f"{label}: {text}"
        for label, text in (
            ("type", row.text("vax_type")),
            ("maker", row.text("vax_manu")),
            ("site", SITES.get((row.text("vax_site") or "").upper())),
        )
        if text
    ]
    return "; ".join(told) or None


def _reactions(rows: Iterable[Row]) -> Iterator[ReportedReaction]:
    number = 0
    for row in rows:
        for column in SYMPTOMS:
            term = row.text(column)
            if term is not None:
                number += 1
                yield ReportedReaction(
                    key=f"symptom {number}", term=term, source=row.at(column.upper())
                )


def _of_the_report(
    reactions: tuple[ReportedReaction, ...], data: Row, notes: Notes
) -> tuple[ReportedReaction, ...]:
    """What the report says of the patient as a whole, where it holds for each reaction.

    Recovered means that all has gone; not recovered, that something has not.
    """
    several = len(reactions) > 1
    recovered = data.text("recovd")
    outcome = RECOVERED.get((recovered or "").upper())
    if recovered is not None and outcome is None:
        notes.add(data.at("RECOVD"), "a code that is not in its list")
    if several and outcome == "not recovered":
        notes.add(data.at("RECOVD"), "not recovered, but from which reaction is not said; not used")
        outcome = None
    reasons = [column for column in SERIOUS if (data.text(column) or "").upper() == YES]
    flags = tuple(dict.fromkeys(SERIOUS[column] for column in reasons))
    if several and flags:
        place = data.at(reasons[0].upper())
        notes.add(place, "of the report as a whole, not of one reaction; not used")
        flags, reasons = (), []
    places = [data.at("RECOVD")] if outcome else []
    places += [data.at(column.upper()) for column in reasons]
    return tuple(
        replace(
            reaction,
            outcome=outcome,
            seriousness=flags,
            assumed=_OF_ALL if several and outcome == "recovered" else None,
            source=", ".join((reaction.source, *places)),
        )
        for reaction in reactions
    )


def _patient(data: Row, notes: Notes) -> ReportedPatient:
    died = (data.text("died") or "").upper() == YES
    death = _date(data, "datedied", notes)
    stated = age_of(data.text("age_yrs"), data.text("cage_yr"))
    if stated is None and data.text("age_yrs") is not None:
        notes.add(data.at("AGE_YRS"), "no age that can be read")
    return ReportedPatient(
        age=stated,
        sex=SEXES.get((data.text("sex") or "").upper()),
        death=death,
        died=died,
        source=data.at("DATEDIED" if death and not died else "DIED"),
    )


def age_of(stated: str | None, worked_out: str | None) -> str | None:
    """The age as reported, else as VAERS works it out from the dates of birth and vaccination."""
    for written in (stated, worked_out):
        found = _YEARS.fullmatch(written or "")
        if found is not None and (found[1] or found[2]):
            tenth = (found[2] or "")[:1]
            return age(f"{found[1] or '0'}.{tenth}" if tenth else found[1], "y")
    return None


def _intervals(
    data: Row, drugs: tuple[ReportedDrug, ...], given: str | None, begun: str | None, notes: Notes
) -> Iterator[ReportedInterval]:
    """The days from vaccination to onset, where VAERS could not have worked them out from dates."""
    written = data.text("numdays")
    if written is None or (given is not None and begun is not None):
        return
    span = length(written.removesuffix(".0"), "d")
    if span is None:
        notes.add(data.at("NUMDAYS"), "no length that can be read")
        return
    for drug in drugs:
        yield ReportedInterval(drug.key, None, "first dose", span, data.at("NUMDAYS"))
