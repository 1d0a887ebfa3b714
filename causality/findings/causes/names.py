"""Finding the rows of rates, tests and domains that a case means, by whole names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import sqrt

from causality.datafile import Document, data_root, load_document, validate
from causality.errors import ModelError
from causality.findings.causes.domain_schema import DomainFile
from causality.findings.causes.rate_schema import RateFile, RateRow, TestFile, TestRow
from causality.findings.causes.uncertain import Amount
from causality.findings.latency_names import plain_name
from causality.findings.latency_table import latency_table

__all__ = [
    "DrugNames",
    "any_name",
    "domain_document",
    "domain_of",
    "domains",
    "log_sigma",
    "model_file",
    "rate_of",
    "rates",
    "shipped_tests",
    "test_of",
]

_KINDS = {"measured": 0, "trial arms": 1, "reports": 2}


class DrugNames:
    """The names of one drug and of its classes, as they are compared."""

    def __init__(self, names: Iterable[str]) -> None:
        table = latency_table().names
        self.names = frozenset(map(table.drug, names))
        self.classes = table.classes(self.names)

    def closeness(self, drugs: Iterable[str], classes: Iterable[str]) -> int | None:
        """0 where one of ``drugs`` is meant, 1 where one of ``classes`` is, None otherwise."""
        table = latency_table().names
        if not self.names.isdisjoint(map(table.drug, drugs)):
            return 0
        return None if self.classes.isdisjoint(classes) else 1


def any_name(terms: Iterable[str], names: Iterable[str]) -> bool:
    """Whether one of ``terms`` is one of ``names``."""
    return not {plain_name(term) for term in terms}.isdisjoint(map(plain_name, names))


@cache
def rates() -> RateFile:
    """The rates that ship with the models."""
    document = load_document(data_root("models") / "rates.yaml", ModelError, name="rates.yaml")
    return validate(document, RateFile, ModelError)


@cache
def shipped_tests() -> TestFile:
    """The tests that ship with the models."""
    document = load_document(data_root("models") / "tests.yaml", ModelError, name="tests.yaml")
    return validate(document, TestFile, ModelError)


@cache
def _read_domains() -> tuple[tuple[DomainFile, Document], ...]:
    folder = data_root("models") / "domains"
    documents = [
        load_document(file, ModelError, name=f"domains/{file.name}")
        for file in sorted(folder.glob("*.yaml"))
    ]
    return tuple((validate(one, DomainFile, ModelError), one) for one in documents)


@cache
def domains() -> tuple[DomainFile, ...]:
    """The domains that ship with the models, in the order of their files."""
    return tuple(domain for domain, _ in _read_domains())


def domain_document(place: int) -> Document:
    """The file of one domain, for the places of its problems."""
    return _read_domains()[place][1]


@cache
def model_file(name: str) -> tuple[str, str, str]:
    """Id, version and SHA-256 of one file under ``models/`` that the differential rests on."""
    document = load_document(data_root("models") / name, ModelError, name=name)
    data = document.data
    told = data if isinstance(data, dict) else {}
    return str(told.get("id", name)), str(told.get("version", "")), document.sha256


def domain_of(terms: Iterable[str]) -> int:
    """The place of the domain that an event with these ``terms`` belongs to, or -1."""
    told = tuple(terms)
    for place, domain in enumerate(domains()):
        if any_name(told, domain.events):
            return place
    return -1


def rate_of(drug: DrugNames, terms: Iterable[str], rows: Iterable[RateRow]) -> RateRow | None:
    """The row that decides: measured before trial arms before reports, then drug before class."""
    told = tuple(terms)
    best: tuple[tuple[int, int], RateRow] | None = None
    for row in rows:
        closeness = drug.closeness(row.drugs, row.classes)
        if closeness is None or not any_name(told, row.events):
            continue
        rank = (_KINDS[row.kind], closeness)
        if best is None or rank < best[0]:
            best = rank, row
    return None if best is None else best[1]


def test_of(test: str, cause: Iterable[str], rows: Iterable[TestRow]) -> TestRow | None:
    """The row of a test done for a cause of these names; of several, the first."""
    told = tuple(cause)
    for row in rows:
        if any_name((test,), row.names) and any_name(told, row.of):
            return row
    return None


test_of.__test__ = False  # type: ignore[attr-defined]  # not a pytest function


def log_sigma(*amounts: Amount) -> float:
    """The spread of a product or quotient of independent amounts."""
    return sqrt(sum(amount.sigma**2 for amount in amounts))
