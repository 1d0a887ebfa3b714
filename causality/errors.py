"""What can go wrong, named by meaning; a wrong file carries all its problems at once.

CausalityError
├── InputError          a file that cannot be used; holds every problem found
│   ├── CaseError       a case file
│   └── ModelError      a file under ``models/`` or a user's own method
├── NotFound            a name that nothing answers to (a case, drug, event, method)
└── MissingExtra        an optional part of the installation is not there
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

__all__ = [
    "CaseError",
    "CausalityError",
    "InputError",
    "MissingExtra",
    "ModelError",
    "NotFound",
    "Problem",
    "nearest",
]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with a file: where it stands, what is wrong, what would be right.

    ``line`` and ``column`` count from 1; 0 means the place is the file as a whole.
    """

    file: str
    line: int
    column: int
    path: str
    wrong: str
    right: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        parts = [place, *([self.path] if self.path else []), self.wrong]
        return ": ".join(parts) + (f"; {self.right}" if self.right else "")


class CausalityError(Exception):
    """The root of everything this package raises on purpose."""


class InputError(CausalityError):
    """A file cannot be used; ``problems`` holds everything found wrong, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class CaseError(InputError):
    """A case file cannot be used."""


class ModelError(InputError):
    """A model file (method, network, table of numbers) cannot be used."""


class NotFound(CausalityError):
    """Nothing answers to the name that was given."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(known)
        super().__init__(f"no {kind} {name!r}{nearest(name, self.known)}")


class MissingExtra(CausalityError):
    """An optional dependency is missing; the message names the command that brings it."""


_SHORT_LIST = 20
"""Up to so many known names are listed when none is close."""


def nearest(name: str, known: Iterable[str]) -> str:
    """`` (did you mean ...?)`` for a mistyped name, else the known names, else nothing."""
    known = tuple(known)
    close = get_close_matches(name, known, n=1)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; known: {', '.join(known)}" if 0 < len(known) <= _SHORT_LIST else ""
