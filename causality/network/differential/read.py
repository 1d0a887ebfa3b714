"""Reading the differential: rows become arrays, and everything wrong is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from causality.datafile import Document, data_root, load_document, validate
from causality.errors import ModelError, Problem, nearest
from causality.findings.causes.uncertain import Amount, NumberTable, ShareRow
from causality.network.differential.model import AmountSet, Block, Model, RowSet
from causality.network.differential.schema import BlockRecord, DifferentialFile
from causality.vocabulary import VOCABULARY

__all__ = ["differential_model", "read_differential"]

ME = ("no", "yes")
KINDS = ("other", "drug")
REAL = ("not real", "real")
KNOWLEDGE = (
    "unknown",
    "listed",
    "conclusive reports",
    "isolated reports",
    "class effect",
    "none found",
    "not searched",
)
_PRIORS = (*KNOWLEDGE, "evidence against", "concomitant", "published series")
_JOINT = ("interaction established", "interaction", "synergy")

Axes = Mapping[str, Sequence[str]]
Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class _Reader:
    """Turns records into arrays and collects what is wrong on the way."""

    document: Document
    numbers: NumberTable
    problems: list[Problem]

    def amounts(
        self, path: Path_, named: Mapping[str, Amount], keys: Sequence[str], *, share: bool = False
    ) -> AmountSet:
        """The amounts called ``keys``, in that order; ``share`` where they are probabilities."""
        if missing := [key for key in keys if key not in named]:
            self.wrong(path, f"lacks {', '.join(missing)}", "write a number for each")
            return AmountSet.empty()
        for key in named:
            if key not in keys:
                self.wrong((*path, key), f"unknown {key!r}", nearest(key, keys))
        made = [self.numbers.amount(_name((*path, key)), named[key], share=share) for key in keys]
        if share and any(one[0] >= 1 for one in made):
            self.wrong(path, "a probability lies between 0 and 1")
            return AmountSet.empty()
        return AmountSet(
            np.array([one[0] for one in made]),
            np.array([one[1] for one in made]),
            np.array([one[2] for one in made], dtype=np.int64),
            share,
        )

    def rows(
        self, path: Path_, rows: Sequence[ShareRow], states: Sequence[str], axes: Axes
    ) -> RowSet:
        """One probability vector for each combination of ``axes``: the first row that holds."""
        shape = tuple(len(values) for values in axes.values())
        values = np.zeros((*shape, len(states)))
        sigmas = np.zeros(values.shape)
        columns = np.full(values.shape, -1, dtype=np.int64)
        made = [self._row((*path, number), row, states, axes) for number, row in enumerate(rows)]
        for place in np.ndindex(*shape):
            at = {axis: axes[axis][i] for axis, i in zip(axes, place, strict=True)}
            for row, numbers in zip(rows, made, strict=True):
                if numbers and all(at.get(axis) == state for axis, state in row.when.items()):
                    values[place], sigmas[place], columns[place] = numbers
                    break
            else:
                told = ", ".join(f"{axis} {state}" for axis, state in at.items())
                if all(made):
                    self.wrong(
                        path, f"no row for {told}", "add a row, or one without that condition"
                    )
        return RowSet(values, sigmas, columns)

    def _row(
        self, path: Path_, row: ShareRow, states: Sequence[str], axes: Axes
    ) -> tuple[NDArray[np.float64], float, NDArray[np.int64]] | None:
        for axis, state in row.when.items():
            if axis not in axes:
                right = f"a node here may depend on {' or '.join(axes) or 'nothing'}"
                self.wrong((*path, "when", axis), f"{axis!r} is no parent of this node", right)
                return None
            if state not in axes[axis]:
                right = f"one of: {', '.join(axes[axis])}"
                self.wrong((*path, "when", axis), f"unknown state {state!r}", right)
                return None
        try:
            values, sigma, columns = self.numbers.shares(_name(path), row, tuple(states))
        except ValueError as fault:
            self.wrong((*path, "then"), str(fault))
            return None
        return np.array(values), sigma, np.array(columns, dtype=np.int64)

    def block(self, path: Path_, block: BlockRecord, axes: Axes) -> Block:
        """One node of a template."""
        groups = _groups(block)
        term = VOCABULARY.get(block.reads)
        if term is None:
            self.wrong((*path, "reads"), f"unknown finding {block.reads!r}", "see the vocabulary")
            named = 1
        else:
            named = len(term.values)
            said = [state for state in groups if state not in term.values]
            for state in said:
                if state != _OTHERWISE:
                    right = f"one of: {', '.join(term.values)}"
                    self.wrong((*path, "states"), f"unknown value {state!r}", right)
        rows = self.rows((*path, "rows"), block.rows, block.states, axes)
        values = term.values if term else ()
        sets = tuple(_mask(groups.get(value, ()), block.states) for value in values)
        return Block(block.id, block.reads, block.title, block.states, sets, named, rows)

    def wrong(self, path: Path_, wrong: str, right: str = "") -> None:
        self.problems.append(self.document.problem(path, wrong, right))


_OTHERWISE = "reported otherwise"
"""A state that no value of the finding stands for: the rest of the probability."""


def _name(path: Iterable[str | int]) -> str:
    return ".".join(str(part) for part in path)


def _groups(block: BlockRecord) -> dict[str, tuple[str, ...]]:
    return {**{state: (state,) for state in block.states}, **block.also}


def _mask(states: Iterable[str], known: Sequence[str]) -> int:
    mask = 0
    for state in states:
        if state in known:
            mask |= 1 << known.index(state)
    return mask


def read_differential(file: Path) -> Model:
    """The differential in ``file``; raises ModelError with every problem found."""
    document = load_document(file, ModelError, name=file.name)
    told = validate(document, DifferentialFile, ModelError)
    reader = _Reader(document, NumberTable(), [])
    course, quality = told.natural_course, told.record
    context = {"natural course": course.states}
    one = reader.amounts
    recovery, latency = told.recovery, told.latency
    model = Model(
        id=told.id,
        version=str(told.version),
        title=told.title,
        sha256=document.sha256,
        file=told,
        natural_states=course.states,
        record_states=quality.states,
        window=one(("window",), {"days": told.window}, ("days",)),
        background=one(
            ("background",),
            {
                "named": told.background.named,
                "unexplained": told.background.unexplained,
                "present": told.background.present,
            },
            ("named", "unexplained", "present"),
            share=True,
        ),
        prior=one(
            ("prior",),
            {key: value for key, value in told.prior.items() if key not in _JOINT},
            _PRIORS,
        ),
        joint=one(
            ("prior",), {key: told.prior[key] for key in _JOINT if key in told.prior}, _JOINT
        ),
        exposure=one(
            ("exposure",), {"uncertain": told.exposure["uncertain"]}, ("uncertain",), share=True
        ),
        latency=one(
            ("latency",),
            {name: getattr(latency, name) for name in LATENCY},
            LATENCY,
        ),
        recovery=one(("recovery",), {name: getattr(recovery, name) for name in RECOVERY}, RECOVERY),
        pace=one(("recovery", "pace"), recovery.pace, course.states),
        removed=reader.rows(
            ("recovery", "removed"), recovery.removed, _IMPROVES, {"natural course": course.states}
        ),
        by_itself=reader.rows(
            ("recovery", "by itself"),
            recovery.by_itself,
            _IMPROVES,
            {"natural course": course.states},
        ),
        natural=reader.rows(("natural course", "prior"), (course.prior,), course.states, {}),
        said_right=one(
            ("natural course",), {"said right": course.said_right}, ("said right",), share=True
        ),
        quality=reader.rows(("record", "prior"), (quality.prior,), quality.states, {}),
        information=reader.rows(
            ("record", "rows"),
            quality.rows,
            INFORMATION,
            {"record": quality.states},
        ),
        real=reader.rows(("event real", "prior"), (told.event_real.prior,), REAL, {}),
        least_real=told.event_real.least.value,
        real_evidence=tuple(
            reader.block(("event real", "evidence", i), block, {"event real": REAL})
            for i, block in enumerate(told.event_real.evidence)
        ),
        drug=tuple(
            reader.block(("drug", i), block, {"me": ME, **context})
            for i, block in enumerate(told.drug)
        ),
        dechallenge=reader.rows(
            ("dechallenge",), told.dechallenge, ("positive", "negative"), {"me": ME, **context}
        ),
        event=tuple(
            reader.block(("event", i), block, {"cause": KINDS})
            for i, block in enumerate(told.event)
        ),
        status=reader.rows(("status", "rows"), told.status.rows, told.status.states, {"me": ME}),
        absent=one(("status",), {"absent": told.status.absent}, ("absent",), share=True),
        rate_column=reader.numbers.column("measured rates", told.window),
        numbers=reader.numbers,
    )
    for name, states in (("natural course", course.states), ("information", INFORMATION)):
        finding = course.reads if name == "natural course" else quality.reads
        known = VOCABULARY[finding].values if finding in VOCABULARY else ()
        if any(state not in known for state in states):
            reader.wrong(
                (name if name == "natural course" else "record", "reads"),
                f"the finding {finding!r} does not have these values",
            )
    if reader.problems:
        raise ModelError(reader.problems)
    return model


_IMPROVES = ("improves", "does not")
INFORMATION = ("sufficient", "insufficient", "contradictory")
LATENCY = (
    "floor",
    "misdated",
    "any_time",
    "median",
    "sigma",
    "shift",
    "widening",
    "immediate",
    "delay",
)
RECOVERY = ("median", "healing", "continued", "treated", "possible")


@cache
def differential_model() -> Model:
    """The differential that ships with the models."""
    return read_differential(data_root("models") / "networks" / "differential.yaml")
