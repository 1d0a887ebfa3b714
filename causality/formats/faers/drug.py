"""The drugs of a FAERS report: rows of DRUG, THER and INDI that share a ``drug_seq``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from causality.formats.dates import digits_date, length
from causality.formats.faers.codes import ANSWERS, ONCE, ROLES, TIME_UNITS
from causality.formats.faers.rows import ReportRows
from causality.formats.notes import Notes
from causality.formats.reported import ReportedDose, ReportedDrug, Role
from causality.formats.tables.row import Row

__all__ = ["Answer", "Said", "amount_of", "drugs", "substances_in"]

_UNKNOWN = re.compile(
    r"unk(?:nown)?(?:[ ,;]+(?:unk(?:nown)?|freq(?:uency)?|dose)\.?)*", re.IGNORECASE
)
"""``UNK UNK, unknown freq.``: words for a dosage that nobody knows."""
_SUBSTANCES_APART = "\\"
_DATED = (("start_dt", "start"), ("end_dt", "stop"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``dechal`` or ``rechal`` of a drug says, and where; ``value`` None: nothing to use."""

    value: str | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One drug, and what is said of stopping it and of giving it again."""

    drug: ReportedDrug
    stopped: Answer
    given_again: Answer


def drugs(rows: ReportRows, notes: Notes) -> Iterator[Said]:
    """Every drug; several rows with one ``drug_seq`` are several dosages of it."""
    numbered = [(_number(row), row) for row in rows.drug]
    groups: dict[str, list[Row]] = {}
    for number, row in numbered:
        groups.setdefault(number, []).append(row)
    for kind in (rows.ther, rows.indi):
        for row in kind:
            if _number(row) not in groups:
                notes.add(row.at("drug_seq"), "of a drug that is not in the report")
    for number, same in groups.items():
        therapies = [row for row in rows.ther if _number(row) == number]
        indications = [row for row in rows.indi if _number(row) == number]
        yield _said(number, same, therapies, indications, notes)


def _number(row: Row) -> str:
    return row.number("drug_seq") or f"line {row.line}"


def _said(
    number: str, rows: list[Row], therapies: list[Row], indications: list[Row], notes: Notes
) -> Said:
    first = rows[0]
    if first.text("drugname") is None and first.text("prod_ai") is None:
        notes.add(first.at("drugname"), "a drug without a name")
    stopped = _answer(rows, "dechal", notes)
    again = _answer(rows, "rechal", notes)
    dosages = _dosages(rows)
    doses = tuple(_doses(dosages, therapies, notes))
    told = [_unsettled("Dechallenge", stopped), _unsettled("Rechallenge", again)]
    if len(dosages) > 1 and therapies:
        amounts = dict.fromkeys(filter(None, map(_amount, dosages)))
        if amounts:
            told.append(f"Dosages, whose dates the report does not tell: {'; '.join(amounts)}.")
    role = _role(rows, notes)
    sources = [first.at("role_cod")]
    sources += [answer.source for answer in (stopped, again) if answer.source]
    sources += [row.at("indi_pt") for row in indications]
    return Said(
        ReportedDrug(
            key=f"drug {number}",
            name=next(filter(None, (row.text("drugname") for row in rows)), ""),
            role=role,
            substances=_substances(rows),
            indications=tuple(filter(None, (row.text("indi_pt") for row in indications))),
            doses=doses,
            note=" ".join(filter(None, told)) or None,
            source=", ".join(dict.fromkeys(sources)),
        ),
        stopped,
        again,
    )


def _substances(rows: Iterable[Row]) -> tuple[str, ...]:
    return substances_in(next(filter(None, (row.text("prod_ai") for row in rows)), ""))


def substances_in(text: str) -> tuple[str, ...]:
    """The substances that ``prod_ai`` names."""
    return tuple(filter(None, (part.strip() for part in text.split(_SUBSTANCES_APART))))


def _role(rows: list[Row], notes: Notes) -> Role:
    codes = {(row.text("role_cod") or "").upper(): row for row in rows}
    known = [code for code in ROLES if code in codes]
    if len(codes) > 1 and len({ROLES[code] for code in known}) > 1:
        notes.add(rows[0].at("role_cod"), "another role in another row; the graver counts")
    if not known:
        notes.add(rows[0].at("role_cod"), "no role that can be read; not taken for a suspect")
        return "concomitant"
    return ROLES[known[0]]


def _answer(rows: Iterable[Row], column: str, notes: Notes) -> Answer:
    """One answer for all rows of a drug; ``positive`` and ``negative`` at once are neither."""
    found: dict[str, str] = {}
    for row in rows:
        code = row.text(column)
        if code is None:
            continue
        value = ANSWERS.get(code.upper())
        if value is None:
            notes.add(row.at(column), "a code that is not in its list")
        else:
            found.setdefault(value, row.at(column))
    if "positive" in found and "negative" in found:
        notes.add(found["negative"], "positive and negative for one drug; neither used")
        return Answer(None)
    for value in ANSWERS.values():
        if value in found:
            return Answer(value, found[value])
    return Answer(None)


def _unsettled(name: str, answer: Answer) -> str | None:
    """Unknown and not applicable, in words: they answer nothing, and are not the same."""
    return f"{name}: {answer.value}." if answer.value in {"unknown", "does not apply"} else None


def _dosages(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows that say something of a dosage, each way of taking it once."""
    kept: dict[object, Row] = {}
    for row in rows:
        told = (_amount(row), row.text("route"), row.text("dose_form"), row.text("lot_num"))
        if any(told):
            kept.setdefault(told, row)
    return tuple(kept.values())


