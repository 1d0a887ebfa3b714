"""FHIR from strangers: damage, depth, size, loops and wrong types end in a case or a named reason.

Ten thousand damaged files: ``CAUSALITY_MUTATED_RUNS=10000``.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from causality.assessment import assess
from causality.case.read import read_case
from causality.case.write import write_case
from causality.errors import CausalityError, InputError
from causality.formats import fhir
from causality.formats.fhir import read as module
from causality.formats.report import Report
from tests.formats.fhir_samples import (
    EVENTS,
    as_bytes,
    bundle,
    example,
    intake,
    one,
    r4,
    r5,
    read,
    with_referenced,
)
from tests.formats.mutation import CANARY

_RUNS = int(os.environ.get("CAUSALITY_MUTATED_RUNS", "200"))
_ASSESSED = 20
"""One report in so many is also assessed, and its file read back."""
_ODD: tuple[Any, ...] = (
    None,
    "",
    "0",
    -1,
    1e400,
    True,
    [],
    {},
    [[]],
    [None],
    "2024-13-99",
    "#",
    "#inside",
    "Patient/p1",
    "x" * 5_000,
    CANARY,
    f"{CANARY} " * 600,
    {"reference": f"Medication/{CANARY}"},
    [{"text": CANARY}],
    {"coding": [{"code": CANARY}], "text": "ä" * 40},
)


def problem(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(raw)
    return str(caught.value)


def test_a_file_without_an_adverse_event_is_named() -> None:
    assert "holds no resource of the type AdverseEvent" in problem(as_bytes(intake()))


def test_deep_nesting_is_refused() -> None:
    deep = b'{"resourceType":"AdverseEvent","extension":' + b"[" * 60 + b"]" * 60 + b"}"
    assert "nested more than 32 deep" in problem(deep)
    assert "nested" in problem(deep.replace(b"[" * 60 + b"]" * 60, b"[" * 100_000))


def test_too_many_entries_and_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    many = b'{"resourceType":"AdverseEvent","x":[' + b",".join([b"1"] * 200_001) + b"]}"
    assert "more than 200,000 entries" in problem(many)
    monkeypatch.setattr(module, "MAX_FILE", 1_000)
    assert "larger than 1,000 bytes" in problem(as_bytes(r4(id="x" * 2_000)))


def test_a_key_that_stands_twice_is_refused() -> None:
    assert "is written twice" in problem(as_bytes(r4()).replace(b'"id"', b'"actuality"'))


def test_two_resources_of_one_name_are_used_by_nobody() -> None:
    report = one(bundle(r4(), intake(), intake(medicationCodeableConcept={"text": "ibuprofen"})))
    assert report.case is not None
    assert "amoxicillin" not in {drug.name for drug in report.case.drugs if drug.role == "suspect"}
    assert any(
        note.endswith("refers to a resource that is in the file twice") for note in report.notes
    )


def test_the_same_resource_twice_is_one() -> None:
    report = one(bundle(r4(), intake(), intake()))
    assert report.case is not None
    assert [drug.name for drug in report.case.drugs] == ["amoxicillin"]


def test_a_reference_that_dangles_is_told_by_place_and_never_by_content() -> None:
    suspect = {"instance": {"reference": f"Medication/{CANARY}"}}
    report = one(r4(suspectEntity=[suspect, suspect], subject={"reference": f"Patient/{CANARY}"}))
    assert report.case is not None
    assert len(report.case.drugs) == 1
    assert CANARY not in " ".join(report.notes)
    assert "suspectEntity[0].instance: refers to a resource that is not in the file" in report.notes


def test_references_in_a_ring_end() -> None:
    ring = {
        "resourceType": "Medication",
        "id": "x",
        "ingredient": [{"itemReference": {"reference": "Medication/x"}}],
    }
    event = r4(
        subject={"reference": "AdverseEvent/e1"},
        suspectEntity=[{"instance": {"reference": "Medication/x"}}],
        resultingCondition=[{"reference": "AdverseEvent/e1"}],
        subjectMedicalHistory=[{"reference": "AdverseEvent/e1"}],
    )
    assert one(bundle(event, ring)).case is not None


def test_bundles_within_bundles_are_opened_without_going_deep() -> None:
    inner: dict[str, Any] = bundle(r4())
    for _ in range(6):
        inner = {"resourceType": "Bundle", "entry": [{"resource": inner}]}
    assert len(read(inner)) == 1


@pytest.mark.parametrize("event", [r4, r5])
@pytest.mark.parametrize("value", [7, "text", True, [3], [["x"]], {"a": {"b": []}}, None])
def test_a_value_of_the_wrong_type_is_left_out(
    event: Callable[..., dict[str, Any]], value: Any
) -> None:
    whole = event(date="2024-03-05", outcome={}, causality={}, extension=[], meta={})
    for key in set(whole) - {"resourceType", "modifierExtension", "implicitRules", "status"}:
        for report in read(bundle({**whole, key: value}, intake())):
            assert (report.case is None) == (report.refusal is not None)


def test_a_wrong_type_is_told_by_place() -> None:
    report = one(bundle(r4(outcome="fatal", seriousness=[[]]), intake()))
    assert "entry[0].resource.outcome: not of the type that FHIR gives it" in report.notes


@pytest.fixture(scope="module")
def pool() -> tuple[dict[str, Any], ...]:
    return (*map(example, EVENTS), *map(with_referenced, EVENTS), bundle(r4(), r5(), intake()))


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every container in ``data`` with each of its keys."""
    found, pending = [], [data]
    while pending:
        value = pending.pop()
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inside in items:
            found.append((value, key))
            if isinstance(inside, (dict, list)):
                pending.append(inside)
    return found


