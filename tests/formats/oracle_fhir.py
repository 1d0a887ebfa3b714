"""Our bundles and every resource in them, judged by the models of ``fhir.resources``.

Not part of the ordinary run: ``fhir.resources`` is in no lock. ``make oracles`` runs it.
"""

from __future__ import annotations

import json
from importlib import import_module

import pytest

from causality.formats.writers import Release, as_fhir
from tests.formats.written_cases import assessed_cases

# Release 4B has the adverse event of release 4; the package has no release 4.
MODELS = {Release.R4: "fhir.resources.R4B.bundle", Release.R5: "fhir.resources.bundle"}


@pytest.mark.parametrize("release", Release)
def test_every_bundle_is_one(release: Release) -> None:
    model = import_module(MODELS[release]).Bundle
    for case, assessment in assessed_cases():
        text = as_fhir([(case, assessment)], release)
        assert len(model.model_validate(json.loads(text)).entry) >= len(case.events)
