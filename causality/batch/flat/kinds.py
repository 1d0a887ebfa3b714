"""Drug names and event terms by what they are in the models; what is the same there is one kind."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import cache

from causality.findings.causes.names import any_name, domain_of, domains, rates
from causality.findings.latency_table import latency_table
from causality.findings.liver_facts import is_liver_event
from causality.findings.reaction_names import lists_naming

__all__ = ["Kinds", "drug_kinds", "event_kinds"]

_MOST = 200_000
"""Names whose kind is kept at hand; above that they are asked anew."""


class Kinds:
    """Kinds of names by number; ``examples[kind]`` are the first names that were of it.

    ``sign`` gives all that any model can ask of some names, and nothing else.
    """

    def __init__(self, sign: Callable[[tuple[str, ...]], Hashable]) -> None:
        self.examples: list[tuple[str, ...]] = []
        self._sign = sign
        self._numbers: dict[Hashable, int] = {}
        self._known: dict[tuple[str, ...], int] = {}

    def of(self, *names: str) -> int:
        """The kind of one drug or event with these ``names``."""
        kind = self._known.get(names)
        if kind is None:
            kind = self._numbers.setdefault(self._sign(names), len(self.examples))
            if kind == len(self.examples):
                self.examples.append(names)
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[names] = kind
        return kind


@cache
def drug_kinds() -> Kinds:
    """Kinds of drugs by their names and classes."""
    compared = latency_table().names
    listed = frozenset(compared.drug(name) for name in _listed())

    def sign(names: tuple[str, ...]) -> Hashable:
        drugs = frozenset(map(compared.drug, names))
        return drugs & listed, compared.classes(drugs), lists_naming(names)

    return Kinds(sign)


@cache
def event_kinds() -> Kinds:
    """Kinds of events by their terms."""
    compared = latency_table().names

    def sign(terms: tuple[str, ...]) -> Hashable:
        return (
            tuple(compared.events(term) for term in terms),
            domain_of(terms),
            tuple(any_name(terms, row.events) for row in rates().rows),
            is_liver_event(terms),
            lists_naming(terms),
        )

    return Kinds(sign)


def _listed() -> Iterator[str]:
    """Every drug that any row of a model names."""
    table = latency_table()
    for system in table.rules.events:
        for row in table.rows(system):
            yield from row.drugs
    for rate in rates().rows:
        yield from rate.drugs
    for domain in domains():
        for profile in domain.profiles:
            yield from profile.drugs
