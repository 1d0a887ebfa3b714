"""A domain as arrays; without one, a single entity and one unexplained background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from causality.datafile import Document
from causality.errors import ModelError, Problem, nearest
from causality.findings.causes.domain_schema import DomainFile, RaisedBy
from causality.findings.causes.names import domain_document, domains
from causality.findings.causes.uncertain import Amount, NumberTable, ShareRow
from causality.findings.latency_names import plain_name
from causality.findings.latency_table import latency_table
from causality.network.differential.model import AmountSet, Model, RowSet
from causality.network.differential.read import differential_model

__all__ = ["Domain", "compile_domain", "domain_at"]

_MOST_STATES = 64
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """One domain compiled against the differential.

    ``natural`` is [entities, natural course]; ``profiles`` [drugs + 1, entities], the last row for
    any other drug; ``shares``, ``entities`` and ``present`` have a row per rival and a last one for
    what stays unexplained. A present of NaN is the general one. ``raises`` are the rivals that a
    condition raises, ``raise_factor`` and ``raise_present`` by how much.
    """

    id: str
    version: str
    title: str
    entity_ids: tuple[str, ...]
    entity_titles: tuple[str, ...]
    rival_ids: tuple[str, ...]
    rival_entity: NDArray[np.int16]
    natural: RowSet
    profiles: RowSet
    shares: AmountSet
    entities: RowSet
    present: AmountSet
    raises: NDArray[np.int64]
    raise_factor: AmountSet
    raise_present: AmountSet
    signs: AmountSet
    sign_titles: tuple[str, ...]
    window: AmountSet | None
    numbers: NumberTable
    file: DomainFile | None


def domain_at(place: int, model: Model) -> Domain:
    """The domain at ``place`` among those that ship; -1 for none."""
    if model is differential_model():
        return _shipped(place)
    return _compiled(place, model)


@cache
def _shipped(place: int) -> Domain:
    return _compiled(place, differential_model())


def _compiled(place: int, model: Model) -> Domain:
    if place < 0:
        return compile_domain(None, model)
    return compile_domain(domains()[place], model, domain_document(place))


def compile_domain(
    file: DomainFile | None, model: Model, document: Document | None = None
) -> Domain:
    """``file`` as arrays; raises ModelError with every problem found, placed in ``document``."""
    if file is None:
        return _none(model)
    ids = tuple(entity.id for entity in file.entities)
    maker = _Maker(file, ids, NumberTable(), [], document)
    if len(ids) * len(model.natural_states) * len(model.record_states) > _MOST_STATES:
        maker.wrong(("entities",), f"more than {_MOST_STATES} joint states of the shared nodes")
    rivals = (*file.rivals, file.unexplained)
    raised = [(i, each) for i, rival in enumerate(file.rivals) for each in rival.raised_by]
    maker.check_names()
    nan = float("nan")
    domain = Domain(
        id=file.id,
        version=str(file.version),
        title=file.title,
        entity_ids=ids,
        entity_titles=tuple(entity.title for entity in file.entities),
        rival_ids=tuple(rival.id for rival in rivals),
        rival_entity=np.array(
            [ids.index(r.entity) if r.entity in ids else -1 for r in rivals], dtype=np.int16
        ),
        natural=maker.natural(model),
        profiles=maker.rows(
            [
                *(
                    (("profiles", i, "entities"), profile.entities)
                    for i, profile in enumerate(file.profiles)
                ),
                (("any drug",), file.any_drug),
            ]
        ),
        shares=maker.amounts([(f"{r.id}.share", r.share) for r in rivals]),
        entities=maker.rows(
            [
                *((("rivals", i, "entities"), r.entities) for i, r in enumerate(file.rivals)),
                (("unexplained", "entities"), file.unexplained.entities),
            ]
        ),
        present=maker.amounts([(f"{r.id}.present", r.present) for r in rivals], nan, share=True),
        raises=np.array([i for i, _ in raised], dtype=np.int64),
        raise_factor=maker.amounts([(_raised(file, i, r), r) for i, r in raised]),
        raise_present=maker.amounts(
            [(f"{_raised(file, i, r)}.present", r.present) for i, r in raised], nan, share=True
        ),
        signs=maker.signs(),
        sign_titles=tuple(sign.title for sign in file.signs),
        window=maker.amounts([("window", file.window)]) if file.window else None,
        numbers=maker.numbers,
        file=file,
    )
    if maker.problems:
        raise ModelError(maker.problems)
    return domain


def _raised(file: DomainFile, rival: int, by: RaisedBy) -> str:
    return f"{file.rivals[rival].id}.raised by {by.condition[0]}"


@dataclass(slots=True)
class _Maker:
    file: DomainFile
    entities: tuple[str, ...]
    numbers: NumberTable
    problems: list[Problem]
    document: Document | None

    def wrong(self, path: Place, wrong: str, right: str = "") -> None:
        if self.document is None:
            name = ".".join(map(str, path))
            self.problems.append(Problem(f"{self.file.id}.yaml", 0, 0, name, wrong, right))
        else:
            self.problems.append(self.document.problem(path, wrong, right))

    def amounts(
        self,
        named: Sequence[tuple[str, Amount | None]],
        otherwise: float = 1.0,
        *,
        share: bool = False,
    ) -> AmountSet:
        made = [
            (otherwise, 0.0, 0)
            if amount is None
            else self.numbers.amount(name, amount, share=share)
            for name, amount in named
        ]
        return AmountSet(
            np.array([one[0] for one in made], dtype=np.float64),
            np.array([one[1] for one in made], dtype=np.float64),
            np.array([one[2] for one in made], dtype=np.int64),
            share,
        )

    def rows(
        self, named: Sequence[tuple[Place, ShareRow]], states: tuple[str, ...] | None = None
    ) -> RowSet:
        states = self.entities if states is None else states
        shape = (len(named), len(states))
        values = np.full(shape, 1.0 / len(states))
        sigmas, columns = np.zeros(shape), np.full(shape, -1, dtype=np.int64)
        for i, (place, row) in enumerate(named):
            name = ".".join(map(str, place))
            spread = self._spread_out(row, states)
            try:
                values[i], sigmas[i], columns[i] = self.numbers.shares(name, spread, states)
            except ValueError as fault:
                self.wrong(place, str(fault))
        return RowSet(values, sigmas, columns)

    def _spread_out(self, row: ShareRow, states: tuple[str, ...]) -> ShareRow:
        """Several states left out share the rest equally."""
        left = [state for state in states if state not in row.then]
        rest = 1.0 - sum(row.then.values())
        if len(left) <= 1 or rest <= 0:
            return row
        return row.model_copy(
            update={"then": {**row.then, **dict.fromkeys(left, rest / len(left))}}
        )

    def check_names(self) -> None:
        """Entities, classes and names of rivals that are written in the file."""
        known = tuple(latency_table().rules.classes)
        for number, profile in enumerate(self.file.profiles):
            for name in profile.classes:
                if name not in known:
                    right = nearest(name, known).removeprefix("; ")
                    place = ("profiles", number, "classes")
                    self.wrong(place, f"unknown class {name!r}", right)
        homes: dict[str, str] = {}
        for number, rival in enumerate(self.file.rivals):
            if rival.entity is not None and rival.entity not in self.entities:
                right = nearest(rival.entity, self.entities).removeprefix("; ")
                place = ("rivals", number, "entity")
                self.wrong(place, f"unknown entity {rival.entity!r}", right)
            for name in map(plain_name, rival.names):
                if homes.setdefault(name, rival.id) != rival.id:
                    wrong = f"{name!r} is a name of {homes[name]} too"
                    self.wrong(("rivals", number, "names"), wrong, "one name means one rival")

    def natural(self, model: Model) -> RowSet:
        general = model.file.natural_course.prior
        return self.rows(
            [
                (("entities", number, "natural course"), entity.natural_course or general)
                for number, entity in enumerate(self.file.entities)
            ],
            model.natural_states,
        )

    def signs(self) -> AmountSet:
        values, sigmas, columns = [], [], []
        for number, sign in enumerate(self.file.signs):
            place: Place = ("signs", number, "seen")
            for name in sign.seen:
                if name not in (*self.entities, "otherwise"):
                    right = nearest(name, self.entities).removeprefix("; ")
                    self.wrong((*place, name), f"unknown entity {name!r}", right)
            row = []
            for entity in self.entities:
                amount = sign.seen.get(entity, sign.seen.get("otherwise"))
                if amount is None:
                    right = "add it, or 'otherwise' for all that are left out"
                    self.wrong(place, f"no number for {entity}", right)
                    row.append((0.5, 0.0, 0))
                else:
                    row.append(self.numbers.amount(f"{sign.id}.{entity}", amount, share=True))
            values.append([one[0] for one in row])
            sigmas.append([one[1] for one in row])
            columns.append([one[2] for one in row])
        shape = (len(values), len(self.entities))
        return AmountSet(
            np.array(values, dtype=np.float64).reshape(shape),
            np.array(sigmas, dtype=np.float64).reshape(shape),
            np.array(columns, dtype=np.int64).reshape(shape),
            share=True,
        )


def _none(model: Model) -> Domain:
    """One entity and one background, which nothing tells apart."""
    general = model.file.natural_course.prior
    one = RowSet(np.ones((1, 1)), np.zeros((1, 1)), np.full((1, 1), -1, dtype=np.int64))
    empty = AmountSet.empty()
    numbers = NumberTable()
    values, sigma, columns = numbers.shares("natural course", general, model.natural_states)
    natural = RowSet(
        np.array([values]), np.full((1, len(values)), sigma), np.array([columns], dtype=np.int64)
    )
    nan, whole = np.array([float("nan")]), np.ones(1)
    zero, first = np.zeros(1), np.zeros(1, dtype=np.int64)
    return Domain(
        id="",
        version="",
        title="",
        entity_ids=("reaction",),
        entity_titles=("the event",),
        rival_ids=("unexplained",),
        rival_entity=np.full(1, -1, dtype=np.int16),
        natural=natural,
        profiles=one,
        shares=AmountSet(whole, zero, first),
        entities=one,
        present=AmountSet(nan, zero, first),
        raises=np.zeros(0, dtype=np.int64),
        raise_factor=empty,
        raise_present=empty,
        signs=AmountSet(
            np.zeros((0, 1)), np.zeros((0, 1)), np.zeros((0, 1), dtype=np.int64), share=True
        ),
        sign_titles=(),
        window=None,
        numbers=numbers,
        file=None,
    )
