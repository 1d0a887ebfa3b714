"""Mistakes in the model file and in a domain file: each is named with its place and a way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from causality.datafile import data_root, load_document, validate
from causality.errors import ModelError, Problem
from causality.findings.causes.domain_schema import DomainFile
from causality.network.differential.domain import compile_domain
from causality.network.differential.read import differential_model, read_differential

MODEL = data_root("models") / "networks" / "differential.yaml"
DOMAIN = Path(__file__).with_name("tiny.yaml")


def changed(text: str, old: str, new: str) -> tuple[str, int]:
    """The text with the first ``old`` replaced, and the line of the change."""
    assert old in text, old
    return text.replace(old, new, 1), text[: text.index(old)].count("\n") + 1


def problems(read: Callable[[Path], object], file: Path) -> tuple[Problem, ...]:
    with pytest.raises(ModelError) as error:
        read(file)
    return tuple(error.value.problems)


def read_domain(file: Path) -> object:
    document = load_document(file, ModelError, name=file.name)
    return compile_domain(
        validate(document, DomainFile, ModelError), differential_model(), document
    )


def test_the_file_that_ships_is_read() -> None:
    model = read_differential(MODEL)
    assert (model.id, model.sha256) == (differential_model().id, differential_model().sha256)
    assert read_domain(DOMAIN)


MISTAKES = {
    "a parent outside the shape": (
        "{when: {me: 'yes'}, then: {positive: 0.7}",
        "{when: {dose: 'yes'}, then: {positive: 0.7}",
        "'dose' is no parent of this node",
        "may depend on me or natural course",
    ),
    "another event's node as a parent": (
        "{when: {cause: drug}, then: {specific: 0.4}",
        "{when: {me: 'yes'}, then: {specific: 0.4}",
        "'me' is no parent of this node",
        "may depend on cause",
    ),
    "a state nobody knows": (
        "{when: {me: 'yes'}, then: {reaction: 0.05}",
        "{when: {me: perhaps}, then: {reaction: 0.05}",
        "unknown state 'perhaps'",
        "no, yes",
    ),
    "a row that sums to more than one": (
        "then: {toxic: 0.35, therapeutic: 0.55, low: 0.1}",
        "then: {toxic: 0.35, therapeutic: 0.65, low: 0.1}",
        "sum to 1.1, not to 1",
        "",
    ),
    "nothing left for the last state": (
        "then: {toxic: 0.35, therapeutic: 0.55, low: 0.1}",
        "then: {toxic: 0.45, therapeutic: 0.55}",
        "nothing is left for low",
        "",
    ),
    "two states left out": (
        "then: {toxic: 0.35, therapeutic: 0.55, low: 0.1}",
        "then: {toxic: 0.35}",
        "no number for therapeutic, low",
        "",
    ),
    "a value in another node": (
        "then: {toxic: 0.35, therapeutic: 0.55, low: 0.1}",
        "then: {toxic: 0.35, therapeutic: 0.55, high: 0.1}",
        "unknown state 'high'",
        "",
    ),
    "an unknown finding": (
        "reads: placebo",
        "reads: placbo",
        "unknown finding 'placbo'",
        "",
    ),
    "an unknown value of a finding": (
        "states: [reaction, no reaction]",
        "states: [reaction, no reply]",
        "unknown value 'no reply'",
        "reaction",
    ),
    "a prior that lacks a band": (
        "  listed: {value: 1,",
        "  lsted: {value: 1,",
        "lacks listed",
        "a number for each",
    ),
    "an unknown amount": ("  floor: {value", "  flor: {value", "flor", "floor"),
    "a probability of one": (
        "present: {value: 0.1, from: assumed, range: [0.03, 0.3]",
        "present: {value: 1, from: assumed, range: [0.03, 0.3]",
        "between 0 and 1",
        "",
    ),
    "no source": (
        '{value: 0.02, from: assumed, range: [0.005, 0.1], why: "probability of',
        '{value: 0.02, range: [0.005, 0.1], why: "probability of',
        "",
        "",
    ),
    "a negative number": ("median: {value: 10,", "median: {value: -10,", "", ""),
    "a published number without its place": (
        "window: {value: 365, from: assumed,",
        "window: {value: 365, from: published,",
        "",
        "",
    ),
}


@pytest.mark.parametrize("mistake", sorted(MISTAKES))
def test_a_mistake_in_the_model_is_named_where_it_stands(mistake: str, tmp_path: Path) -> None:
    old, new, wrong, right = MISTAKES[mistake]
    text = MODEL.read_text(encoding="utf-8")
    if old not in text:
        old = old.split(' why: "probability of')[0]
        new = new.split(' why: "probability of')[0]
    broken, line = changed(text, old, new)
    file = tmp_path / "mine.yaml"
    file.write_text(broken, encoding="utf-8")
    found = problems(read_differential, file)
    one = next((each for each in found if wrong in each.wrong), None)
    assert one is not None, found
    assert one.file == "mine.yaml"
    assert one.column > 0
    assert abs(one.line - line) <= 6
    assert right in f"{one.right} {one.wrong}"


def test_rows_that_leave_a_case_open_are_named_with_that_case(tmp_path: Path) -> None:
    broken, line = changed(
        MODEL.read_text(encoding="utf-8"),
        "      - {when: {me: 'no'}, then: {reaction: 0.2}",
        "      - {when: {me: 'no', natural course: relapsing}, then: {reaction: 0.2}",
    )
    file = tmp_path / "mine.yaml"
    file.write_text(broken, encoding="utf-8")
    found = problems(read_differential, file)
    told = {each.wrong for each in found}
    assert told == {
        f"no row for me no, natural course {course}"
        for course in ("self-limited", "progressive", "irreversible")
    }
    assert all("add a row" in each.right and abs(each.line - line) <= 6 for each in found)


def test_all_mistakes_of_the_model_are_named_at_once(tmp_path: Path) -> None:
    text = MODEL.read_text(encoding="utf-8")
    chosen = (
        "a parent outside the shape",
        "a state nobody knows",
        "an unknown finding",
        "two states left out",
    )
    for mistake in chosen:
        old, new, _, _ = MISTAKES[mistake]
        text, _ = changed(text, old, new)
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    told = " ".join(each.wrong for each in problems(read_differential, file))
    for mistake in chosen:
        assert MISTAKES[mistake][2] in told


DOMAIN_MISTAKES = {
    "an entity nobody knows": (
        "entities: {then: {hives: 0.95}",
        "entities: {then: {hivs: 0.95}",
        "hivs",
    ),
    "a rival named after no entity": ("entity: drying", "entity: dry", "'dry'"),
    "a sign of no entity": ("seen: {drying: {value", "seen: {dry: {value", "'dry'"),
    "a sign that leaves an entity out": (
        "otherwise: {value: 0.05, from: assumed, range: [0.01, 0.1], why: made up}",
        "hive: {value: 0.05, from: assumed, range: [0.01, 0.1], why: made up}",
        "no number for drying",
    ),
    "entities that sum to more than one": (
        "any drug: {then: {hives: 0.8}",
        "any drug: {then: {hives: 0.8, drying: 0.4}",
        "not to 1",
    ),
}


@pytest.mark.parametrize("mistake", sorted(DOMAIN_MISTAKES))
def test_a_mistake_in_a_domain_is_named_where_it_stands(mistake: str, tmp_path: Path) -> None:
    old, new, wrong = DOMAIN_MISTAKES[mistake]
    broken, line = changed(DOMAIN.read_text(encoding="utf-8"), old, new)
    file = tmp_path / "mine.yaml"
    file.write_text(broken, encoding="utf-8")
    found = problems(read_domain, file)
    one = next((each for each in found if wrong in each.wrong), None)
    assert one is not None, found
    assert one.column > 0
    assert abs(one.line - line) <= 3


def test_all_mistakes_of_a_domain_are_named_at_once(tmp_path: Path) -> None:
    text = DOMAIN.read_text(encoding="utf-8")
    chosen = ("an entity nobody knows", "a rival named after no entity", "a sign of no entity")
    for mistake in chosen:
        old, new, _ = DOMAIN_MISTAKES[mistake]
        text, _ = changed(text, old, new)
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    told = " ".join(each.wrong for each in problems(read_domain, file))
    for mistake in chosen:
        assert DOMAIN_MISTAKES[mistake][2] in told
