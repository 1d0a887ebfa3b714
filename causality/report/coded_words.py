"""The words of an entry without its free text: closed vocabularies, and terms where allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, get_args, get_origin

from pydantic import BaseModel

from causality.case.case import Case
from causality.case.entries import Observation
from causality.case.points import Named, entries_of

__all__ = ["age_band", "coded_words"]

_TERMS = ("name", "term", "test", "organ", "amount", "route")
"""Fields that hold a term of the trade, not a story."""

_SILENT = "unknown"
_PRESENT = ("present", "yes")  # what stands in a list of conditions is there
_AGE = re.compile(r"(?P<number>[0-9.]+) ?(?P<unit>y|mo|wk|d)")
_AGES = re.compile(r"(?P<first>[0-9]+) ?(?:-|\.\.) ?(?P<last>[0-9]+) ?y")
_YEARS = {"y": 1.0, "mo": 1 / 12, "wk": 7 / 365.25, "d": 1 / 365.25}
_BAND, _OLDEST, _WIDE = 10, 90, 4


def age_band(age: str) -> str:
    """``60-69 y`` of ``64 y``; ages above 89 are one band (45 CFR 164.514(b)(2)(i)(C)).

    A band that is on record stays if it is no narrower than five years.
    """
    if (ages := _AGES.fullmatch(age)) is not None:
        wide = int(ages["last"]) - int(ages["first"]) >= _WIDE and int(ages["last"]) < _OLDEST
        return age if wide else "kept back"
    if (found := _AGE.fullmatch(age)) is None:
        return "kept back" if any(map(str.isdigit, age)) else age
    years = int(float(found["number"]) * _YEARS[found["unit"]])
    if years >= _OLDEST:
        return f"{_OLDEST} y or older"
    first = years // _BAND * _BAND
    return f"{first}-{first + _BAND - 1} y"


def coded_words(case: Case, *, terms: bool) -> Mapping[str, str]:
    """By id, what an entry says in closed vocabularies; ``terms`` adds terms and numbers."""
    return {
        id_: ", ".join(dict.fromkeys(_words(record, terms=terms)))
        for id_, (_, record) in entries_of(case).items()
    }


def _words(record: Named, *, terms: bool) -> Iterator[str]:
    if not isinstance(record, BaseModel):
        return
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if not isinstance(value, str) or value == _SILENT or (name, value) == _PRESENT:
            continue
        if _is_closed(field.annotation):
            yield f"{name.replace('_', ' ')} {value}"
        elif terms and name in _TERMS:
            yield value
    if terms and isinstance(record, Observation):
        for name, measure in record.measures.items():
            yield f"{name} {_reading(measure.value, measure.unit, measure.change)}"


def _reading(value: str, unit: str | None, change: str) -> str:
    if re.fullmatch(r"[<>]?\s?[0-9.,]+", value):
        return f"{value} {unit}" if unit else value
    return change if change != "unknown" else "reported in words"


def _is_closed(annotation: object) -> bool:
    if get_origin(annotation) is Literal:
        return True
    return any(get_origin(one) is Literal for one in get_args(annotation))
