"""An assessment as a notebook shows it: one small table, escaped, without styles or scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from causality.assessment.parts import Assessed, PairAssessment
from causality.datafile.text import without_hidden
from causality.methods.result import NotApplicable, Verdict

__all__ = ["MOST_BYTES", "notebook_html"]

MOST_BYTES = 50_000
"""A notebook is saved with every output in it; longer tables are cut."""

_FOR_ROWS = 40_000  # bytes; what stands around the rows fits into the rest
_LONGEST = 120  # characters of a text
_HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs: they have no bytes


def notebook_html(assessment: Assessed) -> str:
    """Every pair with every method that applies to one of them, as many pairs as find room."""
    pairs = assessment.pairs
    title = _text(assessment.case_title or assessment.case_id)
    if not pairs:
        return f"<p><b>{title}</b>: no pair of a suspect drug and an event.</p>"
    methods = [
        name
        for name in pairs[0].verdicts
        if any(isinstance(pair.verdicts[name], Verdict) for pair in pairs)
    ]
    head = _row("th", ["drug", "event", *(pairs[0].verdicts[name].title for name in methods)])
    rows, used = [], 0
    for pair in pairs:
        row = _row("td", _cells(pair, methods))
        used += len(row.encode())
        if used > _FOR_ROWS:
            break
        rows.append(row)
    return (
        f"<table><caption>{title}</caption><thead>{head}</thead>"
        f"<tbody>{''.join(rows)}</tbody></table>{''.join(_notes(assessment, len(rows)))}"
    )


def _notes(assessment: Assessed, shown: int) -> Iterator[str]:
    if left := len(assessment.pairs) - shown:
        yield f"<p>{left} more {'pair' if left == 1 else 'pairs'}.</p>"
    if clashes := len(assessment.contradictions):
        first = _text(assessment.contradictions[0].because)
        yield f"<p>{clashes} contradictory: {first}</p>"


def _cells(pair: PairAssessment, methods: Iterable[str]) -> Iterator[str]:
    yield pair.drug_name
    yield pair.event_term
    for name in methods:
        yield _verdict(pair.verdicts[name])


def _verdict(verdict: Verdict | NotApplicable) -> str:
    if isinstance(verdict, NotApplicable):
        return "not applicable"
    words = " or ".join(
        [verdict.category, *(one for one in verdict.possible_categories if one != verdict.category)]
    )
    if verdict.score is None:
        return words
    first, last = verdict.recorded_range or (verdict.score, verdict.score)
    return f"{words}, {first}" if first == last else f"{words}, {first} to {last}"


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_text(cell)}</{tag}>' for cell in cells)}</tr>"


def _text(text: str) -> str:
    shown = " ".join(_HALVES.sub("\ufffd", without_hidden(text)).split())
    cut = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}\u2026"
    return escape(cut)
