"""The narrow waist: one closed record per drug-event pair, whatever the source.

``Facts`` holds tables of numpy columns. The ``pair`` table has one row per pair; a child table has
rows for what a pair can have several of, with a sorted index ``pair`` into the first. Two kinds
of columns exist:

code   int8, an index into the column's ``codes``; -1 means that the record is silent
span   two int64 arrays ``<name>_lo`` and ``<name>_hi``, minutes, both ends included;
       ``OPEN_LO``/``OPEN_HI`` where there is no bound, both open where the record is silent

Left of this record sources differ; right of it nothing knows where a fact came from. ``grounds``
names the entries a fact was filled from; a table read from a database may leave it empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.vocabulary import VOCABULARY

__all__ = ["MISSING", "TABLES", "Column", "Facts", "SpanColumn", "facts_from_rows"]

MISSING = -1
Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]
Minutes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table: its name, kind, closed list of codes, and meaning."""

    name: str
    kind: Literal["code", "span"]
    meaning: str
    codes: tuple[str, ...] = ()


def _code(name: str, codes: Sequence[str], meaning: str) -> Column:
    return Column(name, "code", meaning, tuple(codes))


def _span(name: str, meaning: str) -> Column:
    return Column(name, "span", meaning)


_DATES = ("consistent", "contradictory")
_YES_NO = ("yes", "no")
_PERHAPS = (*_YES_NO, "possibly")

_PAIR = (
    _code("role", ("suspect", "interacting", "concomitant"), "Role of the drug as reported."),
    _code("interaction", _YES_NO, "Whether the report suspects an interaction of the drug."),
    _code("dates", _DATES, "Whether entries that date the first dose or the onset contradict."),
    _span("onset_after_start", "From the first dose to the first sign of the event."),
    _span("onset_after_last_dose", "From the last dose before the onset to the onset; 0 if on it."),
    _span("onset_after_stop", "From the final stop to the onset; negative if stopped later."),
    _span("onset_after_clock", "Time at onset on the clock of the latency window."),
    _code("window_basis", ("row", "fallback"), "What the latency window rests on."),
    _span("suggestive_window", "Times to onset that are highly suggestive; open if none are."),
    _span("compatible_window", "Times to onset that are compatible."),
    _span("washout", "Five half-lives of the drug."),
    _span("lingering", "How long after the last dose the drug may still act; never silent."),
    _span("healing_time", "How long the event takes to improve once its cause is gone."),
    _code("examined", _YES_NO, "Whether a clinician saw the event."),
    _code("antidote", ("improved", "not improved"), "Response to a specific antidote."),
    _code("started_for_event", _YES_NO, "Whether the drug was given for a first sign of it."),
    _code(
        "disease",
        ("active", "quiescent", "present", "none"),
        "A condition that explains the event; none if each is reported as absent.",
    ),
    _code("favoured", _YES_NO, "Whether a condition favours this reaction to this drug."),
    _code("workup_extent", ("extensive", "limited", "none"), "Extent of the search as a whole."),
    _code("workup_itemised", _YES_NO, "Whether causes and tests were named."),
    _code("workup_found", ("no other cause", "other cause"), "What the search found."),
    _code("relation", VOCABULARY["relation"].values, "Kind of relation looked at."),
    _code("exposure", VOCABULARY["exposure"].values, "Certainty of exposure."),
    _code("diagnosis", VOCABULARY["event_established"].values, "Certainty of the event."),
    _code("pattern", VOCABULARY["specific_pattern"].values, "Specific for a drug reaction."),
    _code("natural_course", VOCABULARY["natural_course"].values, "Without intervention."),
    _code("outcome", VOCABULARY["outcome"].values, "At the last information."),
    _code("overdose", VOCABULARY["overdose"].values, "Whether taken in overdose."),
    _code("knowledge", VOCABULARY["prior_knowledge"].values, "The strongest on record."),
    _code("disabling", _YES_NO, "Whether the event was serious by lasting disability."),
    _code("administration", VOCABULARY["administration"].values, "Once, in cycles, or regularly."),
    _code("vaccine", VOCABULARY["vaccine"].values, "Whether the product is a vaccine."),
    _code(
        "interaction_role",
        VOCABULARY["interaction_role"].values,
        "The part of the drug in the suspected interaction.",
    ),
    _code(
        "mechanism",
        VOCABULARY["interaction_mechanism"].values,
        "Whether the mechanism of the suspected interaction is established.",
    ),
    _code("follow_up", VOCABULARY["follow_up"].values, "Whether more can be learnt."),
    *(
        _code(f"stated_{name}", term.values, f"The reporter's word on: {term.title}.")
        for name, term in VOCABULARY.items()
    ),
)

