"""FHIR: what was done about an event - to its suspects, or for the patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from causality.findings.latency_names import plain_name
from causality.formats.fhir.codes import ACTION_WORDS, BACKPORT
from causality.formats.fhir.element import Element, label
from causality.formats.fhir.medication import is_unusable, taken
from causality.formats.fhir.resources import Pointed, Resources, pointed
from causality.formats.reported import Action, ReportedDose, ReportedDrug, ReportedTreatment

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
    found = _Found(event, suspects, {}, [])
    paths = set()
    for what in _items(event, resources):
        if what.resource is None:
            _in_words(what, found)
            continue
        paths.add(what.resource.path)
        if not is_unusable(what.resource):
            _recorded(what, what.resource, found, resources)
    agreed = {key: next(iter(said)) for key, said in found.actions.items() if len(said) == 1}
    if len(agreed) < len(found.actions):
        event.notes.add("mitigatingAction", "actions that do not agree; not used")
    return Mitigation(agreed, tuple(found.treatments), frozenset(paths))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found so far, and for which event and drugs."""

    event: Element
    suspects: tuple[ReportedDrug, ...]
    actions: dict[str, set[Action]]
    treatments: list[ReportedTreatment]

    def did(self, action: Action, drugs: Iterable[ReportedDrug]) -> None:
        """Note an action on some of the suspects."""
        for drug in drugs:
            self.actions.setdefault(drug.key, set()).add(action)


def _in_words(what: Pointed, found: _Found) -> None:
    """An action that names no drug is that of the only suspect; other words are a treatment."""
    if what.kind or not what.words:
        return
    action = _action(what.words)
    if action is None:
        found.treatments.append(ReportedTreatment(what.words, source=what.place))
    elif len({drug_names(drug) or drug.key for drug in found.suspects}) == 1:
        found.did(action, found.suspects)
    else:
        found.event.notes.add(what.place, "an action, but on which drug is not said; not used")


def _recorded(what: Pointed, told: Element, found: _Found, resources: Resources) -> None:
    """An order or an intake: of a suspect, how it was stopped; of another drug, a treatment."""
    if told.kind == "Procedure":
        name = label(told.one("code"))
        at, _ = told.date("performedDateTime", "occurrenceDateTime")
        if name is not None:
            found.treatments.append(ReportedTreatment(name, start=at, source=what.place))
        return
    given = taken(told, "given", "concomitant", resources)
    same = [drug for drug in found.suspects if drug_names(drug) & drug_names(given)]
    if same and told.text("status") in _STOPPED:
        found.did("withdrawn", same)
    elif not same and (name := given.name or next(iter(given.substances), None)):
        dose = next(iter(given.doses), ReportedDose())
        found.treatments.append(
            ReportedTreatment(name, start=dose.start, stop=dose.stop, source=what.place)
        )


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
