"""Every number under ``models/`` says where it is from, and every source named there exists.

A number is a scalar of digits, also with a unit behind it. It is at home where its mapping, or one
around it, has ``from`` - or ``origin``, which names one of the ``origins`` of its file - or where
its key only counts or names (``version``, ``year``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from causality.citation import Origin, bibliography
from causality.datafile import Data, Keys, load_document, read_document, written_path
from causality.errors import ModelError

MODELS = Path(__file__).resolve().parent.parent / "models"
FILES = sorted(MODELS.rglob("*.yaml"))
NAMES = [file.relative_to(MODELS).as_posix() for file in FILES]

NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?( ?(%|min|h|d|wk|mo|y))?")
LABELS = {
    "decimals": "how many digits a file keeps",
    "edition": "the name of an edition",
    "number": "the place of an item in its source",
    "order": "an order",
    "range": "the range of a number, beside its `from`",
    "version": "the version of a file",
    "year": "the year of a publication",
}
"""Keys under which a number is no number of the model, and what it is there."""

ORIGIN_KEYS = {"from", "cite", "at", "formula", "by", "why", "range"}


def bare_numbers(data: Data, origins: Data, path: Keys = (), *, at_home: bool) -> Iterator[str]:
    """Paths of the numbers in ``data`` that no origin covers."""
    if isinstance(data, dict):
        named = data.get("origin")
        covered = isinstance(origins, dict) and isinstance(named, str) and named in origins
        inside = at_home or "from" in data or covered
        for key, value in data.items():
            if key not in LABELS or isinstance(value, dict):
                yield from bare_numbers(value, origins, (*path, key), at_home=inside)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from bare_numbers(value, origins, (*path, index), at_home=at_home)
    elif isinstance(data, str) and NUMBER.fullmatch(data.strip()) and not at_home:
        yield written_path(path)


def mappings(data: Data, path: Keys = ()) -> Iterator[tuple[str, dict[str, Data]]]:
    """Every mapping in ``data`` with its path."""
    items: Iterator[tuple[str | int, Data]] = iter(())
    if isinstance(data, dict):
        yield written_path(path), data
        items = iter(data.items())
    elif isinstance(data, list):
        items = iter(enumerate(data))
    for key, value in items:
        yield from mappings(value, (*path, key))


def data_of(file: Path) -> Data:
    return load_document(file, ModelError).data


def origins_of(data: Data) -> Data:
    return data.get("origins") if isinstance(data, dict) else None


def test_there_are_models_to_look_at() -> None:
    assert {"bibliography", "methods", "time_to_onset"} <= {name.split("/")[0] for name in NAMES}


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_number_says_where_it_is_from(file: Path) -> None:
    data = data_of(file)
    assert list(bare_numbers(data, origins_of(data), at_home=False)) == []


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_origin_says_what_its_kind_needs(file: Path) -> None:
    for path, mapping in mappings(data_of(file)):
        if "from" in mapping:
            origin = {key: mapping[key] for key in mapping.keys() & ORIGIN_KEYS}
            if "within" in mapping:
                origin.setdefault("range", None)  # the spread is written as a factor
            try:
                Origin.model_validate(origin)
            except ValueError as fault:
                pytest.fail(f"{file.name}: {path}: {fault}")


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_an_assumed_value_lies_within_its_range(file: Path) -> None:
    for path, mapping in mappings(data_of(file)):
        value, swept = mapping.get("value"), mapping.get("range")
        if isinstance(value, str) and isinstance(swept, list) and NUMBER.fullmatch(value):
            low, high = (float(str(end)) for end in swept)
            assert low <= float(value) <= high, f"{file.name}: {path}"


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_origin_that_is_named_exists(file: Path) -> None:
    data = data_of(file)
    origins = origins_of(data)
    known = set(origins) if isinstance(origins, dict) else set()
    named = [mapping["origin"] for _, mapping in mappings(data) if "origin" in mapping]
    assert {name for name in named if isinstance(name, str)} <= known


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_source_that_is_cited_exists(file: Path) -> None:
    for path, mapping in mappings(data_of(file)):
        for key in ("cite", "read in"):
            cited = mapping.get(key)
            names = cited if isinstance(cited, list) else [] if cited is None else [cited]
            unknown = [name for name in names if name not in bibliography()]
            assert unknown == [], f"{file.name}: {path}.{key}"


def test_every_source_has_an_id_of_its_own() -> None:
    # `bibliography()` refuses a second use; this also counts what it kept.
    folder = [file for file in FILES if file.parent.name == "bibliography"]
    entries = [entry for file in folder for _, entry in mappings(data_of(file)) if "id" in entry]
    assert len(bibliography()) == len(entries) == len({str(entry["id"]) for entry in entries})


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("points: 1", ["points"]),
        ("days: 30 d", ["days"]),
        ("rows: [{mu: 0.5}]", ["rows[0].mu"]),
        ("rows: [{mu: 0.5, from: published}]", []),
        ("spread: {from: derived, parts: [1, 2]}", []),
        ("version: 3", []),
        ("origins: {a: {from: elicited, by: x}}\nrows: [{p: 1, origin: a}, {p: 2}]", ["rows[1].p"]),
        ("text: 36 of 38", []),
    ],
)
def test_a_bare_number_is_seen(text: str, bare: list[str]) -> None:
    data = read_document(text.encode(), "f", ModelError).data
    assert list(bare_numbers(data, origins_of(data), at_home=False)) == bare
