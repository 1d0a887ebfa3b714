"""What the rows of a file of facts must be to one another: order, references, numbers that fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from causality.batch.arrow_facts.faults import Faults
from causality.batch.arrow_facts.layout import REPORTS, Rows
from causality.batch.arrow_facts.tables import Table
from causality.batch.report_facts import PARTS
from causality.findings.causes.event_facts import PARTS as DISTRIBUTIONS
from causality.findings.causes.names import domains

__all__ = ["check"]

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

_BESIDES = PARTS.index("besides")
_Limits: TypeAlias = tuple[float, float]

# Wide enough for anything counted, and narrow enough that nothing overflows on the way.
_SIZE: _Limits = (1e-9, 1e9)
_SPREAD: _Limits = (0.0, 100.0)
_SHARE: _Limits = (1e-6, 1 - 1e-6)
_FAMILIES: Mapping[int, tuple[_Limits, _Limits]] = {
    1: ((-50.0, 50.0), (1e-3, 100.0)),  # lognormal: mean and spread of the logarithm of days
    2: ((0.05, 50.0), (1e-4, 1e6)),  # Weibull: shape, days
}
_WHOLE = 1e-6
"""How far the weights of a distribution may be from one."""


def check(reports: Table, part: NDArray[np.int8], members: Table, faults: Faults) -> None:
    """Everything that no column can say of itself; faults are collected.

    ``part`` is the part of each pair, ``members`` are those of the events.
    """
    pairs, events = reports.inside["pairs"], reports.inside["events"]
    _bounds(REPORTS, reports, "", faults)
    _groups(REPORTS, reports, "", faults)
    _pairs(pairs, events, part, faults)
    if "member" in events.given:
        _members(pairs, events, part, members, faults)
    _references(events, members, faults)
    _domains(events, members, faults)
    _numbers(events, members, faults)


def _bounds(rows: Rows, table: Table, path: str, faults: Faults) -> None:
    """No lower bound above its upper one."""
    for field in rows.fields:
        if field.kind == "lo":
            name = field.name.removesuffix("_lo")
            lo, hi = table.columns[field.name], table.columns[f"{name}_hi"]
            faults.at(f"{path}{name}", lo > hi, table.report, "lo above hi", "swap them")
    for one in rows.inside:
        _bounds(one, table.inside[one.name], f"{path}{one.name}.", faults)


def _groups(rows: Rows, table: Table, path: str, faults: Faults) -> None:
    """Columns that are filled by name are there together or not at all."""
    groups: dict[str, list[str]] = {}
    for field in rows.fields:
        if field.by_name:
            groups.setdefault(field.by_name, []).append(field.name)
    for names in groups.values():
        left = [name for name in names if name not in table.given]
        if 0 < len(left) < len(names):
            right = f"add {', '.join(left)}, or leave out all of {', '.join(names)}"
            there = next(name for name in names if name in table.given)
            faults.add(f"{path}{there}", "belongs to columns that are missing", right)
    for one in rows.inside:
        _groups(one, table.inside[one.name], f"{path}{one.name}.", faults)


def _pairs(pairs: Table, events: Table, part: NDArray[np.int8], faults: Faults) -> None:
    size = np.bincount(events.above, minlength=_reports(pairs, events))
    event = pairs.columns["event"]
    outside = (event < 0) | (event >= size[pairs.above])
    faults.at("pairs.event", outside, pairs.report, "no such event", "count from 0")
    back = np.zeros(pairs.n, dtype=np.bool_)
    back[1:] = (part[1:] < part[:-1]) & (pairs.above[1:] == pairs.above[:-1])
    faults.at("pairs.part", back, pairs.report, "stands too late", f"order: {', '.join(PARTS)}")


def _members(
    pairs: Table, events: Table, part: NDArray[np.int8], members: Table, faults: Faults
) -> None:
    """Every judged or weighed pair of an event is one of its members, in their order."""
    path = "events.member.pair"
    reports = _reports(pairs, events)
    size = np.bincount(pairs.above, minlength=reports)
    number = members.columns["pair"]
    outside = (number < 0) | (number >= size[members.report])
    faults.at(path, outside, members.report, "no such pair", "count from 0")
    back = np.zeros(members.n, dtype=np.bool_)
    back[1:] = (number[1:] <= number[:-1]) & (members.above[1:] == members.above[:-1])
    right = "list the pairs of an event once each and in their order"
    faults.at(path, back, members.report, "out of order", right)
    row = np.where(outside, -1, number + np.searchsorted(pairs.above, members.report))
    own = members.above - np.searchsorted(events.above, members.report)
    other = ~outside & (pairs.columns["event"][row] != own) if pairs.n else outside & ~outside
    faults.at(path, other, members.report, "the pair is about another event")
    held = np.zeros(pairs.n, dtype=np.bool_)
    held[row[~outside]] = True
    left = (part != _BESIDES) & ~held
    faults.at(path, left, pairs.report, "a judged or weighed pair is not there", right)
    more = ~outside & (part[row] == _BESIDES) if pairs.n else outside & ~outside
    faults.at(path, more, members.report, "the pair is neither judged nor weighed")


def _references(events: Table, members: Table, faults: Faults) -> None:
    joint, test = events.inside["joint"], events.inside["test"]
    rivals = events.inside["rival"]
    for table, name, named, path in (
        (joint, "first", members, "events.joint.first"),
        (joint, "second", members, "events.joint.second"),
        (test, "rival", rivals, "events.test.rival"),
    ):
        size = np.bincount(named.above, minlength=events.n)
        outside = table.columns[name] >= size[table.above]
        faults.at(path, outside, table.report, f"no such {'rival' if table is test else 'member'}")
    condition = joint.columns["kind"] == 1
    second = joint.columns["second"] >= 0
    right = "a member for two drugs, nothing for a condition"
    faults.at("events.joint.second", condition == second, joint.report, "does not fit", right)


def _domains(events: Table, members: Table, faults: Faults) -> None:
    """Places in a domain are places that it has."""
    known = domains()
    domain = events.columns["domain"]
    faults.at("events.domain", domain >= len(known), events.report, "no such domain")
    domain = np.where(domain >= len(known), -1, domain)
    for table, name, sizes in (
        ("member", "profile", [len(one.profiles) for one in known]),
        ("rival", "rival", [len(one.rivals) for one in known]),
        ("rival", "entity", [len(one.entities) for one in known]),
        ("test", "entity", [len(one.entities) for one in known]),
        ("sign", "sign", [len(one.signs) for one in known]),
        ("condition", "raises", [sum(len(r.raised_by) for r in one.rivals) for one in known]),
    ):
        told = members if table == "member" else events.inside[table]
        size = np.array([*sizes, 0], dtype=np.int64)[domain[told.above]]
        wrong = "not in the domain of the event"
        faults.at(f"events.{table}.{name}", told.columns[name] >= size, told.report, wrong)


def _numbers(events: Table, members: Table, faults: Faults) -> None:
    """Numbers of a size that can be reckoned with."""
    at, path, report = members.columns, "events.member.", members.report
    silent = ~np.isnan(at["odds"]) & np.isnan(at["odds_sigma"])
    faults.at(f"{path}odds_sigma", silent, report, "no value beside odds")
    for name, limits in (("odds", _SIZE), ("window", _SIZE), ("odds_sigma", _SPREAD)):
        bad = ~np.isnan(at[name]) & ~_within(at[name], limits)
        faults.at(f"{path}{name}", bad, report, "out of bounds", _told(limits))
    whole = np.zeros(members.n)
    fitted = np.zeros(members.n, dtype=np.bool_)
    for i in range(DISTRIBUTIONS):
        kind, weight, a, b = (at[f"{name}_{i}"] for name in ("kind", "weight", "a", "b"))
        fitted |= kind > 0
        whole += np.where(kind > 0, weight, 0.0)
        faults.at(f"{path}weight_{i}", (kind > 0) & ~_within(weight, (0, 1)), report, "no share")
        for family, (of_a, of_b) in _FAMILIES.items():
            bad = (kind == family) & ~(_within(a, of_a) & _within(b, of_b))
            right = f"a {_told(of_a)}, b {_told(of_b)}"
            faults.at(f"{path}kind_{i}", bad, report, "a or b out of bounds", right)
    split = fitted & ~(np.abs(whole - 1) <= _WHOLE)
    faults.at(f"{path}weight_0", split, report, "weights do not sum to 1")
    test = events.inside["test"]
    for name, limits in (
        *((name, _SHARE) for name in ("sensitivity", "specificity")),
        *((f"{name}_sigma", _SPREAD) for name in ("sensitivity", "specificity")),
    ):
        bad = ~_within(test.columns[name], limits)
        faults.at(f"events.test.{name}", bad, test.report, "out of bounds", _told(limits))


def _within(values: NDArray[np.float64], limits: _Limits) -> Flags:
    """Where a value is there and within the limits."""
    found: Flags = (values >= limits[0]) & (values <= limits[1])
    return found


def _told(limits: _Limits) -> str:
    return f"from {limits[0]:g} to {limits[1]:g}"


def _reports(pairs: Table, events: Table) -> int:
    """How many reports there are at least."""
    return int(max([-1, *pairs.above[-1:], *events.above[-1:]])) + 1
