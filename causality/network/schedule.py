"""What an elimination order costs: which messages become tables, which are left to run time.

A *table* is a message computed beforehand for every combination of the findings below it; at run
time it is one look-up. What would outgrow ``cap`` numbers is left to run time: either as a *step*
over the cases for each node that remains, or as one *closing* product in which every remaining
table brings a whole row of numbers over all the nodes that remain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from causality.network.question import Question, bits

__all__ = ["CAP", "Message", "Schedule", "Scheduler", "Step", "first_messages"]

CAP = 1 << 20
"""Numbers in one table (8 MB). Smaller caps cost more than the cache gave back, as measured."""

# Run-time cost in multiplications along a batch, as measured: forming the row number of a table,
# and looking one number up in a table that the cache holds.
_INDEX = 8
_LOOKUP = 2

# The same for a closing product, which reads whole rows and is kinder to the cache: per number of
# each row, per number for the final sum, per state of the target.
_ROW, _SUM, _STATE = 1, 1, 24
_CLOSING = 2  # its tables may be so many times larger
_WIDEST = 1 << 11  # numbers in one of its rows


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
    ``hidden`` are the nodes that a closing product by rows sums over.
    """

    variable: int | None
    groups: tuple[tuple[int, ...], ...]
    live: tuple[int, ...]
    result: Message
    hidden: int = 0


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
    """The tables of the nodes, then a one-node message for each finding that is no leaf.

    The table of a known node, and that of a leaf, has codes in place of the node itself.
    """
    coded = [question.known | question.leaves & 1 << i for i in range(len(question.names))]
    families = [
        Message(family & ~codes, family & codes, live=False)
        for family, codes in zip(question.families, coded, strict=True)
    ]
    inner = question.missable & ~question.leaves
    missable = [Message(1 << i, 1 << i, live=False) for i in bits(inner)]
    soft = [Message(1 << i, 0, live=True) for i in bits(question.soft)]
    return (*families, *missable, *soft)


