"""Flat cases at random from a seed: drugs, doses, dates of any precision, what came of it.

Dates lie within a few weeks, so that doses meet, follow one another by a day or not, and leave
their order open; a few cannot all hold.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any

from causality.case.case import SCHEMA, Case
from causality.case.read import read_case

__all__ = ["TERMS", "random_flat"]

TERMS = (
    "Hepatitis acute",
    "Drug-induced liver injury",
    "Rash",
    "Withdrawal syndrome",
    "Drug ineffective",
    "Progressive multifocal leukoencephalopathy",
    "Toxic epidermal necrolysis",
    "Nausea",
)
_NAMES = ("amoxicillin", "heparin", "isoniazid", "natalizumab", "paracetamol", "Zzz 1")
_ROLES = ("suspect", "interacting", "concomitant", "not given")
_ACTIONS = (
    "withdrawn",
    "dose reduced",
    "dose increased",
    "dose not changed",
    "not applicable",
    "unknown",
)
_OUTCOMES = ("recovered", "recovering", "sequelae", "not recovered", "fatal", "unknown")
_RELATIONS = ("withdrawal", "lack of effect", "aggravation", "late", "unknown")
_RESULTS = ("recurred", "did not recur", "not interpretable", "unknown")
_STATEMENTS = (
    ("dechallenge", "positive"),
    ("dechallenge", "negative"),
    ("rechallenge", "positive"),
    ("rechallenge", "unknown"),
    ("relation", "withdrawal"),
    ("relation", "under drug"),
)
_KNOWN = (
    {"level": "listed"},
    {"level": "class effect", "latest onset": "1 wk"},
    {"earliest onset": "2 d", "latest onset": "12 d"},
    {"level": "not searched", "earliest onset": "1 wk"},
)
_LENGTHS = ("3 d", "1-2 wk", "6 h", "0-1 d", "about 3 d (+-1 d)", "1 mo")
_AGES = ("56 y", "45-64 y", "3 mo", "elderly", "middle-aged")
_FIRST = date(2024, 2, 20)

_Fields = dict[str, Any]


def random_flat(seed: int) -> Case:
    """A case that is flat; some tell dates which cannot all hold."""
    return read_case(json.dumps(_Teller(random.Random(seed)).case()).encode())  # noqa: S311


class _Teller:
    """Makes up one case."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._clash = self._chance(0.1)
        # To the minute at one time of day, things fall together or lie whole days apart.
        self._to_the_minute = self._chance(0.3)

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share

    def case(self) -> _Fields:
        """The whole case."""
        rng = self._rng
        drugs = [self._drug(f"d{n}") for n in range(rng.choice((1, 2, 2, 3, 4)))]
        events = [self._event(f"e{n}") for n in range(rng.choice((1, 1, 2, 3)))]
        case: _Fields = {"schema": SCHEMA, "id": "random", "drugs": drugs, "events": events}
        pairs = [(drug["id"], event["id"]) for drug in drugs for event in events]
        if self._chance(0.4):
            case["day 0"] = {"what": "first dose", "at": rng.choice(("d0.start", "2024-03-01"))}
        if self._chance(0.7):
            case["last information"] = rng.choice(("before 2024-03-20", "unknown", self._when()))
        case["patient"] = self._patient()
        case["statements"] = [
            self._statement(f"s{number}", *rng.choice(pairs))
            for number in range(rng.choice((0, 0, 1, 4)))
        ]
        case["re-exposures"] = [
            self._again(f"again{number}", drugs, rng.choice(events)["id"])
            for number in range(rng.choice((0, 0, 0, 1, 2)))
        ]
        case["knowledge"] = [
            self._known(f"k{number}", *rng.choice(pairs))
            for number in range(rng.choice((0, 0, 1, 3)))
        ]
        return case

    def _known(self, name: str, drug: str, event: str) -> _Fields:
        told = {"id": name, "drug": drug, **self._rng.choice(_KNOWN)}
        return told if self._chance(0.3) else {**told, "event": event}

    def _patient(self) -> _Fields:
        told: _Fields = {"sex": self._rng.choice(("male", "female", "unknown"))}
        if self._chance(0.6):
            told["age"] = self._rng.choice(_AGES)
        if self._chance(0.2):
            told["death"] = {"id": "death", "at": "2024-03-15"}
        return told

    def _drug(self, name: str) -> _Fields:
        rng = self._rng
        told: _Fields = {
            "id": name,
            "name": rng.choice(_NAMES),
            "role": rng.choices(_ROLES, (6, 2, 3, 1))[0],
            "action taken": rng.choice(_ACTIONS),
            "doses": [self._dose(name, f"n{n}") for n in range(rng.choice((0, 1, 1, 1, 2, 3, 5)))],
        }
        # The doses of some drugs are told in full and in order, those of others not at all.
        if len(told["doses"]) > 1 and self._chance(0.4):
            self._in_order(told["doses"])
        if self._chance(0.2):
            told["classes"] = ["vaccine"]
        if self._chance(0.2):
            told["overdose"] = rng.choice(("yes", "no"))
        if told["role"] == "not given":
            told["exposure"] = "not taken"
        if self._chance(0.3):
            told["indication"] = "cough"
        return told

    def _dose(self, drug: str, name: str) -> _Fields:
        rng = self._rng
        told: _Fields = {"id": name}
        if self._chance(0.25):
            told["schedule"] = "once"
        if self._chance(0.5):
            told["route"] = rng.choice(("oral", "intravenous"))
        if self._chance(0.3):
            told["amount"] = "50 mg"
        begun = rng.randrange(5 if self._to_the_minute else 30)
        lasted = rng.choice((0, 0, 1, 5, -3 if self._clash else 20))
        if self._chance(0.8):
            told["start"] = self._when(begun)
        match rng.randrange(6):
            case 0 | 1 if not self._chance(0.2):
                told["stop"] = self._when(begun + lasted)
            case 2:
                told["stop"] = "unknown"
            case 3:
                told["stop"] = f"{rng.choice(_LENGTHS)} after {drug}.{name}.start"
            case 4:
                told["start"] = f"{rng.choice(_LENGTHS)} before {drug}.{name}.stop"
                if not self._clash:
                    told["stop"] = self._when(begun + lasted)
            case _:
                pass
        return told

    def _in_order(self, doses: list[_Fields]) -> None:
        day = self._rng.randrange(4)
        for dose in doses:
            dose["start"] = self._on(day)
            day += self._rng.choice((0, 1, 3))
            dose["stop"] = self._on(day)
            day += self._rng.choice((1, 2, 6))
            if self._chance(0.2):
                del dose["stop"]

    def _event(self, name: str) -> _Fields:
        told: _Fields = {
            "id": name,
            "term": self._rng.choice(TERMS),
            "outcome": self._rng.choice(_OUTCOMES),
        }
        if self._chance(0.8):
            told["onset"] = self._when()
        if self._chance(0.25):
            told["relation"] = self._rng.choice(_RELATIONS)
        if self._chance(0.3):
            told["seriousness"] = self._rng.sample(("disability", "hospitalisation", "death"), 2)
        return told

    def _statement(self, name: str, drug: str, event: str) -> _Fields:
        about, value = self._rng.choice(_STATEMENTS)
        return {"id": name, "drug": drug, "event": event, "about": about, "value": value}

    def _again(self, name: str, drugs: list[_Fields], event: str) -> _Fields:
        count = self._rng.randint(1, min(2, len(drugs)))
        given = [drug["id"] for drug in self._rng.sample(drugs, count)]
        return {
            "id": name,
            "drugs": given,
            "event": event,
            "result": self._rng.choice(_RESULTS),
        }

    def _on(self, number: int) -> str:
        return f"{self._day(number)}T12:00" if self._to_the_minute else self._day(number)

    def _day(self, number: int) -> str:
        return (_FIRST + timedelta(days=number)).isoformat()

    def _when(self, number: int | None = None) -> str:
        """A time around one day, as precise as it happens to be told."""
        rng = self._rng
        day = self._day(
            rng.randrange(10 if self._to_the_minute else 40) if number is None else number
        )
        if self._to_the_minute:
            return f"{day}T12:00"
        forms = (day, f"{day}T{rng.randrange(24):02}:30", day[:7], f"about {day} (+-3 d)", day[:4])
        open_ = (f"before {day}", f"after {day}", "unknown")
        return rng.choices((*forms, *open_), (12, 3, 3, 2, 1, 1, 1, 1))[0]
