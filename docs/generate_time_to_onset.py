"""Writes ``time-to-onset.md`` from the table of times to onset."""  # noqa: INP001 - a script

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from causality.case.dates import DAY, HOUR
from causality.citation import bibliography
from causality.findings.latency_schema import Onset, OnsetRow, Quantity, Recovery
from causality.findings.latency_table import LatencyTable, latency_table
from causality.findings.latency_windows import decides, latency_of

DOCS = Path(__file__).parent
UNITS = {"min": "min", "h": "h", "d": "days", "wk": "weeks", "mo": "months"}
INTRODUCTION = """\
# Times to onset

<!-- Written by docs/generate_time_to_onset.py from the models; change those, not this page. -->

How long a drug reaction usually takes to appear is known for some drugs and events. These numbers
decide whether a time to onset is highly suggestive, compatible or improbable, and they are what the
differential weighs an onset by. They stand in `models/time_to_onset.yaml` (rules and names) and in
`models/time_to_onset/` (rows, one file a body system). This page is made from those files.

Numbers in *italics* are assumed: chosen by us or taken from general knowledge, with the range over
which they are swept in brackets. All others are published, or derived from published ones.

## Which row applies

Names are compared whole: case, hyphens, accents, a plural s and the salt at the end of a drug name
do not matter, everything else does. The closest row wins: a named drug before its class before any
drug; then the event term named first; then the row that stands first in its file.

After an earlier exposure, rows counted from re-exposure go before all others; some of these ask for
an earlier reaction. Where there is none, the lower edge of the window is opened down to 0, because
a sensitised patient reacts sooner.

A row with a condition that no finding tells ("only when"), or with neither distribution nor
windows, is shown for people and decides nothing.

Every row names its clock: the first dose, the last dose before the event, the stop, or re-exposure.

## From a distribution to windows

A lognormal distribution has `mu` and `sigma`, the mean and the standard deviation of the natural
logarithm of the time; exp(mu) is the median. A Weibull distribution has a shape and a scale: the
share before t is 1 - exp(-(t/scale)^shape).

- **Highly suggestive**: the central share of the distribution, if onsets are dense enough in it
  against a uniform background. In a wide distribution nothing is highly suggestive: most onsets lie
  in it, but so do most other events.
- **Compatible**: a wider central share, with the spread on the log scale widened.
- Windows that a source gives itself win over both.
- Edges are rounded outwards to whole days (hours or minutes where the row is in hours or minutes),
  because the sources count so. A lower edge on day 0 therefore admits an onset on the day of the
  dose, where a lognormal distribution as such has density 0.

"""
NO_ROW = """
## Where no row applies

Nothing is highly suggestive then. An onset is compatible while the drug is taken and for some
half-lives after the last dose, improbable later, impossible before the first dose. A withdrawal
reaction is counted from the stop. A late effect has no upper limit.

"""
CAUTIONS = """
## Cautions

- Most rows come from cases that were accepted partly because their timing fitted. That is circular,
  and the reason for the widening.
- Latencies in spontaneous reports are cut off on the right by the date of the data (leroy2014).
- Very early onsets under analgesics and antibiotics include drugs taken for the first symptom of
  the event itself (protopathic bias).
- Parameters from medians and quartiles are preferred: fitting mean and standard deviation fails for
  heavy tails. For statins it would give a median of 28 weeks where 14 were observed.
- A range with no more told is taken as the central 90 percent: sigma = ln(max/min)/3.29. With
  quartiles sigma = ln(Q3/Q1)/1.349. A tiny sample gets at least the floor.
- There is no row for leukoencephalopathy under daratumumab. Three latencies are published (about 60
  days, and 180 to 240 days twice); a distribution fitted to them would count an onset within days
  against the drug. Such a case falls to the rules for pairs without a row.
"""


def page() -> str:
    """The whole page."""
    table = latency_table()
    rules = table.rules
    parts = [
        INTRODUCTION,
        _numbers(rules.windows.__class__.model_fields, rules.windows),
        f"| floor | {_number(rules.floor)} | {rules.floor.why} |\n",
        NO_ROW,
        _numbers(rules.fallback.__class__.model_fields, rules.fallback),
        *(_system(table, system) for system in rules.events),
        CAUTIONS,
        _names(table),
        _sources(table),
    ]
    return "".join(parts)


def _numbers(fields: Iterable[str], record: object) -> str:
    lines = ["| number | value | why |\n|---|---|---|\n"]
    for name in fields:
        number: Quantity = getattr(record, name)
        lines.append(f"| {name.replace('_', ' ')} | {_number(number)} | {number.why} |\n")
    return "".join(lines)


def _system(table: LatencyTable, system: str) -> str:
    heads = (
        *("#", "drug", "event", "clock", "onset", "distribution"),
        *("highly suggestive", "compatible", "recovery after the stop"),
    )
    lines = [f"\n## {system.capitalize()}\n\n", _line(heads), _line(["---"] * len(heads))]
    lines += [_line(_cells(table, row)) for row in table.rows(system)]
    return "".join(lines)


