"""How names of drugs and events are compared: whole, never in part.

Case, hyphens, accents, a plural s and the salt at the end of a drug name do not matter; everything
else does, so that ``rash`` is not found in ``crash``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from causality.findings.latency_rules import OnsetRules

__all__ = ["LatencyNames", "plain_name"]

_APART = re.compile(r"[^a-z0-9]+")

# After -a, -i, -s and -u the s belongs to the word: pancreatitis, dress, lupus.
_PLURAL = re.compile(r"(?<=[a-z]{3}[^aisu])s$")


@lru_cache(maxsize=16_384)
def plain_name(name: str) -> str:
    """``name`` as it is compared: plain lower-case words without accents and a plural s."""
    plain = name.casefold()
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name).casefold()
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _PLURAL.sub("", _APART.sub(" ", plain).strip())


class LatencyNames:
    """The names of drugs, classes and events that the rules of the table list."""

    def __init__(self, rules: OnsetRules) -> None:
        self._salts = frozenset(rules.salts)
        self._classes = self._labels(rules)
        self._events = _places(rules)

    def drug(self, name: str) -> str:
        """The name of a drug as it is compared, without its salt."""
        words = plain_name(name).split()
        while len(words) > 1 and words[-1] in self._salts:
            words.pop()
        return " ".join(words)

    def classes(self, drugs: Iterable[str]) -> frozenset[str]:
        """The classes to which any of ``drugs`` (as compared) belongs, or which it names."""
        return frozenset(label for drug in drugs for label in self._classes.get(drug, ()))

    def events(self, term: str) -> tuple[tuple[str, str], ...]:
        """Body system and name of every event that ``term`` names."""
        return self._events.get(plain_name(term), ())

    def _labels(self, rules: OnsetRules) -> dict[str, set[str]]:
        labels: dict[str, set[str]] = defaultdict(set)
        for label, drug_class in rules.classes.items():
            members = (drug_class, *(rules.classes[name] for name in drug_class.includes))
            for member in members:
                for name in (*member.names, *member.drugs):
                    labels[self.drug(name)].add(label)
            labels[self.drug(label)].add(label)
        return dict(labels)


def _places(rules: OnsetRules) -> dict[str, tuple[tuple[str, str], ...]]:
    places: dict[str, tuple[tuple[str, str], ...]] = {}
    for system, events in rules.events.items():
        for event, others in events.items():
            for term in dict.fromkeys(map(plain_name, (event, *others))):
                places[term] = (*places.get(term, ()), (system, event))
    return places
