"""What a random case holds beside its drugs and events, told at random."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import count
from typing import Any

from causality.case.dates import DAY
from causality.vocabulary import VOCABULARY
from tests.laws.written_times import Clock, Told

__all__ = ["Document", "Entries"]

Document = dict[str, Any]

_ONLY_TOLD = (
    ("antidote_response", "not given"),
    ("drug_level", "not done"),
    ("placebo", "not given"),
    ("rechallenge", "not done"),
    ("risk_factors", "absent"),
    ("underlying_disease", "none"),
    ("evidence_against", "yes"),
    ("evidence_against", "no"),
    ("vaccine", "no"),
    ("product_quality", "defect"),
    ("product_quality", "no defect"),
    ("use_error", "error"),
    ("use_error", "no error"),
    ("stress_reaction", "yes"),
    ("stress_reaction", "no"),
    ("interaction_reports", "credible reports"),
    ("interaction_reports", "none found"),
)
"""What no dated entry says, only the reporter."""


class Entries:
    """Tells entries; ids are ``x1``, ``x2``, ... in the order in which things are told."""

    def __init__(self, rng: random.Random, clock: Clock, clashing: float) -> None:
        self.rng, self.clock, self.clashing = rng, clock, clashing
        self.ids = (f"x{number}" for number in count(1))
        self.onsets: dict[str, int] = {}

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def one_of(self, *values: Any) -> Any:
        return self.rng.choice(values)

    def several(self, most: int, least: int = 0) -> range:
        """Mostly few."""
        return range(max(least, min(int(self.rng.expovariate(1.1)), most)))

    def at(self, point: str, day: float) -> Told:
        """The time of a point, in days from day 0, told in some way."""
        minute = round(day * DAY) + self.rng.randrange(DAY)
        return self.clock.write(point, minute)

    def level(self) -> Document:
        return {
            "id": next(self.ids),
            "reading": self.one_of("toxic", "therapeutic", "low", "not interpretable", "unknown"),
        }

    def patient(self, case: Document, events: Sequence[str]) -> None:
        """Conditions that explain or favour the event, or were looked for and absent."""
        case["patient"] = {
            "conditions": [
                {
                    "id": next(self.ids),
                    "term": "a condition",
                    "present": self.one_of("yes", "yes", "no", "unknown"),
                    "activity": self.one_of("active", "quiescent", "resolved", "unknown"),
                    **{
                        key: [self.one_of(*events)]
                        for key in ("explains", "favours")
                        if self.chance(0.5)
                    },
                }
                for _ in self.several(2)
            ]
        }

    def observation(self, drugs: Sequence[str], events: Sequence[str]) -> Document:
        event = self.one_of(*events)
        seen: Document = {
            "id": next(self.ids),
            "test": "a test",
            "of": event,
            "shows": self.one_of("event", "no event", "not interpretable", "unknown"),
        }
        seen["at"] = self.at(seen["id"], self.onsets[event] + self.one_of(0, 1, 5, 20))
        if self.chance(0.3):
            seen["measures"] = {
                name: {
                    "value": "1",
                    "change": self.one_of("better", "worse", "same", "unknown"),
                    "marks recovery": self.one_of("yes", "no", "unknown"),
                }
                for name in ("one", "two")
            }
        if self.chance(0.4):
            seen["specific for"] = self.one_of(*drugs)
            seen["result"] = self.one_of(
                "positive",
                "positive",
                "positive",
                "negative",
                "not interpretable",
                "not done",
                "unknown",
            )
        return seen

    def treatment(self, drugs: Sequence[str], events: Sequence[str]) -> Document:
        event = self.one_of(*events)
        given: Document = {
            "id": next(self.ids),
            "name": "a treatment",
            "of": event,
            "kind": self.rng.choices(
                ("antidote", "effective", "supportive", "unknown"), (3, 6, 2, 1)
            )[0],
            "response": self.one_of("improved", "improved", "not improved", "unknown"),
        }
        given["start"] = self.at(
            f"{given['id']}.start", self.onsets[event] + self.one_of(0, 0, 1, 12)
        )
        if given["kind"] == "antidote" and self.chance(0.8):
            given["antidote to"] = self.one_of(*drugs)
        return given

    def alternative(self, drugs: Sequence[str], events: Sequence[str]) -> Document:
        named: Document = {
            "id": next(self.ids),
            "term": "another cause",
            "of": self.one_of(*events),
            "role": self.one_of(
                "competing",
                "competing",
                "competing",
                "trigger",
                "risk factor",
                "mediator",
                "consequence",
            ),
            "status": self.one_of(
                "excluded",
                "excluded",
                "unlikely",
                "possible",
                "likely",
                "confirmed",
                "not assessed",
            ),
        }
        if self.chance(0.2):
            named["drug"] = self.one_of(*drugs)
        return named

    def workup(self, events: Sequence[str]) -> Document:
        return {
            "id": next(self.ids),
            "of": self.one_of(*events),
            "extent": self.one_of("extensive", "limited", "none", "unknown"),
            "itemised": self.one_of("yes", "no", "unknown"),
            "found": self.one_of("no other cause", "no other cause", "other cause", "unknown"),
        }

    def re_exposure(self, drugs: Sequence[str], events: Sequence[str]) -> Document:
        event = self.one_of(*events)
        again: Document = {
            "id": next(self.ids),
            "drugs": self.rng.sample(drugs, 1 if self.chance(0.8) else len(drugs)),
            "event": event,
            "agent": self.one_of("drug", "drug", "drug", "placebo"),
            "before": self.one_of(
                "resolved", "resolved", "resolved", "stable", "not resolved", "unknown"
            ),
            "dose": self.one_of("same", "same", "same", "higher", "lower", "unknown"),
            "route": self.one_of("same", "same", "same", "same", "different", "unknown"),
            "duration": self.one_of("same", "same", "longer", "shorter", "unknown"),
            "premedicated": self.one_of("no", "no", "no", "yes", "unknown"),
            "result": self.rng.choices(
                ("recurred", "did not recur", "not interpretable", "unknown"), (3, 5, 1, 1)
            )[0],
        }
        if self.chance(0.7):
            again["at"] = self.at(again["id"], self.onsets[event] + self.one_of(40, 100))
        return again

    def earlier(self, drugs: Sequence[str]) -> Document:
        return {
            "id": next(self.ids),
            "drug": self.one_of(*drugs),
            "agent": self.one_of("same drug", "similar drug"),
            "result": self.one_of("tolerated", "similar reaction", "never taken", "unknown"),
        }

    def interaction(self, drugs: Sequence[str]) -> Document:
        first, *others = self.rng.sample(drugs, len(drugs))
        return {
            "id": next(self.ids),
            "drug": first,
            "precipitants": others,
            "mechanism known": self.one_of("yes", "no", "unknown"),
        }

    def knowledge(self, drugs: Sequence[str], events: Sequence[str]) -> Document:
        known: Document = {
            "id": next(self.ids),
            "drug": self.one_of(*drugs),
            "level": self.one_of(*VOCABULARY["prior_knowledge"].values[1:]),
        }
        if self.chance(0.7):
            known["event"] = self.one_of(*events)
        return known

    def statement(self, drugs: Sequence[str], events: Sequence[str]) -> Document:
        """What the reporter said about one finding, true or not."""
        if self.chance(0.6):
            about, value = self.one_of(*_ONLY_TOLD)
        else:
            about = self.one_of(*VOCABULARY)
            value = self.one_of(*VOCABULARY[about].values)
        return {
            "id": next(self.ids),
            "drug": self.one_of(*drugs),
            "event": self.one_of(*events),
            "about": about.replace("_", " "),
            "value": value,
        }
