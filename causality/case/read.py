"""From a case file to a ``Case``, with every problem of the file named at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from causality.case.case import Case
from causality.case.references import reference_problems
from causality.datafile import load_document, read_document, validate
from causality.errors import CaseError

__all__ = ["CaseFile", "read_case", "read_case_file"]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with what is known of the file: the hash of its bytes, and notes of the reader.

    A note tells where hidden characters were removed, never what was written.
    """

    case: Case
    sha256: str
    notes: tuple[str, ...]


def read_case(source: Path | str | bytes, name: str | None = None) -> Case:
    """The case in ``source``: a path, or the bytes of a file that messages call ``name``.

    Raises ``CaseError`` with every problem found, each with its line and column.
    """
    return read_case_file(source, name).case


def read_case_file(source: Path | str | bytes, name: str | None = None) -> CaseFile:
    """Like ``read_case``, with the hash of the file and the notes of the reader."""
    if isinstance(source, bytes):
        document = read_document(source, name or "case", CaseError)
    else:
        document = load_document(Path(source), CaseError, name=name)
    problems = reference_problems(document)
    try:
        case = validate(document, Case, CaseError)
    except CaseError as error:
        raise CaseError({*error.problems, *problems}) from None
    if problems:
        raise CaseError(problems)
    return CaseFile(case, document.sha256, document.notes)
