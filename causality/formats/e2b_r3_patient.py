"""E2B(R3): the patient and the history - sections D and F of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from causality.formats.codes import R3_AGE_GROUPS, R3_TEST_RESULTS, UCUM
from causality.formats.dates import age, digits_date
from causality.formats.hl7 import (
    MASKED,
    MEDDRA,
    Entries,
    coded,
    each,
    entries,
    first,
    is_true,
    label,
    nulled,
    one,
    quantity,
    section,
    text_of,
    times,
    typed,
)
from causality.formats.notes import Notes
from causality.formats.reported import (
    ReportedCondition,
    ReportedPastDrug,
    ReportedPatient,
    ReportedTest,
    Sourced,
)
from causality.formats.xml_source import Node

__all__ = ["history", "past_drugs", "patient", "results"]

Sex = Literal["female", "male", "other", "unknown"]

_SEX: Mapping[str, Sex] = {"1": "male", "2": "female"}
_PARENT: Mapping[str, Literal["mother", "father"]] = {"1": "father", "2": "mother"}
_ANSWER: Mapping[bool | None, Literal["yes", "no", "unknown"]] = {
    True: "yes",
    False: "no",
    None: "unknown",
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_DECADE = "10.a"


def patient(primary: Node, notes: Notes, *, father: bool) -> ReportedPatient:
    """Section D; of the dates of birth nothing is kept but the age at onset, if it is given."""
    told = entries(primary, "subjectOf2")
    player = one(primary, "player1")
    dead = one(player, "deceasedTime")
    died_on = digits_date(dead.get("value")) if dead is not None else None
    if dead is not None and dead.get("value") and died_on is None:
        notes.add("D.9.1", "no date that can be read")
    causes = [label(one(item, "value")) for item in told.get("32", ())]
    autopsy = is_true(one(first(told, "5"), "value"))
    last_period = digits_date(_value(first(told, "22"))[0])
    return ReportedPatient(
        age=_age(told),
        sex=_sex(one(player, "administrativeGenderCode"), notes),
        weight=_measured(told, "7"),
        height=_measured(told, "17"),
        last_period=Sourced(last_period, "D.6") if last_period else None,
        death=died_on,
        died=bool(causes) or died_on is not None,
        death_cause="; ".join(filter(None, causes)) or None,
        autopsy=_ANSWER[autopsy],
        parent=_parent(player, father=father),
        source="D.9.1, D.9.2, D.9.3" if causes else "D.9.1",
    )


def _value(observation: Node | None) -> tuple[str | None, str | None]:
    return quantity(one(observation, "value"))


def _measured(told: Entries, number: str) -> str | None:
    value, unit = _value(first(told, number))
    return f"{value} {unit}" if value and unit else None


def _age(told: Entries) -> str | None:
    value, unit = _value(first(told, "3"))
    stated = age(value, "decade" if unit == _DECADE else UCUM.get(unit or ""))
    if stated is not None:
        return stated
    return R3_AGE_GROUPS.get(coded(first(told, "4"), "value") or "")


def _sex(node: Node | None, notes: Notes) -> Sex | None:
    if nulled(node) == MASKED:
        notes.add("D.5", "masked by the sender")
    known = _SEX.get(coded(node) or "")
    return "unknown" if known is None and nulled(node) in {"UNK", "ASKU"} else known


def _parent(player: Node | None, *, father: bool) -> Literal["mother", "father"] | None:
    """Whose intake exposed the patient, where the report has a section on a parent."""
    if father:
        return "father"
    for role in each(player, "role") if player is not None else ():
        if coded(role, "code") == "PRN":
            sex = coded(role, "associatedPerson", "administrativeGenderCode")
            return _PARENT.get(sex or "")
    return None


def history(primary: Node, notes: Notes) -> Iterator[ReportedCondition]:
    """Section D.7: conditions, and whether a relative or the patient had them."""
    number = 0
    for component in section(primary, "1"):
        for item in each(component, "observation"):
            code = one(item, "code")
            if code is not None and code.get("codeSystem") == MEDDRA:
                number += 1
                yield _condition(item, code, number, notes)
            elif code is not None and code.get("code") == "18" and text_of(item, "value"):
                notes.add("D.7.2", "free text on the history, not read")


def _condition(item: Node, code: Node, number: int, notes: Notes) -> ReportedCondition:
    places = (f"D.7.1.r.2[{number}]", f"D.7.1.r.4[{number}]", "")
    span = times(one(item, "effectiveTime"), places, notes)
    told = entries(item, "outboundRelationship2")
    continuing = first(entries(item, "inboundRelationship"), "13")
    return ReportedCondition(
        term=label(code) or "not named",
        since=span.start,
        ended=span.stop is not None,
        continuing=is_true(one(continuing, "value")),
        family=is_true(one(first(told, "38"), "value")) is True,
        note=text_of(first(told, "10"), "value"),
        source=", ".join((f"D.7.1.r.1b[{number}]", *span.said)),
    )


def past_drugs(
    primary: Node, reactions: Mapping[str, tuple[str, ...]], notes: Notes
) -> Iterator[ReportedPastDrug]:
    """Section D.8; ``reactions`` gives the keys of this report's reactions by MedDRA code."""
    items = (
        item for part in section(primary, "2") for item in each(part, "substanceAdministration")
    )
    for number, item in enumerate(items, 1):
        product = one(item, "consumable", "instanceOfKind", "kindOfProduct")
        name = text_of(product, "name")
        if name is None:
            continue
        source = f"D.8.r.1[{number}]"
        span = times(one(item, "effectiveTime"), (f"D.8.r.4[{number}]", "D.8.r.5", ""), notes)
        reacted = [
            coded(seen, "value") or ""
            for seen in entries(item, "outboundRelationship2").get("29", ())
        ]
        reacted = [code for code in reacted if code]
        yield ReportedPastDrug(
            name=name,
            start=span.start,
            reacted=bool(reacted),
            events=tuple(key for code in reacted for key in reactions.get(code, ())),
            source=f"{source}, D.8.r.7b[{number}]" if reacted else source,
        )


