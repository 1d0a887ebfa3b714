"""Whole cases at random from a seed, as plain documents that the reader accepts.

A case is told from a true course of days that nobody knows in full: drugs taken, stopped, reduced
and given again, events that begin, improve, come back, treatments, tests, and what people said.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

from causality.case.case import SCHEMA
from causality.case.dates import DAY
from tests.laws.random_entries import Document
from tests.laws.random_reactions import KINDS, Reactions
from tests.laws.written_times import FAMILIES, STYLES, Clock

__all__ = ["Sample", "random_case"]

_DRUGS = ("amoxicillin", "clozapine", "phenytoin", "heparin", "isoniazid")
_STATES = ("improved", "partly improved", "resolved", "unchanged", "worsened", "recurred")
_HALF_LIVES = ("2 h", "12-36 h", "3 d", "18 d +- 9 d", "60 d")
_HEALING = ("1 d", "3-10 d", "14 d", "90 d")


@dataclass(frozen=True, slots=True)
class Sample:
    """A document, and the clock that knows the truth behind its times."""

    document: Document
    clock: Clock

    @property
    def text(self) -> bytes:
        """The document as the bytes of a file."""
        return json.dumps(self.document).encode()


def random_case(seed: int, *, style: str = "any", clashing: float = 0) -> Sample:
    """A case; ``clashing`` is the chance that dates are told which cannot all hold."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    counted_from = rng.choices(tuple(FAMILIES), (4, 4, 2))[0]
    forms = {form: STYLES[style].get(form, 0) for form in FAMILIES[counted_from]}
    clock = Clock(rng, forms, zero=19_723 * DAY + rng.randrange(700) * DAY)
    return Sample(_Teller(rng, clock, clashing).case(counted_from), clock)


