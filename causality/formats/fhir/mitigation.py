"""FHIR: what was done about an event - to its suspects, or for the patient."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from causality.findings.latency_names import plain_name
from causality.formats.fhir.codes import ACTION_WORDS, BACKPORT
from causality.formats.fhir.element import Element, label
from causality.formats.fhir.medication import is_unusable, taken
from causality.formats.fhir.resources import Pointed, Resources, pointed
from causality.formats.reported import Action, ReportedDrug, ReportedTreatment

__all__ = ["Mitigation", "drug_names", "mitigation"]

_STOPPED = frozenset({"stopped", "cancelled", "revoked"})


@dataclass(frozen=True, slots=True)
class Mitigation:
    """Actions by key of the drug, treatments, and the paths of resources that told of them."""

    actions: dict[str, Action]
    treatments: tuple[ReportedTreatment, ...]
    paths: frozenset[str]


def drug_names(drug: ReportedDrug) -> frozenset[str]:
    """Every name of a drug, as names are compared."""
    return frozenset(map(plain_name, (drug.name, *drug.substances))) - {""}


def mitigation(
    event: Element, suspects: tuple[ReportedDrug, ...], resources: Resources
) -> Mitigation:
    """What release 5 and the research guide say of mitigating actions; release 4 has none."""
    said: dict[str, set[Action]] = {}
    treatments = []
    paths = set()
    for what in _items(event, resources):
        told = what.resource
        if told is None:
            if not what.kind and what.words:
                action = _action(what.words)
                if action is None:
                    treatments.append(ReportedTreatment(what.words, source=what.place))
                else:
                    _of_the_only(action, suspects, said, what, event)
            continue
        paths.add(told.path)
        if is_unusable(told):
            continue
        if told.kind == "Procedure":
            treatments += _procedure(told, what)
            continue
        given = taken(told, "given", "concomitant", resources)
        same = [drug for drug in suspects if drug_names(drug) & drug_names(given)]
        if same and told.text("status") in _STOPPED:
            for drug in same:
                said.setdefault(drug.key, set()).add("withdrawn")
        elif not same and (given.name or given.substances):
            dose = next(iter(given.doses), None)
            treatments.append(
                ReportedTreatment(
                    name=given.name or given.substances[0],
                    start=dose.start if dose else None,
                    stop=dose.stop if dose else None,
                    source=what.place,
                )
            )
    for key in [key for key, actions in said.items() if len(actions) > 1]:
        del said[key]
        event.notes.add("mitigatingAction", "actions that do not agree; not used")
    actions = {key: next(iter(found)) for key, found in said.items()}
    return Mitigation(actions, tuple(treatments), frozenset(paths))


def _items(event: Element, resources: Resources) -> Iterator[Pointed]:
    for action in event.each("mitigatingAction"):
        if (what := pointed(action, "item", resources)) is not None:
            yield what
    for action in event.extensions("mitigating-action", BACKPORT):
        for one in action.each("extension"):
            if one.text("url") == "item" and (what := pointed(one, "value", resources)):
                yield what


def _action(words: str) -> Action | None:
    plain = words.casefold()
    return next((action for shown, action in ACTION_WORDS if shown in plain), None)


def _of_the_only(
    action: Action,
    suspects: tuple[ReportedDrug, ...],
    said: dict[str, set[Action]],
    what: Pointed,
    event: Element,
) -> None:
    """An action that names no drug is that of the only suspect."""
    if len({frozenset(drug_names(drug)) or drug.key for drug in suspects}) != 1:
        event.notes.add(what.place, "an action, but on which drug is not said; not used")
        return
    for drug in suspects:
        said.setdefault(drug.key, set()).add(action)


def _procedure(told: Element, what: Pointed) -> Iterator[ReportedTreatment]:
    name = label(told.one("code"))
    if name is not None:
        at, _ = told.date("performedDateTime", "occurrenceDateTime")
        yield ReportedTreatment(name, start=at, source=what.place)