def _amount(row: Row) -> str | None:
    told = row.text("dose_vbm")
    number = row.number("dose_amt")
    return amount_of(told, number, row.text("dose_unit"), row.text("dose_freq"))


def amount_of(
    told: str | None, number: str | None, unit: str | None, frequency: str | None
) -> str | None:
    """``20 MG QD``, and behind it the words of the report where they say more."""
    if told is not None and _UNKNOWN.fullmatch(told):
        told = None
    if number is None:
        return told
    amount = " ".join(filter(None, (number, unit, frequency)))
    return f"{amount} ({told})" if told and told.casefold() != amount.casefold() else amount


def _doses(dosages: tuple[Row, ...], therapies: list[Row], notes: Notes) -> Iterator[ReportedDose]:
    """Therapies with the one dosage there is; nothing joins them to one of several."""
    dated = tuple(_dated(dosages, therapies, notes))
    yield from dated
    if not dated:
        yield from (_dose(None, row, notes, alone=len(dosages) == 1) for row in dosages)


def _dated(dosages: tuple[Row, ...], therapies: list[Row], notes: Notes) -> Iterator[ReportedDose]:
    dosage = dosages[0] if len(dosages) == 1 else None
    batches = "; ".join(dict.fromkeys(filter(None, (row.text("lot_num") for row in dosages))))
    routes = {row.text("route") for row in dosages}
    for row in therapies:
        dose = _dose(row, dosage, notes, alone=len(therapies) == 1)
        if dose.start or dose.stop or dose.duration:
            yield dose if dosage is not None else _with(dose, routes, batches)


def _with(dose: ReportedDose, routes: set[str | None], batches: str) -> ReportedDose:
    """What several dosages have in common."""
    route = next(iter(routes)) if len(routes) == 1 else None
    return ReportedDose(
        start=dose.start,
        stop=dose.stop,
        duration=dose.duration,
        route=route,
        batch=batches or None,
        source=dose.source,
    )


def _dose(therapy: Row | None, dosage: Row | None, notes: Notes, *, alone: bool) -> ReportedDose:
    dates: dict[str, str | None] = {"start": None, "stop": None}
    sources: list[str] = []
    duration = None
    if therapy is not None:
        for column, field in _DATED:
            written = therapy.text(column)
            dates[field] = digits_date(written)
            if dates[field] is not None:
                sources.append(therapy.at(column))
            elif written is not None:
                notes.add(therapy.at(column), "no date that can be read")
        duration = _duration(therapy, notes)
        if duration is not None:
            sources.append(therapy.at("dur"))
    amount = route = form = batch = None
    once = False
    if dosage is not None:
        amount, route = _amount(dosage), dosage.text("route")
        form, batch = dosage.text("dose_form"), dosage.text("lot_num")
        single = (dosage.text("dose_freq") or "").upper() == ONCE
        once = single and alone and dates["stop"] in (None, dates["start"]) and duration is None
        columns = (("dose_amt", "dose_vbm"), ("route",), ("dose_form",))
        for names in columns:
            sources += [dosage.at(name) for name in names if dosage.text(name)][:1]
    return ReportedDose(
        start=dates["start"],
        stop=dates["stop"],
        duration=duration,
        amount=amount,
        route=route,
        form=form,
        batch=batch,
        once=once,
        source=", ".join(sources),
    )


def _duration(therapy: Row, notes: Notes) -> str | None:
    written = therapy.number("dur")
    if written is None:
        return None
    unit = (therapy.text("dur_cod") or "").upper()
    found = length(written, TIME_UNITS.get(unit))
    if found is None:
        notes.add(therapy.at("dur"), "no length that can be read")
    return found