class _Teller(Reactions):
    """Makes up one case."""

    def case(self, counted_from: str) -> Document:
        """The whole case."""
        case: Document = {"schema": SCHEMA, "id": "random"}
        self.kind = self.rng.choices(tuple(KINDS), (8, 8, 3, 2, 3))[0]
        if counted_from != "calendar":
            case["day 0"] = {"what": "admission"}
        if counted_from == "both" and self.chance(0.9):
            case["day 0"]["at"] = self.clock.date(0).strftime("%Y-%m-%d")
        events = [self.onset(next(self.ids)) for _ in range(self.one_of(1, 1, 1, 2))]
        drugs = [self.drug(events) for _ in range(self.one_of(1, 2, 2, 3))]
        suspects = [drug["id"] for drug in drugs]
        case["drugs"], case["events"] = drugs, [self.event(event) for event in events]
        self.patient(case, events)
        self.patient_of_kind(case["patient"])
        for key, items in {
            "observations": [
                *(self.observation(suspects, events) for _ in self.several(3)),
                *self.observations_of_kind(events),
            ],
            "treatments": [self.treatment(suspects, events) for _ in self.several(3)],
            "alternatives": [
                *(self.alternative(suspects, events) for _ in self.several(3)),
                *self.alternatives_of_kind(events),
            ],
            "workup": [self.workup(events) for _ in self.several(1)],
            "re-exposures": [self.re_exposure(suspects, events) for _ in self.several(2)],
            "earlier exposures": [self.earlier(suspects) for _ in self.several(2)],
            "interactions": [self.interaction(suspects) for _ in self.several(2)],
            "knowledge": [self.knowledge(suspects, events) for _ in self.several(4)],
            "statements": [
                *(self.statement(suspects, events) for _ in range(self.one_of(0, 3, 8))),
                *self.statements_of_kind(suspects, events),
            ],
        }.items():
            if items:
                case[key] = items
        if self.chance(0.8):
            case["last information"] = self.at("last", self.one_of(3, 20, 200, 400))
        if self.chance(0.5):
            case["follow-up"] = {"state": self.one_of("pending", "possible", "impossible")}
        return case

    def onset(self, event: str) -> str:
        self.onsets[event] = self.one_of(0, 0, 0, -1, 2, 6)
        return event

    def drug(self, events: Sequence[str]) -> Document:
        """A drug, its doses, and what was done with it."""
        drug: Document = {
            "id": next(self.ids),
            "name": "heparin" if self.kind == "heparin" else self.one_of(*_DRUGS),
            "role": self.rng.choices(("suspect", "interacting", "concomitant"), (7, 1, 1))[0],
            "overdose": self.one_of("yes", "no", "unknown"),
            "exposure": self.one_of("certain", "certain", "uncertain", "not taken", "unknown"),
        }
        if self.chance(0.1):
            drug["classes"] = ["vaccines"]
        start = self.onsets[events[0]] + self.one_of(-90, -30, -14, -8, -8, -3, -1, 0, 0, 1, 5)
        drug["doses"] = self.doses(drug["id"], start, self.onsets[events[0]])
        if self.chance(0.8):
            drug["half-life"] = self.one_of(*_HALF_LIVES)
        if self.chance(0.2):
            drug["started for"] = self.one_of(*events)
        if self.chance(0.5):
            drug["action taken"] = self.one_of(
                "withdrawn",
                "withdrawn",
                "dose reduced",
                "dose increased",
                "dose not changed",
                "not applicable",
            )
        if self.chance(0.4):
            drug["continued"] = self.one_of("yes", "yes", "no")
        drug["levels"] = [self.level() for _ in self.several(2)]
        return drug

    def doses(self, drug: str, start: float, onset: float) -> list[Document]:
        """Stretches of intake one after the other, some with a pause between them."""
        doses: list[Document] = []
        day = start
        for _ in self.several(3, self.one_of(0, 1, 1, 1, 1, 1)):
            dose: Document = {"id": next(self.ids), "start": self.at(f"{drug}.start", day)}
            self.clock.truth[f"{drug}.{dose['id']}.start"] = dose["start"].minute
            if self.chance(0.08):
                dose["schedule"] = "once"
            else:
                dose["schedule"] = self.one_of(
                    "continuous", "continuous", "intermittent", "unknown"
                )
                day = max(day + self.one_of(1, 5), onset + self.one_of(-2, 0, 1, 2, 3, 3, 8, 30))
                if self.chance(0.75):
                    told = start - 40 if self.chance(self.clashing) else day
                    dose["stop"] = self.at(f"{drug}.{dose['id']}.stop", told)
            if doses:
                dose["change"] = self.one_of("none", "reduced", "increased", "unknown")
            if self.chance(0.4):
                dose["route"] = self.one_of("oral", "intravenous")
            day += 1 + self.one_of(0, 0, 5, 20)
            doses.append(dose)
        return doses

    def event(self, event: str) -> Document:
        """An event and its course."""
        onset = self.onsets[event]
        told: Document = {
            "id": event,
            "term": self.one_of(*KINDS[self.kind]),
            "relation": self.rng.choices(
                ("under drug", "withdrawal", "lack of effect", "aggravation", "late", "unknown"),
                (12, 2, 1, 2, 1, 1),
            )[0],
            "diagnosis": self.one_of("confirmed", "suspected", "refuted", "unknown"),
            "pattern": self.one_of("specific", "not specific", "unknown"),
            "natural course": self.rng.choices(
                ("self-limited", "relapsing", "progressive", "irreversible", "unknown"),
                (2, 1, 1, 1, 6),
            )[0],
            "confirmed by examination": self.one_of("yes", "no", "unknown"),
            "outcome": self.rng.choices(
                ("recovered", "recovering", "sequelae", "not recovered", "fatal", "unknown"),
                (3, 3, 1, 6, 1, 4),
            )[0],
        }
        if self.chance(0.95):
            told["onset"] = self.at(f"{event}.onset", onset)
        if self.chance(0.2):
            told["first abnormal result"] = self.at(f"{event}.first-abnormal", onset + 1)
        if self.chance(0.2):
            told["last known normal"] = self.at(f"{event}.last-normal", onset - 2)
        if self.chance(0.7):
            told["healing time"] = self.one_of(*_HEALING)
        told["course"], last = self.course(onset)
        gone = any(step["state"] in ("improved", "resolved") for step in told["course"])
        if gone and self.chance(0.3):
            told["resolved"] = self.at(f"{event}.resolved", last + self.one_of(1, 5, 60))
        return told

    def course(self, onset: float) -> tuple[list[Document], float]:
        """The steps of the course, and the day of the last."""
        day, steps = float(onset), []
        for _ in self.several(5, self.one_of(0, 0, 1, 2)):
            day += self.one_of(1, 2, 4, 8, 30, 120)
            step = {
                "id": next(self.ids),
                "state": self.rng.choices(_STATES, (5, 1, 2, 1, 4, 1))[0],
            }
            told = onset - 50 if self.chance(self.clashing) else day
            steps.append({**step, "at": self.at(step["id"], told)})
        return steps, day
