"""Code lists of VAERS, as the words of our cases.

What the codes mean: the data use guide of VAERS.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

__all__ = ["ROUTES", "SERIOUS", "SEXES", "SITES"]

ROUTES: Mapping[str, str] = MappingProxyType(
    {
        "ID": "intradermal",
        "IM": "intramuscular",
        "IN": "nasal",
        "JET": "by jet injector",
        "OT": "other",
        "PO": "oral",
        "SC": "subcutaneous",
        "SYR": "by syringe",
        "UN": "unknown",
    }
)
"""Older lines add a side or a limb behind a blank; another code is kept as it stands."""
SITES: Mapping[str, str] = MappingProxyType(
    {
        "AR": "arm",
        "GM": "buttock",
        "LA": "left arm",
        "LG": "leg",
        "LL": "left leg",
        "MO": "mouth",
        "NS": "nose",
        "OT": "another site",
        "RA": "right arm",
        "RL": "right leg",
    }
)
"""UN is unknown."""
SEXES: Mapping[str, Literal["female", "male", "unknown"]] = MappingProxyType(
    {"F": "female", "M": "male", "U": "unknown"}
)
SERIOUS: Mapping[str, str] = MappingProxyType(
    {
        "died": "death",
        "l_threat": "life-threatening",
        "hospital": "hospitalisation",
        "x_stay": "hospitalisation",
        "disable": "disability",
        "birth_defect": "congenital anomaly",
    }
)
"""Columns that hold Y or nothing; nothing is no answer."""