_EPISODE = (
    _code(
        "kind",
        ("stop", "reduction", "increase", "continuation", "single dose"),
        "What was done with the drug.",
    ),
    _code("dates", _DATES, "Whether entries that date this episode contradict."),
    _span("action_after_onset", "From the onset to the action; negative if it came before."),
    _code("change", ("improved", "resolved", "not improved"), "The event after the action."),
    _span("improved_after", "From the action to the first improvement; open if none is on record."),
    _span("unimproved_until", "From the action to the last time without improvement."),
    _code("worsened", _PERHAPS, "Whether it also got worse, or one measure did, after the action."),
    _code("relapsed", _PERHAPS, "Whether it came back without re-exposure."),
    _code("treated", ("before improvement", "possibly", "no"), "With something that could do it."),
    _code("company", ("alone", "shared", "possibly shared"), "Other suspects stopped meanwhile."),
)

_RE_EXPOSURE = (
    _code("agent", ("drug", "placebo"), "What was given."),
    _code("dates", _DATES, "Whether entries that date this re-exposure contradict."),
    _code("result", ("recurred", "did not recur", "not interpretable"), "Of the event."),
    _code("before", ("resolved", "stable", "not resolved"), "The event just before."),
    _code("dose", ("same", "higher", "lower"), "Against the first exposure."),
    _code("route", ("same", "different"), "Against the first exposure."),
    _code("duration", ("same", "longer", "shorter"), "Against the first exposure."),
    _code("premedicated", _YES_NO, "Under protective treatment."),
    _code("company", ("alone", "shared"), "Whether another suspect was given again with it."),
)

_ALTERNATIVE = (
    _code("role", ("competing", "trigger", "risk factor", "mediator", "consequence"), "Its part."),
    _code(
        "status",
        ("excluded", "unlikely", "possible", "likely", "confirmed", "not assessed"),
        "As this cause of the event.",
    ),
)

_CO_SUSPECT = (
    _span("onset_after_start", "From the other drug's first dose to the onset."),
    _span("onset_after_last_dose", "From the other drug's last dose before the onset."),
    _span("lingering", "How long the other drug may still act."),
    _code("status", _ALTERNATIVE[1].codes, "What the report says of it as a cause."),
)

_OBSERVATION = (
    _code("shows", ("event", "no event", "not interpretable"), "What an examination showed."),
)
_SPECIFIC_TEST = (
    _code("result", VOCABULARY["specific_test"].values, "Of a test linking drug and event."),
)
_LEVEL = (_code("reading", VOCABULARY["drug_level"].values, "Of a drug concentration."),)
_EARLIER = (
    _code("agent", ("same drug", "similar drug"), "What was taken before."),
    _code("result", ("tolerated", "similar reaction", "never taken"), "What happened then."),
)

TABLES: Mapping[str, Mapping[str, Column]] = MappingProxyType(
    {
        table: MappingProxyType({column.name: column for column in columns})
        for table, columns in {
            "pair": _PAIR,
            "episode": _EPISODE,
            "re_exposure": _RE_EXPOSURE,
            "alternative": _ALTERNATIVE,
            "co_suspect": _CO_SUSPECT,
            "observation": _OBSERVATION,
            "specific_test": _SPECIFIC_TEST,
            "level": _LEVEL,
            "earlier": _EARLIER,
        }.items()
    }
)

