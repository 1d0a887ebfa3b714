"""Writes ``differential-model.md`` from the models of the differential."""  # noqa: INP001 - a script

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from causality.citation import Origin
from causality.findings.causes.domain_schema import DomainFile, RivalRecord
from causality.findings.causes.names import domains, rates, shipped_tests
from causality.findings.causes.uncertain import Amount, ShareRow
from causality.network.differential.read import differential_model
from causality.network.differential.schema import BlockRecord, DifferentialFile

PAGE = Path(__file__).parent / "differential-model.md"
INTRODUCTION = """\
# The model behind the shares

<!-- Written by docs/generate_differential.py from the models; change those, not this page. -->

For those who want to check, change or extend the differential. Its templates and numbers stand in
`models/networks/differential.yaml`, rates in `models/rates.yaml`, tests in `models/tests.yaml`, and
what is known of one kind of event in `models/domains/`. This page is made from those files. [How
likely each cause is](differential.md) says how to read the result.

## The sum

For one event with candidates c and joint states s of the shared nodes,

    P(evidence, cause = c, s) = odds(c) * timing(c) * P(s | c) * P(shared | s) * B(s) * R(c, s)

- `odds(c)`: excess of the drug over the background in the window W, or the part of the background
  that a named cause or the unexplained rest has.
- `timing(c)`: `W f(t)` with the density f of the time to onset on its clock, averaged over the
  times that the dates allow; 1 for a cause without a clock. A floor density is mixed in.
- s: what the event is (the entities of a domain, else one), its natural course, the quality of the
  record.
- `B(s)`: the product over all findings of their probability if their drug is not the cause; `R(c,
  s)`: the ratio of candidate c's own findings if it is the cause to if it is not.

Shares are these sums over s, divided by their total. The sum is exact.
`causality.network.differential` also writes one event out as an ordinary Bayesian network
(`unrolled`); tests compare the two on every case.

## Spreads

Every number has a central 90 percent range. *within 3* means that the number, or the odds of a
state, may be three times lower or higher. For the interval all numbers are drawn 256 times in a
Latin hypercube, each number once for all its instances.

"""


def page() -> str:
    """The whole page."""
    told = differential_model().file
    parts = [INTRODUCTION, *_numbers(told), *_templates(told), *_rates(), *_tests()]
    for domain in domains():
        parts += _domain(domain)
    return "".join(parts)


def _numbers(told: DifferentialFile) -> Iterator[str]:
    groups: Mapping[str, Mapping[str, Amount]] = {
        "Window, in days": {"window": told.window},
        "Background": _fields(told.background),
        "Prior odds against the background": told.prior,
        "Other readers: factor on the odds of every drug": told.alternative_priors,
        "Exposure": {"uncertain": told.exposure["uncertain"]},
        "Time to onset": _fields(told.latency),
        "Recovery": _fields(told.recovery),
        "Recovery by itself: factor on the time": told.recovery.pace,
        "Natural course as stated": {"said right": told.natural_course.said_right},
        "No headline": _fields(told.abstain),
    }
    yield "## Numbers\n"
    for title, amounts in groups.items():
        yield f"\n### {title}\n\n{_amounts(amounts)}"


def _fields(record: object) -> dict[str, Amount]:
    fields = type(record).model_fields  # type: ignore[attr-defined]
    values = {name.replace("_", " "): getattr(record, name) for name in fields}
    return {name: value for name, value in values.items() if isinstance(value, Amount)}


def _amounts(amounts: Mapping[str, Amount]) -> str:
    lines = ["| number | value | 90% | from | why |\n|---|---|---|---|---|\n"]
    lines += [
        f"| {name} | {one.value:g} | {_spread(one)} | {_from(one)} |\n"
        for name, one in amounts.items()
    ]
    return "".join(lines)


def _spread(one: Amount | ShareRow) -> str:
    if one.within is not None:
        return f"within {one.within:g}"
    return "-" if one.range is None else f"{one.range[0]:g} to {one.range[1]:g}"


def _from(one: Origin) -> str:
    source = f"{one.from_} {one.cite}" if one.cite else one.from_
    return f"{source} | {one.why or one.formula or one.at or one.by or ''}"


