"""What an elimination order costs: which messages become tables, which are left to run time.

A *table* is a message computed beforehand for every combination of the findings below it; at run
time it is one look-up. Whatever would outgrow ``cap`` numbers is a *step* over the cases instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from causality.network.question import Question, bits

__all__ = ["CAP", "Message", "Schedule", "Step", "schedule"]

CAP = 1 << 17  # numbers in one table; measured: larger ones leave the cache and gain little

# Run-time cost in multiplications: looking one number up, and forming one table's row index.
_LOOKUP = 4
_INDEX = 8


@dataclass(frozen=True, slots=True)
class Message:
    """A factor as a scope of nodes and of findings; ``live`` if it exists only at run time."""

    scope: int
    codes: int
    live: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The elimination of one node (None: the closing product over the target).

    ``groups`` are tuples of message numbers that are multiplied into one table beforehand;
    ``live`` are messages from earlier steps. A step with a table for result has one group.
    """

    variable: int | None
    groups: tuple[tuple[int, ...], ...]
    live: tuple[int, ...]
    result: Message


@dataclass(frozen=True, slots=True)
class Schedule:
    """The steps of one order. Messages are numbered: the question's own first, then one a step.

    ``cost``: multiplications a case; ``peak``: numbers a case in the largest run-time message.
    """

    first: tuple[Message, ...]
    steps: tuple[Step, ...]
    cost: int
    peak: int


def first_messages(question: Question) -> tuple[Message, ...]:
    """The tables of the nodes, then a one-node message for each finding."""
    families = [
        Message(family & ~question.known, family & question.known, live=False)
        for family in question.families
    ]
    missable = [Message(1 << i, 1 << i, live=False) for i in bits(question.missable)]
    soft = [Message(1 << i, 0, live=True) for i in bits(question.soft)]
    return (*families, *missable, *soft)


def schedule(question: Question, order: Sequence[int], cap: int = CAP) -> Schedule:
    """What happens when the nodes are eliminated in this order."""
    sizes = _Sizes(question)
    first = first_messages(question)
    messages = list(first)
    open_ = list(range(len(messages)))
    steps: list[Step] = []
    cost = peak = 0
    for variable in (*order, None):
        if variable is None:
            touching = open_
            below = 1 << question.target
        else:
            bit = 1 << variable
            touching = [i for i in open_ if messages[i].scope & bit]
            open_ = [i for i in open_ if not messages[i].scope & bit]
            below = ~bit
        live = tuple(i for i in touching if messages[i].live)
        scope = codes = 0
        for i in touching:
            scope |= messages[i].scope
            codes |= messages[i].codes
        if variable is not None and not live and sizes.table(scope & below, codes) <= cap:
            groups: tuple[tuple[int, ...], ...] = (tuple(touching),)
            result = Message(scope & below, codes, live=False)
        else:
            tables = [i for i in touching if not messages[i].live]
            groups = _grouped(messages, tables, sizes, cap)
            result = Message(scope & below, 0, live=True)
            whole = sizes.scope(scope)
            peak = max(peak, whole)
            cost += whole * max(1, len(groups) + len(live))
            for group in groups:
                group_scope, group_codes = _joint(messages, group)
                if group_codes:
                    cost += _INDEX + _LOOKUP * sizes.scope(group_scope)
        steps.append(Step(variable, groups, live, result))
        open_.append(len(messages))
        messages.append(result)
    return Schedule(first, tuple(steps), cost, peak)


class _Sizes:
    """Numbers of joint states, remembered: an order search asks for the same ones again."""

    def __init__(self, question: Question) -> None:
        self._cards, self._codes = question.cards, question.codes
        self._scopes: dict[int, int] = {}
        self._rows: dict[int, int] = {}

    def scope(self, mask: int) -> int:
        found = self._scopes.get(mask)
        if found is None:
            found = 1
            for i in bits(mask):
                found *= self._cards[i]
            self._scopes[mask] = found
        return found

    def table(self, scope: int, codes: int) -> int:
        found = self._rows.get(codes)
        if found is None:
            found = 1
            for i in bits(codes):
                found *= self._codes[i]
            self._rows[codes] = found
        return found * self.scope(scope)


def _joint(messages: Sequence[Message], group: Sequence[int]) -> tuple[int, int]:
    scope = codes = 0
    for i in group:
        scope |= messages[i].scope
        codes |= messages[i].codes
    return scope, codes


def _grouped(
    messages: Sequence[Message], tables: Sequence[int], sizes: _Sizes, cap: int
) -> tuple[tuple[int, ...], ...]:
    """Tables to multiply beforehand: as few look-ups as fit, never more numbers to look up."""
    wide = sorted(tables, key=lambda i: (-sizes.table(messages[i].scope, messages[i].codes), i))
    groups: list[tuple[int, int, list[int]]] = []
    for i in wide:
        scope, codes = messages[i].scope, messages[i].codes
        for place, (group_scope, group_codes, members) in enumerate(groups):
            union, together = group_scope | scope, group_codes | codes
            fits = sizes.table(union, together) <= cap
            if fits and sizes.scope(union) <= sizes.scope(group_scope) + sizes.scope(scope):
                groups[place] = (union, together, [*members, i])
                break
        else:
            groups.append((scope, codes, [i]))
    return tuple(tuple(sorted(members)) for _, _, members in groups)
