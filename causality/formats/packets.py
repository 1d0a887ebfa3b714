"""Bytes of a report file, unpacked where it is a gzip or a zip packet.

A packet is unpacked as it is read. What a bomb would need - many members, a huge member, a ratio no
report reaches - ends in an ``InputError`` that names the file.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Protocol, TypeAlias

from causality.datafile.text import on_one_line
from causality.errors import InputError, Problem

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

__all__ = [
    "CHUNK",
    "HEAD",
    "MAX_MEMBERS",
    "MAX_PACKED",
    "MAX_RATIO",
    "MAX_UNPACKED",
    "PACKED",
    "Input",
    "Packet",
    "packets",
    "unusable",
]

Input: TypeAlias = Path | str | BinaryIO
"""A path, or a stream of bytes."""

CHUNK = 65_536
"""Bytes read at a time."""
HEAD = 8_192
"""Bytes from which the format of a file is recognised."""
MAX_MEMBERS = 1_000
"""Files in one zip packet."""
MAX_PACKED = 256_000_000
"""Bytes of one zip packet; a gzip packet is read as a stream and may be longer."""
MAX_UNPACKED = 4_000_000_000
"""Bytes that one packet may unpack to; a whole quarter of FAERS is smaller."""
MAX_RATIO = 200
"""Unpacked to packed bytes; XML reports reach about 30, what deflate can reach is 1,032."""
_FREE = 1_000_000
"""Unpacked bytes before the ratio is looked at."""

PACKED = (b"\x1f\x8b", b"PK\x03\x04")
"""How gzip and zip packets begin."""

_GZIP, _ZIP = PACKED
_MEMBER_NAME = re.compile(r"[A-Za-z0-9._ ()/-]{1,200}")


class Packet:
    """One file to be read once, in chunks; ``head`` shows how it begins without reading it."""

    def __init__(self, name: str, stream: IO[bytes]) -> None:
        self.name = on_one_line(name)
        self._stream = stream
        self.head = _read(stream, HEAD, self.name)

    def chunks(self) -> Iterator[bytes]:
        """All bytes from the start."""
        if self.head:
            yield self.head
        while chunk := _read(self._stream, CHUNK, self.name):
            yield chunk

    def whole(self, limit: int) -> bytes:
        """All bytes, if they are not more than ``limit``."""
        parts, size = [], 0
        for chunk in self.chunks():
            size += len(chunk)
            if size > limit:
                raise unusable(self.name, f"larger than {limit:,} bytes")
            parts.append(chunk)
        return b"".join(parts)


class _Counted(io.RawIOBase):
    """A packed stream that knows how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO, first: bytes) -> None:
        self._stream, self._first, self.taken = stream, first, 0

    def readable(self) -> bool:
        """A stream is there to be read."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill ``buffer``, first with what was looked at before."""
        space = memoryview(buffer)
        if not self._first:
            self._first = self._stream.read(len(space))
        part, self._first = self._first[: len(space)], self._first[len(space) :]
        space[: len(part)] = part
        self.taken += len(part)
        return len(part)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Unpacked(io.RawIOBase):
    """An unpacked stream that refuses to grow beyond what a report file does."""

    def __init__(self, stream: _Readable, packed: _Counted | int, name: str) -> None:
        self._stream, self._packed, self._name, self._given = stream, packed, name, 0

    def readable(self) -> bool:
        """A stream is there to be read."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill ``buffer``, unless that is more than the packet may hold."""
        space = memoryview(buffer)
        part = self._stream.read(len(space))
        space[: len(part)] = part
        self._given += len(part)
        packed = self._packed if isinstance(self._packed, int) else self._packed.taken
        if self._given > MAX_UNPACKED:
            raise unusable(self._name, f"unpacks to more than {MAX_UNPACKED:,} bytes")
        if self._given > _FREE and self._given > MAX_RATIO * max(packed, 1):
            raise unusable(self._name, f"unpacks to more than {MAX_RATIO} times its size")
        return len(part)


def unusable(name: str, wrong: str, right: str = "", line: int = 0) -> InputError:
    """The error for a file that cannot be used as a whole."""
    return InputError([Problem(name, line, 1 if line else 0, "", wrong, right)])


def packets(source: Input, name: str | None = None) -> Iterator[Packet]:
    """The files in ``source``: itself, or what a gzip or zip packet holds."""
    if isinstance(source, Path | str):
        path = Path(source)
        name = on_one_line(str(path) if name is None else name)
        try:
            stream = path.open("rb")
        except OSError as fault:
            reason = (fault.strerror or type(fault).__name__).lower()
            raise unusable(name, f"cannot be read ({reason})") from None
        with stream:
            yield from _unpacked(stream, name)
    else:
        yield from _unpacked(source, on_one_line(name or "the stream"))


def _unpacked(stream: BinaryIO, name: str) -> Iterator[Packet]:
    start = _read(stream, len(_ZIP), name)
    whole = _Counted(stream, start)
    if start.startswith(_GZIP):
        unzipped = gzip.GzipFile(fileobj=io.BufferedReader(whole, CHUNK))
        yield Packet(name, io.BufferedReader(_Unpacked(unzipped, whole, name), CHUNK))
    elif start == _ZIP:
        yield from _zipped(whole, name)
    else:
        yield Packet(name, io.BufferedReader(whole, CHUNK))


def _zipped(packed: _Counted, name: str) -> Iterator[Packet]:
    """The members of a zip packet, which can only be read with its end at hand."""
    content = io.BytesIO()
    packet = io.BufferedReader(packed, CHUNK)
    while part := packet.read(CHUNK):
        content.write(part)
        if content.tell() > MAX_PACKED:
            raise unusable(name, f"a packet of more than {MAX_PACKED:,} bytes")
    try:
        archive = zipfile.ZipFile(content)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise unusable(name, "a zip packet that cannot be unpacked") from None
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_MEMBERS:
        raise unusable(name, f"a packet of more than {MAX_MEMBERS:,} files")
    for member in members:
        if not _MEMBER_NAME.fullmatch(member.filename) or ".." in member.filename:
            raise unusable(name, "a packet with a file name that is no plain name")
        if member.flag_bits & 1:
            raise unusable(name, "a packet that is locked by a password")
    for member in members:
        inside = f"{name}/{member.filename}"
        try:
            opened = archive.open(member)
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            raise unusable(inside, "cannot be unpacked") from None
        with opened:
            limited = _Unpacked(opened, member.compress_size, inside)
            yield Packet(inside, io.BufferedReader(limited, CHUNK))


def _read(stream: IO[bytes], size: int, name: str) -> bytes:
    """``size`` bytes, fewer only at the end; a packet that is damaged becomes an ``InputError``."""
    parts, missing = [], size
    try:
        while missing and (part := stream.read(missing)):
            parts.append(part)
            missing -= len(part)
    except (zlib.error, EOFError, gzip.BadGzipFile, zipfile.BadZipFile) as fault:
        raise unusable(name, f"cannot be unpacked to its end ({type(fault).__name__})") from None
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise unusable(name, f"cannot be read ({reason})") from None
    return b"".join(parts)
