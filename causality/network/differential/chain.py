"""The reasons for a share: what each part of the evidence adds to the log-odds, one after another.

The parts enter in one order: timing first, then each drug's own findings, then what is known of
other causes and of the event. Each step is exact, all of them one evaluation, so prior and weights
add up to the log-odds. What a part adds depends on what came before; other orders are for the
explanation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.findings.derive import Findings
from causality.findings.facts import Facts
from causality.findings.grounds import entries_behind
from causality.network.differential.evidence import Evidence, PairBlock, event_masks
from causality.network.differential.result import DECIBANS, Weight
from causality.network.differential.weigh import normalised, weigh
from causality.vocabulary import VOCABULARY

__all__ = ["Part", "chain", "parts_of", "with_parts"]

Floats = NDArray[np.float64]
_SMALLEST = 1e-300


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the evidence: what it is called, whose it is, which entries it rests on.

    ``place`` says where it stands: ``timing``, ``block`` (id, pair), ``status`` (member),
    ``kind`` (id), ``natural``, ``record``, ``entity`` (id), ``rival`` (row).
    """

    place: tuple[str | int, ...]
    title: str
    about: str
    grounds: tuple[str, ...]
    finding: str | None = None


def chain(
    facts: Facts,
    findings: Findings,
    event: EventFacts,
    evidence: Evidence,
    groups: list[NDArray[np.bool_]],
) -> list[tuple[Weight, ...]]:
    """For each group of candidates, what each part adds to its log-odds."""
    parts = list(parts_of(facts, findings, event, evidence))
    held = np.tri(len(parts) + 1, len(parts), -1, dtype=np.bool_)
    odds = _log_odds(event, with_parts(evidence, parts, held), groups)
    told: list[tuple[Weight, ...]] = []
    for i, group in enumerate(groups):
        if evidence.causes.excluded[group].all():
            told.append(())
            continue
        told.append(
            tuple(
                Weight(
                    id=".".join(map(str, part.place)),
                    title=part.title,
                    decibans=float((odds[step + 1, i] - odds[step, i]) * DECIBANS),
                    about=part.about,
                    grounds=part.grounds,
                    finding=part.finding,
                )
                for step, part in enumerate(parts)
            )
        )
    return told


def _log_odds(event: EventFacts, evidence: Evidence, groups: list[NDArray[np.bool_]]) -> Floats:
    """The log-odds of each group under each set of parts, [sets, groups]."""
    shares = normalised(evidence.causes, 1, weigh(event, evidence).log)
    found = np.empty((len(shares), len(groups)))
    for i, group in enumerate(groups):
        own, rest = shares[:, group].sum(axis=1), shares[:, ~group].sum(axis=1)
        found[:, i] = np.log(np.maximum(own, _SMALLEST)) - np.log(np.maximum(rest, _SMALLEST))
    return found


def parts_of(
    facts: Facts, findings: Findings, event: EventFacts, evidence: Evidence
) -> Iterator[Part]:
    """Every part of the evidence that says anything, in the order of the chain."""
    pairs = event.column("member", "pair").tolist()
    labels = event.labels.get("member", ())
    if np.any(evidence.timing.mean):
        yield Part(("timing",), "time to onset", "drugs", _dated(facts, pairs))
    for block in evidence.blocks:
        for member, pair in enumerate(pairs):
            if np.any(block.me[:, pair]) or np.any(block.other[:, pair]):
                drug = labels[member], event.titles["member"][member]
                yield _of_pair(facts, findings, block, pair, drug)
    yield from _of_causes(event, evidence)
    yield from _of_events(facts, findings, event, evidence)


def _dated(facts: Facts, pairs: list[int]) -> tuple[str, ...]:
    """The entries that date the onset against any drug."""
    grounds: list[str] = []
    for pair in pairs:
        grounds += entries_behind(facts, ("onset_after_start", "onset_after_clock"), pair)
    return tuple(dict.fromkeys(grounds))


def _of_causes(event: EventFacts, evidence: Evidence) -> Iterator[Part]:
    """What is known of causes: as the report judges a drug, of rivals, of what the event is."""
    labels = event.labels
    for member, row in enumerate(evidence.status[1].T):
        if np.any(row):
            name = event.titles["member"][member]
            ids = event.grounds.get(("member", member), ())[1:]
            about = labels["member"][member]
            yield Part(("status", member), f"{name} as the report judges it", about, ids)
    for place in range(evidence.rivals[1].shape[1]):
        if np.any(evidence.rivals[0][:, place] != evidence.rivals[1][:, place]):
            name = event.titles["rival"][place]
            ids = event.grounds.get(("rival", place), ())
            yield Part(("rival", place), f"what is known of {name}", labels["rival"][place], ids)
    marks = evidence.marks
    for i, (name, table, row) in enumerate(
        zip(marks.names, marks.tables, marks.rows.tolist(), strict=True)
    ):
        if np.any(marks.log[:, i]):
            ids = event.grounds.get((table, row), ())
            yield Part(("entity", name), event.titles[table][row], "event", ids)