class Scheduler:
    """Schedules for one question; remembers sizes, since a search asks for the same ones again."""

    def __init__(self, question: Question, cap: int = CAP) -> None:
        self._question, self._cap = question, cap
        self._first = first_messages(question)
        self._codes = question.codes
        self._scopes: dict[int, int] = {}
        self._rows: dict[int, int] = {}

    def schedule(self, order: Sequence[int]) -> Schedule:
        """What happens when the nodes are eliminated in this order."""
        messages = list(self._first)
        place = dict(zip(order, range(len(order)), strict=True))
        place[self._question.target] = len(order)
        buckets: list[list[int]] = [[] for _ in range(len(order) + 1)]
        for i, message in enumerate(messages):
            buckets[min((place[j] for j in bits(message.scope)), default=-1)].append(i)
        steps: list[Step] = []
        closed: Schedule | None = None
        cost = peak = 0
        by_rows = not self._question.soft
        for number, variable in enumerate((*order, None)):
            touching = buckets[number]
            live = tuple(i for i in touching if messages[i].live)
            scope, codes = _joint(messages, touching)
            below = 1 << self._question.target if variable is None else scope & ~(1 << variable)
            if variable is not None and not live and self._table(below, codes) <= self._cap:
                groups: tuple[tuple[int, ...], ...] = (tuple(touching),)
                result = Message(below, codes, live=False)
            else:
                if by_rows:
                    open_ = [i for bucket in buckets[number:] for i in bucket]
                    closed = self._closed(messages, open_, steps)
                    by_rows = False
                groups = self._grouped(messages, [i for i in touching if not messages[i].live])
                result = Message(below, 0, live=True)
                whole = self._scope(scope)
                peak = max(peak, whole)
                cost += whole * max(1, len(groups) + len(live))
                for group in groups:
                    group_scope, group_codes = _joint(messages, group)
                    if group_codes:
                        far = _far(self._table(group_scope, group_codes))
                        cost += _INDEX + _LOOKUP * far * self._scope(group_scope)
            steps.append(Step(variable, groups, live, result))
            if variable is not None:
                buckets[min((place[j] for j in bits(below)), default=-1)].append(len(messages))
            messages.append(result)
        chain = Schedule(self._first, tuple(steps), cost, peak)
        return closed if closed is not None and closed.cost < cost else chain

    def _closed(
        self, messages: Sequence[Message], tables: Sequence[int], steps: Sequence[Step]
    ) -> Schedule | None:
        """The steps so far and one product by rows of all tables; None where rows would not fit."""
        target = 1 << self._question.target
        hidden = _joint(messages, tables)[0] & ~target
        states, width = self._scope(target), self._scope(hidden)
        if not hidden or width * states > _WIDEST:
            return None
        most = _CLOSING * self._cap // width
        # Tables that do not know the target have shorter rows; keeping them apart may pay.
        mixed = self._packed(messages, tables, most // states)
        knowing = [i for i in tables if messages[i].scope & target]
        others = [i for i in tables if not messages[i].scope & target]
        apart = (
            *self._packed(messages, others, most),
            *self._packed(messages, knowing, most // states),
        )
        cost, groups = min(
            (self._by_rows(messages, groups, width), groups) for groups in (mixed, apart)
        )
        if any(
            self._row_count(codes) * self._scope(scope & target) > most
            for scope, codes in (_joint(messages, group) for group in groups)
        ):
            return None
        closing = Step(None, groups, (), Message(target, 0, live=True), hidden)
        return Schedule(self._first, (*steps, closing), cost, width * states)

    def _packed(
        self, messages: Sequence[Message], tables: Sequence[int], most: int
    ) -> tuple[tuple[int, ...], ...]:
        """Tables in as few groups as come out when each is put where its rows first fit."""
        groups: list[tuple[int, list[int]]] = []
        for i in sorted(tables, key=lambda i: (-self._row_count(messages[i].codes), i)):
            codes = messages[i].codes
            for place, (group_codes, members) in enumerate(groups):
                if self._row_count(group_codes | codes) <= most:
                    groups[place] = (group_codes | codes, [*members, i])
                    break
            else:
                groups.append((codes, [i]))
        return tuple(tuple(sorted(members)) for _, members in groups)

    def _by_rows(
        self, messages: Sequence[Message], groups: Sequence[Sequence[int]], width: int
    ) -> int:
        """What a closing product costs."""
        target = 1 << self._question.target
        states = self._scope(target)
        cost = _SUM * width * states + _STATE * states
        for group in groups:
            scope, codes = _joint(messages, group)
            numbers = width * self._scope(scope & target)
            cost += _INDEX + _ROW * _far(self._row_count(codes) * numbers) * numbers
        return cost

    def _grouped(
        self, messages: Sequence[Message], tables: Sequence[int]
    ) -> tuple[tuple[int, ...], ...]:
        """Tables to multiply beforehand: as few look-ups as fit, never more numbers to look up."""
        wide = sorted(tables, key=lambda i: (-self._table(messages[i].scope, messages[i].codes), i))
        groups: list[tuple[int, int, list[int]]] = []
        for i in wide:
            scope, codes = messages[i].scope, messages[i].codes
            for place, (group_scope, group_codes, members) in enumerate(groups):
                union, together = group_scope | scope, group_codes | codes
                fits = self._table(union, together) <= self._cap
                if fits and self._scope(union) <= self._scope(group_scope) + self._scope(scope):
                    groups[place] = (union, together, [*members, i])
                    break
            else:
                groups.append((scope, codes, [i]))
        return tuple(tuple(sorted(members)) for _, _, members in groups)

    def _scope(self, mask: int) -> int:
        """Joint states of the nodes."""
        found = self._scopes.get(mask)
        if found is None:
            found = 1
            for i in bits(mask):
                found *= self._question.cards[i]
            self._scopes[mask] = found
        return found

    def _row_count(self, codes: int) -> int:
        """Combinations of codes."""
        found = self._rows.get(codes)
        if found is None:
            found = 1
            for i in bits(codes):
                found *= self._codes[i]
            self._rows[codes] = found
        return found

    def _table(self, scope: int, codes: int) -> int:
        return self._row_count(codes) * self._scope(scope)


def _far(numbers: int) -> int:
    """How much slower look-ups are in a table of that size: it leaves one cache, then the next."""
    return 1 + (numbers > 1 << 17) + (numbers > 1 << 19)


def _joint(messages: Sequence[Message], some: Sequence[int]) -> tuple[int, int]:
    """The scopes and the codes of some messages together."""
    scope = codes = 0
    for i in some:
        scope |= messages[i].scope
        codes |= messages[i].codes
    return scope, codes
