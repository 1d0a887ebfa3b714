"""The pair table of the facts, and what the report states of pairs, from flat records."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.known import known_of_pairs, known_windows
from causality.batch.flat.names import Names
from causality.batch.flat.pairs import Layout
from causality.batch.flat.record import ROLES, Flat
from causality.batch.flat.spans import Flags
from causality.batch.flat.times import Times, windows_of
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.facts import MISSING, TABLES
from causality.findings.latency_table import fallback
from causality.vocabulary import VOCABULARY

__all__ = ["pair_table", "silent_table"]

_PAIR = TABLES["pair"]


def silent_table(table: str, rows: int, told: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """All columns of a table in their order: those ``told``, and silence in the others."""
    out = {} if table == "pair" else {"pair": told["pair"]}
    for name, column in TABLES[table].items():
        if column.kind == "code":
            out[name] = told[name] if name in told else np.full(rows, MISSING, np.int8)
        else:
            for end, silent in (("lo", OPEN_LO), ("hi", OPEN_HI)):
                key = f"{name}_{end}"
                out[key] = told[key] if key in told else np.full(rows, silent)
    return out


def pair_table(flat: Flat, layout: Layout, names: Names, times: Times) -> dict[str, NDArray[Any]]:
    """Every column of the pair table."""
    drug, event, report = layout.drug, layout.event, layout.report
    stated = _stated(flat, layout)
    own, told = flat.column("event", "relation")[event], stated.get("stated_relation")
    relation = own if told is None else np.where(told > 0, told, own)
    meant = names.of_pairs(drug, event, relation)
    level, onsets = known_of_pairs(flat, layout)
    lingering = fallback().after_last_dose(None)
    columns: dict[str, NDArray[Any]] = {
        "role": _roles()[flat.column("drug", "role")[drug]],
        "dates": np.full(len(drug), _code("dates", "consistent")),
        **_span("onset_after_start", *times.after_start),
        **_span("onset_after_last_dose", *times.after_last_dose),
        **_span("onset_after_stop", *times.after_stop),
        **known_windows(windows_of(meant, relation, times), onsets, relation, times),
        **_span("lingering", *(np.full(len(drug), end) for end in lingering)),
        **_span("healing_time", meant.healing_lo, meant.healing_hi),
        "relation": relation,
        "exposure": _where("exposure", "not taken", "unknown", flat.column("drug", "not_taken"))[
            drug
        ],
        **{
            name: np.full(len(drug), _code(name, "unknown"))
            for name in ("diagnosis", "pattern", "natural_course")
        },
        "outcome": flat.column("event", "outcome")[event],
        "overdose": flat.column("drug", "overdose")[drug],
        "knowledge": level,
        "disabling": _where("disabling", "yes", None, flat.column("event", "disabling"))[event],
        "administration": _administration(flat)[drug],
        "vaccine": _where("vaccine", "yes", None, flat.column("drug", "vaccine"))[drug],
        "reaction": meant.reaction,
        "liver_event": _where("liver_event", "yes", "no", names.liver_event)[event],
        **_span(
            "age", flat.column("report", "age_lo")[report], flat.column("report", "age_hi")[report]
        ),
        "pregnant": _where("pregnant", "no", None, flat.column("report", "male"))[report],
        **stated,
    }
    return silent_table("pair", len(drug), columns)


def _code(column: str, value: str | None) -> np.int8:
    return np.int8(MISSING if value is None else _PAIR[column].codes.index(value))


def _where(column: str, yes: str, no: str | None, flags: Flags) -> NDArray[np.int8]:
    return np.where(flags, _code(column, yes), _code(column, no))


def _span(name: str, lo: NDArray[Any], hi: NDArray[Any]) -> dict[str, NDArray[Any]]:
    return {f"{name}_lo": lo, f"{name}_hi": hi}


def _roles() -> NDArray[np.int8]:
    known = _PAIR["role"].codes
    return np.array([known.index(role) if role in known else MISSING for role in ROLES], np.int8)


def _administration(flat: Flat) -> NDArray[np.int8]:
    """Of each drug: several single administrations are cycles."""
    single = flat.column("dose", "drug")[flat.column("dose", "once")]
    times = np.bincount(single, minlength=flat.rows("drug"))
    codes = [_code("administration", value) for value in (None, "single", "intermittent")]
    found: NDArray[np.int8] = np.array(codes, np.int8)[np.minimum(times, 2)]
    return found


def _stated(flat: Flat, layout: Layout) -> dict[str, NDArray[np.int8]]:
    """What is stated of each finding; nothing of a pair where two values are stated of it."""
    told = flat.arrays["statement"]
    known = np.flatnonzero(told["value"] > 0)  # the first value of every finding is `unknown`
    event = told["event"][known]
    pair = layout.pair(told["drug"][known], event, flat.column("event", "report")[event])
    about, value = told["about"][known], told["value"][known]
    out = {}
    for place in np.unique(about).tolist():
        here = about == place
        first = np.full(len(layout.drug), MISSING, np.int8)
        first[pair[here]] = value[here]
        clash = here & (first[pair] != value)
        first[pair[clash]] = MISSING
        out[f"stated_{tuple(VOCABULARY)[place]}"] = first
    return out
