"""Which files belong to a report in tables: those of a folder, beside a file, or in a packet."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

from causality.datafile.text import on_one_line
from causality.errors import InputError
from causality.formats.packets import (
    MAX_UNPACKED,
    PACKED,
    Input,
    Packet,
    packets,
    unusable,
)
from causality.formats.tables.table import File

__all__ = [
    "OpenFiles",
    "beside",
    "files_of",
    "in_folder",
    "is_folder_of_tables",
    "is_paper",
    "is_table",
    "opened",
    "quarter_of",
    "set_of",
    "spooled",
]

_FAERS = re.compile(
    r"(?:demo|drug|reac|outc|rpsr|ther|indi)[0-9]{2}q[1-4](?:_new)?\.(?:txt|csv|zip|gz|txt\.gz)",
    re.IGNORECASE,
)
_DELETED = re.compile(r"(?:adr)?delete[a-z_]*[0-9]{2}q[1-4]\.(?:txt|csv)", re.IGNORECASE)
_DIANA = re.compile(
    r"(?:demo|demo_supp|drug|drug_name|drug_supp|doses|reac|outc|indi|ther)\.csv", re.IGNORECASE
)
_VAERS = re.compile(r"[a-z0-9]*vaers(?:data|vax|symptoms)\.csv(?:\.gz)?", re.IGNORECASE)
_WANTED = (_FAERS, _DELETED, _DIANA, _VAERS)
_MAIN = re.compile(r"demo[0-9]{2}q[1-4].*|[a-z0-9]*vaersdata\.csv(?:\.gz)?", re.IGNORECASE)
_PAPER = re.compile(
    r".*\.(?:pdf|docx?|html?)|(?:readme|size|stat|asc_nts|faqs?).*\.txt", re.IGNORECASE
)
_QUARTER = re.compile(r"[0-9]{2}q[1-4]", re.IGNORECASE)
_YEAR = re.compile(r"([a-z0-9]*)vaers(?:data|vax|symptoms)", re.IGNORECASE)
_ASCII = re.compile(r"ascii", re.IGNORECASE)
_SUBFOLDERS = re.compile(r"ascii|deleted?", re.IGNORECASE)


class OpenFiles(ExitStack):
    """Files that are closed together; knows how much was put into files of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.spooled = 0


def in_folder(folder: Path) -> tuple[Path, ...]:
    """The tables in a folder, and in the ``ASCII`` and ``Deleted`` folders that FDA puts there."""
    entries = _entries(folder)
    inside = [entry for entry in entries if _SUBFOLDERS.fullmatch(entry.name) and entry.is_dir()]
    files = [*entries, *(file for sub in inside for file in _entries(sub))]
    return tuple(file for file in files if is_table(file.name) and file.is_file())


def is_folder_of_tables(folder: Path) -> bool:
    """Whether a folder holds a quarter of FAERS, VAERS, or FAERS as DiAna cleans it."""
    names = {file.name.casefold() for file in in_folder(folder)}
    return any(map(_MAIN.fullmatch, names)) or names >= {"demo.csv", "drug.csv", "reac.csv"}


def beside(file: Path) -> tuple[Path, ...]:
    """The tables of the same quarter or year in the folder of ``file``, itself among them.

    Lists of deleted cases come with them, also from where FDA puts them, beside ``ASCII``.
    """
    if _DELETED.fullmatch(file.name):
        return (file,)
    folder = file.absolute().parent
    near = in_folder(folder)
    around = in_folder(folder.parent) if _ASCII.fullmatch(folder.name) else ()
    mine = set_of(file.name)
    same = (one for one in near if set_of(one.name) == mine and not _DELETED.fullmatch(one.name))
    tables = {one.name: one for one in same} | {file.name: file}
    lists = {one.name: one for one in (*around, *near) if _DELETED.fullmatch(one.name)}
    return (*tables.values(), *lists.values())


def is_paper(name: str) -> bool:
    """Whether a file in a packet is what FDA puts beside the tables to be read by people."""
    return _PAPER.fullmatch(name.rpartition("/")[2]) is not None


def is_table(name: str) -> bool:
    """Whether a file is named as tables are; for those whose first line no longer tells it."""
    plain = name.rpartition("/")[2]
    return any(names.fullmatch(plain) for names in _WANTED)


def quarter_of(name: str) -> str:
    """``25Q4``, where the name of a file says so; else nothing."""
    found = _QUARTER.search(name.rpartition("/")[2])
    return found[0].upper() if found else ""


def set_of(name: str) -> str:
    """What the files of one quarter or year have in common in their names."""
    plain = name.rpartition("/")[2]
    year = _YEAR.match(plain)
    return quarter_of(plain) or (year[1].casefold() if year else "")


def opened(path: Path, stack: OpenFiles) -> Iterator[File]:
    """The file, or the files of a packet, so that one can go back in them."""
    try:
        stream = stack.enter_context(path.open("rb"))
        packed = stream.read(4).startswith(PACKED)
    except OSError as fault:
        raise _unreadable(path, fault) from None
    if not packed:
        yield File(on_one_line(str(path)), stream)
        return
    for packet in packets(path):
        yield spooled(packet, stack)


def files_of(source: Input, name: str | None, stack: OpenFiles) -> list[File]:
    """The tables in a folder, in a packet or a stream of one, or beside the file that is named."""
    path = Path(source) if isinstance(source, Path | str) else None
    if path is not None and path.is_dir():
        return [file for one in in_folder(path) for file in opened(one, stack)]
    if path is not None and path.suffix.casefold() != ".zip":
        return [file for one in beside(path) for file in opened(one, stack)]
    found = packets(source, name)
    return [spooled(packet, stack) for packet in found if not is_paper(packet.name)]


def spooled(packet: Packet, stack: OpenFiles) -> File:
    """What comes as a stream, in a file that is gone when it has been read.

    Raises ``InputError`` where all of them together are more than a packet may hold.
    """
    stream = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    for chunk in packet.chunks():
        stack.spooled += len(chunk)
        if stack.spooled > MAX_UNPACKED:
            raise unusable(packet.name, f"more than {MAX_UNPACKED:,} bytes of tables")
        stream.write(chunk)
    return File(packet.name, cast("BinaryIO", stream))


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as fault:
        raise _unreadable(folder, fault) from None


def _unreadable(path: Path, fault: OSError) -> InputError:
    reason = (fault.strerror or type(fault).__name__).lower()
    return unusable(on_one_line(str(path)), f"cannot be read ({reason})")
