"""How a command ends: the numbers that a shell or another program can rely on."""

from __future__ import annotations

from enum import IntEnum
from typing import Self

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """Every exit code there is, with its meaning."""

    meaning: str

    def __new__(cls, number: int, meaning: str) -> Self:
        """A code with the sentence that the documentation prints."""
        code = int.__new__(cls, number)
        code._value_ = number
        code.meaning = meaning
        return code

    DONE = 0, "Done."
    INPUT = 1, "A file, a case or a name cannot be used, or the output cannot be written."
    USAGE = 2, "The command line is wrong."
    SOME_FAILED = 3, "Several cases were asked for: some failed, the others were assessed."
    OUR_BUG = 70, "An error of ours; nothing of the case is printed with it."
    INTERRUPTED = 130, "Interrupted from the keyboard."
