"""The causes of one event and their prior weights by definition, on plain numbers.

Nothing is shared with the package but the numbers as they stand in the files and the facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum, isnan
from typing import Any, NamedTuple

from causality.findings.causes.event_facts import JOINT_KINDS, STATUS, EventFacts
from causality.findings.causes.uncertain import ShareRow
from causality.findings.derive import Findings
from causality.findings.facts import Facts
from causality.network.differential.domain import Domain
from causality.network.differential.schema import DifferentialFile
from causality.vocabulary import VOCABULARY
from tests.network.differential.slow_times import timing_weight

__all__ = ["Cause", "Causes", "chosen", "likelihood"]


class Cause(NamedTuple):
    """One candidate: its prior weight, the drugs in it (rows), its rows of entities."""

    name: str
    kind: str
    row: int
    members: tuple[int, ...]
    odds: float
    entities: Mapping[str, float]


def chosen(rows: Sequence[ShareRow], at: Mapping[str, str]) -> Mapping[str, float]:
    """The probabilities of the first row whose conditions hold."""
    for row in rows:
        if all(at.get(name) == state for name, state in row.when.items()):
            return row.then
    raise AssertionError(at)


def likelihood(then: Mapping[str, float], states: Sequence[str], seen: Sequence[str]) -> float:
    """P(one of ``seen``); a state without a number has what is left, spread evenly."""
    left = [state for state in states if state not in then]
    rest = (1 - fsum(then.values())) / len(left) if left else 0.0
    return fsum(then.get(state, rest) for state in seen)


class Causes:
    """One event, and every cause that it can have."""

    def __init__(
        self,
        facts: Facts,
        findings: Findings,
        event: EventFacts,
        file: DifferentialFile,
        domain: Domain,
    ) -> None:
        self.facts, self.findings, self.event = facts, findings, event
        self.file, self.domain = file, domain
        self.entities = domain.entity_ids
        self.pairs: list[int] = event.column("member", "pair").tolist()
        self.members = self.rows("member")
        self.rivals = self.rows("rival")
        self.tests = self.rows("test")
        self.window = (
            domain.file.window.value
            if domain.file is not None and domain.file.window is not None
            else file.window.value
        )
        self.times = [
            timing_weight(facts, self.pairs[i], row, file.latency, self.window)
            for i, row in enumerate(self.members)
        ]

    def rows(self, table: str) -> list[dict[str, Any]]:
        columns = self.event.arrays[table]
        names = list(columns)
        values = [columns[name].tolist() for name in names]
        return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]

    def is_value(self, finding: str, value: str, pair: int) -> bool:
        return int(self.findings.mask(finding)[pair]) == VOCABULARY[finding].bit(value)

    def event_mask(self, finding: str) -> int:
        """What any pair of the event leaves possible; silence counts only where all are silent."""
        mask = 0
        for pair in self.pairs:
            mask |= int(self.findings.mask(finding)[pair])
        return mask & ~1 or 1

    def event_value(self, finding: str) -> str:
        """The value of a finding about the event where there is one only."""
        named = VOCABULARY[finding].named(self.event_mask(finding))
        return named[0] if len(named) == 1 else "unknown"

    def value(self, finding: str, pair: int) -> str:
        """The value where there is one only."""
        named = VOCABULARY[finding].named(int(self.findings.mask(finding)[pair]))
        return named[0] if len(named) == 1 else "unknown"

    def causes(self) -> Iterator[Cause]:
        """Every cause that can be one."""
        labels = self.event.labels
        out = [
            self.is_value("sequence", "event first", pair)
            or self.is_value("exposure", "not taken", pair)
            for pair in self.pairs
        ]
        for i, row in enumerate(self.members):
            if not out[i]:
                odds = self.member_odds(row, self.pairs[i]) * self.taken(i)
                yield Cause(labels["member"][i], "drug", i, (i,), odds, self.profile(row))
        prior = self.file.prior
        for i, row in enumerate(self.rows("joint")):
            parts = [part for part in (row["first"], row["second"]) if part >= 0]
            if any(out[part] for part in parts):
                continue
            if row["kind"] == JOINT_KINDS.index("condition"):
                odds = prior["synergy"].value
            elif row["established"] == 1:
                odds = prior["interaction established"].value
            else:
                odds = prior["interaction"].value
            for part in parts:
                odds *= self.taken(part)
            entities = self.profile(self.members[parts[0]])
            yield Cause(labels["joint"][i], "joint", i, tuple(parts), odds, entities)
        yield from self.background()

    def member_odds(self, row: Mapping[str, Any], pair: int) -> float:
        if not isnan(row["odds"]):
            return float(row["odds"])
        band = self.value("prior_knowledge", pair)
        if band in ("unknown", "not searched") and row["kind_0"] > 0:
            band = "published series"
        if self.is_value("evidence_against", "yes", pair):
            band = "evidence against"
        odds = self.file.prior[band].value
        if self.facts.is_code("role", "concomitant")[pair]:
            odds *= self.file.prior["concomitant"].value
        return odds

    def taken(self, member: int) -> float:
        doubtful = self.is_value("exposure", "uncertain", self.pairs[member])
        return self.file.exposure["uncertain"].value if doubtful else 1.0

    def profile(self, row: Mapping[str, Any]) -> Mapping[str, float]:
        file = self.domain.file
        if file is None:
            return {self.entities[0]: 1.0}
        place = row["profile"]
        then = file.any_drug if place < 0 else file.profiles[place].entities
        return self.spread(then.then)

    def spread(self, then: Mapping[str, float]) -> Mapping[str, float]:
        return {one: likelihood(then, self.entities, (one,)) for one in self.entities}

    def background(self) -> Iterator[Cause]:
        """Parts of the background: first each name, then what no name covers."""
        file, labels = self.domain.file, self.event.labels.get("rival", ())
        parts, entities = [1.0], [{self.entities[0]: 1.0}]
        if file is not None:
            every = (*file.rivals, file.unexplained)
            whole = fsum(rival.share.value for rival in every)
            parts = [rival.share.value / whole for rival in every]
            entities = [dict(self.spread(rival.entities.then)) for rival in every]
            raised = [(i, each) for i, rival in enumerate(file.rivals) for each in rival.raised_by]
            for row in self.rows("condition"):
                of, each = raised[row["raises"]]
                parts[of] *= each.value
        least = self.file.background.unexplained.value
        free = [i for i, row in enumerate(self.rivals) if row["rival"] < 0]
        informed = [i for i in free if self.informed(i)]
        own = min(self.file.background.named.value, (1 - least) / (len(informed) + 1))
        left = 1 - least - own * len(informed)
        silent = len(free) - len(informed)
        other = min(self.file.background.named.value, left / silent) if silent else 0.0
        last = parts[-1]
        for i, row in enumerate(self.rivals):
            place = row["rival"]
            if place >= 0:
                names = [j for j, other in enumerate(self.rivals) if other["rival"] == place]
                # Of several names those about which something is known have the part.
                holders = [j for j in names if self.informed(j)] or names
                odds = parts[place] / len(holders) if i in holders else 0.0
            else:
                odds = last * (own if i in informed else other)
            yield Cause(labels[i], "rival", i, (), odds, entities[place])
        for place, part in enumerate(parts[:-1]):
            if all(row["rival"] != place for row in self.rivals):
                name = f"unexplained: {self.domain.rival_ids[place]}"
                yield Cause(name, "rest", -1, (), part, entities[place])
        rest = last * (1 - own * len(informed) - other * silent)
        yield Cause("unexplained", "rest", -1, (), rest, entities[-1])

    def informed(self, rival: int) -> bool:
        row = self.rivals[rival]
        known = row["status"] >= 0 and STATUS[row["status"]] != "not assessed"
        tested = any(test["rival"] == rival for test in self.tests)
        return bool(known or tested or row["present"] >= 0)
