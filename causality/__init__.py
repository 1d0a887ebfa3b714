"""Drug-event causality assessment from a case timeline, every number with its source.

The public names below are loaded on first use, so ``import causality`` costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from causality.errors import (
        CaseError,
        CausalityError,
        InputError,
        MissingExtra,
        ModelError,
        NotFound,
        Problem,
    )

__all__ = [
    "CaseError",
    "CausalityError",
    "InputError",
    "MissingExtra",
    "ModelError",
    "NotFound",
    "Problem",
    "__version__",
]

__version__ = "0.1.0"

# Where each public name lives.
_HOMES = MappingProxyType(
    {
        "CaseError": "causality.errors",
        "CausalityError": "causality.errors",
        "InputError": "causality.errors",
        "MissingExtra": "causality.errors",
        "ModelError": "causality.errors",
        "NotFound": "causality.errors",
        "Problem": "causality.errors",
    },
)


class _FrontDoor(ModuleType):
    """This package as a module whose public names win over rooms of the same name.

    Importing the room ``causality.explain`` makes Python bind that *module* as an attribute here,
    which would hide a public function ``explain`` from everyone who comes later.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _FrontDoor


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
