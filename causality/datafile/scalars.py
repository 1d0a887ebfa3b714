"""The scalar types of every schema, typed from the text that the file holds.

Each refuses with a sentence of its own: ``wrong; right``. Numbers are read more strictly than
Python reads them, because ``1_000``, ``010`` and ``nan`` are slips far more often than meant.
"""

from __future__ import annotations

import math
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from causality.datafile.text import shown

__all__ = ["Identifier", "Number", "Text", "WholeNumber", "YesNoUnknown"]

_IDENTIFIER = r"[a-z][a-z0-9_-]*"
_LONGEST_IDENTIFIER = 64
_LONGEST_TEXT = 4_000

# 15 significant decimal digits survive a double and any JSON reader; 17 identify a double.
_MOST_DIGITS = 17
_WHOLE = re.compile(r"[+-]?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(_WHOLE.pattern + r"(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?")
_EXPONENT = re.compile(r"[eE].*")


def _identifier(value: str) -> str:
    if len(value) > _LONGEST_IDENTIFIER or not re.fullmatch(_IDENTIFIER, value):
        message = (
            f"{shown(value)} is not an identifier; write up to {_LONGEST_IDENTIFIER} lower-case "
            "letters, digits, '-' and '_', a letter first"
        )
        raise ValueError(message)
    return value


def _number(value: object) -> object:
    """The number that ``value`` writes; values from Python code pass, to be typed by pydantic."""
    if isinstance(value, bool):
        raise ValueError(_no_number(value, ""))  # noqa: TRY004 - pydantic collects ValueError only
    if not isinstance(value, str):
        return value
    written = value.strip()
    if not _NUMBER.fullmatch(written):
        raise ValueError(_no_number(value, _number_hint(written)))
    significant = re.sub(r"\D", "", _EXPONENT.sub("", written)).lstrip("0")
    if len(significant) > _MOST_DIGITS:
        message = f"a number of {len(significant)} digits; at most {_MOST_DIGITS} can be kept"
        raise ValueError(message)
    number = float(written)
    if math.isinf(number) or (number == 0 and significant):
        message = f"{shown(value)} is too large or too small to be kept"
        raise ValueError(message)
    return number


def _whole_number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str):
        return value
    written = value.strip()
    if not _WHOLE.fullmatch(written):
        raise ValueError(f"{shown(value)} is not a whole number; write digits only")
    if len(written.lstrip("+-")) >= _MOST_DIGITS:
        raise ValueError(f"a number of {len(written)} digits; no count here is that large")
    return int(written)


def _no_number(value: object, hint: str) -> str:
    return f"{shown(value)} is not a number" + (f"; {hint}" if hint else "")


def _number_hint(written: str) -> str:
    if re.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]+)? ?%", written):
        return "write a share of 1 (5% is 0.05)"
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", written):
        return "write a decimal point, and nothing between thousands"
    if re.fullmatch(r"[+-]?0[0-9]+(?:\.[0-9]+)?", written):
        return "leave the leading zero out"
    if re.fullmatch(r"[+-]?(?:\.[0-9]+|[0-9]+\.)", written):
        return "write a digit on both sides of the point"
    if written.lower().lstrip("+-.") in {"nan", "inf", "infinity"}:
        return "only finite numbers are read; leave the key out if it is not known"
    return "write digits, such as 12 or 0.5, without a unit"


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST_TEXT),
]
"""Words: not empty, without space around them, at most 4,000 characters."""

Identifier = Annotated[
    str,
    AfterValidator(_identifier),
    WithJsonSchema(
        {"type": "string", "pattern": f"^{_IDENTIFIER}$", "maxLength": _LONGEST_IDENTIFIER}
    ),
]
"""The id of an entry: lower-case letters, digits, ``-`` and ``_``, a letter first."""

Number = Annotated[float, Field(allow_inf_nan=False), BeforeValidator(_number)]
"""A finite number. A range is named by the field: ``Annotated[Number, Field(ge=0, le=1)]``."""

WholeNumber = Annotated[int, Field(strict=True), BeforeValidator(_whole_number)]
"""A whole number; ``3.0`` is not one."""

YesNoUnknown = Literal["yes", "no", "unknown"]
"""An answer. A key that is left out says nothing; ``unknown`` says that someone looked."""