def results(primary: Node, notes: Notes) -> Iterator[ReportedTest]:
    """Section F: tests, with values as reported and limits where they are numbers."""
    items = (item for part in section(primary, "3") for item in each(part, "observation"))
    for number, item in enumerate(items, 1):
        name = label(one(item, "code"))
        if name is None:
            notes.add(f"F.r[{number}]", "a test without a name")
            continue
        at = times(one(item, "effectiveTime"), (f"F.r.1[{number}]", "", ""), notes).start
        value, unit = _result(one(item, "value"))
        code = R3_TEST_RESULTS.get(coded(item, "interpretationCode") or "")
        said = [f"Result code: {code}."] if code and value else []
        remark = text_of(first(entries(item, "outboundRelationship2"), "10"), "value")
        yield ReportedTest(
            name=name,
            at=at,
            result=value or code,
            unit=unit,
            lower=_limit(item, "L"),
            upper=_limit(item, "H"),
            note=" ".join((*said, *([remark] if remark else []))) or None,
            source=f"F.r[{number}]",
        )


def _result(value: Node | None) -> tuple[str | None, str | None]:
    """A result as people write it: a number, ``<10``, ``10-20``, or words."""
    if value is None:
        return None, None
    if typed(value) != "IVL_PQ":
        number, unit = quantity(value)
        return (number, unit) if number else (text_of(value), None)
    centre, unit = quantity(one(value, "center"))
    low, high = one(value, "low"), one(value, "high")
    (least, low_unit), (most, high_unit) = quantity(low), quantity(high)
    if centre is None and least is not None and most is not None:
        centre = f"{least}-{most}"
    elif centre is None and most is not None:
        centre = f"{'<' if _open(high) else '<='}{most}"
    elif centre is None and least is not None:
        centre = f"{'>' if _open(low) else '>='}{least}"
    return centre, unit or low_unit or high_unit


def _open(end: Node | None) -> bool:
    return end is not None and end.get("inclusive") == "false"


def _limit(item: Node, which: str) -> float | None:
    for limits in each(item, "referenceRange", "observationRange"):
        if coded(limits, "interpretationCode") == which:
            number, _ = quantity(one(limits, "value"))
            return float(number) if number and _NUMBER.fullmatch(number) else None
    return None
