"""A user's table to the knowledge of a case: an entry for each pair of it that the table names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from causality.case.case import Case
from causality.case.entries import Knowledge
from causality.case.points import RESERVED, entries_of
from causality.findings.known.read import table_of
from causality.findings.known.table import Known, KnownRow, KnownTable

__all__ = ["with_known"]


def with_known(case: Case, known: Known) -> Case:
    """The case with what the table knows of its drugs and events, behind what it knows itself.

    Drugs go by their names, events by any of their terms. Each entry names file and line.
    """
    table = table_of(known)
    about = [
        (drug.id, event.id, row)
        for drug in case.drugs
        if table.drug(drug.name) >= 0
        for event in case.events
        for row in table.about(drug.name, (event.term, *event.terms))
    ]
    if not about:
        return case
    ids = _free_ids(case)
    added = (_entry(next(ids), *one, table) for one in about)
    return case.model_copy(update={"knowledge": (*case.knowledge, *added)})


def _free_ids(case: Case) -> Iterator[str]:
    """Ids that no entry of the case has."""
    taken = {*entries_of(case), *RESERVED}
    return (id_ for id_ in (f"known-{number}" for number in count(1)) if id_ not in taken)


def _entry(id_: str, drug: str, event: str, row: KnownRow, table: KnownTable) -> Knowledge:
    place = f"{table.name}, line {row.line}"
    told = {
        "id": id_,
        "source": place if row.source is None else f"{place}: {row.source}",
        "drug": drug,
        "event": event,
        "level": row.level,
        "earliest_onset": row.earliest,
        "latest_onset": row.latest,
    }
    # What is not told is left out, as in a file.
    return Knowledge.model_validate({key: value for key, value in told.items() if value})
