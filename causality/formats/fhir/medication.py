"""FHIR: what a patient was given - medications, and the resources that record their use."""

from __future__ import annotations

from dataclasses import dataclass, replace

from causality.formats.fhir.codes import NOT_GIVEN
from causality.formats.fhir.element import Element, label
from causality.formats.fhir.resources import Pointed, Resources, pointed
from causality.formats.reported import ReportedDose, ReportedDrug, Role

__all__ = ["INTAKE", "NO_DRUG", "drug_of", "is_unusable", "taken"]

INTAKE = frozenset(
    {"MedicationAdministration", "MedicationStatement", "MedicationUsage", "Immunization"}
)
"""Resources that say that a drug was taken."""
_ORDERED = frozenset({"MedicationRequest", "MedicationDispense"})
_AT = ("effectiveDateTime", "occurenceDateTime", "occurrenceDateTime")
_DURING = ("effectivePeriod", "occurencePeriod", "occurrencePeriod")
"""Release 5 spells two of them with one r."""
NO_DRUG = frozenset({"Device", "DeviceUsage", "Procedure", "ResearchStudy"})
"""Resources that may be suspected and are no drug."""


@dataclass(frozen=True, slots=True)
class _Product:
    name: str = ""
    substances: tuple[str, ...] = ()
    batch: str | None = None
    form: str | None = None


def is_unusable(resource: Element) -> bool:
    """Whether a resource was entered in error, or is one that nobody may read without knowing how.

    An extension that modifies a meaning may not be passed over.
    """
    if resource.text("status") == "entered-in-error":
        resource.notes.add(resource.place("status"), "entered in error, not used")
        return True
    if next(resource.each("modifierExtension"), None) is not None:
        resource.notes.add(resource.place("modifierExtension"), "not known here; not used")
        return True
    return False


def drug_of(what: Pointed, key: str, role: Role, resources: Resources) -> ReportedDrug | None:
    """The drug behind a reference; None, with a note, where it is no drug."""
    if what.kind in NO_DRUG:
        return None
    if what.resource is None:
        # Two references to the same thing that is not there mean one drug.
        name = what.words or ""
        return ReportedDrug(f"{role} {what.key}", name, role, source=what.place)
    if is_unusable(what.resource):
        return None
    found = taken(what.resource, key, role, resources)
    if not found.name and not found.substances and what.words:
        found = replace(found, name=what.words)
    return replace(found, source=what.place)


def taken(resource: Element, key: str, role: Role, resources: Resources) -> ReportedDrug:
    """What a resource says of a drug: its name, and where it records the use, one dose."""
    if resource.kind not in INTAKE | _ORDERED:
        product = _product(resource, resources)
        return ReportedDrug(key, product.name, role, product.substances, source=resource.path)
    if resource.kind == "Immunization":
        name = label(resource.one("vaccineCode")) or ""
        product = _Product(name, batch=resource.text("lotNumber"))
    else:
        product = _medicine(resource, resources)
    status = resource.text("status") or ""
    not_given = status in NOT_GIVEN
    doses = (_dose(resource, product, status),) if resource.kind in INTAKE else ()
    return ReportedDrug(
        key=key,
        name=product.name,
        role="not given" if not_given else role,
        substances=product.substances,
        indications=tuple(_reasons(resource, resources)),
        doses=() if not_given else doses,
        source=resource.path or resource.kind,
    )


def _medicine(resource: Element, resources: Resources) -> _Product:
    told = pointed(resource, "medication", resources)
    if told is None:
        return _Product()
    if told.resource is None:
        return _Product(told.words or "")
    product = _product(told.resource, resources)
    return product if product.name else replace(product, name=told.words or "")


def _product(resource: Element, resources: Resources) -> _Product:
    """A medication, or whatever else has a code: its name and what is in it."""
    named = label(resource.one("code")) or label(resource.one("productCode"))
    substances = []
    for part in resource.each("ingredient"):
        inside = pointed(part, "item", resources)
        if inside is not None:
            name = inside.words
            if name is None and inside.resource is not None:
                name = label(inside.resource.one("code"))
            substances.append(name)
    batch = resource.one("batch")
    form = resource.one("form") or resource.one("doseForm")
    return _Product(
        named or "",
        tuple(filter(None, substances)),
        batch.text("lotNumber") if batch is not None else None,
        label(form),
    )


def _dose(resource: Element, product: _Product, status: str) -> ReportedDose:
    at, place = resource.date(*_AT)
    start, stop, places = at, None, [place] if at else []
    for key in _DURING:
        period = resource.one(key)
        if period is not None and at is None:
            (start, from_), (stop, to) = period.date("start"), period.date("end")
            places = [one for one in (from_, to) if one]
    given = resource.kind in {"MedicationAdministration", "Immunization"}
    once = at is not None and given and status == "completed"
    dosage = resource.one("dosage")
    amount, route = _amount(dosage), dosage.one("route") if dosage is not None else None
    if resource.kind == "Immunization":
        amount, route = _quantity(resource.one("doseQuantity")), resource.one("route")
    return ReportedDose(
        start=start,
        stop=at if once else stop,
        amount=amount,
        route=label(route),
        form=product.form,
        batch=product.batch,
        once=once,
        source=", ".join(places) or resource.path or resource.kind,
    )


def _amount(dosage: Element | None) -> str | None:
    """``3.6 mg``, and behind it what the dosage text adds."""
    if dosage is None:
        return None
    told = dosage.text("text")
    measured = _quantity(dosage.one("dose"))
    for part in dosage.each("doseAndRate"):
        measured = measured or _quantity(part.one("doseQuantity") or part.one("rateQuantity"))
    if measured is None:
        return told
    return f"{measured} ({told})" if told else measured


def _quantity(quantity: Element | None) -> str | None:
    if quantity is None or (value := quantity.text("value")) is None:
        return None
    unit = quantity.text("unit") or quantity.text("code")
    return f"{value} {unit}" if unit else value


def _reasons(resource: Element, resources: Resources) -> list[str]:
    told = [label(one) for one in resource.each("reasonCode")]
    for key in ("reasonReference", "reason"):
        for one in resource.each(key):
            inner = one.one("concept")
            if inner is not None:
                told.append(label(inner))
                continue
            reference = one.one("reference") if isinstance(one.data.get("reference"), dict) else one
            found = resources.follow(reference) if reference is not None else None
            told.append(label(found.one("code")) if found is not None else None)
    return [one for one in told if one]
