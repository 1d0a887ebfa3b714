"""A schedule filled with numbers: look-up tables by codes of findings, and the steps to run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from causality.network.factor import (
    LINEAR,
    Arithmetic,
    Array,
    Factor,
    multiplied,
    spread,
    summed_out,
)
from causality.network.network import Network
from causality.network.question import Question, bits
from causality.network.schedule import Message, Schedule, Step

__all__ = ["Closing", "Lookup", "Operand", "Plan", "RunStep", "plan_of"]

_Index = tuple[int | slice | None, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table [numbers, rows] whose row is picked by findings; ``shape`` is that of its numbers.

    In a closing product it lies the other way round, [rows, numbers].
    """

    table: Array
    shape: tuple[int, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Operand:
    """One thing to multiply in a step: a look-up, numbers shared by all cases, or a message.

    ``at[x]`` picks the part where the eliminated node has state x, as a view that broadcasts over
    the axes of the result.
    """

    source: Lookup | Array | int
    at: tuple[_Index, ...]


@dataclass(frozen=True, slots=True)
class RunStep:
    """Sum over the eliminated node's ``states`` of the product of the operands.

    The result is kept under ``slot``; ``uses`` are the slots that are needed no more afterwards.
    """

    operands: tuple[Operand, ...]
    states: int
    shape: tuple[int, ...]
    slot: int
    uses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """A product by rows: tables [row, target state, hidden states], summed over the hidden ones.

    Tables that do not know the target come first; theirs has one state.
    """

    tables: tuple[Lookup, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a case needs; the last step, or ``closing``, leaves P(target, evidence).

    Line g of ``strides`` and ``offsets`` turns a case's codes into the row of look-up g.
    ``soft`` says under which slot the likelihood of which node is expected.
    """

    arithmetic: Arithmetic
    strides: NDArray[np.float32]
    offsets: NDArray[np.float32]
    steps: tuple[RunStep, ...]
    closing: Closing | None
    soft: tuple[tuple[str, int], ...]
    states: int
    cost: int
    peak: int


def plan_of(
    network: Network,
    asked: Question,
    found: Schedule,
    findings: Sequence[str],
    arithmetic: Arithmetic = LINEAR,
) -> Plan:
    """The tables of a schedule, computed; ``findings`` are the columns in which codes will come."""
    return _Builder(network, asked, findings, arithmetic).plan(found)


class _Builder:
    def __init__(
        self, network: Network, asked: Question, findings: Sequence[str], arithmetic: Arithmetic
    ) -> None:
        self.asked, self.arithmetic = asked, arithmetic
        self.nodes = [network.node(name) for name in asked.names]
        self.place = {name: i for i, name in enumerate(asked.names)}
        self.column = {self.place[name]: i for i, name in enumerate(findings)}
        self.tables: dict[int, Factor] = {}
        self.strides: list[NDArray[np.float32]] = []

    def plan(self, found: Schedule) -> Plan:
        families = len(self.asked.families)
        soft = []
        for number, message in enumerate(found.first):
            if message.live:
                soft.append((self.asked.names[bits(message.scope)[0]], number))
            elif number < families:
                self.tables[number] = self._family(number)
            else:
                self.tables[number] = self._finding(bits(message.scope)[0])
        messages = [*found.first, *(step.result for step in found.steps)]
        steps = []
        closing = None
        for slot, step in enumerate(found.steps, start=len(found.first)):
            if step.hidden:
                closing = self._closing(step)
            elif step.variable is None or step.result.live:
                steps.append(self._run_step(messages, step, slot))
            else:
                touching = [self.tables.pop(i) for i in step.groups[0]]
                self.tables[slot] = summed_out(touching, step.variable, self.arithmetic)
        strides = np.array(self.strides, dtype=np.float32).reshape(
            len(self.strides), len(self.column)
        )
        missable = [bool(self.asked.missable >> i & 1) for i in self.column]
        return Plan(
            self.arithmetic,
            strides,
            strides[:, missable].sum(axis=1, dtype=np.float32, keepdims=True),
            tuple(steps),
            closing,
            tuple(soft),
            self.asked.cards[self.asked.target],
            found.cost,
            found.peak,
        )

    def _code_axis(self, i: int) -> int:
        return len(self.nodes) + i

    def _family(self, number: int) -> Factor:
        """A node's table, its axes ascending, known nodes and leaves as axes of codes."""
        node = self.nodes[number]
        values = node.table
        coded = self.asked.known
        if self.asked.leaves >> number & 1:
            coded |= 1 << number
            values = np.concatenate([np.ones((*values.shape[:-1], 1)), values], axis=-1)
        axes = [
            self._code_axis(i) if coded >> i & 1 else i
            for i in (self.place[name] for name in (*node.parents, node.name))
        ]
        ascending = sorted(range(len(axes)), key=axes.__getitem__)
        values = self.arithmetic.held(values).transpose(ascending)[..., None]
        return Factor(tuple(axes[i] for i in ascending), values)

    def _finding(self, i: int) -> Factor:
        """[state, code]: the first code is missing and lets every state pass."""
        card = self.asked.cards[i]
        passes = np.concatenate([np.ones((card, 1)), np.eye(card)], axis=1)
        return Factor((i, self._code_axis(i)), self.arithmetic.held(passes)[..., None])

    def _run_step(self, messages: Sequence[Message], step: Step, slot: int) -> RunStep:
        whole = 0
        for i in (*step.live, *(i for group in step.groups for i in group)):
            whole |= messages[i].scope
        operands = []
        for group in step.groups:
            table = multiplied([self.tables.pop(i) for i in group], self.arithmetic)
            scope = sum(1 << axis for axis in table.axes if axis < len(self.nodes))
            operands.append(self._operand(self._source(table), scope, whole, step.variable))
        operands.extend(
            self._operand(i, messages[i].scope, whole, step.variable) for i in step.live
        )
        operands.sort(key=lambda operand: sum(1 for part in operand.at[0] if part is not None))
        shape = tuple(self.asked.cards[i] for i in bits(step.result.scope))
        return RunStep(tuple(operands), len(operands[0].at), shape, slot, step.live)

    def _closing(self, step: Step) -> Closing:
        """Every group's table spread over all hidden nodes, and the target if it knows it."""
        target, hidden = self.asked.target, bits(step.hidden)
        width = prod(self.asked.cards[i] for i in hidden)
        found = []
        for group in step.groups:
            table = multiplied([self.tables.pop(i) for i in group], self.arithmetic)
            codes = tuple(axis for axis in table.axes if axis >= len(self.nodes))
            scope = (*((target,) if target in table.axes else ()), *hidden)
            axes = (*sorted(scope), *codes)
            values = spread(table, axes)[..., 0].transpose(
                [axes.index(axis) for axis in (*codes, *scope)]
            )
            cards = tuple(self.asked.cards[i] for i in scope)
            rows = values.shape[: len(codes)]
            whole = np.broadcast_to(values, (*rows, *cards)).reshape(-1, prod(cards))
            shape = (prod(cards) // width, width)
            found.append(Lookup(np.ascontiguousarray(whole), shape, self._line(codes)))
        found.sort(key=lambda table: table.shape[0])
        return Closing(tuple(found), width)

    def _operand(
        self, source: Lookup | Array | int, scope: int, whole: int, variable: int | None
    ) -> Operand:
        states = 1 if variable is None else self.asked.cards[variable]
        at = tuple(
            tuple(
                (state if i == variable else slice(None)) if scope >> i & 1 else None
                for i in bits(whole)
            )
            for state in range(states)
        )
        return Operand(source, at)

    def _source(self, table: Factor) -> Lookup | Array:
        """A table by rows of codes, or plain numbers where no finding picks a row."""
        codes = [axis for axis in table.axes if axis >= len(self.nodes)]
        if not codes:
            return table.values
        shape = tuple(self.asked.cards[i] for i in table.axes if i < len(self.nodes))
        flat = np.ascontiguousarray(table.values.reshape(prod(shape), -1))
        return Lookup(flat, shape, self._line(codes))

    def _line(self, codes: Sequence[int]) -> int:
        """A new line of strides: the row number for these axes of codes, the last one fastest."""
        strides = np.zeros(len(self.column), dtype=np.float32)
        stride = 1
        for axis in reversed(codes):
            i = axis - len(self.nodes)
            strides[self.column[i]] = stride
            stride *= self.asked.codes[i]
        self.strides.append(strides)
        return len(self.strides) - 1