def _templates(told: DifferentialFile) -> Iterator[str]:
    yield "\n## Templates\n"
    course, record = told.natural_course, told.record
    yield f"\n### natural course (shared)\n\n{_rows((course.prior,))}"
    yield f"\n### quality of the record (shared)\n\n{_rows((record.prior, *record.rows))}"
    yield f"\n### whether it improves, its cause gone\n\n{_rows(told.recovery.removed)}"
    yield f"\n### whether it improves otherwise\n\n{_rows(told.recovery.by_itself)}"
    yield f"\n### dechallenge as stated, where no dates tell\n\n{_rows(told.dechallenge)}"
    yield f"\n### status of a named cause\n\n{_rows(told.status.rows)}"
    yield f"\n### whether the event took place\n\n{_rows((told.event_real.prior,))}"
    blocks = (*told.event_real.evidence, *told.drug, *told.event)
    yield from (_block(block) for block in blocks)


def _block(block: BlockRecord) -> str:
    return f"\n### {block.title}\n\nReads `{block.reads}`.\n\n{_rows(block.rows)}"


def _rows(rows: Iterable[ShareRow]) -> str:
    lines = ["| when | then | 90% | from | why |\n|---|---|---|---|---|\n"]
    for row in rows:
        when = ", ".join(f"{name} {state}" for name, state in row.when.items()) or "otherwise"
        then = ", ".join(f"{state} {share:g}" for state, share in row.then.items())
        lines.append(f"| {when} | {then} | {_spread(row)} | {_from(row)} |\n")
    return "".join(lines)


def _rates() -> Iterator[str]:
    yield "\n## Rates\n\nMeasured excess goes before trial arms, these before counts of reports.\n"
    for row in rates().rows:
        who = ", ".join((*row.drugs, *row.classes))
        yield f"\n### {who}: {', '.join(row.events)}\n\n"
        yield f"{row.kind}; {row.unit}; {row.population}. Odds {row.odds:.3g}.\n\n"
        yield _amounts({"excess": row.excess, "background": row.background})
        if row.note:
            yield f"\n{row.note}\n"


def _tests() -> Iterator[str]:
    told = shipped_tests()
    yield "\n## Tests for other causes\n\n"
    yield "Several tests for one thing are not independent: "
    yield f"the weight of m tests is divided by 1 + {told.tempering.value:g} (m - 1).\n\n"
    yield "| test | sensitivity | specificity | from |\n|---|---|---|---|\n"
    for row in told.rows:
        numbers = (row.sensitivity, row.specificity)
        shown = " | ".join(f"{one.value:g} ({_spread(one)})" for one in numbers)
        sources = dict.fromkeys(one.cite or one.from_ for one in numbers)
        yield f"| {row.title} | {shown} | {', '.join(sources)} |\n"


def _domain(domain: DomainFile) -> list[str]:
    parts = [f"\n## Domain: {domain.title}\n\nEvents: {', '.join(domain.events)}.\n"]
    parts.append("\n### what it can be\n\n")
    parts += [f"- {entity.title}\n" for entity in domain.entities]
    parts.append("\n### what drugs lead to\n\n")
    profiles = {"any other drug": domain.any_drug} | {
        ", ".join((*one.drugs, *one.classes)): one.entities for one in domain.profiles
    }
    parts.append("| drug | entities | 90% | from | why |\n|---|---|---|---|---|\n")
    for who, row in profiles.items():
        then = ", ".join(f"{state} {share:g}" for state, share in row.then.items())
        parts.append(f"| {who} | {then} | {_spread(row)} | {_from(row)} |\n")
    parts.append("\n### other causes: their part of the background\n\n")
    parts.append(_amounts({rival.title: rival.share for rival in _rivals(domain)}))
    raised = {
        f"{rival.title}, raised by {', '.join(each.condition)}": each
        for rival in domain.rivals
        for each in rival.raised_by
    }
    if raised:
        parts.append(f"\n### conditions that raise them, by which factor\n\n{_amounts(raised)}")
    for sign in domain.signs:
        parts.append(f"\n### sign: {sign.title}\n\n{_amounts(sign.seen)}")
    return parts


def _rivals(domain: DomainFile) -> tuple[RivalRecord, ...]:
    return (*domain.rivals, domain.unexplained)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
