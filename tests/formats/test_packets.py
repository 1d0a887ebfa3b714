"""Packets are unpacked as they are read, and only as far as a report file can go."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from causality.errors import InputError
from causality.formats import packets as module
from causality.formats.packets import HEAD, Packet, packets


def zipped(files: dict[str, bytes]) -> bytes:
    packet = io.BytesIO()
    with zipfile.ZipFile(packet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packet.getvalue()


def content(raw: bytes) -> dict[str, bytes]:
    return {item.name: b"".join(item.chunks()) for item in packets(io.BytesIO(raw), "file")}


def refusal(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        content(raw)
    return str(caught.value)


@pytest.mark.parametrize("size", [0, 1, 3, HEAD, HEAD + 1, 300_000])
def test_a_packet_gives_back_its_bytes(size: int) -> None:
    raw = bytes(i * 37 % 251 for i in range(size))
    assert content(raw) == {"file": raw}
    assert content(gzip.compress(raw)) == {"file": raw}
    assert content(zipped({"a.xml": raw, "b/c.xml": b"x"})) == {
        "file/a.xml": raw,
        "file/b/c.xml": b"x",
    }


def test_a_file_is_opened_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"abc")
    (packet,) = packets(file)
    assert (packet.name, packet.head) == (str(file), b"abc")
    with pytest.raises(InputError, match="no such file"):
        next(packets(tmp_path / "b.txt"))
    with pytest.raises(InputError, match="is a directory"):
        next(packets(tmp_path))


def test_a_bomb_stops_at_the_ratio_that_no_report_reaches() -> None:
    zeros = b"\0" * 30_000_000
    assert "unpacks to more than 200 times its size" in refusal(gzip.compress(zeros))
    assert "unpacks to more than 200 times its size" in refusal(zipped({"a": zeros}))


def test_a_packet_may_only_grow_so_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_UNPACKED", 100_000)
    noise = bytes(i * i % 251 for i in range(200_000))
    assert "unpacks to more than 100,000 bytes" in refusal(gzip.compress(noise))


def test_a_packet_may_only_have_so_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_MEMBERS", 2)
    assert "more than 2 files" in refusal(zipped(dict.fromkeys("abc", b"x")))


def test_a_zip_packet_may_only_be_so_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PACKED", 50)
    assert "a packet of more than 50 bytes" in refusal(zipped({"a": b"x" * 200}))


@pytest.mark.parametrize("name", ["../a.xml", "a\x1b.xml", "x" * 300])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert "no plain name" in refusal(zipped({name: b"x"}))


def test_a_locked_packet_is_refused() -> None:
    raw = bytearray(zipped({"a": b"x"}))
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    assert "locked by a password" in refusal(bytes(raw))


@pytest.mark.parametrize("cut", [5, 12, 40, 90])
def test_a_packet_cut_short_is_refused_and_named(cut: int) -> None:
    noise = bytes(i * i % 251 for i in range(5_000))
    assert "file" in refusal(gzip.compress(noise)[:cut])
    assert "file: a zip packet that cannot be unpacked" in refusal(zipped({"a": noise})[:cut])


def test_the_whole_of_a_packet_is_read_up_to_a_limit() -> None:
    assert Packet("a", io.BytesIO(b"abc")).whole(3) == b"abc"
    with pytest.raises(InputError, match="larger than 2 bytes"):
        Packet("a", io.BytesIO(b"abc")).whole(2)
