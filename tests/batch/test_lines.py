"""JSON lines hold what the rows of the table hold, value by value."""

from __future__ import annotations

import json

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.assessment.contract import json_text
from causality.batch import Options
from causality.batch.lines import as_lines
from causality.batch.of_cases import facts_of_cases
from causality.batch.score import scored, scored_coded
from tests.batch.told_reports import told_reports

TEXTS = st.text(max_size=5) | st.sampled_from(["ü\u202e", '"', "\\", "\x7f"])
CELLS = {
    "t": (pa.string(), TEXTS),
    "v": (pa.dictionary(pa.int8(), pa.string()), TEXTS),
    "l": (pa.list_(pa.string()), st.lists(TEXTS, max_size=3)),
    "c": (pa.list_(pa.dictionary(pa.int16(), pa.string())), st.lists(TEXTS, max_size=3)),
    "w": (pa.int32(), st.integers(-(2**31), 2**31 - 1)),
    "n": (pa.float64(), st.floats(allow_nan=False, allow_infinity=False) | st.just(-0.0)),
}


def line(row: dict[str, object]) -> str:
    """A row as JSON by itself, numbers cut to 12 digits by the printing of decimals."""
    data = {
        name: float(f"{cell:.12g}") if isinstance(cell, float) else cell
        for name, cell in row.items()
        if cell is not None
    }
    return f"{json_text(data, None)}\n"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_kind_of_cell_is_written_as_it_would_be_alone(data: st.DataObject) -> None:
    n = data.draw(st.integers(0, 6))
    arrays = [
        pa.array(data.draw(st.lists(st.none() | cell, min_size=n, max_size=n)), type_)
        for type_, cell in CELLS.values()
    ]
    batch = pa.record_batch(arrays, names=list(CELLS))[data.draw(st.integers(0, n)) :]
    assert as_lines(batch).decode() == "".join(map(line, batch.to_pylist()))


def test_rows_of_reports_are_the_same_coded_or_plain() -> None:
    told = facts_of_cases(told_reports()[:60])
    options = Options(differential=False)
    plain = scored(told, options)
    lines = as_lines(plain)
    assert as_lines(scored_coded(told, options)) == lines
    rows = [json.loads(one) for one in lines.decode().splitlines()]
    assert len(rows) == plain.num_rows
    assert rows[0]["drug"] == plain.column("drug")[0].as_py()
    assert lines.decode() == "".join(map(line, plain.to_pylist()))
