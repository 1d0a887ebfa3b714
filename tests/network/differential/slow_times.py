"""Times by their definition: densities on plain numbers, integrals by quadrature where asked."""

from __future__ import annotations

from collections.abc import Mapping
from math import erfc, exp, expm1, inf, isnan, log, nan, sqrt
from statistics import NormalDist
from typing import Any

from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.findings.causes.event_facts import PARTS
from causality.findings.derive import STATED, Findings
from causality.findings.facts import Facts
from causality.network.differential.schema import DifferentialFile, LatencyRecord
from causality.vocabulary import VOCABULARY

__all__ = ["course_likelihood", "middle_day", "mixture_share", "timing_weight"]

MINUTE = 1 / DAY
TEN_YEARS = 3650.0
TINY = 1e-300
FOREVER = 1e6


def span(facts: Facts, name: str, row: int, table: str = "pair") -> tuple[float, float]:
    """Both ends in minutes; infinite where open."""
    lo, hi = (int(side[row]) for side in facts.span(name, table))
    return -inf if lo == OPEN_LO else lo, inf if hi == OPEN_HI else hi


def is_code(facts: Facts, row: int, column: str, *codes: str, table: str = "pair") -> bool:
    return bool(facts.is_code(column, *codes, table=table)[row])


Part = tuple[float, str, float, float]


def parts_of(member: Mapping[str, Any], latency: LatencyRecord) -> tuple[Part, ...]:
    """Weight, family and parameters of each part, as the model spreads and shifts them."""
    wide, shift = latency.widening.value, latency.shift.value
    found: list[Part] = []
    for i in range(PARTS):
        kind = member[f"kind_{i}"]
        if kind <= 0:
            continue
        weight, a, b = (member[f"{name}_{i}"] for name in ("weight", "a", "b"))
        if kind == 1:
            found.append((weight, "lognormal", a + log(shift), b * wide))
        else:
            median = b * log(2) ** (1 / a) * shift
            found.append((weight, "weibull", a / wide, median / log(2) ** (wide / a)))
    if member["kind_0"] <= 0:
        at_once, spread = latency.immediate.value, latency.sigma.value
        return (
            (1 - at_once, "lognormal", log(latency.median.value * shift), spread),
            (at_once, "lognormal", log(latency.delay.value * shift), spread),
        )
    return tuple(found)


def mixture_share(parts: tuple[Part, ...], day: float) -> float:
    """Share of onsets up to a day."""
    if day <= 0:
        return 0.0
    day = min(day, FOREVER)
    total = 0.0
    for weight, family, first, second in parts:
        if family == "lognormal":
            total += weight * 0.5 * erfc((first - log(day)) / second / sqrt(2))
        else:
            power = first * (log(day) - log(second))
            total += weight * (1.0 if power > 700 else -expm1(-exp(power)))
    return total


def day_of_95_percent(part: Part) -> float:
    """The day by which 95 percent of one part have come."""
    _, family, first, second = part
    if family == "lognormal":
        return exp(NormalDist(first, second).inv_cdf(0.95))
    return float(second * (-log(0.05)) ** (1 / first))


def timing_weight(
    facts: Facts, pair: int, member: Mapping[str, Any], latency: LatencyRecord, days: float
) -> float:
    """Ln of how much likelier the onset is if this drug is the cause than if it came by chance."""
    fitted = member["kind_0"] > 0
    clocked = fitted or is_code(facts, pair, "relation", "withdrawal")
    lo, hi = span(facts, "onset_after_clock" if clocked else "onset_after_start", pair)
    if (lo, hi) == (-inf, inf) or is_code(facts, pair, "dates", "contradictory"):
        return 0.0
    if is_code(facts, pair, "relation", "late", "lack of effect"):
        return 0.0
    parts = parts_of(member, latency)
    counted = member["window"]
    window = days if isnan(counted) else counted
    if fitted and isnan(counted):
        late = [min(day_of_95_percent(part), FOREVER) for part in parts if part[0] > 0]
        window = max(window, *late)
    whole = 1.0 if isnan(counted) else max(mixture_share(parts, counted), TINY)
    end = inf if hi == inf else (hi + 1) / DAY
    begin = min(0.0, end - 1) if lo == -inf else lo / DAY
    width = max(window, MINUTE - begin) if end == inf else end - begin
    inside = mixture_share(parts, max(end, 0.0)) - mixture_share(parts, max(begin, 0.0))
    before = min(max(-begin, 0.0), width) / width
    chance = latency.floor.value
    if not clocked:
        chance += (1 - chance) * latency.any_time.value
    density = window * inside / whole / width
    still = 1.0 if clocked else still_acting(facts, pair)
    weight = (1 - chance) * density * still + chance * (1 - before)
    return log(max(weight + latency.misdated.value * before, TINY))


def middle_day(facts: Facts, pair: int) -> float:
    """Days from the first dose to the onset, in the middle of the bounds that are known."""
    known = [end / DAY for end in span(facts, "onset_after_start", pair) if abs(end) < inf]
    return sum(known) / len(known) if known else nan