SpanColumn = tuple[Minutes, Minutes]
Grounds = Mapping[tuple[str, int, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of ``n`` drug-event pairs, as columns.

    ``arrays[table][name]`` is one array; a span ``x`` stands as ``x_lo`` and ``x_hi``; each child
    table has its sorted int64 index ``pair``. ``grounds[table, row, column]`` names entry ids;
    ``sources[row]`` maps a column of the pair table to the model row it was filled from.
    """

    n: int
    arrays: Mapping[str, Mapping[str, NDArray[Any]]]
    grounds: Grounds = field(default_factory=dict)
    sources: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def code(self, column: str, table: str = "pair") -> Codes:
        """The int8 codes of ``column``; ``MISSING`` where the record is silent."""
        return self.arrays[table][column]

    def is_code(self, column: str, *codes: str, table: str = "pair") -> Flags:
        """Where ``column`` holds one of ``codes``."""
        known = TABLES[table][column].codes
        values = self.arrays[table][column]
        found: Flags = values == known.index(codes[0])
        for code in codes[1:]:
            found = found | (values == known.index(code))
        return found

    def span(self, column: str, table: str = "pair") -> SpanColumn:
        """The bounds of ``column`` in minutes."""
        arrays = self.arrays[table]
        return arrays[f"{column}_lo"], arrays[f"{column}_hi"]

    def rows(self, table: str) -> Minutes:
        """The pair each row of a child table belongs to."""
        return self.arrays[table]["pair"]

    def any(self, table: str, flags: Flags) -> Flags:
        """For each pair, whether any of its rows of ``table`` is flagged."""
        found = np.zeros(self.n, dtype=np.bool_)
        found[self.rows(table)[flags]] = True
        return found

    def take(self, pairs: NDArray[np.int64]) -> Facts:
        """The facts of some pairs only, in the order asked for; grounds are left behind."""
        place = np.full(self.n, -1, dtype=np.int64)
        place[pairs] = np.arange(len(pairs))
        arrays: dict[str, Mapping[str, NDArray[Any]]] = {
            "pair": {name: values[pairs] for name, values in self.arrays["pair"].items()}
        }
        for table in TABLES:
            if table == "pair":
                continue
            moved = place[self.rows(table)]
            keep = np.flatnonzero(moved >= 0)
            keep = keep[np.argsort(moved[keep], kind="stable")]
            arrays[table] = {name: values[keep] for name, values in self.arrays[table].items()}
            arrays[table] = {**arrays[table], "pair": moved[keep]}
        return Facts(len(pairs), arrays)


def facts_from_rows(
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    grounds: Grounds | None = None,
    sources: Mapping[tuple[int, str], str] | None = None,
) -> Facts:
    """Columns out of one mapping per row, as a case or a test writes them.

    A code is given as its word, a span as ``(lo, hi)``; what is left out is missing. Child rows
    carry ``pair`` and come in the order of their pairs. An unknown column or word is a KeyError or
    ValueError: it is a mistake in the program, not in a file.
    """
    arrays: dict[str, dict[str, NDArray[Any]]] = {}
    for table, columns in TABLES.items():
        given = rows.get(table, ())
        size = len(given)
        out: dict[str, NDArray[Any]] = {}
        if table != "pair":
            out["pair"] = np.fromiter((row["pair"] for row in given), np.int64, size)
        for name, column in columns.items():
            if column.kind == "code":
                filled = np.full(size, MISSING, dtype=np.int8)
                for i, row in enumerate(given):
                    if row.get(name) is not None:
                        filled[i] = column.codes.index(row[name])
                out[name] = filled
            else:
                lo = np.full(size, OPEN_LO, dtype=np.int64)
                hi = np.full(size, OPEN_HI, dtype=np.int64)
                for i, row in enumerate(given):
                    if row.get(name) is not None:
                        lo[i], hi[i] = row[name]
                out[f"{name}_lo"], out[f"{name}_hi"] = lo, hi
        unknown = {key for row in given for key in row} - set(columns) - {"pair"}
        if unknown:
            raise KeyError(*sorted(unknown))
        arrays[table] = out
    return Facts(len(rows.get("pair", ())), arrays, grounds or {}, sources or {})
