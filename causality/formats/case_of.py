"""From what a report says to a ``Case``: the one way for every dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from pydantic import ValidationError

from causality.case.case import SCHEMA, Case
from causality.datafile import written_path
from causality.findings.actions import SUSPECTS
from causality.findings.latency_names import plain_name
from causality.formats.assertions import earlier_exposures, opinions, re_exposures, statements
from causality.formats.dates import day_after
from causality.formats.history import observations, patient, treatments
from causality.formats.names import LONGEST_TEXT, Fields, Names, clean, record, slug
from causality.formats.not_reactions import relation_of
from causality.formats.report import Report
from causality.formats.reported import Reported, ReportedDose, ReportedDrug, ReportedReaction
from causality.formats.tidy import Tidy, tidy
from causality.formats.timing import UNKNOWN, Moment, Timing, can_be_resolved, dose_times, timing_of

__all__ = ["MANY_PAIRS", "Ids", "Refusal", "drug_label", "report_of"]

MANY_PAIRS = 1_000
"""Pairs of one report above which a note warns that they are many."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OVERDOSE = "overdose"
_UNNAMED = "a drug without a name"


class Refusal(Enum):
    """Why a report is no case."""

    NO_DRUG = "the report names no drug"
    NO_REACTION = "the report names no reaction"
    NO_ADVERSE_REACTION = (
        "the report names no adverse reaction, only how products were used or handled"
    )


class Ids:
    """The names that drugs and reactions get in the case, by their keys; and new ones."""

    def __init__(self, reported: Reported) -> None:
        self.names = Names()
        self.drugs = {
            drug.key: self.names.new(slug(drug_label(drug), "drug")) for drug in reported.drugs
        }
        self.events = {
            reaction.key: self.names.new(slug(reaction.term, "event"))
            for reaction in reported.reactions
        }

    def new(self, *parts: str) -> str:
        """A name that nothing in the case has yet."""
        return self.names.new(*parts)


def report_of(told: Reported) -> Report:
    """The report as a case; without a drug or a reaction it is refused, with the reason."""
    tidied = tidy(told)
    reported = tidied.reported
    refusal = _refusal(told, tidied)
    if refusal is not None:
        return Report(None, told.id, (*told.notes, *tidied.notes), refusal.value)
    ids = Ids(reported)
    timing = timing_of(reported, ids.drugs, ids.events)
    notes = [*told.notes, *tidied.notes, *timing.notes]
    try:
        case = _case(tidied, ids, timing, notes)
    except ValidationError as fault:
        places = sorted({written_path(error["loc"]) for error in fault.errors(include_input=False)})
        return Report(None, told.id, tuple(notes), f"does not fit a case: {', '.join(places)}")
    suspects = sum(drug.role in SUSPECTS for drug in case.drugs)
    pairs = suspects * len(case.events)
    if not suspects:
        notes.append("no drug is suspect or interacting, so there is nothing to assess")
    elif pairs > MANY_PAIRS:
        notes.append(f"{suspects} drugs and {len(case.events)} events make {pairs:,} pairs")
    return Report(case, told.id, tuple(dict.fromkeys(notes)))


def _refusal(told: Reported, tidied: Tidy) -> Refusal | None:
    if not told.drugs:
        return Refusal.NO_DRUG
    if not told.reactions:
        return Refusal.NO_REACTION
    if not tidied.reported.reactions:
        return Refusal.NO_ADVERSE_REACTION
    return None


def _case(tidied: Tidy, ids: Ids, timing: Timing, notes: list[str]) -> Case:
    reported = tidied.reported
    overdoses = any(plain_name(item.term).endswith(_OVERDOSE) for item in tidied.left_out)
    one_suspect = sum(drug.role in SUSPECTS for drug in reported.drugs) == 1
    after = day_after(reported.received) if reported.received else None
    fields = record(
        schema_=SCHEMA,
        id=slug(reported.id, "report", longest=60),
        title=clean(f"{reported.dialect} report {reported.id}"),
        provenance=record(
            kind="report",
            citation=clean(f"{reported.dialect} report {reported.id}"),
            encoding=_encoding(tidied),
        ),
        day_0=_day_zero(reported, ids, timing),
        last_information=f"before {after}" if after else None,
        patient=patient(reported, ids.new),
        drugs=tuple(
            _drug(drug, ids, timing, overdose=overdoses and one_suspect) for drug in reported.drugs
        ),
        events=tuple(_event(item, ids, timing, notes) for item in reported.reactions),
        observations=observations(reported, ids.new),
        treatments=treatments(reported, ids.events, ids.new),
        earlier_exposures=earlier_exposures(reported, ids.drugs, ids.events, ids.new, notes),
        statements=statements(reported, ids.drugs, ids.events, ids.new),
        opinions=opinions(reported, ids.drugs, ids.events, ids.new),
    )
    given_again = re_exposures(reported, ids.drugs, ids.events, ids.new, notes)
    if given_again:
        fields["re-exposures"] = given_again
    return Case.model_validate(fields, by_alias=True)


