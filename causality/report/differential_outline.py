"""The causes of each event in words: a table of shares, what moved them, what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from causality.report.blocks import Block, Heading, Item, Items, Paragraph, Table
from causality.report.words import cited, in_100, listed

if TYPE_CHECKING:
    from causality.assessment.assessment import Assessment
    from causality.network.differential.result import (
        CandidateShare,
        Differential,
        Involvement,
        Weight,
    )

__all__ = ["SHARES", "differential_outline"]

SHARES = "How likely each cause is"
"""The heading of the section."""

_FIRST = 3  # reasons told on each side
_LEAST = 1.0  # decibans; less is left to the JSON
_CAVEAT = (
    "Shares are computed from assumed and published numbers and have not been calibrated on cases. "
    "They say how the causes named here compare, given this record; they are no diagnosis."
)
_KINDS: Mapping[str, str] = {
    "drug": "drug",
    "interaction": "drugs together",
    "synergy": "drug with a condition",
    "alternative": "other cause",
    "background": "background",
}


def differential_outline(assessment: Assessment) -> Iterator[Block]:
    """One section an event; nothing where the differential was not asked."""
    terms = {pair.event: pair.event_term for pair in assessment.pairs}
    told = [one for one in assessment.differentials if one.event in terms]
    if not told:
        return
    yield Heading(SHARES, 2)
    yield Paragraph(_CAVEAT)
    for one in told:
        if len(told) > 1:
            yield Heading(terms[one.event], 3)
        yield from _event(one, assessment)


def _event(told: Differential, assessment: Assessment) -> Iterator[Block]:
    names = {one.id: one.title for one in told.candidates}
    names |= {pair.drug: pair.drug_name for pair in assessment.pairs}
    entries = {
        id_: one.text for id_, one in assessment.entries.items() if one.kind != "alternative"
    }
    names |= {id_: text for id_, text in entries.items() if id_ in names}
    yield Table(
        ("cause", "kind", "before, in 100", "now, in 100", "90% interval", "open dates leave"),
        tuple(_row(one, names) for one in told.candidates),
    )
    yield Items(tuple(_items(told, names)))
    reasons = tuple(_reasons(told, names))
    if reasons:
        yield Items(reasons)


def _row(one: CandidateShare, names: Mapping[str, str]) -> tuple[str, ...]:
    name = _name(one, names)
    if one.excluded is not None:
        return name, _KINDS[one.kind], "-", "excluded", "-", "-"
    return (
        name,
        _KINDS[one.kind],
        in_100(one.prior),
        in_100(one.share),
        _between(one.interval),
        _between(one.share_range),
    )


def _name(one: CandidateShare, names: Mapping[str, str]) -> str:
    if len(one.members) > 1:
        return " with ".join(names.get(member, member) for member in one.members)
    return names.get(one.id, one.title)


def _between(ends: tuple[float, float]) -> str:
    low, high = in_100(ends[0]), in_100(ends[1])
    return low if low == high else f"{low} to {high}"


def _items(told: Differential, names: Mapping[str, str]) -> Iterator[Item]:
    for involved in told.involvements:
        yield _involved(involved, names)
    if told.entities:
        likely = sorted(told.entities, key=lambda one: -one.share)[:_FIRST]
        what = listed([f"{one.title} {in_100(one.share)} in 100" for one in likely])
        yield Item(f"what the event is, whatever caused it: {what}")
    for one in told.candidates:
        if one.excluded is not None:
            because = f"{one.excluded.because}{cited(one.excluded.grounds)}"
            yield Item(f"{_name(one, names)} is excluded: {because}")
    yield Item(f"before means: {_priors(told, names)}; compared over {told.window_days:g} days")


def _involved(one: Involvement, names: Mapping[str, str]) -> Item:
    name = names.get(one.drug, one.drug)
    if one.excluded is not None:
        return Item(f"{name}: no part, because {one.excluded.because}")
    other = [f"{in_100(share)} for a {who}" for who, share in one.other_priors.items()]
    swept = [
        f"{in_100(share)} if caused events are {factor:g} times as likely to be reported"
        for factor, share in one.reporting[-1:]
    ]
    below = (f"with other priors: {listed(other)}; {listed(swept)}",)
    if one.abstain is not None:
        text = (
            f"{name}: no headline, because {one.abstain.text} "
            f"(computed: {in_100(one.share)} in 100, 90% interval {_between(one.interval)})"
        )
        return Item(text, below)
    text = (
        f"{name}: had a part in {in_100(one.share)} in 100 such cases "
        f"(90% interval {_between(one.interval)}, before the case {in_100(one.prior)})"
    )
    return Item(text, below)


def _priors(told: Differential, names: Mapping[str, str]) -> str:
    return "; ".join(
        f"{_name(one, names)} from {one.prior_of.basis}"
        + (f" ({', '.join((one.prior_of.source, *one.prior_of.cites))})" if one.members else "")
        for one in told.candidates
        if one.excluded is None
    )


def _reasons(told: Differential, names: Mapping[str, str]) -> Iterator[Item]:
    """The parts of the evidence that moved each drug most, for it and against it."""
    for one in told.candidates:
        if one.kind not in {"drug", "interaction", "synergy"} or one.excluded is not None:
            continue
        ranked = sorted(one.weights, key=lambda weight: -abs(weight.decibans))
        pro = _told(weight for weight in ranked if weight.decibans >= _LEAST)
        con = _told(weight for weight in ranked if weight.decibans <= -_LEAST)
        if pro or con:
            yield Item(
                f"what the case adds for {_name(one, names)}, in decibans",
                (f"for: {pro or 'nothing'}", f"against: {con or 'nothing'}"),
            )


def _told(weights: Iterable[Weight]) -> str:
    return "; ".join(
        f"{weight.title} {weight.decibans:+.1f}{cited(weight.grounds)}"
        for weight in list(weights)[:_FIRST]
    )
