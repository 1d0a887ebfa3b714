"""ICH E2B(R3), which is ISO 27953-2 in HL7 version 3: batches and single reports, to cases.

Nothing in such a file carries the element number that people use; elements are found by their code
and code system. Regions add twins with code systems of their own, which are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from causality.formats.case_of import report_of
from causality.formats.codes import (
    KR_METHODS,
    KR_RESULTS_KRCT,
    KR_RESULTS_WHO,
    R3_OUTCOMES,
    R3_ROLES,
    R3_SERIOUSNESS,
)
from causality.formats.dates import digits_date
from causality.formats.e2b_r3_drug import drugs
from causality.formats.e2b_r3_patient import history, past_drugs, patient, results
from causality.formats.hl7 import (
    MASKED,
    MEDDRA,
    Entries,
    coded,
    each,
    entries,
    first,
    is_true,
    key_of,
    label,
    nulled,
    one,
    text_of,
    times,
    typed,
)
from causality.formats.notes import Notes
from causality.formats.packets import Input, Packet, packets
from causality.formats.report import Report
from causality.formats.reported import (
    Reported,
    ReportedOpinion,
    ReportedReaction,
    Role,
)
from causality.formats.xml_source import Damaged, Node, xml_reports

__all__ = ["BATCH", "MESSAGE", "read_e2b_r3", "reports"]

BATCH, MESSAGE = "MCCI_IN200100UV01", "PORR_IN049016UV"
"""The outermost element of a batch, and the one of a report."""

_DIALECT = "ICH E2B(R3)"
_IDENTITY = re.compile(
    rb'<id\s+(?:extension="([^"]{1,100})"\s+root="2\.16\.840\.1\.113883\.3\.989\.2\.1\.3\.1")'
)
_SENDER, _WORLDWIDE = "2.16.840.1.113883.3.989.2.1.3.1", "2.16.840.1.113883.3.989.2.1.3.2"
_ROLE_LIST = "2.16.840.1.113883.3.989.2.1.1.13"
_KR = "2.16.840.1.113883.3.989.5.1.10.1."
_NULLIFIED, _AMENDED = "1", "2"


def read_e2b_r3(source: Input, name: str | None = None) -> Iterator[Report]:
    """Every report of an E2B(R3) file or stream, in order; a refused one says why.

    Raises ``InputError`` where the file as a whole cannot be used, ``MissingExtra`` without lxml.
    """
    for packet in packets(source, name):
        yield from reports(packet)


def reports(packet: Packet) -> Iterator[Report]:
    """The same for a file that is already open."""
    for found in xml_reports(packet, MESSAGE, _IDENTITY):
        place = f"report {found.number}"
        if isinstance(found, Damaged):
            yield Report(None, found.id or place, refusal=found.wrong)
        else:
            yield _report(found.element, place)


def _report(message: Node, place: str) -> Report:
    event = one(message, "controlActProcess", "subject", "investigationEvent")
    if event is None:
        return Report(None, place, refusal="no investigationEvent: the message holds no report")
    id_ = _id_of(event, place)
    notes = Notes()
    amended = _characteristic(event, "3")
    if amended == _NULLIFIED:
        return Report(None, id_, refusal="nullified by its sender (C.1.11.1), so not scored")
    if amended == _AMENDED:
        notes.add("C.1.11.1", "an amendment of an earlier version of the report")
    assessment = one(event, "component", "adverseEventAssessment")
    primary = one(assessment, "subject1", "primaryRole")
    if assessment is None or primary is None:
        return Report(None, id_, refusal="no primaryRole: the report names no patient")
    return report_of(_reported(event, assessment, primary, id_, notes))


def _id_of(event: Node, place: str) -> str:
    ids = {item.get("root"): item.get("extension") for item in each(event, "id")}
    return ids.get(_SENDER) or ids.get(_WORLDWIDE) or place


def _characteristic(event: Node, number: str) -> str | None:
    for item in each(event, "subjectOf2", "investigationCharacteristic"):
        if coded(item, "code") == number:
            return coded(item, "value")
    return None


def _reported(event: Node, assessment: Node, primary: Node, id_: str, notes: Notes) -> Reported:
    found = tuple(_reactions(primary, notes))
    numbers = {reaction.key: number for number, (reaction, _) in enumerate(found, 1)}
    by_code: dict[str, tuple[str, ...]] = {}
    for reaction, code in found:
        if code is not None:
            by_code[code] = (*by_code.get(code, ()), reaction.key)
    given = tuple(drugs(primary, _roles(assessment), numbers, notes))
    drug_numbers = {item.drug.key: number for number, item in enumerate(given, 1)}
    latest = one(event, "availabilityTime")
    if text_of(event, "text") is not None:
        notes.add("H.1", "the narrative, not read")
    return Reported(
        id=id_,
        dialect=_DIALECT,
        drugs=tuple(item.drug for item in given),
        reactions=tuple(reaction for reaction, _ in found),
        patient=patient(primary, notes, father=any(item.by_father for item in given)),
        conditions=tuple(history(primary, notes)),
        past_drugs=tuple(past_drugs(primary, by_code, notes)),
        tests=tuple(results(primary, notes)),
        intervals=tuple(interval for item in given for interval in item.intervals),
        rechallenges=tuple(again for item in given for again in item.rechallenges),
        opinions=tuple(_opinions(assessment, drug_numbers, numbers, notes)),
        received=digits_date(latest.get("value")) if latest is not None else None,
        notes=tuple(notes.told),
    )


def _roles(assessment: Node) -> dict[str, Role]:
    """Role of every drug by its key; a regional twin has another code system."""
    roles: dict[str, Role] = {}
    for item in each(assessment, "component", "causalityAssessment"):
        value = one(item, "value")
        if coded(item, "code") == "20" and value is not None:
            key = key_of(one(item, "subject2", "productUseReference"))
            role = R3_ROLES.get(value.get("code") or "")
            if key and role and value.get("codeSystem") == _ROLE_LIST:
                roles[key] = role
    return roles


def _reactions(primary: Node, notes: Notes) -> Iterator[tuple[ReportedReaction, str | None]]:
    """Every reaction with its MedDRA code; one to a past drug stands elsewhere and has no id."""
    told = entries(primary, "subjectOf2").get("29", ())
    items = (item for item in told if one(item, "id") is not None)
    for number, item in enumerate(items, 1):
        at = f"[{number}]"
        places = (f"E.i.4{at}", f"E.i.5{at}", f"E.i.6{at}")
        span = times(one(item, "effectiveTime"), places, notes)
        value = one(item, "value")
        seen = entries(item, "outboundRelationship2")
        names = (
            text_of(first(seen, "30"), "value"),
            text_of(value, "originalText"),
            value.get("displayName") if value is not None else None,
            label(value),
        )
        term, *others = tuple(dict.fromkeys(filter(None, names))) or ("",)
        outcome = _outcome(first(seen, "27"), f"E.i.7{at}", notes)
        is_confirmed = is_true(one(first(seen, "24"), "value"))
        code = coded(value) if value is not None and value.get("codeSystem") == MEDDRA else None
        reaction = ReportedReaction(
            key=key_of(item) or f"reaction {number}",
            term=term,
            other_terms=tuple(others),
            onset=span.start,
            end=span.stop,
            duration=span.length,
            outcome=R3_OUTCOMES.get(outcome or ""),
            seriousness=_seriousness(seen),
            note="Confirmed by a health professional (E.i.8)." if is_confirmed else None,
            source=", ".join((f"E.i.1{at}", *span.said, *([f"E.i.7{at}"] if outcome else []))),
        )
        yield reaction, code


def _outcome(seen: Node | None, place: str, notes: Notes) -> str | None:
    if seen is None:
        return None
    code = coded(seen, "value")
    if code is not None and code not in R3_OUTCOMES:
        notes.add(place, "a code that is not in its list")
        return None
    if nulled(seen, "value") == MASKED:
        notes.add(place, "masked by the sender")
    return code


def _seriousness(seen: Entries) -> tuple[str, ...]:
    found = tuple(
        word
        for number, word in R3_SERIOUSNESS.items()
        if any(is_true(one(item, "value")) for item in seen.get(number, ()))
    )
    if found:
        return found
    return ("not serious",) if coded(first(seen, "37"), "value") in {"1", "2"} else ()


def _opinions(
    assessment: Node, drugs_: Mapping[str, int], events: Mapping[str, int], notes: Notes
) -> Iterator[ReportedOpinion]:
    """Section G.k.9.i.2, one for each assessor and method, as text or in the codes of a region."""
    counted: dict[tuple[str, str], int] = {}
    for item in each(assessment, "component", "causalityAssessment"):
        if coded(item, "code") != "39":
            continue
        drug = key_of(one(item, "subject2", "productUseReference")) or "?"
        event = key_of(one(item, "subject1", "adverseEffectReference")) or "?"
        r = counted[drug, event] = counted.get((drug, event), 0) + 1
        source = f"G.k.9.i.2.r.3[{drugs_.get(drug, '?')}][{events.get(event, '?')}][{r}]"
        method, result = one(item, "methodCode"), one(item, "value")
        concluded = _result(result)
        if concluded is None:
            notes.add(source, "an assessment without a result")
            continue
        yield ReportedOpinion(
            drug=drug,
            event=event,
            result=concluded,
            method=_named(method, _KR + "4", _KR + "5", KR_METHODS),
            by=label(one(item, "author", "assignedEntity", "code")),
            source=source,
        )


def _named(node: Node | None, first: str, other: str, words: Mapping[str, str]) -> str | None:
    if node is not None and node.get("codeSystem") in {first, other}:
        return words.get(node.get("code") or "") or label(node)
    return label(node)


def _result(value: Node | None) -> str | None:
    if value is None or typed(value) in {"ST", "ED"} or value.get("code") is None:
        return text_of(value)
    system = value.get("codeSystem") or ""
    if system == _KR + "6":
        return KR_RESULTS_KRCT.get(value.get("code") or "") or label(value)
    return _named(value, _KR + "5", _KR + "5", KR_RESULTS_WHO)
