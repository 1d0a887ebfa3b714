"""Lines told apart a block at a time are the lines that are read one by one."""

from __future__ import annotations

import io
import re
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.formats.tables import scan
from causality.formats.tables.in_step import PlacesInStep
from causality.formats.tables.place import Places
from causality.formats.tables.row import BadLine, Row
from causality.formats.tables.table import File, Table

_PLAIN = re.compile(rb"[1-9][0-9]{0,17}\$[ -~]*\r?\n|0\$[ -~]*\r?\n")
_CELLS = st.sampled_from(("", "x", "12", "a b", '"', "é", "\t", "\r", "$", "y" * 90))
_KEYS = st.sampled_from(
    ("1001", "1001", "1002", "1003", "01", "", "x", "1001.0", "9" * 18, "9" * 19)
)
_ENDS = st.sampled_from(("\r\n", "\r\n", "\n", "\r\r\n", "$\r\n", "\n\n"))


@st.composite
def _tables(draw: st.DrawFn) -> bytes:
    rows = draw(st.lists(st.tuples(_KEYS, _CELLS, _CELLS, _ENDS), max_size=30))
    text = "primaryid$pt$more\r\n" + "".join(
        f"{key}${one}${other}{end}" for key, one, other, end in rows
    )
    raw = text.encode(draw(st.sampled_from(("utf-8", "latin-1"))))
    return raw.rstrip(b"\r\n") + b"\r\n" * draw(st.integers(0, 1)) if rows else raw


def _table(raw: bytes) -> Table:
    return Table(File("REAC24Q2.txt", io.BytesIO(raw)), "REAC", "primaryid", {}, ())


@settings(max_examples=200, deadline=None)
@given(_tables(), st.sampled_from((50, 120, 1000)))
def test_a_block_at_a_time_finds_the_rows_of_every_key(raw: bytes, block: int) -> None:
    told: dict[int, list[Row | BadLine]] = defaultdict(list)
    bad: list[Row | BadLine] = []
    for key, row in _table(raw).in_order():
        (bad if key is None else told[key]).append(row)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "BLOCK", block)
        table = _table(raw)
        index = table.index
    assert index.places.keys().tolist() == sorted(told)
    assert list(index.bad) == bad
    for key, rows in told.items():
        assert list(table.rows(key)) == rows


@settings(max_examples=200, deadline=None)
@given(_tables())
def test_a_report_that_is_not_odd_has_nothing_but_plain_lines(raw: bytes) -> None:
    table = _table(raw)
    index = table.index
    assert index.odd is not None
    assert table.shape is not None
    plain = set(index.places.keys().tolist()) - set(index.odd.tolist())
    which, offsets, lengths = index.places.of_many(index.places.keys())
    keys = index.places.keys()[which].tolist()
    for key, offset, length in zip(keys, offsets.tolist(), lengths.tolist(), strict=True):
        if key in plain:
            for line in raw[offset : offset + length].splitlines(keepends=True):
                assert _PLAIN.fullmatch(line)
                assert line.count(b"$") == table.shape.signs
                assert line.rstrip(b"\r\n").endswith(b"$") or not table.shape.ends


def test_plain_lines_are_not_odd() -> None:
    raw = b"primaryid$pt$more\r\n" + b"100101$Rash$x\r\n" * 3 + b"100102$Nausea$\r\n"
    index = _table(raw).index
    assert index.odd is not None
    assert index.odd.tolist() == []
    assert index.rows == 4


def test_a_line_longer_than_a_block_and_than_any_line_may_be_is_told() -> None:
    long = b"100101$" + b"x" * (2 * scan.BLOCK) + b"$\n"
    raw = b"primaryid$pt$more\n100101$Rash$\n" + long + b"100102$Nausea$\n"
    table = _table(raw)
    rows = list(table.rows(100101))
    assert [type(row) for row in rows] == [Row, BadLine]
    assert [row.line for row in table.rows(100102)] == [4]


@settings(max_examples=150, deadline=None)
@given(_tables(), st.sampled_from((50, 120, 1000)))
def test_places_that_are_not_kept_are_found_again(raw: bytes, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "BLOCK", block)
        head, *lines = raw.splitlines(keepends=True)
        kept = _table(head + b"".join(sorted(lines)))
        again = _table(head + b"".join(sorted(lines)))
        again.in_step = True
        keys = kept.index.places.keys()
        assert again.index.places.keys().tolist() == keys.tolist()
        assert again.index.bad == kept.index.bad
        for key in (*keys.tolist(), *keys.tolist()[::-1], 5):
            assert list(again.rows(key)) == list(kept.rows(key))
        for some in (keys, keys[:1], keys[-1:], keys[1:3], keys[:0]):
            for one, other in zip(
                kept.index.places.of_many(some), again.index.places.of_many(some), strict=True
            ):
                assert one.sum() == other.sum()


def test_rows_whose_keys_go_up_are_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "BLOCK", 60)
    rows = [b"%d$Rash$\n" % key for key in range(100, 140)]
    up, down = (_table(b"primaryid$pt$more\n" + b"".join(rows[::way])) for way in (1, -1))
    up.in_step = down.in_step = True
    assert isinstance(up.index.places, PlacesInStep)
    assert isinstance(down.index.places, Places)
    assert [row.line for row in up.rows(120)] == [22]
