"""Breaks every finding rule in every place, one at a time, and lists what no truth table notices.

    python -m tests.findings.mutation

A break is a row that never decides, a comparison or a logical operator turned into its neighbour, a
negation left out, a code left out of a list, a lower bound for an upper one. It ends badly if any
break survives.
"""

from __future__ import annotations

import ast
import copy
import importlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from causality.findings import rule as rule_form
from causality.findings.facts import Facts
from causality.findings.rule import Maybe, Rule, Ruled
from causality.vocabulary import VOCABULARY
from tests.findings.tables.every import BY_FILE
from tests.findings.tables.line import facts_of

__all__ = ["Break", "broken_operators", "broken_rows", "survivors"]

_NEIGHBOURS: dict[type[ast.AST], tuple[type[Any], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
Rows = tuple[tuple[Any, Any], ...]
_NEVER = np.asarray(False)
_SWAPPED = {"maximum": "minimum", "minimum": "maximum"}


@dataclass(frozen=True, slots=True)
class Break:
    """One break: where it is, what it is, and the rules of that file with it."""

    where: str
    what: str
    rules: Callable[[], Iterable[Rule]]


def survivors(file: str) -> Iterator[Break]:
    """The breaks of one rule file that its truth tables do not notice."""
    module = importlib.import_module(f"causality.findings.{file}")
    whole = Break(file, "nothing broken", lambda: module.RULES)
    if _noticed(file, whole):
        raise AssertionError(f"the truth tables of {file} do not hold as it is")
    for one in (*broken_rows(module), *broken_operators(module)):
        if not _noticed(file, one):
            yield one


def _noticed(file: str, one: Break) -> bool:
    try:
        rules = {rule.name: rule for rule in one.rules()}
        return any(_differs(rules[name], *_expected(file, name)) for name in BY_FILE[file])
    except Exception:  # noqa: BLE001 - a break that crashes is noticed
        return True


_EXPECTED: dict[str, tuple[Facts, list[int], list[int]]] = {}


def _expected(file: str, name: str) -> tuple[Facts, list[int], list[int]]:
    """Facts of the truth table of a finding, and the masks and rows that it says."""
    if name not in _EXPECTED:
        lines = BY_FILE[file][name]
        masks = [VOCABULARY[name].bit(*one.values) for one in lines]
        _EXPECTED[name] = facts_of(lines), masks, [one.row for one in lines]
    return _EXPECTED[name]


def _differs(rule: Rule, facts: Facts, masks: list[int], rows: list[int]) -> bool:
    mask, row = rule.apply(facts)
    return (mask.tolist(), row.tolist()) != (masks, rows)


def broken_rows(module: ModuleType) -> Iterator[Break]:
    """For each rule and each row of each choice in it: that row never decides."""
    for rule in module.RULES:
        for call, size in enumerate(_choices(module, rule)):
            for row in range(size):
                yield Break(
                    f"{rule.name}, choice {call + 1}, row {row}",
                    "never decides",
                    partial(_rules_without, module, rule, call, row),
                )


def _choices(module: ModuleType, rule: Rule) -> list[int]:
    """How many rows each choice has that the rule makes, in the order in which it makes them.

    A last row that gives nothing does not count: nothing is what a choice without it gives.
    """
    sizes: list[int] = []

    def counting(rows: Rows) -> Rows:
        last = rows[-1][1]
        sizes.append(len(rows) - (isinstance(last, int) and last == 0))
        return rows

    _replaced(module, counting, rule)(facts_of([]))
    return sizes


def _rules_without(module: ModuleType, rule: Rule, call: int, row: int) -> Iterable[Rule]:
    for one in module.RULES:
        apply = _without(module, one, call, row) if one is rule else one.apply
        yield Rule(one.name, apply, one.because)


def _without(module: ModuleType, rule: Rule, call: int, row: int) -> Callable[[Facts], Ruled]:
    made = -1

    def skipping(rows: Rows) -> Rows:
        nonlocal made
        made += 1
        if made % calls != call:
            return rows
        condition, value = rows[row]
        never = Maybe(_NEVER, _NEVER) if isinstance(condition, Maybe) else _NEVER
        return (*rows[:row], (never, value), *rows[row + 1 :])

    calls = len(_choices(module, rule))
    return _replaced(module, skipping, rule)


def _replaced(
    module: ModuleType, change: Callable[[Rows], Rows], rule: Rule
) -> Callable[[Facts], Ruled]:
    """The rule run with other rows to choose from."""

    def apply(facts: Facts) -> Ruled:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("first_of", "first_possible"):
                if hasattr(module, name):
                    choose = getattr(rule_form, name)
                    patch.setattr(module, name, partial(_changed, choose, change))
            return rule.apply(facts)

    return apply


def _changed(
    choose: Callable[..., Ruled], change: Callable[[Rows], Rows], size: int, *rows: Any, **more: Any
) -> Ruled:
    return choose(size, *change(rows), **more)


def broken_operators(module: ModuleType) -> Iterator[Break]:
    """For each operator, negation, code and bound of the file: its neighbour instead."""
    path = Path(str(module.__file__))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for place, node in enumerate(ast.walk(tree)):
        for other in _breaks(node):
            broken = copy.deepcopy(tree)
            _put(broken, place, other)
            yield Break(
                f"{path.name}:{getattr(node, 'lineno', 0)}",
                f"{ast.unparse(node)} -> {ast.unparse(other)}",
                partial(_rules_of, broken, path.name),
            )


def _put(tree: ast.Module, place: int, other: ast.AST) -> None:
    """Make the node at this place of the walk what ``other`` is."""
    node = list(ast.walk(tree))[place]
    node.__class__ = other.__class__
    vars(node).update(vars(other))


def _breaks(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[op]):
            yield from (_with(node, ops=[other()]) for other in _NEIGHBOURS.get(type(op), ()))
        case ast.BinOp(right=ast.Constant(value=None)):
            pass  # an annotation
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            yield from (_with(node, op=other()) for other in _NEIGHBOURS.get(type(op), ()))
        case ast.UnaryOp(op=ast.Invert(), operand=operand):
            yield copy.deepcopy(operand)
        case ast.Attribute(attr=name) if name in _SWAPPED:
            yield _with(node, attr=_SWAPPED[name])
        case ast.Call(func=ast.Attribute(attr="is_code"), args=[column, *codes]) if len(codes) > 1:
            for i in range(len(codes)):
                yield _with(node, args=[column, *codes[:i], *codes[i + 1 :]])
        case ast.Subscript(slice=ast.Constant(value=0 | 1 as side)):
            yield _with(node, slice=ast.Constant(1 - side))


def _with(node: ast.AST, **changed: Any) -> ast.AST:
    other = copy.deepcopy(node)
    for name, value in changed.items():
        setattr(other, name, value)
    return ast.fix_missing_locations(other)


def _rules_of(tree: ast.Module, name: str) -> Iterable[Rule]:
    module: dict[str, Any] = {"__name__": name}
    exec(compile(tree, name, "exec"), module)  # noqa: S102 - our own file, broken
    rules: Iterable[Rule] = module["RULES"]
    return rules


def main() -> int:
    """Print every survivor, then how many breaks there were."""
    alive = tried = 0
    for file in BY_FILE:
        module = importlib.import_module(f"causality.findings.{file}")
        tried += sum(1 for _ in (*broken_rows(module), *broken_operators(module)))
        for one in survivors(file):
            alive += 1
            sys.stdout.write(f"{one.where}: {one.what}\n")
    sys.stdout.write(f"{alive} of {tried} breaks survive\n")
    return int(alive > 0)


if __name__ == "__main__":
    sys.exit(main())
