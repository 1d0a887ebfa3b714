"""A case to the facts of its events: members, joint causes, rivals, tests, signs, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from causality.case.case import Case
from causality.case.entries import Alternative, Drug, Event
from causality.findings.causes.domain_schema import DomainFile
from causality.findings.causes.event_facts import (
    JOINT_KINDS,
    PRESENCE,
    RATE_KINDS,
    STATUS,
    TEST_RESULTS,
    EventFacts,
    event_facts,
)
from causality.findings.causes.names import (
    any_name,
    domain_of,
    domains,
    shipped_tests,
    test_of,
)
from causality.findings.causes.numbers import numbers_of
from causality.findings.latency_windows import NO_ROW

__all__ = ["extract_events"]


class _Rows:
    """The rows of every table as they are found, with their labels and grounds."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.labels: dict[str, list[str]] = {}
        self.titles: dict[str, list[str]] = {}
        self.grounds: dict[tuple[str, int], tuple[str, ...]] = {}
        self.sources: dict[tuple[str, int], str] = {}

    def add(
        self,
        table: str,
        row: Mapping[str, Any],
        label: str,
        grounds: Sequence[str] = (),
        source: str | None = None,
        title: str | None = None,
    ) -> int:
        """Add a row and give its place; ``title`` are the words for its ``label``."""
        rows = self.rows.setdefault(table, [])
        rows.append(dict(row))
        self.labels.setdefault(table, []).append(label)
        self.titles.setdefault(table, []).append(title or label.replace("-", " "))
        place = len(rows) - 1
        if grounds:
            self.grounds[table, place] = tuple(grounds)
        if source is not None:
            self.sources[table, place] = source
        return place


def extract_events(
    case: Case,
    pairs: Sequence[tuple[str, str]],
    priors: Mapping[str, float] | None = None,
) -> EventFacts:
    """The facts of every event of the case; ``pairs`` name the rows of the facts of pairs.

    ``priors`` are a reader's own odds of drugs against the background; they go before any rate.
    """
    out = _Rows()
    drugs = {drug.id: drug for drug in case.drugs}
    rows: dict[str, list[tuple[int, str]]] = {}
    for row, (drug, of) in enumerate(pairs):
        rows.setdefault(of, []).append((row, drug))
    for number, event in enumerate(case.events):
        terms = (event.term, *event.terms)
        place = domain_of(terms)
        domain = domains()[place] if place >= 0 else None
        out.add("event", {"domain": place}, event.id, (event.id,), domain.id if domain else None)
        members = {
            drug: _add_member(
                out, (number, row), drugs[drug], event, case, domain, (priors or {}).get(drug)
            )
            for row, drug in rows.get(event.id, ())
        }
        _joint(out, number, case, event, members)
        _rivals(out, number, case, event, members, domain)
        if domain is not None:
            _seen(out, number, case, event, domain)
    return event_facts(out.rows, out.labels, out.titles, out.grounds, out.sources)


def _add_member(
    out: _Rows,
    place: tuple[int, int],
    drug: Drug,
    event: Event,
    case: Case,
    domain: DomainFile | None,
    prior: float | None,
) -> int:
    values, label, grounds, source = _member(*place, drug, event, case, domain)
    if prior is not None:
        own = RATE_KINDS.index("given by the reader")
        values |= {"odds": prior, "odds_sigma": 0.0, "basis": own, "window": float("nan")}
        source = None
    return out.add("member", values, label, grounds, source, drug.name)


def _member(
    number: int, row: int, drug: Drug, event: Event, case: Case, domain: DomainFile | None
) -> tuple[dict[str, Any], str, tuple[str, ...], str | None]:
    earlier = {
        item.result
        for item in case.earlier_exposures
        if item.drug == drug.id and item.agent == "same drug" and item.event in (None, event.id)
    }
    told, rate = numbers_of(
        (drug.name, *drug.classes),
        (event.term, *event.terms),
        domain,
        timed=event.relation not in NO_ROW,
        re_exposed="tolerated" in earlier,
        reacted="similar reaction" in earlier,
    )
    values: dict[str, Any] = {"event": number, "pair": row, **told}
    status = [
        item for item in case.alternatives if item.drug == drug.id and item.of in (None, event.id)
    ]
    if status:
        values["status"] = STATUS.index(status[0].status)
    grounds = (drug.id, *(item.id for item in status[:1]))
    return values, drug.id, grounds, rate


