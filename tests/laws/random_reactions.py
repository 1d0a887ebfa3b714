"""What only reports of certain reactions hold: liver values, causes looked for, what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.vocabulary import VOCABULARY
from tests.laws.random_entries import Document, Entries

__all__ = ["KINDS", "Reactions"]

KINDS = {
    "any": ("rash", "agranulocytosis", "anaphylaxis", "myocarditis"),
    "liver": ("liver injury",),
    "dress": ("dress syndrome",),
    "heparin": ("thrombocytopenia",),
    "necrolysis": ("sjs/ten",),
}
"""Kinds of cases, and what their events are called."""

_ASKED = {
    "liver": ("liver_", "alcohol", "pregnancy", "age_from_55", "hepatitis_e"),
    "dress": ("dress_",),
    "heparin": ("hit_",),
    "necrolysis": ("necrolysis_", "slow_elimination", "other_reaction_before", "rival_score"),
}
_CAUSES = (
    "hepatitis a",
    "hepatitis b",
    "hepatitis c",
    "hepatitis e",
    "bile duct obstruction",
    "alcohol",
    "hypotension",
    "autoimmune hepatitis",
    "cytomegalovirus",
    "epstein-barr",
    "herpes simplex",
    "varicella",
)


class Reactions(Entries):
    """Tells entries of one kind of case."""

    kind = "any"

    def patient_of_kind(self, patient: Document) -> None:
        """Who the patient was, where the kind of reaction makes it matter."""
        if self.kind == "liver":
            patient["alcohol"] = self.one_of("none", "within limits", "above limits", "unknown")
            patient["sex"] = self.one_of("female", "male", "unknown")
            patient["age"] = self.one_of("30 y", "55 y", "50-60 y", "elderly", "adult")
            if self.chance(0.3):
                state = self.one_of("pregnant", "not pregnant", "unknown")
                patient["pregnancy"] = {"id": next(self.ids), "state": state}

    def observations_of_kind(self, events: Sequence[str]) -> Iterator[Document]:
        """A series of liver values of one analyte or two, rising and falling."""
        if self.kind != "liver" or self.chance(0.3):
            return
        event = self.one_of(*events)
        analytes = self.one_of(("ALT",), ("ALP",), ("ALT", "ALP"), ("ALT", "ALP"))
        falling = self.chance(0.4)
        for day in sorted(self.rng.sample((-20, 0, 1, 4, 7, 12, 25, 40, 90, 160), 4)):
            values: tuple[int, ...] = (30, 60, 90, 150, 400, 900)
            if falling:
                values = values[-1:] if day <= 0 else values[1:3]
            seen: Document = {"id": next(self.ids), "test": "liver values", "of": event}
            seen["at"] = self.at(seen["id"], self.onsets[event] + day)
            seen["measures"] = {
                name: {"value": str(self.one_of(*values)), "upper": "40"} for name in analytes
            }
            yield seen

    def alternatives_of_kind(self, events: Sequence[str]) -> Iterator[Document]:
        """Causes of a liver injury that were looked for, most of them excluded."""
        if self.kind != "liver" or self.chance(0.4):
            return
        count = self.one_of(3, 7, 8, 12)
        for term in _CAUSES[:count]:
            status = self.rng.choices(
                ("excluded", "not assessed", "possible", "likely"), (14, 1, 1, 1)
            )
            yield {
                "id": next(self.ids),
                "term": term,
                "of": self.one_of(*events),
                "status": status[0],
            }

    def statements_of_kind(self, drugs: Sequence[str], events: Sequence[str]) -> Iterator[Document]:
        """What the reporter was asked about such a reaction, finding by finding."""
        asked = _ASKED.get(self.kind, ())
        drug, event = self.one_of(*drugs), self.one_of(*events)
        for name, term in VOCABULARY.items():
            if name.startswith(asked) and asked and self.chance(0.6):
                yield {
                    "id": next(self.ids),
                    "drug": drug,
                    "event": event,
                    "about": name.replace("_", " "),
                    "value": self.one_of(*term.values[1:]),
                }
