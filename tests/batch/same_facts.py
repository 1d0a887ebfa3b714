"""Whether facts of reports are the same, array by array."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from causality.batch.report_facts import ReportFacts

__all__ = ["assert_same_facts"]

_NUMBERS = ("notes", "contradictions", "pair_report", "pair_event", "part", "event_report")
_TEXTS = ("source", "report", "case", "drug", "drug_name", "event", "event_term")


def assert_same_facts(one: ReportFacts, other: ReportFacts) -> None:
    """Every number of the same type and value, every text the same words."""
    sizes = [(told.reports, told.facts.n, told.events.n) for told in (one, other)]
    assert sizes[0] == sizes[1]
    for name in _TEXTS:
        assert getattr(one, name).to_pylist() == getattr(other, name).to_pylist(), name
    columns = [
        {
            **{name: getattr(told, name) for name in _NUMBERS},
            **told.documented,
            **{(table, name): a for table, t in told.facts.arrays.items() for name, a in t.items()},
            **{
                ("event facts", table, name): a
                for table, t in told.events.arrays.items()
                for name, a in t.items()
            },
        }
        for told in (one, other)
    ]
    assert columns[0].keys() == columns[1].keys()
    for name, array in columns[0].items():
        _assert_same(array, columns[1][name], str(name))


def _assert_same(one: NDArray[np.generic], other: NDArray[np.generic], name: str) -> None:
    assert one.dtype == other.dtype, name
    np.testing.assert_array_equal(one, other, err_msg=name)
