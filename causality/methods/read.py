"""Method files in, compiled methods out; every problem of a file at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import prod

from causality.citation import Origin, bibliography
from causality.datafile import Document, validate
from causality.errors import ModelError, NotFound, nearest
from causality.methods.compiled import Method
from causality.methods.condition import (
    Outside,
    Warn,
    compile_silent,
    compile_warning,
    compile_when,
)
from causality.methods.criterion import Criterion, compile_criterion
from causality.methods.joint import Group, connected
from causality.methods.kind import Kind
from causality.methods.kinds import KINDS
from causality.methods.rows import MAX_CELLS, Fault, Path
from causality.methods.schema import (
    CO_SUSPECTS_COUNT,
    OURS,
    MethodRecord,
    NoteRecord,
    RowRecord,
    records_in,
)
from causality.vocabulary import FOLLOW_UP, VOCABULARY

__all__ = ["compile_method", "read_method"]

_FIXED_BY_SWITCH = {CO_SUSPECTS_COUNT: ("co_suspects", "none")}


def read_method(document: Document) -> MethodRecord:
    """What a method file says, typed by the schema of its kind; ModelError otherwise."""
    kind = document.data.get("kind") if isinstance(document.data, dict) else None
    if isinstance(kind, str) and kind not in KINDS:
        wrong = f"there is no kind {kind!r}{nearest(kind, KINDS)}"
        raise ModelError([document.problem(("kind",), wrong)])
    schema = KINDS[kind].record if isinstance(kind, str) else MethodRecord
    return validate(document, schema, ModelError)


def compile_method(document: Document, options: Mapping[str, bool] | None = None) -> Method:
    """The method of a file at work, under its published settings or others.

    Raises ModelError with every problem of the file, NotFound for an option that it has not.
    """
    told = read_method(document)
    settings = told.settings()
    for name in options or {}:
        if name not in settings:
            raise NotFound(f"option of {told.id}", name, settings)
    settings.update(options or {})
    method, faults = _compiled(told, document, settings)
    if method is None:
        raise ModelError(document.problem(fault.path, fault.wrong, fault.right) for fault in faults)
    return method


def _compiled(
    told: MethodRecord, document: Document, settings: Mapping[str, bool]
) -> tuple[Method | None, list[Fault]]:
    faults = [*_repeated(told), *_unknown_options(told), *_unknown_sources(told)]
    outside = []
    for i, one in enumerate(told.does_not_apply):
        when, wrong = compile_when(one.when)
        silent, unknown = compile_silent(one.silent or ())
        wrong = (*wrong, *unknown)
        if not (one.when or one.silent):
            wrong = (*wrong, Fault((), "nothing ever leads here", "say 'when' or 'silent'"))
        faults += [fault.under("does not apply", i) for fault in wrong]
        outside.append(Outside(when, one.because, silent))
    if faults:
        return None, faults
    criteria: list[Criterion] = []
    for i, criterion_told in enumerate(told.criteria):
        criterion, wrong = compile_criterion(criterion_told, settings)
        faults += [fault.under("criteria", i) for fault in wrong]
        if criterion is not None:
            criteria.append(criterion)
    if faults or (faults := list(_too_wide(criteria))):
        return None, faults
    groups = tuple(Group(criteria, places) for places in connected(criteria))
    kind, wrong = KINDS[told.kind].compiled(told, criteria, groups, settings)
    if kind is None:
        return None, list(wrong)
    warnings, faults = _warnings(told, criteria, kind)
    if faults:
        return None, faults
    reads = tuple(dict.fromkeys(name for one in criteria for name in one.reads))
    conditions = [*(one.findings for one in outside), *(one.findings for one in warnings)]
    more = [name for condition in conditions for name, _ in condition]
    more += [name for one in outside for name, _ in one.silent]
    return (
        Method(
            told,
            document.name,
            document.sha256,
            settings,
            dict(_fixed(settings)),
            tuple(criteria),
            groups,
            kind,
            tuple(outside),
            tuple(warnings),
            reads,
            tuple(dict.fromkeys((*reads, *more, FOLLOW_UP))),
        ),
        [],
    )


def _fixed(settings: Mapping[str, bool]) -> Iterator[tuple[str, int]]:
    """Findings that a switch which is off takes as given, with their values as bits."""
    for switch, (name, value) in _FIXED_BY_SWITCH.items():
        if not settings[switch]:
            yield name, VOCABULARY[name].bit(value)


def _warnings(
    told: MethodRecord, criteria: list[Criterion], kind: Kind
) -> tuple[list[Warn], list[Fault]]:
    warnings, faults = [], []
    by_row = told.raised_by_rows()
    for i, one in enumerate(told.warnings):
        warning, wrong = compile_warning(one, criteria, kind, by_row=one.id in by_row)
        warnings.append(warning)
        faults += [fault.under("warnings", i) for fault in wrong]
    return warnings, faults


def _repeated(told: MethodRecord) -> Iterator[Fault]:
    for key, field, names in (
        ("criteria", "id", [one.id for one in told.criteria]),
        ("criteria", "number", [one.number for one in told.criteria]),
        ("warnings", "id", [one.id for one in told.warnings]),
        ("options", "id", [CO_SUSPECTS_COUNT, *(one.id for one in told.options)][1:]),
    ):
        for i, name in enumerate(names):
            if name in names[:i] or (key == "options" and name == CO_SUSPECTS_COUNT):
                yield Fault((key, i, field), f"{name!r} stands here twice")


def _unknown_options(told: MethodRecord) -> Iterator[Fault]:
    known = [one.id for one in told.options]
    for path, record in records_in(told):
        for name in record.option if isinstance(record, RowRecord) else ():
            if name not in known:
                wrong = f"there is no option {name!r}{nearest(name, known)}"
                yield Fault((*path, "option", name), wrong)


def _unknown_sources(told: MethodRecord) -> Iterator[Fault]:
    known = {**bibliography(), **{source.id: source for source in told.sources}}
    for i, source in enumerate(told.sources):
        if source.id in bibliography():
            yield Fault(("sources", i, "id"), f"the bibliography has {source.id!r} already")
    named: list[tuple[Path, str]] = [(("cite",), told.cite)]
    named += [(("read in", i), cite) for i, cite in enumerate(told.read_in)]
    for path, record in records_in(told):
        if isinstance(record, Origin) and record.cite is not None:
            named.append(((*path, "cite"), record.cite))
        if isinstance(record, NoteRecord) and record.decided_by != OURS:
            named.append(((*path, "decided by"), record.decided_by))
    for path, cite in named:
        if cite not in known:
            wrong = f"there is no source {cite!r} in the bibliography{nearest(cite, known)}"
            yield Fault(path, wrong)


def _too_wide(criteria: Iterable[Criterion]) -> Iterator[Fault]:
    criteria = list(criteria)
    for places in connected(criteria):
        names = {name for place in places for name in criteria[place].reads}
        cells = prod(len(VOCABULARY[name].values) for name in names)
        if cells > MAX_CELLS:
            wrong = f"criteria that share findings have {cells} joint values; {MAX_CELLS} are read"
            yield Fault(("criteria", places[0], "reads"), wrong, "share fewer findings")
