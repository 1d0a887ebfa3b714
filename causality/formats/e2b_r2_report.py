"""E2B(R2) and its dialects: one report, as nested tags, to what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from causality.findings.latency_names import plain_name
from causality.formats.codes import (
    CTCAE_ATTRIBUTIONS,
    R2_OUTCOMES,
    R2_SERIOUSNESS,
    R2_UNITS,
    R3_AGE_GROUPS,
)
from causality.formats.dates import age, digits_date, length
from causality.formats.e2b_r2_drug import Said, drug_said
from causality.formats.e2b_r2_tags import TAGS
from causality.formats.notes import Notes
from causality.formats.r2_dates import dated
from causality.formats.reported import (
    Reported,
    ReportedCondition,
    ReportedOpinion,
    ReportedPastDrug,
    ReportedPatient,
    ReportedReaction,
    ReportedTest,
    Sourced,
)
from causality.formats.tagged import Tagged, each, one, tags_in, text

__all__ = ["id_of", "is_nullified", "reported"]

Sex = Literal["female", "male", "unknown"]

_SEX: Mapping[str, Sex] = {"0": "unknown", "1": "male", "2": "female"}
_ANSWER: Mapping[str, Literal["yes", "no"]] = {"1": "yes", "2": "no"}
_PARENT: Mapping[str, Literal["mother", "father"]] = {"1": "father", "2": "mother"}
_EVENT_DATE = re.compile(r"CASE EVENT DATE: ?([0-9]{4,8})")
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_DECADE = "800"
_PERIOD_RECORD = "3"
_PADDED_UNTIL = "2012"
"""Until its new system of 2012, FDA published no partial dates."""
_UNKNOWN_TAGS = 12
"""Unknown tags named in one note."""


def id_of(record: Tagged, place: str) -> str:
    """The sender's number of the report, with its version where there is one."""
    return text(record, "safetyreportid") or place


def is_nullified(record: Tagged) -> bool:
    """Whether the sender took the report back, by the tag of R2 or by one some tools write."""
    return text(record, "casenullification") == "1" or (
        (text(record, "reportnullification") or "").casefold() in {"1", "true"}
    )


def reported(record: Tagged, id_: str, dialect: str, *, extra_tags: bool = True) -> Reported:
    """What the report says. Some tools put the drugs beside the patient instead of inside.

    ``extra_tags``: note the tags that R2 does not have.
    """
    notes = Notes()
    patient = one(record, "patient")
    parts = (patient, record)
    received = text(record, "receiptdate")
    padded = (received or "9999")[:4] < _PADDED_UNTIL
    told = [item for part in parts for item in each(part, "reaction")]
    trial = any("aeexternalid" in item for item in told)
    reactions = tuple(_reactions(told, notes))
    events = _by_name(reactions)
    said = tuple(_drugs(parts, events, notes, padded=padded, trial=trial))
    if extra_tags:
        _note_unknown(record, notes)
    return Reported(
        id=id_,
        dialect=dialect,
        drugs=tuple(item.drug for item in said),
        reactions=_with_seriousness(record, reactions, notes),
        patient=_patient(patient, notes),
        conditions=tuple(_history(patient, notes)),
        past_drugs=tuple(_past_drugs(patient, events, notes)),
        tests=tuple(_tests(parts, notes)),
        intervals=tuple(item for one_ in said for item in one_.intervals),
        rechallenges=tuple(item for one_ in said for item in one_.rechallenges),
        statements=tuple(item for one_ in said for item in one_.statements),
        opinions=(
            *(item for one_ in said for item in one_.opinions),
            *_attributions(told, reactions, said, notes),
        ),
        event_date=_event_date(parts, notes),
        received=digits_date(received),
        notes=tuple(notes.told),
    )


def _note_unknown(record: Tagged, notes: Notes) -> None:
    unknown = sorted({tag for tag in tags_in(record) if tag not in TAGS})
    if unknown:
        more = f" and {len(unknown) - _UNKNOWN_TAGS} more" if len(unknown) > _UNKNOWN_TAGS else ""
        named = ", ".join(tag[:40] for tag in unknown[:_UNKNOWN_TAGS])
        notes.add("unknown tags", f"{named}{more}")


