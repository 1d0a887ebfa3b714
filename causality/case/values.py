"""Values a case is written in: times, durations, ages, and names of other entries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from causality.case.dates import Duration, TimeExpression, parse_duration, parse_time
from causality.datafile import Identifier, Text

__all__ = [
    "AGE_BANDS",
    "Age",
    "ConditionId",
    "DrugId",
    "EventId",
    "Names",
    "Span",
    "TextOrNumber",
    "Time",
]


@dataclass(frozen=True, slots=True)
class Names:
    """Marks a field whose value is the id of another entry of the case, of the kind named."""

    kind: str


DrugId: TypeAlias = Annotated[Identifier, Names("drug")]
EventId: TypeAlias = Annotated[Identifier, Names("event")]
ConditionId: TypeAlias = Annotated[Identifier, Names("condition")]


def _as_time(value: Any) -> TimeExpression:
    return value if isinstance(value, TimeExpression) else parse_time(_text(value))


def _as_duration(value: Any) -> Duration:
    return value if isinstance(value, Duration) else parse_duration(_text(value))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        message = "this takes one line of text"
        raise ValueError(message)  # noqa: TRY004 - pydantic turns ValueError into a problem
    return value


AGE_BANDS = ("neonate", "infant", "child", "adolescent", "adult", "middle-aged", "elderly")
_AGE = re.compile(r"[0-9]{1,3}(\.[0-9])?( ?(-|\.\.) ?[0-9]{1,3})? ?(y|mo|wk|d)")


def _as_age(value: Any) -> str:
    text = _text(value).strip()
    if text in AGE_BANDS or _AGE.fullmatch(text):
        return text
    message = f"not an age; write `56 y`, `45-64 y`, `3 mo`, or one of {', '.join(AGE_BANDS)}"
    raise ValueError(message)


# What JSON and YAML call a number is text to the reader: the year `2024`, the result `131`.
_TEXT_OR_NUMBER = ["string", "number"]

Time = Annotated[
    TimeExpression,
    BeforeValidator(_as_time),
    PlainSerializer(lambda time: time.text),
    WithJsonSchema(
        {
            "type": _TEXT_OR_NUMBER,
            "description": "A time expression: `2024-03`, `day 3`, `3 d after dara.start`, ...",
        },
    ),
]
Span = Annotated[
    Duration,
    BeforeValidator(_as_duration),
    PlainSerializer(lambda duration: duration.text),
    WithJsonSchema({"type": "string", "description": "A duration: `18 d +- 9 d`, `2-3 wk`."}),
]
Age = Annotated[
    str,
    BeforeValidator(_as_age),
    WithJsonSchema({"type": "string", "description": "`56 y`, `45-64 y`, `middle-aged`."}),
]
TextOrNumber = Annotated[Text, WithJsonSchema({"type": _TEXT_OR_NUMBER})]