def _cells(table: LatencyTable, row: OnsetRow) -> list[str]:
    suggestive = compatible = "-"
    if decides(row):
        found = latency_of(row, "drug", table.rules)
        suggestive, compatible = _window(found.suggestive), _window(found.compatible)
    drugs = "any drug" if row.any_drug else ", ".join((*row.drugs, *row.classes))
    clock: str = row.clock or "-"
    if row.clock == "re-exposure":
        clock += f", after {row.after}"
    said = "; ".join(map(_onset, row.onset)) or "-"
    if row.unit and row.onset:
        said = f"{UNITS[row.unit]}: {said}"
    if row.only_when:
        said += f" (only when {row.only_when})"
    if row.note:
        said += f" (note: {row.note.rstrip('.')})"
    return [
        row.id.split("-")[1].lstrip("0"),
        drugs,
        ", ".join(row.events) or "all events together",
        clock,
        said,
        _distribution(row),
        suggestive,
        compatible,
        _recovery(row.recovery),
    ]


def _onset(said: Onset) -> str:
    words = [said.says] if said.says else []
    for name in ("median", "mean", "sd", "shape"):
        value = getattr(said, name)
        words += [] if value is None else [f"{name} {value:g}"]
    words += [f"quartiles {_pair(said.quartiles)}"] if said.quartiles else []
    words += [f"range {_pair(said.between)}"] if said.between else []
    if said.share is not None and said.within is not None:
        words.append(f"{100 * said.share:g}% within {said.within:g}")
    words += [f"n = {said.n}"] if said.n else []
    text = ", ".join(words)
    return f"*{text}*" if said.from_ == "assumed" else f"{text} ({said.cite})"


def _distribution(row: OnsetRow) -> str:
    parts = []
    for spread in row.mixture or (row,):
        weight = getattr(spread, "weight", None)
        text = f"{_number(weight)} of " if weight else ""
        if spread.lognormal:
            mu, sigma = spread.lognormal.mu, spread.lognormal.sigma
            parts.append(f"{text}lognormal: mu {_number(mu)}, sigma {_number(sigma)}")
        if spread.weibull:
            shape, scale = spread.weibull.shape, spread.weibull.scale
            parts.append(f"{text}Weibull: shape {_number(shape)}, scale {_number(scale)}")
    return "; rest ".join(parts) or "-"


def _recovery(recovery: Recovery | None) -> str:
    if recovery is None:
        return "-"
    numbers = []
    if recovery.lo:
        numbers.append(f"from {_number(recovery.lo)}")
    if recovery.hi:
        numbers.append(f"until {_number(recovery.hi)}")
    numbers += [_number(number) for number in recovery.central]
    if recovery.share and recovery.within:
        numbers.append(f"{_number(recovery.share)} within {_number(recovery.within)}")
    text = recovery.says + (f": {', '.join(numbers)} {UNITS[recovery.unit]}" if numbers else "")
    cites = [recovery.origin.cite] if recovery.origin else []
    cites += [number.cite for number in (recovery.lo, recovery.share) if number is not None]
    cite = next((name for name in cites if name), None)
    return f"{text} ({cite})" if cite else f"*{recovery.says}*{text.removeprefix(recovery.says)}"


def _names(table: LatencyTable) -> str:
    why = table.rules.labels.why or ""
    lines = [f"\n## Names of drugs and events\n\n{why[0].upper()}{why[1:]}.\n\n"]
    lines.append("| class | members |\n|---|---|\n")
    for label, found in table.rules.classes.items():
        members = (*(f"all {name}" for name in found.includes), *found.drugs)
        lines.append(_line((label, ", ".join(members))))
    lines.append("\n| event | also called |\n|---|---|\n")
    events = (item for found in table.rules.events.values() for item in found.items())
    lines += [_line((event, ", ".join(others))) for event, others in sorted(events)]
    return "".join(lines)


def _sources(table: LatencyTable) -> str:
    used = {"leroy2014", *(w.cite for s in table.rules.window_sets.values() for w in _both(s))}
    for system in table.rules.events:
        for row in table.rows(system):
            used |= {*row.cites, *(number.cite for number in row.numbers)}
            if row.recovery is not None:
                origins = (row.recovery.origin, row.recovery.lo, row.recovery.share)
                used |= {origin.cite for origin in origins if origin is not None}
    lines = ["\n## Sources\n\n| id | source | how far read |\n|---|---|---|\n"]
    for source in bibliography().values():
        if source.id in used:
            where = f"{source.title}. {source.where or ''}".strip()
            lines.append(_line((source.id, where, source.note)))
    return "".join(lines)


def _both(windows: object) -> list[Quantity]:
    found = (getattr(windows, "suggestive", None), getattr(windows, "compatible", None))
    return [window for window in found if window is not None]


def _number(number: Quantity) -> str:
    if number.from_ != "assumed":
        return f"{number.value:g}"
    swept = f" ({_pair(number.range)})" if number.range else ""
    return f"*{number.value:g}*{swept}"


def _pair(values: Sequence[float] | None) -> str:
    return f"{values[0]:g} to {values[1]:g}" if values else ""


def _window(window: tuple[int, int] | None) -> str:
    """Whole units: both ends of a window are units that it holds in full."""
    if window is None:
        return "nothing"
    low, after = window[0], window[1] + 1
    for size, name in ((DAY, "days"), (HOUR, "hours"), (1, "min")):
        if low % size == 0 and after % size == 0:
            first, last = low // size, after // size - 1
            return f"{name} {first} to {last}" if first < last else f"{name} {first}"
    raise AssertionError(window)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


if __name__ == "__main__":
    (DOCS / "time-to-onset.md").write_text(page(), encoding="utf-8")
