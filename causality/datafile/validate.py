"""Typing a document by its schema: every fault as a problem with its place, in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from causality.datafile.document import Document, Keys, first_problems, written_path
from causality.datafile.record import MAX_FAULTS, FaultBudget, Hopeless
from causality.datafile.sentences import ABOUT_THE_KEY, ABOUT_THE_PARENT, said
from causality.errors import InputError, Problem

__all__ = ["validate"]

M = TypeVar("M", bound=BaseModel)


def validate(document: Document, schema: type[M], error: type[InputError], *, path: Keys = ()) -> M:
    """The value at ``path`` in ``document``, typed by ``schema``.

    Raises ``error`` with one problem for every fault. The exception holds nothing else: no value
    of the file stands in its traceback.
    """
    data = document.value(path)
    if data is None and not path:
        raise error([Problem(document.name, 0, 0, "", "the file is empty")])
    try:
        return schema.model_validate(data, context=FaultBudget(), by_alias=True, by_name=False)
    except Hopeless:
        wrong, right = f"more than {MAX_FAULTS:,} problems", "is it a file of this kind?"
        raise error([Problem(document.name, 0, 0, "", wrong, right)]) from None
    except ValidationError as fault:
        details = fault.errors(include_url=False, include_input=False)
    problems = _problems(document, schema, path, details)
    raise error(first_problems(problems, document.name))


@dataclass(frozen=True, slots=True)
class _Fault:
    """One fault: the path to it, and the form of a union it belongs to, if it does."""

    path: tuple[str | int, ...]
    union: tuple[str | int, ...] | None
    form: tuple[str | int, ...]
    details: ErrorDetails
    on_key: bool = False


def _problems(
    document: Document, schema: type[BaseModel], start: Keys, details: Iterable[ErrorDetails]
) -> list[Problem]:
    plain: list[_Fault] = []
    unions: dict[tuple[str | int, ...], list[_Fault]] = defaultdict(list)
    for detail in details:
        fault = _located(document, start, detail)
        if fault.union is None:
            plain.append(fault)
        else:
            unions[fault.union].append(fault)
    problems = [_problem(document, schema, start, fault) for fault in plain]
    for path, faults in unions.items():
        problems += _union_problems(document, schema, start, path, faults)
    return problems


def _located(document: Document, start: Keys, detail: ErrorDetails) -> _Fault:
    """Where a fault is; parts of pydantic's location that name a form of a union are told apart."""
    path: tuple[str | int, ...] = tuple(start)
    form: tuple[str | int, ...] = ()
    union = None
    *_, last = detail["loc"] or (None,)
    for number, part in enumerate(detail["loc"], start=1):
        lacking = detail["type"] == "missing" and number == len(detail["loc"])
        if lacking or document.holds((*path, part)):
            path = (*path, part)
        elif part != "[key]":
            union = path if union is None else union
            form = (*form, part)
    return _Fault(path, union, form, detail, on_key=last == "[key]")


def _problem(document: Document, schema: type[BaseModel], start: Keys, fault: _Fault) -> Problem:
    kind = fault.details["type"]
    at_key = fault.on_key or kind in ABOUT_THE_KEY
    about_parent = kind in ABOUT_THE_KEY or kind in ABOUT_THE_PARENT
    place = document.key_position(fault.path) if at_key else document.position(fault.path)
    wrong, right = said(document, schema, fault.path, len(start), fault.details)
    shown_path = fault.path[:-1] if about_parent else fault.path
    return Problem(document.name, *place, written_path(shown_path), wrong, right)


def _union_problems(
    document: Document,
    schema: type[BaseModel],
    start: Keys,
    path: tuple[str | int, ...],
    faults: list[_Fault],
) -> list[Problem]:
    """The faults of the one form that was meant, if that is clear; else one problem for all."""
    forms: dict[str | int, list[_Fault]] = defaultdict(list)
    for fault in faults:
        forms[fault.form[0]].append(fault)
    meant = [
        form
        for form in forms.values()
        if not any(len(f.path) == len(path) and f.details["type"].endswith("_type") for f in form)
    ]
    if len(meant) == 1 or len(forms) == 1:
        chosen = meant[0] if meant else next(iter(forms.values()))
        return [_problem(document, schema, start, fault) for fault in chosen]
    reasons = [
        _problem(document, schema, start, f) for form in meant or forms.values() for f in form
    ]
    ways = dict.fromkeys(reason.right or reason.wrong for reason in reasons)
    return [document.problem(path, "this fits none of the forms it can have", " - or: ".join(ways))]
