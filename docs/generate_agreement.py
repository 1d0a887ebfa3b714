"""Writes ``agreement.md`` from the cases that ship."""  # noqa: INP001 - a script

from __future__ import annotations

from pathlib import Path

from causality.agreement import Agreement, agreement
from causality.datafile import data_root
from causality.report.agreement_outline import agreement_outline
from causality.report.as_markdown import outline_as_markdown

PAGE = Path(__file__).parent / "agreement.md"
INTRODUCTION = """\

<!-- Written by docs/generate_agreement.py from cases/; change those, not this page. -->

Authors of case reports graded these cases; here their grades stand beside ours, and ours beside one
another. Each case was encoded from its facts before its grade was looked at, and nothing but this
comparison ever reads a grade: the assessments are the same bytes without it, which a test checks.
`causality agreement` prints this page for any folder of graded cases.

A published grade is the opinion of its authors, often of one of them; it is not the truth. In
an earlier study four raters together reproduced a printed Naranjo score in a fifth of case reports
(liang2014). The cases were found because a grade was printed: most are *probable*, none is
*doubtful*, so the figures say nothing of how often we would call a chance event a reaction. Two
thirds were encoded from abstracts; what an abstract does not tell is unknown to us and may have
been known to the authors. *Not stated* below means that the field is empty in what could be read of
the source.

"""
RULES = """\

## Rules changed because of these cases

None. A finding rule changes only for a reason that stands without the case; when one does, the
change and every case that it moves are listed here.
"""


def page(found: Agreement) -> str:
    """The whole page."""
    title, _, rest = outline_as_markdown(agreement_outline(found)).partition("\n")
    return f"{title}\n{INTRODUCTION}{rest.lstrip()}{RULES}"


if __name__ == "__main__":
    PAGE.write_text(page(agreement(data_root("cases"))), encoding="utf-8")