def _joint(out: _Rows, number: int, case: Case, event: Event, members: Mapping[str, int]) -> None:
    for item in case.interactions:
        if item.event not in (None, event.id) or item.drug not in members:
            continue
        established = {"yes": 1, "no": 0}.get(item.mechanism_known, -1)
        values = {"event": number, "first": members[item.drug], "established": established}
        for other in item.precipitants:
            if other in members:
                row = {**values, "kind": JOINT_KINDS.index("drugs"), "second": members[other]}
                out.add("joint", row, f"{item.drug}+{other}", (item.id,))
        if item.condition is not None:
            row = {**values, "kind": JOINT_KINDS.index("condition")}
            out.add("joint", row, f"{item.drug}+{item.condition}", (item.id,))


def _rivals(
    out: _Rows,
    number: int,
    case: Case,
    event: Event,
    members: Mapping[str, int],
    domain: DomainFile | None,
) -> None:
    for item in case.alternatives:
        if item.of not in (None, event.id) or item.role != "competing" or item.drug in members:
            continue
        rival, entity = _in_domain(item, domain)
        row = {
            "event": number,
            "rival": rival,
            "entity": entity,
            "status": STATUS.index(item.status),
            "present": PRESENCE.index(item.present) if item.present in PRESENCE else -1,
        }
        place = out.add("rival", row, item.id, (item.id,), title=item.term)
        for test in _tests(item, place, entity, number, domain):
            out.add("test", *test)


def _in_domain(item: Alternative, domain: DomainFile | None) -> tuple[int, int]:
    """The rival of the domain that the case names, and the entity if naming it says that."""
    if domain is None:
        return -1, -1
    entities = [entity.id for entity in domain.entities]
    for place, rival in enumerate(domain.rivals):
        if any_name((item.term,), (rival.title, rival.id, *rival.names)):
            entity = -1 if rival.entity is None else entities.index(rival.entity)
            return place, entity
    return -1, -1


def _tests(
    item: Alternative, place: int, entity: int, number: int, domain: DomainFile | None
) -> Iterator[tuple[dict[str, Any], str, tuple[str, ...], str]]:
    names = [item.term]
    if domain is not None:
        rival, _ = _in_domain(item, domain)
        if rival >= 0:
            told = domain.rivals[rival]
            names += [told.title, told.id, *told.names]
            if told.entity is not None:
                names += [told.entity, *(e.title for e in domain.entities if e.id == told.entity)]
    for test in item.tests:
        row = test_of(test.test, names, shipped_tests().rows)
        if row is None or test.result not in TEST_RESULTS:
            continue
        values = {
            "event": number,
            "rival": place,
            "entity": entity,
            "result": TEST_RESULTS.index(test.result),
            "sensitivity": row.sensitivity.value,
            "sensitivity_sigma": row.sensitivity.odds_sigma,
            "specificity": row.specificity.value,
            "specificity_sigma": row.specificity.odds_sigma,
        }
        yield values, test.id, (item.id, test.id), row.id


def _seen(out: _Rows, number: int, case: Case, event: Event, domain: DomainFile) -> None:
    found: dict[int, list[str]] = {}
    for item in case.observations:
        if item.of == event.id:
            for sign in item.signs:
                for place, known in enumerate(domain.signs):
                    if any_name((sign,), (known.id, known.title, *known.names)):
                        found.setdefault(place, []).append(item.id)
    for place, entries in sorted(found.items()):
        sign = domain.signs[place].id
        title = domain.signs[place].title
        out.add("sign", {"event": number, "sign": place}, sign, entries, sign, title)
    raising = [(raised, rival.id) for rival in domain.rivals for raised in rival.raised_by]
    for place, (raised, rival) in enumerate(raising):
        ids = [
            item.id
            for item in case.patient.conditions
            if item.present == "yes" and any_name((item.term,), raised.condition)
        ]
        if ids:
            out.add("condition", {"event": number, "raises": place}, rival, ids)
