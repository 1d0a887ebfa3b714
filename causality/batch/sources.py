"""What a run reads: files and folders of reports, in a fixed order, each file with its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from causality.batch.arrow_facts import is_facts_parquet
from causality.errors import CausalityError, InputError
from causality.formats.packets import HEAD, PACKED, Packet
from causality.formats.recognise import Format, recognise
from causality.formats.tables.files import beside, in_folder, is_folder_of_tables, is_table

__all__ = ["SMALL", "InputFile", "Source", "is_facts", "sources"]

SMALL = 1_000_000
"""Bytes up to which a file that is no table and no packet is read whole by a worker."""

_CHUNK = 1 << 20
_SUFFIXES = frozenset({".gz", ".json", ".xml", ".yaml", ".yml", ".zip"})
_TABULAR = frozenset({Format.FAERS, Format.VAERS})
_MAIN_TABLES = ("demo", "vaersdata")
_MARKS = (b"</safetyreport>", b"</PORR_IN049016UV>", b'"safetyreportid"', b'"AdverseEvent"')
"""What stands once in each report of a large file; counted to tell how much is left."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file as a manifest names it; without a hash where it cannot be read."""

    name: str
    size: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: a small file (by a worker), or a stream of reports (by the run itself).

    ``files`` are all that are read for it: the tables of a quarter belong together. ``expected``
    is about how many reports it holds; None where only reading tells.
    """

    name: str
    path: Path
    streamed: bool
    files: tuple[InputFile, ...]
    expected: int | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A source before its files are hashed."""

    name: str
    path: Path
    files: tuple[Path, ...]
    streamed: bool


def sources(arguments: Mapping[str, Path], out: Path) -> tuple[Source, ...]:
    """All that the arguments (paths by the names they are shown under) hold, each file once.

    Folders are searched to their depth, hidden entries and ``out`` left aside. CausalityError
    where an argument is not there or nothing is found.
    """
    found: list[_Found] = []
    for name, path in arguments.items():
        if path.is_dir():
            inside = list(_in_folder(path, name, out.resolve()))
            if not inside:
                raise CausalityError(f"{name} holds no file that reports could be in")
            found += inside
        elif path.is_file():
            found.append(_of_file(path, name))
        else:
            raise CausalityError(f"{name} is not there")
    return tuple(map(_hashed, _once(found)))


def _in_folder(folder: Path, name: str, out: Path) -> Iterator[_Found]:
    tables = in_folder(folder) if is_folder_of_tables(folder) else ()
    if tables:
        yield _Found(name, folder, tables, streamed=True)
    taken, inside = set(tables), {file.parent for file in tables} - {folder}
    for entry in sorted(folder.iterdir()):
        shown = f"{name.rstrip('/')}/{entry.name}"
        if entry.name.startswith(".") or entry in taken or entry in inside:
            continue
        if entry.is_dir():
            if entry.resolve() != out and not entry.is_symlink():
                yield from _in_folder(entry, shown, out)
        elif entry.is_file() and _may_hold_reports(entry):
            yield _of_file(entry, shown)


def _may_hold_reports(file: Path) -> bool:
    suffix = file.suffix.casefold()
    if suffix == ".csv":
        return _kind(file) is Format.OPENFDA
    return suffix in _SUFFIXES or is_facts(file)


def is_facts(file: Path) -> bool:
    """Whether a file holds facts of reports in place of reports."""
    return file.suffix.casefold() == ".parquet" and file.is_file() and is_facts_parquet(file)


def _of_file(file: Path, name: str) -> _Found:
    head = _head(file)
    if head.startswith(PACKED):
        return _Found(name, file, (file,), streamed=True)
    if is_table(file.name) or _kind(file) in _TABULAR:
        return _Found(name, file, beside(file), streamed=True)
    suffix = file.suffix.casefold()
    if suffix == ".parquet" and not is_facts(file):
        raise CausalityError(f"{name} holds no facts of reports, with the columns pairs and events")
    # What is read by columns is cut into blocks, however small.
    streamed = file.stat().st_size > SMALL or suffix in {".csv", ".parquet"}
    return _Found(name, file, (file,), streamed=streamed)


def _head(file: Path) -> bytes:
    """How a file begins; nothing where it cannot be read, which its reader tells."""
    try:
        with file.open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""


def _kind(file: Path) -> Format | None:
    try:
        with file.open("rb") as stream:
            return recognise(Packet(file.name, stream))
    except (InputError, OSError):
        return None


def _once(found: Iterable[_Found]) -> Iterator[_Found]:
    """Each file once: a table that is named beside its quarter is read with the quarter."""
    told = list(found)
    sets = [frozenset(file.resolve() for file in one.files) for one in told]
    taken: set[Path] = set()
    kept: set[int] = set()
    for place in sorted(range(len(told)), key=lambda place: (-len(sets[place]), place)):
        if not sets[place] <= taken:
            kept.add(place)
            taken |= sets[place]
    return (one for place, one in enumerate(told) if place in kept)


def _hashed(found: _Found) -> Source:
    files, expected = [], 0
    for file in found.files:
        inside = found.path if found.path in file.parents else found.path.parent
        near = file.relative_to(inside).as_posix() if inside in file.parents else file.name
        name = found.name if file == found.path else f"{found.name}: {near}"
        hashed, reports = _read_once(file, name)
        files.append(hashed)
        expected += reports
    return Source(
        found.name,
        found.path,
        found.streamed,
        tuple(files),
        (expected or None) if found.streamed else 1,
    )


def _read_once(file: Path, name: str) -> tuple[InputFile, int]:
    """The file with its hash, and about how many reports it holds."""
    digest, size, lines = hashlib.sha256(), 0, 0
    marks = [0] * len(_MARKS)
    main = any(word in file.name.casefold() for word in _MAIN_TABLES) and is_table(file.name)
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if main:
                    lines += chunk.count(b"\n")
                else:
                    marks = [n + chunk.count(mark) for n, mark in zip(marks, _MARKS, strict=True)]
    except OSError:
        return InputFile(name, size, None), 0
    return InputFile(name, size, digest.hexdigest()), max(0, lines - 1) if main else max(marks)