def still_acting(facts: Facts, pair: int) -> float:
    """Share of the possible times since the last dose at which the drug may act."""
    lo, hi = span(facts, "onset_after_last_dose", pair)
    if -inf in (lo, hi) or inf in (lo, hi):
        return 1.0
    ends = facts.span("lingering")
    middle = int(ends[0][pair]) / 2 + int(ends[1][pair]) / 2
    return min(max((middle - lo + 1) / (hi - lo + 1), 0.0), 1.0)


def decisive(facts: Facts, pair: int) -> int | None:
    """The first stop with a known course and no clash, else the first continuation."""
    table = "episode"
    rows = [row for row, of in enumerate(facts.rows(table).tolist()) if of == pair]
    known = ("improved", "resolved", "improved or resolved", "not improved")
    rows = [
        row
        for row in rows
        if is_code(facts, row, "change", *known, table=table)
        and not is_code(facts, row, "dates", "contradictory", table=table)
        and not (
            is_code(facts, row, "change", *known[:3], table=table)
            and span(facts, "improved_after", row, table)[1] < 0
        )
    ]
    for kinds in (("stop", "single dose"), ("continuation",)):
        for row in rows:
            if is_code(facts, row, "kind", *kinds, table=table):
                return row
    return None


def course_likelihood(
    facts: Facts, findings: Findings, pair: int, file: DifferentialFile, course: str, *, me: bool
) -> float | None:
    """Ln P(what the event did after the stop or under the drug); None where nothing tells."""
    row = decisive(facts, pair)
    if row is None:
        return stated(findings, pair, file, course, me=me)
    if not is_code(facts, row, "certainty", "certain", table="episode"):
        return 0.0
    treated = 0.0
    if is_code(facts, row, "treated", "before improvement", table="episode"):
        treated = 1.0
    elif is_code(facts, row, "treated", "possibly", table="episode"):
        treated = 0.5
    logs = []
    for share, helped in ((1 - treated, False), (treated, True)):
        if share:
            race = race_of(facts, pair, row, file, course, me=me, helped=helped)
            logs.append(log(share) + observed(facts, row, *race))
    return max(logs) + log(sum(exp(one - max(logs)) for one in logs))


def race_of(
    facts: Facts,
    pair: int,
    row: int,
    file: DifferentialFile,
    course: str,
    *,
    me: bool,
    helped: bool,
) -> tuple[float, float]:
    """Probability to improve at all, and the median of the time it takes, in days."""
    told = file.recovery
    improves = {
        name: {r.when["natural course"]: r.then["improves"] for r in rows}
        for name, rows in (("removed", told.removed), ("by itself", told.by_itself))
    }
    healing = span(facts, "healing_time", pair)[1]
    awaited = told.healing.value if healing == inf else max(healing / DAY, 1 / 24)
    heals = told.median.value * awaited * (told.treated.value if helped else 1.0)
    if not me:
        cause = "removed" if helped else "by itself"
        return improves[cause][course], heals * told.pace[course].value
    if is_code(facts, row, "kind", "stop", "single dose", table="episode"):
        gone = span(facts, "washout", pair)[1]
        return improves["removed"][course], heals + (0.0 if gone == inf else gone / DAY / 5)
    return improves["removed"][course], heals * told.continued.value


def observed(facts: Facts, row: int, share: float, median: float) -> float:
    """Ln of the density per day of what was seen: improvement within a time, or none so far."""
    rate = log(2) / median
    table = "episode"
    if is_code(facts, row, "change", "not improved", table=table):
        until = span(facts, "unimproved_until", row, table)[0]
        day = 0.0 if until == -inf else min(max(until / DAY, 0.0), TEN_YEARS)
        return log(1 - share * (1 - exp(-rate * day)))
    lo, hi = span(facts, "improved_after", row, table)
    begin = min(0.0 if lo == -inf else max(lo / DAY, 0.0), TEN_YEARS - MINUTE)
    end = TEN_YEARS if hi == inf else (hi + 1) / DAY
    end = min(max(end, begin + MINUTE), TEN_YEARS)
    part = -expm1(-rate * (end - begin)) / (end - begin)
    return log(share) - rate * begin + log(part)


def stated(
    findings: Findings, pair: int, file: DifferentialFile, course: str, *, me: bool
) -> float | None:
    """What the report states of a dechallenge that no dates decide."""
    if int(findings.rule("dechallenge")[pair]) != STATED:
        return None
    named = VOCABULARY["dechallenge"].named(int(findings.mask("dechallenge")[pair]))
    if named not in (("positive",), ("negative",)):
        return None
    at = {"me": "yes" if me else "no", "natural course": course}
    row = next(r for r in file.dechallenge if all(at[k] == v for k, v in r.when.items()))
    positive = row.then["positive"]
    return log(positive if named == ("positive",) else 1 - positive)
