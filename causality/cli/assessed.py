"""What ``causality convert --to`` writes: assessments, in the form that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from causality.cli.guard import complain
from causality.cli.inputs import EXAMPLE, Input, inputs
from causality.cli.output import CannotWrite, is_terminal, note, result
from causality.cli.progress import Progress
from causality.errors import CausalityError, NotFound

if TYPE_CHECKING:
    from causality.assessment.assessment import Assessment
    from causality.case.case import Case
    from causality.formats.writers import Judgement

__all__ = ["Ask", "Target", "assessed"]


class Target(StrEnum):
    """What reports can be converted to."""

    CASE = "case"
    E2B = "e2b"
    E2B_KR = "e2b-kr"
    E2B_FDA = "e2b-fda"
    FHIR_R4 = "fhir-r4"
    FHIR_R5 = "fhir-r5"
    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be written: the form, the methods (none: the usual ones), who assessed."""

    to: Target
    methods: tuple[str, ...]
    source: str | None
    corrected: str | None


def assessed(file: str, ask: Ask, output: Path | None, *, force: bool) -> tuple[int, int]:
    """Assess all that ``file`` holds and write it; how many failed, and of how many."""
    from causality.methods import method_ids

    for name in ask.methods:
        if name not in method_ids():
            raise NotFound("method", name, method_ids())
    if ask.to in {Target.E2B, Target.E2B_KR, Target.E2B_FDA}:
        return _into_message(file, ask, output, force=force)
    if ask.corrected is not None:
        raise CausalityError("--corrected goes with --to e2b; otherwise convert the case itself")
    if ask.to is Target.PARQUET and output is None and is_terminal():
        raise CannotWrite("Parquet is no text for a terminal; name a file with --output")
    found = inputs([file])
    failed: list[Input] = []
    result(_parts(_each(found, ask, failed), ask), output, force=force)
    return len(failed), len(found)


def _parts(each: Iterable[tuple[Case, Assessment]], ask: Ask) -> Iterator[str | bytes]:
    from causality.formats import writers

    match ask.to:
        case Target.CSV:
            yield from writers.as_csv(one for _, one in each)
        case Target.PARQUET:
            yield writers.as_parquet(one for _, one in each)
        case _:
            release = writers.Release(ask.to.removeprefix("fhir-"))
            source = ask.source or writers.SOURCE
            yield writers.as_fhir(each, release, methods=ask.methods or None, source=source)


def _each(
    found: tuple[Input, ...], ask: Ask, failed: list[Input]
) -> Iterator[tuple[Case, Assessment]]:
    """Every case with its assessment; one alone must do, of several each may fail."""
    with Progress(len(found)) as progress:
        for item in found:
            try:
                yield _one(item, ask)
            except CausalityError as error:
                if len(found) == 1:
                    raise
                failed.append(item)
                complain(error, item.name)
            progress.step()


def _one(item: Input, ask: Ask) -> tuple[Case, Assessment]:
    from causality.assessment import assess
    from causality.case.read import read_case_file
    from causality.formats.writers import STANDARD

    file = read_case_file(item.source(), item.name)
    for told in file.notes:
        note(f"note: {told}")
    tabular = ask.to in {Target.CSV, Target.PARQUET}
    usual = None if tabular else STANDARD
    return file.case, assess(file, methods=ask.methods or usual, differential=tabular)


def _into_message(file: str, ask: Ask, output: Path | None, *, force: bool) -> tuple[int, int]:
    from causality.assessment import assess
    from causality.formats import writers

    corrected = _corrections(ask.corrected)
    methods = ask.methods or writers.STANDARD
    source = ask.source or writers.SOURCE

    def judge(case: Case) -> Iterator[Judgement]:
        known = corrected.pop(case.id, case)
        assessment = assess(known, methods=methods, differential=False)
        return writers.judgements(assessment, methods, source)

    variant = writers.Variant("ich" if ask.to is Target.E2B else ask.to.removeprefix("e2b-"))
    written = writers.into_message(_message(file), file, judge, variant)
    for name in corrected:
        raise CausalityError(f"the message holds no report for the corrected case {name}")
    for told in written.notes:
        note(f"note: {file}: {told}")
    result([written.message], output, force=force)
    note(f"causality: {written.added} assessments added")
    return 0, 1


def _corrections(argument: str | None) -> dict[str, Case]:
    from causality.case.read import read_case_file

    if argument is None:
        return {}
    cases = (read_case_file(item.source(), item.name).case for item in inputs([argument]))
    return {case.id: case for case in cases}


def _message(file: str) -> bytes:
    """The bytes of the message."""
    if file == "-":
        return sys.stdin.buffer.read()
    if file.startswith(EXAMPLE):
        raise CausalityError(f"{file} is a case; assessments are added to E2B messages")
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise CausalityError(f"{file} cannot be read ({reason})") from None
