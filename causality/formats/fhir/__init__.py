"""HL7 FHIR: adverse events of releases 4, 4B and 5, alone or in bundles, to cases."""

from causality.formats.fhir.read import read_fhir, reports

__all__ = ["read_fhir", "reports"]
