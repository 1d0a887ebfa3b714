"""Lines of openFDA put together as flat records."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.ages import age_told
from causality.batch.flat.commas.texts import compact, mapped_pairs
from causality.batch.flat.entry_ids import Words
from causality.batch.flat.grouping import counted
from causality.batch.flat.openfda.cells import Lists, Rows, numbers_in
from causality.batch.flat.openfda.said import Drugs, drugs_of, events_of
from causality.batch.flat.received import end_of
from causality.batch.flat.record import ROLES, Flat
from causality.batch.flat.reported import drug_columns, event_columns
from causality.batch.flat.settled import Settled, ids_of, refused_of, settled
from causality.batch.flat.spans import spread
from causality.batch.flat.texts import Texts
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.actions import SUSPECTS
from causality.formats.case_of import MANY_PAIRS
from causality.formats.codes import R2_UNITS
from causality.formats.dates import age, digits_date
from causality.formats.names import slug
from causality.formats.openfda.flat import SERIOUS, SEX, UNEVEN
from causality.formats.tables.row import plain_number

__all__ = ["assembled", "nothing"]

_SUSPECT = tuple(ROLES.index(role) for role in SUSPECTS)
_DECADE = "800"

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def nothing(source: str) -> Flat:
    """No report at all."""
    none = np.zeros(0, dtype=np.int64)
    return settled(source, Words(), {}, none.astype(np.bool_), none).flat


def assembled(rows: Rows, keys: Ints, source: str) -> Settled:
    """The reports with these numbers, one a line."""
    drugs, terms = (numbers_in(rows.plain[name]) for name in ("num_drugs", "num_reactions"))
    lists = rows.lists
    even = (lists["all_drugs"].parts == drugs) & (lists["drug_roles"].parts == drugs)
    even &= lists["reactions"].parts == terms
    whole = np.flatnonzero(even)
    found = _assembled(rows.rows(whole), keys[whole], source)
    uneven = [(at, UNEVEN) for at in np.flatnonzero(~even).tolist()]
    refused = [(int(whole[at]), reason) for at, reason in found.refused]
    return replace(
        found,
        at=whole[found.at],
        odd=whole[found.odd],
        refused=tuple(sorted([*refused, *uneven])),
    )


def _assembled(rows: Rows, keys: Ints, source: str) -> Settled:
    size, words = len(keys), Words()
    ids = [str(key) for key in keys.tolist()]
    names, terms = rows.lists["all_drugs"], rows.lists["reactions"]
    given = drugs_of(
        spread(names.parts)[0],
        names.texts,
        rows.lists["drug_roles"].texts,
        _beside(rows.lists["administration_routes"], names.parts),
        words,
        size,
    )
    outcomes = _beside(rows.lists["reaction_outcomes"], terms.parts)
    told = events_of(spread(terms.parts)[0], terms.texts, outcomes, size)
    events = told.reactions
    entries, clashing = ids_of(
        (given.report, given.called.wanted, given.called.slugs),
        (events.report, events.wanted, events.slugs),
        words,
    )
    odd = given.odd | events.odd
    odd[clashing] = True
    suspect = np.isin(given.role, _SUSPECT)
    suspects = counted(given.report[suspect], size)
    notes = given.notes + events.notes + told.notes
    notes += (suspects == 0) | (suspects * events.count > MANY_PAIRS)
    # What is said of seriousness is of the report as a whole.
    notes += (terms.parts != 1) & rows.plain["serious"].true(lambda code: SERIOUS.get(code) == "2")
    patients = _patients(rows.plain, notes)
    overdose = suspect & (events.overdose & (suspects == 1))[given.report]
    ids_of_events = entries[len(suspect) :]
    open_lo, open_hi = (np.full(len(ids_of_events), end) for end in (OPEN_LO, OPEN_HI))
    tables = {
        "report": {
            "id": words.places(ids),
            "case": words.places([slug(id_, "report", longest=60) for id_ in ids]),
            "notes": notes,
            **patients,
        },
        "drug": drug_columns(
            (given.report, entries[: len(suspect)], given.called), given.role, overdose, words
        ),
        "dose": _doses(given),
        "event": {
            **event_columns(events, ids_of_events, (open_lo, open_hi), words),
            "outcome": told.outcome,
        },
    }
    return settled(
        source,
        words,
        tables,
        odd,
        refused_of(counted(given.report, size), terms.parts, events.count),
    )


def _beside(lists: Lists, parts: Ints) -> Texts:
    """A text for each part of another list; none where the lists are not as long."""
    width = len(lists.texts.values)
    row, number = spread(parts)
    first = np.cumsum(lists.parts) - lists.parts
    same = (lists.parts == parts)[row]
    codes = np.full(len(row), width, dtype=np.int64)
    codes[same] = lists.texts.codes[(first[row] + number)[same]]
    return Texts(codes, (*lists.texts.values, ""))


def _patients(plain: dict[str, Texts], notes: Ints) -> dict[str, NDArray[Any]]:
    """Columns of the reports; an age that cannot be used goes to ``notes``."""
    sex = plain["patient_sex"]
    male = sex.true(lambda text: text == "male")
    pairs, of = mapped_pairs(plain["patient_age"], plain["patient_age_unit"])
    ages = [_age(plain_number(written), plain_number(unit)) for written, unit in pairs]
    told, lo, hi, unused = np.array(ages, dtype=np.int64).reshape(-1, 4)[of].T
    notes += unused
    return {
        "last_lo": np.full(len(notes), OPEN_LO, dtype=np.int64),
        "last_hi": compact(plain["receipt_date"]).numbers(
            lambda text: end_of(digits_date(text.replace("-", "")))
        ),
        "sex_told": sex.true(lambda text: text in SEX),
        "male": male,
        "age_told": told,
        "age_lo": lo,
        "age_hi": hi,
    }


def _age(written: str, unit: str) -> tuple[int, int, int, bool]:
    """As ``age_told``, and whether it cannot be used for want of a unit."""
    stated = age(written or None, "decade" if unit == _DECADE else R2_UNITS.get(unit))
    return *age_told(stated), bool(written) and not unit


def _doses(drugs: Drugs) -> dict[str, NDArray[Any]]:
    size = len(drugs.dose_of)
    none = np.zeros(size, dtype=np.bool_)
    ends = {
        f"{name}_{end}": np.full(size, value, dtype=np.int64)
        for name in ("start", "stop", "length")
        for end, value in (("lo", OPEN_LO), ("hi", OPEN_HI))
    }
    return {"drug": drugs.dose_of, **ends, "stopped": none, "once": none, "route": drugs.route}
