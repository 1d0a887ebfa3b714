"""The rows of one FAERS report as what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from causality.findings.latency_names import plain_name
from causality.formats.dates import age, digits_date
from causality.formats.faers.codes import (
    AGE_GROUPS,
    AGE_UNITS,
    DEATH,
    OUTCOMES,
    SEXES,
    WEIGHT_UNITS,
)
from causality.formats.faers.drug import Said, drugs
from causality.formats.faers.rows import ReportRows
from causality.formats.notes import Notes
from causality.formats.reported import (
    Reported,
    ReportedPatient,
    ReportedReaction,
    ReportedRechallenge,
    ReportedStatement,
    Sourced,
)
from causality.formats.tables.row import Row

__all__ = ["reported", "weight_of"]

_WEIGHT = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


def reported(rows: ReportRows, id_: str, dialect: str) -> Reported:
    """What the report says. A reaction has no date of its own, a drug no reaction of its own."""
    notes = Notes()
    for line in rows.bad:
        notes.add(f"{line.table} (line {line.line})", f"{line.wrong}; not used")
    said = tuple(drugs(rows, notes))
    reactions = tuple(_reactions(rows))
    return Reported(
        id=id_,
        dialect=dialect,
        drugs=tuple(item.drug for item in said),
        reactions=_with_seriousness(reactions, rows.outc, notes),
        patient=_patient(rows.demo, rows.outc, notes),
        rechallenges=tuple(_rechallenges(rows, reactions, said, notes)),
        statements=tuple(
            ReportedStatement(
                item.drug.key, None, "dechallenge", item.stopped.value, item.stopped.source
            )
            for item in said
            if item.stopped.value in {"positive", "negative"}
        ),
        event_date=_event_date(rows.demo, notes),
        received=digits_date(rows.demo.text("fda_dt")),
        notes=tuple(notes.told),
    )


def _reactions(rows: ReportRows) -> Iterator[ReportedReaction]:
    for number, row in enumerate(rows.reac, 1):
        yield ReportedReaction(
            key=f"reaction {number}", term=row.text("pt") or "", source=row.at("pt")
        )


def _event_date(demo: Row, notes: Notes) -> Sourced | None:
    """The date of the event, one for the report whatever the number of its reactions."""
    written = demo.text("event_dt")
    date = digits_date(written)
    if date is not None:
        return Sourced(date, demo.at("event_dt"))
    if written is not None:
        notes.add(demo.at("event_dt"), "no date that can be read")
    return None


def _with_seriousness(
    reactions: tuple[ReportedReaction, ...], outcomes: tuple[Row, ...], notes: Notes
) -> tuple[ReportedReaction, ...]:
    """Reasons for seriousness are those of the report; with one reaction they are its own."""
    found: list[str] = []
    for row in outcomes:
        word = OUTCOMES.get((row.text("outc_cod") or "").upper())
        if word is None:
            notes.add(row.at("outc_cod"), "a code that is not in its list")
        else:
            found.append(word)
    if not found:
        return reactions
    if len(reactions) == 1:
        (only,) = reactions
        source = f"{only.source}, {outcomes[0].at('outc_cod')}"
        return (replace(only, seriousness=tuple(dict.fromkeys(found)), source=source),)
    notes.add("OUTC.outc_cod", "of the report as a whole, not of one reaction; not used")
    return reactions


def _patient(demo: Row, outcomes: tuple[Row, ...], notes: Notes) -> ReportedPatient:
    written, unit = demo.number("age"), AGE_UNITS.get((demo.text("age_cod") or "").upper())
    stated = age(written, unit)
    if written is not None and stated is None:
        notes.add(demo.at("age"), "no age that can be read")
    written_weight = demo.number("wt")
    weight = weight_of(written_weight, demo.text("wt_cod") or "")
    if written_weight is not None and weight is None:
        notes.add(demo.at("wt"), "no weight that can be read")
    died = [row for row in outcomes if (row.text("outc_cod") or "").upper() == DEATH]
    death = digits_date(demo.text("death_dt"))
    sources = [demo.at("death_dt")] if death else []
    return ReportedPatient(
        age=stated or AGE_GROUPS.get((demo.text("age_grp") or "").upper()),
        sex=SEXES.get((demo.text("sex") or "").upper()),
        weight=weight,
        death=death,
        died=bool(died),
        source=", ".join([*sources, *(row.at("outc_cod") for row in died[:1])]),
    )


def weight_of(written: str | None, unit: str) -> str | None:
    """A weight as a case writes it; None where it is none."""
    known = WEIGHT_UNITS.get(unit.upper())
    if written is None or known is None or not _WEIGHT.fullmatch(written):
        return None
    return f"{written} {known}"


def _rechallenges(
    rows: ReportRows, reactions: tuple[ReportedReaction, ...], said: tuple[Said, ...], notes: Notes
) -> Iterator[ReportedRechallenge]:
    """Whether the drug was given again; REAC names what came back, and of which drug it does not.

    Unknown and not applicable say nothing of a re-exposure and stand in a note of the drug.
    """
    terms = {plain_name(item.term): item.key for item in reversed(reactions)}
    again = [item for item in said if item.given_again.value == "positive"]
    back: list[tuple[str, str]] = []
    for row in rows.reac:
        term = row.text("drug_rec_act")
        if term is None:
            continue
        event = terms.get(plain_name(term))
        if event is None:
            notes.add(row.at("drug_rec_act"), "a term that is none of the reactions")
        elif not again:
            notes.add(row.at("drug_rec_act"), "a recurrence, but no drug is said to be given again")
        else:
            back.append((event, row.at("drug_rec_act")))
    for item in said:
        drug, answer = item.drug.key, item.given_again
        if answer.value == "negative":
            yield ReportedRechallenge(drug, None, "did not recur", answer.source)
        elif answer.value == "positive":
            yield from (
                ReportedRechallenge(drug, event, "recurred", f"{answer.source}, {place}")
                for event, place in back
            )
            if not back:
                yield ReportedRechallenge(drug, None, "recurred", answer.source)