def _day_zero(reported: Reported, ids: Ids, timing: Timing) -> Fields | None:
    """The first dose of the first suspect that has a date, else the first dated onset."""
    for drug in reported.drugs:
        dates = [dose.start for dose in drug.doses if dose.start not in (None, UNKNOWN)]
        if drug.role in SUSPECTS and dates and drug.key not in timing.starts:
            whole_day = len(dates) == 1 and _DAY.fullmatch(dates[0] or "")
            at = dates[0] if whole_day else f"{ids.drugs[drug.key]}.start"
            return record(what=clean(f"first dose of {drug_label(drug)}"), at=at)
    for key, onset in timing.onsets.items():
        if onset.text != UNKNOWN:
            term = next(item.term for item in reported.reactions if item.key == key)
            return record(what=clean(f"onset of {term}"), at=f"{ids.events[key]}.onset")
    return None


def _encoding(tidied: Tidy) -> str:
    text = "Read from the report; each entry names the element it stands in."
    left = [f"{clean(item.term)} ({item.source})" for item in tidied.left_out]
    return (
        f"{text} No adverse reaction and not scored: {'; '.join(left)}."[:LONGEST_TEXT]
        if left
        else text
    )


def drug_label(drug: ReportedDrug) -> str:
    """The name of a drug in the case: its substances where they are told."""
    substances = filter(None, map(clean, drug.substances))
    return clean(" / ".join(substances)) or clean(drug.name) or _UNNAMED


def _drug(drug: ReportedDrug, ids: Ids, timing: Timing, *, overdose: bool) -> Fields:
    name = ids.drugs[drug.key]
    label = drug_label(drug)
    product = clean(drug.name)
    as_reported = (
        f"Reported as {product}."
        if product is not None and plain_name(product) != plain_name(label)
        else None
    )
    overdosed = drug.overdose or (overdose and drug.role in SUSPECTS)
    return record(
        id=name,
        name=label,
        role=drug.role,
        classes=drug.classes,
        indication=clean("; ".join(filter(None, map(clean, drug.indications)))),
        doses=tuple(_doses(drug, name, timing)),
        action_taken=drug.action,
        exposure="not taken" if drug.role == "not given" else None,
        overdose="yes" if overdosed else None,
        batch=clean("; ".join(dict.fromkeys(dose.batch for dose in drug.doses if dose.batch))),
        note=clean(" ".join(filter(None, (as_reported, drug.note)))),
        source=clean(drug.source),
    )


def _doses(drug: ReportedDrug, name: str, timing: Timing) -> Iterator[Fields]:
    instead = timing.starts.get(drug.key)
    told = [dose for dose in drug.doses if _says_something(dose)]
    if instead is not None and not told:
        told = [ReportedDose()]
    for number, dose in enumerate(told, 1):
        id_ = "dose" if len(told) == 1 else f"dose-{number}"
        start, stop = dose_times(dose, f"{name}.{id_}", instead)
        yield record(
            id=id_,
            start=start,
            stop=stop,
            amount=clean(dose.amount),
            schedule="once" if dose.once else None,
            route=clean(dose.route),
            form=clean(dose.form),
            source=_sources(dose.source, instead),
            note=_replaced(instead),
        )


def _says_something(dose: ReportedDose) -> bool:
    return any(
        (dose.start, dose.stop, dose.duration, dose.amount, dose.route, dose.form, dose.once)
    )


def _event(reaction: ReportedReaction, ids: Ids, timing: Timing, notes: list[str]) -> Fields:
    name = ids.events[reaction.key]
    onset = timing.onsets.get(reaction.key)
    resolved, course = _end(reaction, name, ids, notes)
    relation = relation_of(reaction.term)
    assumed = (reaction.assumed, onset.assumed if onset else None)
    return record(
        id=name,
        term=clean(reaction.term),
        terms=tuple(dict.fromkeys(filter(None, map(clean, reaction.other_terms)))),
        relation=None if relation == "under drug" else relation,
        onset=onset.text if onset else None,
        course=course,
        resolved=resolved,
        outcome=reaction.outcome,
        seriousness=reaction.seriousness,
        assumed=clean("; ".join(filter(None, assumed))),
        note=clean(" ".join(filter(None, (reaction.note, _replaced(onset))))),
        source=_sources(reaction.source, onset),
    )


def _end(
    reaction: ReportedReaction, name: str, ids: Ids, notes: list[str]
) -> tuple[str | None, tuple[Fields, ...]]:
    """When the reaction had gone; or an improvement, where it left something behind."""
    end = reaction.end
    if end is None and reaction.duration is not None:
        end = f"{reaction.duration} after {name}.onset"
    if end is None:
        return None, ()
    if can_be_resolved(reaction):
        return end, ()
    if reaction.outcome == "sequelae":
        source = clean(reaction.source)
        better = record(id=ids.new(name, "better"), at=end, state="improved", source=source)
        return None, (better,)
    if reaction.outcome != "fatal":
        place = reaction.source.partition(",")[0]
        notes.append(f"{place}: an end, but the outcome is no recovery; the end is unused")
    return None, ()


def _sources(own: str, moment: Moment | None) -> str | None:
    parts = (own, moment.source if moment else "")
    return clean(", ".join(dict.fromkeys(filter(None, parts))))


def _replaced(moment: Moment | None) -> str | None:
    if moment is None or moment.instead_of is None:
        return None
    return f"Dated {moment.instead_of} in the report; the reported interval is finer."
