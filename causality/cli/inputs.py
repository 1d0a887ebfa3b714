"""What may be assessed: a file, every case of a folder, standard input, a case that ships."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from causality.errors import CausalityError, NotFound

__all__ = ["EXAMPLE", "Input", "example", "inputs", "several"]

EXAMPLE = "example:"
_STDIN = "-"
_SUFFIXES = frozenset({".json", ".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Input:
    """One case to be read: the name that messages show, and its file (None: standard input)."""

    name: str
    path: Path | None

    def source(self) -> Path | bytes:
        """What the reader takes: the path, or everything that standard input holds."""
        if self.path is not None:
            return self.path
        from causality.datafile import MAX_BYTES

        return sys.stdin.buffer.read(MAX_BYTES + 1)


def several(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for a list of cases, however many there turn out to be."""
    return len(arguments) > 1 or any(map(_is_folder, arguments))


def inputs(arguments: Sequence[str]) -> tuple[Input, ...]:
    """The cases that the arguments name; NotFound or CausalityError where one names none."""
    return tuple(one for argument in arguments for one in _inputs(argument))


def _is_folder(argument: str) -> bool:
    return argument != _STDIN and not argument.startswith(EXAMPLE) and Path(argument).is_dir()


def _inputs(argument: str) -> Iterator[Input]:
    if argument == _STDIN:
        yield Input("standard input", None)
    elif argument.startswith(EXAMPLE):
        yield Input(argument, example(argument.removeprefix(EXAMPLE)))
    elif _is_folder(argument):
        files = sorted(
            file
            for file in Path(argument).iterdir()
            if file.suffix in _SUFFIXES and file.is_file() and not file.name.startswith(".")
        )
        if not files:
            raise CausalityError(f"{argument} holds no case file (.yaml, .yml or .json)")
        for file in files:
            yield Input(str(file), file)
    else:
        yield Input(argument, Path(argument))


def example(name: str) -> Path:
    """The file of a case that ships; NotFound names the one that was meant."""
    from causality.case.shipped import shipped_cases

    shipped = shipped_cases()
    if name not in shipped:
        raise NotFound("example", name, shipped)
    return shipped[name]
