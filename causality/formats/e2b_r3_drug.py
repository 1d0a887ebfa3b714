"""E2B(R3): the drugs - section G of a report, apart from what others concluded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from causality.formats.codes import (
    R3_ACTIONS,
    R3_OVERDOSE,
    R3_RECURRENCE,
    TAKEN_BY_FATHER,
    UCUM,
)
from causality.formats.dates import length
from causality.formats.hl7 import (
    MASKED,
    Entries,
    coded,
    each,
    entries,
    key_of,
    label,
    nulled,
    one,
    quantity,
    section,
    text_of,
    times,
)
from causality.formats.notes import Notes
from causality.formats.reported import (
    Action,
    ReportedDose,
    ReportedDrug,
    ReportedInterval,
    ReportedRechallenge,
    Role,
)
from causality.formats.xml_source import Node

__all__ = ["Given", "drugs"]

_EXTRA = "2.16.840.1.113883.3.989.2.1.1.17"
_SINCE: Mapping[str, tuple[Literal["first dose", "last dose"], str]] = {
    "SAS": ("first dose", "G.k.9.i.3.1"),
    "SAE": ("last dose", "G.k.9.i.3.2"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """One drug, with what the report says of it and single reactions."""

    drug: ReportedDrug
    intervals: tuple[ReportedInterval, ...]
    rechallenges: tuple[ReportedRechallenge, ...]
    by_father: bool


def drugs(
    primary: Node, roles: Mapping[str, Role], reactions: Mapping[str, int], notes: Notes
) -> Iterator[Given]:
    """Every drug; ``reactions`` gives the number of a reaction by its key."""
    items = (
        item for part in section(primary, "4") for item in each(part, "substanceAdministration")
    )
    for number, item in enumerate(items, 1):
        key = key_of(item) or f"drug {number}"
        role = roles.get(key)
        if role is None:
            notes.add(f"G.k.1[{number}]", "no role that can be read; not taken for a suspect")
        told = entries(item, "outboundRelationship2")
        codes = _extra_codes(told)
        yield Given(
            _drug(item, told, number, key, role or "concomitant", notes),
            tuple(_intervals(item, number, key, reactions, notes)),
            tuple(_rechallenges(told, number, key, reactions, notes)),
            TAKEN_BY_FATHER in codes,
        )


def _drug(
    item: Node, told: Entries, number: int, key: str, role: Role, notes: Notes
) -> ReportedDrug:
    product = one(item, "consumable", "instanceOfKind", "kindOfProduct")
    substances = (
        [text_of(part, "name") for part in each(product, "ingredient", "ingredientSubstance")]
        if product is not None
        else []
    )
    action = _action(item, number, notes)
    remarks = [text_of(extra, "value") for extra in told.get("2", ())]
    name = text_of(product, "name")
    if name is None and not any(substances):
        notes.add(f"G.k.2[{number}]", "a drug without a name")
    reasons = entries(item, "inboundRelationship").get("19", ())
    indications = (label(one(reason, "value")) for reason in reasons)
    return ReportedDrug(
        key=key,
        name=name or "",
        role=role,
        substances=tuple(filter(None, substances)),
        indications=tuple(filter(None, indications)),
        doses=tuple(_doses(item, number, notes)),
        action=action,
        overdose=R3_OVERDOSE in _extra_codes(told),
        note=" ".join(filter(None, remarks)) or None,
        source=", ".join((f"G.k.1[{number}]", *([f"G.k.8[{number}]"] if action else []))),
    )


def _action(item: Node, number: int, notes: Notes) -> Action | None:
    place = f"G.k.8[{number}]"
    for relation in each(item, "inboundRelationship"):
        if relation.get("typeCode") != "CAUS":
            continue
        code = one(relation, "act", "code")
        written, flavour = coded(code), nulled(code)
        if written is not None and written in R3_ACTIONS:
            return R3_ACTIONS[written]
        if written is not None:
            notes.add(place, "a code that is not in its list")
        elif flavour == MASKED:
            notes.add(place, "masked by the sender")
        elif flavour in {"UNK", "ASKU"}:
            return "unknown"
        elif flavour == "NA":
            return "not applicable"
    return None


def _extra_codes(told: Entries) -> frozenset[str]:
    """The ICH codes of additional information; regions put twins with lists of their own there."""
    values = (one(extra, "value") for extra in told.get("9", ()))
    return frozenset(
        value.get("code") or ""
        for value in values
        if value is not None and value.get("codeSystem") == _EXTRA
    )


def _doses(item: Node, number: int, notes: Notes) -> Iterator[ReportedDose]:
    given = (
        dose
        for relation in each(item, "outboundRelationship2")
        if relation.get("typeCode") == "COMP"
        for dose in each(relation, "substanceAdministration")
    )
    for r, dose in enumerate(given, 1):
        at = f"[{number}][{r}]"
        places = (f"G.k.4.r.4{at}", f"G.k.4.r.5{at}", f"G.k.4.r.6{at}")
        span = times(one(dose, "effectiveTime"), places, notes)
        kind = one(dose, "consumable", "instanceOfKind")
        yield ReportedDose(
            start=span.start,
            stop=span.stop,
            duration=span.length,
            amount=_amount(dose),
            route=label(one(dose, "routeCode")),
            form=label(one(kind, "kindOfProduct", "formCode")),
            batch=text_of(kind, "productInstanceInstance", "lotNumberText"),
            source=", ".join(span.said) or f"G.k.4.r{at}",
        )


def _amount(dose: Node) -> str | None:
    """``50 mg every 1 d``, and behind it what the dosage text adds."""
    value, unit = quantity(one(dose, "doseQuantity"))
    told = text_of(dose, "text")
    if value is None:
        return told
    amount = f"{value} {unit}" if unit else value
    for period in dose.iter("{urn:hl7-org:v3}period"):
        count, every = quantity(period)
        if count and every:
            amount = f"{amount} every {count} {every}"
        break
    return f"{amount} ({told})" if told else amount


def _intervals(
    item: Node, number: int, key: str, reactions: Mapping[str, int], notes: Notes
) -> Iterator[ReportedInterval]:
    for relation in each(item, "outboundRelationship1"):
        since = _SINCE.get(relation.get("typeCode") or "")
        value, unit = quantity(one(relation, "pauseQuantity"))
        if since is None or value is None:
            continue
        event = key_of(one(relation, "actReference"))
        source = f"{since[1]}[{number}][{reactions.get(event or '', '?')}]"
        span = length(value, UCUM.get(unit or ""))
        if span is None:
            notes.add(source, "no length that can be read")
        else:
            yield ReportedInterval(key, event or "?", since[0], span, source)


def _rechallenges(
    told: Entries, number: int, key: str, reactions: Mapping[str, int], notes: Notes
) -> Iterator[ReportedRechallenge]:
    for again in told.get("31", ()):
        event = key_of(one(again, "outboundRelationship1", "actReference"))
        source = f"G.k.9.i.4[{number}][{reactions.get(event or '', '?')}]"
        written = coded(again, "value")
        if written is not None and written in R3_RECURRENCE:
            yield ReportedRechallenge(key, event or "?", R3_RECURRENCE[written], source)
        elif written is not None:
            notes.add(source, "a code that is not in its list")
