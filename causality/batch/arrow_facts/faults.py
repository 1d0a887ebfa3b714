"""What is wrong with a file of facts, collected: each kind of fault once, with its first place."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.errors import InputError, Problem

__all__ = ["Faults", "short"]

_LONGEST = 40
"""Letters of a report's number or of a value that a message repeats."""


class Faults:
    """Collects problems on the way; ``name`` is that of the file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: list[Problem] = []
        self._reports: Any = ()

    def reports(self, numbers: Any) -> None:
        """The numbers of the reports, for the messages that follow."""
        self._reports = numbers

    def add(self, path: str, wrong: str, right: str = "") -> None:
        """Something about a column as a whole."""
        self._found.append(Problem(self._name, 0, 0, path, wrong, right))

    def at(
        self,
        path: str,
        bad: NDArray[np.bool_],
        report: NDArray[np.int64],
        wrong: str,
        right: str = "",
    ) -> None:
        """Something about some rows; ``report`` is the report each row belongs to."""
        count = int(np.count_nonzero(bad))
        if not count:
            return
        place = int(report[int(np.argmax(bad))])
        number = self._reports[place].as_py() if len(self._reports) else None
        where = f"report {short(number)}" if number else f"row {place + 1}"
        more = f" and {count - 1:,} more" if count > 1 else ""
        self.add(path, f"{wrong} ({where}{more})", right)

    def stop(self) -> None:
        """InputError if anything was found."""
        if self._found:
            raise InputError(self._found)


def short(text: str) -> str:
    """A text that may come from anywhere, as a message shows it."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}..."
