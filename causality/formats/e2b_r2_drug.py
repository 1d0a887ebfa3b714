"""E2B(R2) and its dialects: the drugs of a report and what is said of them and the reactions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from causality.findings.latency_names import plain_name
from causality.formats.codes import (
    R2_ACTIONS,
    R2_DECHALLENGE,
    R2_DOSE_UNITS,
    R2_ROLES,
    R2_ROUTES,
    R2_UNITS,
)
from causality.formats.dates import length
from causality.formats.notes import Notes
from causality.formats.r2_dates import dated
from causality.formats.reported import (
    ReportedDose,
    ReportedDrug,
    ReportedInterval,
    ReportedOpinion,
    ReportedRechallenge,
    ReportedStatement,
)
from causality.formats.tagged import Tagged, each, text

__all__ = ["Said", "drug_said"]

_YES, _NO = "1", "2"
_SINCE = (("drugstartperiod", "first dose"), ("druglastperiod", "last dose"))
_ELSEWHERE = frozenset({"3", "4"})


@dataclass(frozen=True, slots=True)
class Said:
    """One drug, with all that the report says of it."""

    drug: ReportedDrug
    intervals: tuple[ReportedInterval, ...]
    rechallenges: tuple[ReportedRechallenge, ...]
    statements: tuple[ReportedStatement, ...]
    opinions: tuple[ReportedOpinion, ...]


def drug_said(
    record: Tagged, number: int, events: Mapping[str, str], notes: Notes, *, padded: bool
) -> Said:
    """Drug ``number`` (from 1); ``events`` gives the key of a reaction by its plain term or code.

    ``padded`` marks old data, where the first of a month may stand for the month.
    """
    key = f"drug {number}"
    return Said(
        _drug(record, number, key, notes, padded=padded),
        tuple(_intervals(record, number, key, notes)),
        tuple(_rechallenges(record, number, key, events, notes)),
        tuple(_statements(record, number, key, notes)),
        tuple(_opinions(record, number, key, events, notes)),
    )


def _drug(record: Tagged, number: int, key: str, notes: Notes, *, padded: bool) -> ReportedDrug:
    at = f"[{number}]"
    role = R2_ROLES.get(text(record, "drugcharacterization") or "")
    if role is None:
        notes.add(f"drugcharacterization{at}", "no role that can be read; not taken for a suspect")
    name = text(record, "medicinalproduct")
    substances = tuple(
        filter(
            None, (text(item, "activesubstancename") for item in each(record, "activesubstance"))
        )
    )
    if name is None and not substances:
        notes.add(f"medicinalproduct{at}", "a drug without a name")
    written = text(record, "actiondrug")
    action = R2_ACTIONS.get(written or "")
    if written is not None and action is None:
        notes.add(f"actiondrug{at}", "a code that is not in its list")
    extra = text(record, "drugadditional")
    source = f"drugcharacterization{at}"
    return ReportedDrug(
        key=key,
        name=name or "",
        role=role or "concomitant",
        substances=substances,
        indications=tuple(filter(None, [text(record, "drugindication")])),
        doses=(_dose(record, at, notes, padded=padded),),
        action=action,
        note=extra if extra and len(extra) > 1 else None,
        source=f"{source}, actiondrug{at}" if action else source,
    )


def _dose(record: Tagged, at: str, notes: Notes, *, padded: bool) -> ReportedDose:
    start = dated(record, "drugstartdate", at, notes, padded=padded)
    stop = dated(record, "drugenddate", at, notes, padded=padded)
    lasted = None
    if (written := text(record, "drugtreatmentduration")) is not None:
        lasted = length(written, R2_UNITS.get(text(record, "drugtreatmentdurationunit") or ""))
        if lasted is None:
            notes.add(f"drugtreatmentduration{at}", "no length that can be read")
    tags = [
        tag
        for tag, value in (
            ("drugstartdate", start),
            ("drugenddate", stop),
            ("drugtreatmentduration", lasted),
        )
        if value
    ]
    route = text(record, "drugadministrationroute")
    return ReportedDose(
        start=start,
        stop=stop,
        duration=lasted,
        amount=_amount(record),
        route=None if route is None else R2_ROUTES.get(route, f"route code {route}"),
        form=text(record, "drugdosageform"),
        batch=text(record, "drugbatchnumb"),
        source=", ".join(f"{tag}{at}" for tag in tags) or f"drug{at}",
    )


def _amount(record: Tagged) -> str | None:
    """``20 mg every 1 d``, and behind it what the dosage text adds."""
    number = text(record, "drugstructuredosagenumb")
    told = text(record, "drugdosagetext")
    if number is None:
        return told
    code = text(record, "drugstructuredosageunit")
    unit = R2_DOSE_UNITS.get(code or "", f"unit {code}" if code else "")
    amount = f"{number} {unit}".strip()
    count = text(record, "drugintervaldosageunitnumb")
    every = R2_UNITS.get(text(record, "drugintervaldosagedefinition") or "")
    if count and every:
        amount = f"{amount} every {count} {every}"
    return f"{amount} ({told})" if told else amount


def _intervals(record: Tagged, number: int, key: str, notes: Notes) -> Iterator[ReportedInterval]:
    """Times to onset; the format has one a drug, so they serve where there is one reaction."""
    for tag, since in _SINCE:
        written = text(record, tag)
        if written is None:
            continue
        source = f"{tag}[{number}]"
        span = length(written, R2_UNITS.get(text(record, f"{tag}unit") or ""))
        if span is None:
            notes.add(source, "no length that can be read")
        elif since == "first dose":
            yield ReportedInterval(key, None, "first dose", span, source)
        else:
            yield ReportedInterval(key, None, "last dose", span, source)


def _rechallenges(
    record: Tagged, number: int, key: str, events: Mapping[str, str], notes: Notes
) -> Iterator[ReportedRechallenge]:
    """Code 3 says that nobody knows, not even whether the drug was given again."""
    source = f"drugrecurreadministration[{number}]"
    answer = text(record, "drugrecurreadministration")
    if answer == _NO:
        yield ReportedRechallenge(key, None, "did not recur", source)
    if answer != _YES:
        return
    terms = [text(item, "drugrecuraction") for item in each(record, "drugrecurrence")]
    terms = [term for term in terms if term]
    for term in terms:
        event = events.get(plain_name(term or ""))
        if event is None:
            notes.add(f"drugrecuraction[{number}]", "a term that is none of the reactions")
        else:
            yield ReportedRechallenge(key, event, "recurred", f"drugrecuraction[{number}]")
    if not terms:
        yield ReportedRechallenge(key, None, "recurred", source)


def _statements(record: Tagged, number: int, key: str, notes: Notes) -> Iterator[ReportedStatement]:
    """The dechallenge flag, which FAERS and openFDA put where R2 has free text."""
    written = text(record, "drugadditional")
    value = R2_DECHALLENGE.get(written or "")
    source = f"drugadditional[{number}]"
    if value is not None:
        yield ReportedStatement(key, None, "dechallenge", value, source)
    elif written is not None and len(written) == 1 and written not in _ELSEWHERE:
        notes.add(source, "a code that is not in its list")


def _opinions(
    record: Tagged, number: int, key: str, events: Mapping[str, str], notes: Notes
) -> Iterator[ReportedOpinion]:
    """Assessments; the reaction is named by its term, and may be left out."""
    for r, item in enumerate(each(record, "drugreactionrelatedness"), 1):
        source = f"drugresult[{number}][{r}]"
        result = text(item, "drugresult")
        if result is None:
            notes.add(source, "an assessment without a result")
            continue
        term = text(item, "drugreactionasses")
        event = events.get(plain_name(term)) if term else None
        if term and event is None:
            notes.add(f"drugreactionasses[{number}][{r}]", "a term that is none of the reactions")
            continue
        yield ReportedOpinion(
            drug=key,
            event=event,
            result=result,
            method=text(item, "drugassessmentmethod"),
            by=text(item, "drugassessmentsource"),
            source=source,
        )