def _reactions(told: list[Tagged], notes: Notes) -> Iterator[ReportedReaction]:
    number = 0
    for item in told:
        if "attribution" in item:
            continue  # a judgement on another reaction, in the dialect of a trial
        number += 1
        at = f"[{number}]"
        names = [
            f"MedDRA {name}" if name.isdigit() else name for name in filter(None, _names(item))
        ]
        words = [name for name in names if not name.startswith("MedDRA ")] or names
        term, *others = tuple(dict.fromkeys((*words, *names))) or ("",)
        written = text(item, "reactionoutcome")
        outcome = R2_OUTCOMES.get(written or "")
        if written is not None and outcome is None:
            notes.add(f"reactionoutcome{at}", "a code that is not in its list")
        onset = dated(item, "reactionstartdate", at, notes)
        end = dated(item, "reactionenddate", at, notes)
        lasted = None
        if (duration := text(item, "reactionduration")) is not None:
            lasted = length(duration, R2_UNITS.get(text(item, "reactiondurationunit") or ""))
            if lasted is None:
                notes.add(f"reactionduration{at}", "no length that can be read")
        places = (
            ("reactionmeddrapt" if "reactionmeddrapt" in item else "primarysourcereaction", term),
            ("reactionstartdate", onset),
            ("reactionenddate", end),
            ("reactionduration", lasted),
            ("reactionoutcome", outcome),
        )
        yield ReportedReaction(
            key=text(item, "aeexternalid") or f"reaction {number}",
            term=term,
            other_terms=tuple(others),
            onset=onset,
            end=end,
            duration=lasted,
            outcome=outcome,
            source=", ".join(f"{tag}{at}" for tag, value in places if value) or f"reaction{at}",
        )


def _names(item: Tagged) -> Iterator[str | None]:
    for tag in ("reactionmeddrapt", "reactionmeddrallt", "primarysourcereaction"):
        yield text(item, tag)


def _by_name(reactions: tuple[ReportedReaction, ...]) -> dict[str, str]:
    """Key of a reaction by each of its plain names and codes."""
    return {
        plain_name(name.removeprefix("MedDRA ")): reaction.key
        for reaction in reversed(reactions)
        for name in (*reaction.other_terms, reaction.term)
    }


def _with_seriousness(
    record: Tagged, reactions: tuple[ReportedReaction, ...], notes: Notes
) -> tuple[ReportedReaction, ...]:
    """Reasons for seriousness are those of the report; with one reaction they are its own."""
    flags = tuple(word for tag, word in R2_SERIOUSNESS.items() if text(record, tag) == "1")
    if not flags:
        flags = ("not serious",) if text(record, "serious") == "2" else ()
    if not flags:
        return reactions
    if len(reactions) == 1:
        return (replace(reactions[0], seriousness=flags),)
    notes.add("serious", "of the report as a whole, not of one reaction; not used")
    return reactions


def _drugs(
    parts: tuple[Tagged, Tagged],
    events: Mapping[str, str],
    notes: Notes,
    *,
    padded: bool,
    trial: bool,
) -> Iterator[Said]:
    records = (item for part in parts for item in each(part, "drug"))
    for number, item in enumerate(records, 1):
        if trial and text(item, "drugcharacterization") == _PERIOD_RECORD:
            notes.add(f"drug[{number}]", "a treatment period of the trial, no drug")
        else:
            yield drug_said(item, number, events, notes, padded=padded)


def _attributions(
    told: list[Tagged],
    reactions: tuple[ReportedReaction, ...],
    said: tuple[Said, ...],
    notes: Notes,
) -> Iterator[ReportedOpinion]:
    """The attributions of a trial: to drugs they are opinions, to other causes they are noted."""
    keys = {reaction.key for reaction in reactions}
    drugs = {plain_name(item.drug.name): item.drug.key for item in reversed(said)}
    for number, item in enumerate(told, 1):
        if "attribution" not in item:
            continue
        result = CTCAE_ATTRIBUTIONS.get(text(item, "attribution") or "")
        drug = drugs.get(plain_name(text(item, "factor") or ""))
        event = text(item, "aeexternalid")
        if result is None or drug is None or event not in keys:
            notes.add(f"attribution[{number}]", "to something that is no drug of the report")
        else:
            yield ReportedOpinion(
                drug, event, result, "attribution", "investigator", f"attribution[{number}]"
            )


