"""Labelled cases from a CSV file: what is read, what is missing, what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from causality.errors import ModelError
from causality.network.cases import read_cases
from causality.network.network import Network, node
from tests.network.samples import asia

TEXT = "smoke,lung\nyes,no\n"


def written(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "cases.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def problems(tmp_path: Path, text: str | bytes) -> list[str]:
    with pytest.raises(ModelError) as refused:
        read_cases(written(tmp_path, text), asia())
    return [str(problem).partition("cases.csv:")[2].strip() for problem in refused.value.problems]


def test_states_become_codes_in_the_order_of_the_columns(tmp_path: Path) -> None:
    text = '\ufeffsmoke,"lung",asia\r\nyes, no ,\r\n\r\nno,?,unknown\r\n'
    found = read_cases(written(tmp_path, text), asia())
    assert found.findings == ("smoke", "lung", "asia")
    np.testing.assert_array_equal(found.codes, [[0, 1, -1], [1, -1, -1]])
    assert (len(found), found.missing, found.name) == (2, 3, "cases.csv")
    assert len(found.sha256) == 64


def test_a_state_called_unknown_is_a_state(tmp_path: Path) -> None:
    network = Network("one", (node("a", ["known", "unknown"], table=[0.5, 0.5]),))
    found = read_cases(written(tmp_path, "a,b\nunknown,1\n?,2\n"), network, skip=["b"])
    np.testing.assert_array_equal(found.codes, [[1], [-1]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("smoke,smoke\nyes,no\n", ["1:2: 'smoke' stands twice"]),
        ("", ["1:1: no column is a node; the first line names the nodes"]),
        ("smoke\n", ["1:1: there are no cases; a line for each below the names"]),
        ("smoke\nmaybe\nYES\n", ["2:1: no state of 'smoke'; known: yes, no"] * 1),
        (b"smoke\n\xff\n", ["not UTF-8 text"]),
        ('smoke\n"yes\n', ["2:1: not a line of CSV (unexpected end of data)"]),
    ],
)
def test_what_is_no_table_of_cases_is_named(
    tmp_path: Path, text: str | bytes, expected: list[str]
) -> None:
    assert problems(tmp_path, text)[: len(expected)] == expected


def test_a_message_never_repeats_a_cell(tmp_path: Path) -> None:
    assert "Mrs Jones" not in " ".join(problems(tmp_path, "smoke\nMrs Jones\n"))


def test_a_long_list_of_problems_is_cut_short(tmp_path: Path) -> None:
    assert len(problems(tmp_path, "smoke\n" + "maybe\n" * 5_000)) == 100


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        read_cases(tmp_path / "nowhere.csv", asia())
