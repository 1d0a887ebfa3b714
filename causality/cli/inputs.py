"""What may be assessed: files of cases or safety reports, folders, standard input, examples."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from causality.cli.output import note
from causality.errors import CausalityError, InputError, NotFound, Problem

__all__ = ["EXAMPLE", "MOST_BYTES", "MOST_REPORTS", "Input", "example", "inputs", "several"]

EXAMPLE = "example:"
MOST_REPORTS = 10_000
"""Reports of one file that are assessed one by one."""
MOST_BYTES = 64_000_000
"""Bytes of a safety report on standard input."""
_STDIN = "-"
_SUFFIXES = frozenset({".json", ".xml", ".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Input:
    """One case to be read: the name that messages show, and its file (None: standard input).

    A case that came out of a safety report stands in ``report``, written as a case file; ``fault``
    says why there is none.
    """

    name: str
    path: Path | None
    report: bytes | None = None
    fault: CausalityError | None = None
    notes: tuple[str, ...] = ()

    def source(self) -> Path | bytes:
        """What the reader takes: the path, or the bytes of a case file."""
        if self.fault is not None:
            raise self.fault
        for told in self.notes:
            note(f"note: {self.name}: {told}")
        if self.report is not None:
            return self.report
        return _standard_input() if self.path is None else self.path


def several(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for a list of cases, however many there turn out to be.

    A file of one safety report asks for one case, a file of many for a list.
    """
    if len(arguments) > 1 or any(map(_is_folder, arguments)):
        return True
    return len(tuple(islice((one for argument in arguments for one in _inputs(argument)), 2))) > 1


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
        if _holds_tables(argument):
            yield from _in_reports(Path(argument), argument)
            return
        files = sorted(
            file
            for file in Path(argument).iterdir()
            if file.suffix in _SUFFIXES and file.is_file() and not file.name.startswith(".")
        )
        if not files:
            raise CausalityError(f"{argument} holds no case file (.yaml, .yml, .json or .xml)")
        for file in files:
            yield from _in_file(file, str(file))
    else:
        yield from _in_file(Path(argument), argument)


def _holds_tables(argument: str) -> bool:
    """Whether a folder is one set of tables, such as a quarter of FAERS, and not of case files."""
    from causality.formats.tables.files import is_folder_of_tables

    return is_folder_of_tables(Path(argument))


def _in_file(path: Path, name: str) -> Iterator[Input]:
    """A case file as it is; of a file of safety reports, every report as a case."""
    from causality.formats.recognise import is_case_file

    if not path.is_file() or is_case_file(path):
        yield Input(name, path)
    else:
        yield from _in_reports(path, name)


def _in_reports(path: Path, name: str) -> Iterator[Input]:
    """Every report of a file, or of a folder of tables, as a case."""
    reports = _reports(path, name)
    first, second = next(reports, None), next(reports, None)
    for number, one in enumerate(filter(None, chain((first, second), reports)), 1):
        if number > MOST_REPORTS:
            raise CausalityError(f"{name} holds more than {MOST_REPORTS:,} reports")
        yield one if second else replace(one, name=name)


def _reports(source: Path | BinaryIO, name: str) -> Iterator[Input]:
    from causality.case.write import write_case
    from causality.formats import read_reports

    try:
        for report in read_reports(source, name):
            label = f"{name}: {report.id}"
            if report.case is None:
                problem = Problem(label, 0, 0, "", report.refusal or "refused")
                yield Input(label, None, fault=InputError([problem]), notes=report.notes)
            else:
                text = write_case(report.case).encode()
                yield Input(label, None, report=text, notes=report.notes)
    except CausalityError as fault:
        yield Input(name, None, fault=fault)


def _standard_input() -> bytes:
    """A case file, or one safety report as a case file."""
    from causality.datafile import MAX_BYTES
    from causality.formats.recognise import looks_like_case

    head = sys.stdin.buffer.read(MAX_BYTES + 1)
    if looks_like_case(head):
        return head
    whole = BytesIO(head + sys.stdin.buffer.read(MOST_BYTES))
    first, *more = islice(_reports(whole, "standard input"), 2)
    if more:
        wrong = "several reports; name their file instead"
        raise InputError([Problem("standard input", 0, 0, "", wrong)])
    source = first.source()
    return source if isinstance(source, bytes) else head


def example(name: str) -> Path:
    """The file of a case that ships; NotFound names the one that was meant."""
    from causality.case.shipped import shipped_cases

    shipped = shipped_cases()
    if name not in shipped:
        raise NotFound("example", name, shipped)
    return shipped[name]
