"""Running a plan over many cases, block by block: look rows up, multiply, add, normalise."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from causality.network.codes import Codes
from causality.network.factor import LINEAR, Array
from causality.network.plan import Closing, Lookup, Plan, RunStep

__all__ = ["BLOCK", "run"]

BLOCK = 1 << 14  # cases at a time, at most

_NUMBERS = 1 << 18  # in the largest message of a block: what is worked on should stay in the cache
_SMALLEST = 256  # below so many cases the calls cost more than the cache saves
_MEMORY = 1 << 26  # numbers in the largest message, whatever the block (512 MB)

_Rows = NDArray[np.intp]


def run(
    plan: Plan, codes: Codes, likelihood: Mapping[str, Array], block: int | None = None
) -> tuple[Array, Array]:
    """P(target | evidence) as [state, case], and ln P(evidence) as [case].

    ``codes``: [case, finding]; ``likelihood``: node -> [case, state] for each soft node of the
    plan; both already checked. Impossible evidence leaves NaN and -inf. A case gives the same bits
    in any block of any batch.
    """
    cases = len(codes)
    block = max(1, min(_block(plan) if block is None else block, cases))
    shares = np.empty((plan.states, cases))
    log_evidence = np.empty(cases)
    buffers = _Buffers(block)
    for start in range(0, cases, block):
        part = slice(start, min(start + block, cases))
        rows = _rows(plan, codes[part])
        joint = buffers.lend((plan.states,), part.stop - start)
        if plan.closing is not None:
            _run_closing(plan, plan.closing, rows, joint, buffers)
        else:
            messages = {
                slot: plan.arithmetic.held(np.ascontiguousarray(likelihood[name][part].T))
                for name, slot in plan.soft
            }
            _run_steps(plan, rows, messages, joint, buffers)
        _close(plan, joint, shares[:, part], log_evidence[part])
        buffers.take_back(joint)
    return shares, log_evidence


def _block(plan: Plan) -> int:
    return min(BLOCK, max(_SMALLEST, _NUMBERS // plan.peak), max(1, _MEMORY // plan.peak))


def _rows(plan: Plan, codes: Codes) -> _Rows:
    """Row numbers [look-up, case]; whole numbers below 2^24 are exact in float32."""
    found = plan.strides @ codes.astype(np.float32).T
    found += plan.offsets
    return found.astype(np.intp)


def _run_steps(
    plan: Plan, rows: _Rows, messages: dict[int, Array], joint: Array, buffers: _Buffers
) -> None:
    """One step after the other; the last one leaves [state, case]."""
    size = joint.shape[-1]
    lent: dict[int, Array] = {}
    for step in plan.steps[:-1]:
        out = messages[step.slot] = lent[step.slot] = buffers.lend(step.shape, size)
        _run_step(plan, step, rows, messages, out, buffers)
        buffers.take_back(*(lent.pop(slot) for slot in step.uses if slot in lent))
    _run_step(plan, plan.steps[-1], rows, messages, joint, buffers)
    buffers.take_back(*lent.values())


def _run_step(
    plan: Plan,
    step: RunStep,
    rows: _Rows,
    messages: dict[int, Array],
    out: Array,
    buffers: _Buffers,
) -> None:
    times, plus = plan.arithmetic.times, plan.arithmetic.plus
    size = out.shape[-1]
    sources: list[Array] = []
    lent: list[Array] = []
    for operand in step.operands:
        source = operand.source
        if isinstance(source, Lookup):
            found = buffers.lend(source.shape, size)
            flat = found.reshape(len(source.table), size)
            np.take(source.table, rows[source.line], axis=1, out=flat, mode="clip")
            lent.append(found)
            sources.append(found)
        else:
            sources.append(messages.pop(source) if isinstance(source, int) else source)
    term = buffers.lend(step.shape, size)
    for state in range(step.states):
        target = term if state else out
        parts = [
            source[operand.at[state]]
            for source, operand in zip(sources, step.operands, strict=True)
        ]
        if len(parts) == 1:
            np.copyto(target, parts[0])
        else:
            times(parts[0], parts[1], out=target)
            for part in parts[2:]:
                times(target, part, out=target)
        if state:
            plus(out, term, out=out)
    buffers.take_back(term, *lent)


def _run_closing(
    plan: Plan, closing: Closing, rows: _Rows, joint: Array, buffers: _Buffers
) -> None:
    """Multiply whole rows, case by case, and sum over the hidden states."""
    size = joint.shape[-1]
    lent = [buffers.lend((table.table.shape[1],), size) for table in closing.tables]
    found = []
    for table, numbers in zip(closing.tables, lent, strict=True):
        row = numbers.reshape(size, -1)
        np.take(table.table, rows[table.line], axis=0, out=row, mode="clip")
        found.append(row.reshape(size, *table.shape))
    linear = plan.arithmetic is LINEAR
    while len(found) > (2 if linear else 1):
        first = found.pop(0)  # a later table is never the shorter one
        plan.arithmetic.times(found[0], first, out=found[0])
    if linear and len(found) > 1:
        # Without BLAS: the sum runs along each row, in the same order in any batch.
        np.copyto(joint, np.einsum("cth,cth->ct", *found).T)
    else:
        np.copyto(joint, plan.arithmetic.plus.reduce(found[0], axis=2).T)
    buffers.take_back(*lent)


def _close(plan: Plan, joint: Array, shares: Array, log_evidence: Array) -> None:
    """From P(target, evidence) to the share of each state and ln P(evidence)."""
    plus = plan.arithmetic.plus
    total = joint[0].copy()
    for state in joint[1:]:
        plus(total, state, out=total)
    with np.errstate(divide="ignore", invalid="ignore"):
        if plan.arithmetic is LINEAR:
            np.divide(joint, total, out=shares)
            np.log(total, out=log_evidence)
        else:
            np.exp(joint - total, out=shares)
            log_evidence[:] = total


class _Buffers:
    """Arrays for one block, lent and taken back: fresh memory for each step costs page faults."""

    def __init__(self, block: int) -> None:
        self._block = block
        self._free: dict[int, list[Array]] = {}
        self._lent: dict[int, tuple[int, Array]] = {}

    def lend(self, shape: tuple[int, ...], size: int) -> Array:
        """Uninitialised numbers [*shape, size]."""
        numbers = int(np.prod(shape, dtype=np.int64))
        free = self._free.get(numbers)
        whole = free.pop() if free else np.empty(numbers * self._block)
        found = whole[: numbers * size].reshape(*shape, size)
        self._lent[id(found)] = (numbers, whole)
        return found

    def take_back(self, *arrays: Array) -> None:
        """Return what was lent; it must not be used any more."""
        for array in arrays:
            numbers, whole = self._lent.pop(id(array))
            self._free.setdefault(numbers, []).append(whole)