def _of_events(
    facts: Facts, findings: Findings, event: EventFacts, evidence: Evidence
) -> Iterator[Part]:
    """What the record says of the event as a whole."""
    for name, log in evidence.kinds:
        if np.any(log[..., 0] != log[..., 1]):
            yield _of_event(facts, findings, event, ("kind", name), _READ[name])
    if np.any(evidence.natural_said):
        yield _of_event(facts, findings, event, ("natural",), "natural_course")
    if np.any(evidence.information):
        yield _of_event(facts, findings, event, ("record",), "information")


_READ = {"pattern": "specific_pattern", "disease": "underlying_disease", "search": "alternatives"}


def _of_pair(
    facts: Facts, findings: Findings, block: PairBlock, pair: int, drug: tuple[str, str]
) -> Part:
    name = "dechallenge" if block.id == "recovery" else block.reads
    value = VOCABULARY[name].named(int(findings.mask(name)[pair]))[0]
    title = f"{VOCABULARY[name].title} of {drug[1]}: {value}"
    if block.id == "recovery":
        title = f"course after the stop or under {drug[1]}"
    grounds = entries_behind(facts, findings.reason(name, pair).grounds, pair)
    return Part(("block", block.id, pair), title, drug[0], grounds, name)


def _of_event(
    facts: Facts, findings: Findings, event: EventFacts, place: tuple[str, ...], name: str
) -> Part:
    values = VOCABULARY[name].named(int(event_masks(findings, event, name)[0]))
    grounds: list[str] = []
    for pair in event.column("member", "pair").tolist():
        grounds += entries_behind(facts, findings.reason(name, pair).grounds, pair)
    title = f"{VOCABULARY[name].title}: {' or '.join(values)}"
    return Part(place, title, "event", tuple(dict.fromkeys(grounds)), name)


def with_parts(
    evidence: Evidence, parts: list[Part], held: NDArray[np.bool_] | None = None
) -> Evidence:
    """The evidence of one draw with some parts alone; every other says nothing.

    ``held`` is [sets, parts]: the result has one draw for each set of parts. Without it, one set
    of all ``parts``.
    """
    sets = np.ones((1, len(parts)), dtype=np.bool_) if held is None else held
    places = {part.place: sets[:, i] for i, part in enumerate(parts)}
    nowhere = np.zeros(len(sets), dtype=np.bool_)

    def kept(place: tuple[str | int, ...]) -> NDArray[np.bool_]:
        return places.get(place, nowhere)

    def drawn(values: Floats) -> Floats:
        return np.broadcast_to(values[:1], (len(sets), *values.shape[1:]))

    def whole(values: Floats, place: tuple[str | int, ...]) -> Floats:
        there = kept(place).reshape(-1, *([1] * (values.ndim - 1)))
        return np.where(there, values[:1], 0.0)

    timing, marks = evidence.timing, evidence.marks
    seen = np.stack([nowhere, *(kept(("entity", name)) for name in marks.names)], axis=1)[:, 1:]
    return replace(
        evidence,
        causes=replace(evidence.causes, odds=drawn(evidence.causes.odds)),
        timing=replace(timing, mean=whole(timing.mean, ("timing",))),
        blocks=tuple(_block(block, kept) for block in evidence.blocks),
        status=_columns(evidence.status, lambda i: kept(("status", i)), len(sets)),
        rivals=_columns(evidence.rivals, lambda i: kept(("rival", i)), len(sets)),
        marks=replace(marks, log=np.where(seen[:, :, None], marks.log[:1], 0.0)),
        kinds=tuple((name, whole(log, ("kind", name))) for name, log in evidence.kinds),
        natural_said=whole(evidence.natural_said, ("natural",)),
        information=whole(evidence.information, ("record",)),
        entity_prior=drawn(evidence.entity_prior),
        natural_prior=drawn(evidence.natural_prior),
        quality_prior=drawn(evidence.quality_prior),
        real=drawn(evidence.real),
        windows=drawn(evidence.windows),
    )


Kept = Callable[[tuple[str | int, ...]], NDArray[np.bool_]]


def _block(block: PairBlock, kept: Kept) -> PairBlock:
    there = [kept(("block", block.id, pair)) for pair in range(block.me.shape[1])]
    keep = np.stack(there, axis=1)[:, :, None] if there else np.zeros((1, 0, 1), dtype=np.bool_)
    return replace(
        block,
        me=np.where(keep, block.me[:1], 0.0),
        other=np.where(keep, block.other[:1], 0.0),
    )


def _columns(
    both: tuple[Floats, Floats], kept: Callable[[int], NDArray[np.bool_]], sets: int
) -> tuple[Floats, Floats]:
    there = np.zeros((sets, both[0].shape[1]), dtype=np.bool_)
    for i in range(there.shape[1]):
        there[:, i] = kept(i)
    return np.where(there, both[0][:1], 0.0), np.where(there, both[1][:1], 0.0)