def _patient(record: Tagged, notes: Notes) -> ReportedPatient:
    unit = text(record, "patientonsetageunit") or ""
    if not unit and text(record, "patientonsetage") is not None:
        notes.add("patientonsetage", "without a unit, not used")
    stated = age(
        text(record, "patientonsetage"), "decade" if unit == _DECADE else R2_UNITS.get(unit)
    )
    weight, height = text(record, "patientweight"), text(record, "patientheight")
    death = one(record, "patientdeath")
    causes = [text(item, "patientdeathreport") for item in each(death, "patientdeathcause")]
    period = dated(record, "lastmenstrualdate", "", notes) or dated(
        record, "patientlastmenstrualdate", "", notes
    )
    return ReportedPatient(
        age=stated or R3_AGE_GROUPS.get(text(record, "patientagegroup") or ""),
        sex=_SEX.get(text(record, "patientsex") or ""),
        weight=f"{weight} kg" if weight else None,
        height=f"{height} cm" if height else None,
        last_period=Sourced(period, "patientlastmenstrualdate") if period else None,
        death=dated(death, "patientdeathdate", "", notes),
        died=bool(death),
        death_cause="; ".join(filter(None, causes)) or None,
        autopsy=_ANSWER.get(text(death, "patientautopsyyesno") or "", "unknown"),
        parent=_PARENT.get(text(one(record, "parent"), "parentsex") or ""),
        source="patientdeath",
    )


def _history(record: Tagged, notes: Notes) -> Iterator[ReportedCondition]:
    for number, item in enumerate(each(record, "medicalhistoryepisode"), 1):
        at = f"[{number}]"
        continuing = text(item, "patientmedicalcontinue")
        name = text(item, "patientepisodename")
        if name is None:
            notes.add(f"patientepisodename{at}", "a condition without a name")
            continue
        yield ReportedCondition(
            term=f"MedDRA {name}" if name.isdigit() else name,
            since=dated(item, "patientmedicalstartdate", at, notes),
            ended=text(item, "patientmedicalenddate") is not None,
            continuing={"1": True, "2": False}.get(continuing or ""),
            note=text(item, "patientmedicalcomment"),
            source=f"patientepisodename{at}",
        )
    if text(record, "patientmedicalhistorytext") is not None:
        notes.add("patientmedicalhistorytext", "free text on the history, not read")


def _past_drugs(
    record: Tagged, events: Mapping[str, str], notes: Notes
) -> Iterator[ReportedPastDrug]:
    for number, item in enumerate(each(record, "patientpastdrugtherapy"), 1):
        name = text(item, "patientdrugname")
        if name is None:
            continue
        reaction = text(item, "patientdrugreaction")
        key = events.get(plain_name(reaction)) if reaction else None
        yield ReportedPastDrug(
            name=name,
            start=dated(item, "patientdrugstartdate", f"[{number}]", notes),
            reacted=reaction is not None,
            events=() if key is None else (key,),
            source=f"patientdrugname[{number}]",
        )


def _tests(parts: tuple[Tagged, Tagged], notes: Notes) -> Iterator[ReportedTest]:
    records = (item for part in parts for item in each(part, "test"))
    for number, item in enumerate(records, 1):
        name = text(item, "testname")
        if name is None:
            notes.add(f"testname[{number}]", "a test without a name")
            continue
        low, high = text(item, "lowtestrange"), text(item, "hightestrange")
        yield ReportedTest(
            name=name,
            at=dated(item, "testdate", f"[{number}]", notes),
            result=text(item, "testresult"),
            unit=text(item, "testunit") or text(item, "testresultunit"),
            lower=float(low) if low and _NUMBER.fullmatch(low) else None,
            upper=float(high) if high and _NUMBER.fullmatch(high) else None,
            note=text(item, "testcomments"),
            source=f"testname[{number}]",
        )


def _event_date(parts: tuple[Tagged, Tagged], notes: Notes) -> Sourced | None:
    """FAERS keeps one event date for all reactions in what is the narrative elsewhere."""
    for record in (one(parts[0], "summary"), *parts):
        told = text(record, "narrativeincludeclinical")
        if told is None:
            continue
        found = _EVENT_DATE.fullmatch(told)
        date = digits_date(found[1]) if found else None
        if date is not None:
            return Sourced(date, "narrativeincludeclinical")
        notes.add("narrativeincludeclinical", "the narrative, not read")
    return None