def mutated(pool: tuple[dict[str, Any], ...], number: int) -> bytes:
    """A third damaged in bytes, a third in structure, a third in values."""
    rng = random.Random(f"fhir{number}")  # noqa: S311 - a seed, not a secret
    data = deepcopy(rng.choice(pool))
    for _ in range(rng.randint(1, 6) if number % 3 else 0):
        holder, key = rng.choice(places(data))
        if number % 3 == 1:
            holder[key] = deepcopy(rng.choice(_ODD))
            continue
        other, theirs = rng.choice(places(data))
        how = rng.randrange(3)
        if how == 0:
            del holder[key]
        elif how == 1:
            holder[key] = deepcopy(other[theirs])
        else:
            holder[key] = [deepcopy(holder[key]) for _ in range(rng.choice((2, 2, 40)))]
        if not places(data):
            break
    raw = as_bytes(data)
    if number % 3:
        return raw
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(raw))
        end = at + rng.choice((0, 1, 5, 400, len(raw)))
        raw = raw[:at] + rng.choice((b"", b"{", b"]", rng.randbytes(4), b'"')) + raw[end:]
        raw = raw or b"{"
    return raw


def _read(raw: bytes) -> tuple[tuple[Report, ...], CausalityError | None]:
    try:
        return read(raw), None
    except CausalityError as error:
        return (), error


def test_a_damaged_file_ends_in_cases_or_named_refusals(pool: tuple[dict[str, Any], ...]) -> None:
    read_ = refused = 0
    for number in range(_RUNS):
        raw = mutated(pool, number)
        began = time.process_time()
        reports, error = _read(raw)
        refused += error is not None
        # A key may be named where it stands twice; what stands under it never is.
        assert CANARY not in re.sub(r"the key '[^']*'", "", str(error))
        assert time.process_time() - began < 2, number
        for report in reports:
            read_ += report.case is not None
            refused += report.case is None
            assert (report.case is None) == (report.refusal is not None)
            assert CANARY not in " ".join((*report.notes, report.refusal or ""))
            if report.case is not None and number % _ASSESSED == 1:
                assert read_case(write_case(report.case).encode()) == report.case
                assess(report.case)
    assert read_ > _RUNS / 5
    assert refused > _RUNS / 20


def test_a_packet_is_unpacked(tmp_path: Any) -> None:
    import gzip

    file = tmp_path / "event.json.gz"
    file.write_bytes(gzip.compress(as_bytes(bundle(r4(), intake()))))
    (report,) = fhir.read_fhir(file)
    assert report.case is not None
