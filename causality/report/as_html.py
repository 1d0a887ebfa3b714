"""A report as one HTML file that needs nothing: no script, no request, good on A4 in grey.

Same assessment, same bytes. The PDF is made from this very file.
"""

from __future__ import annotations

from causality.assessment.assessment import Assessment
from causality.case.case import Case
from causality.explain.standing import ranked
from causality.report.explained_parts import explained_parts
from causality.report.figures.values import Parts
from causality.report.html_blocks import Links, chapters
from causality.report.html_sections import Sections
from causality.report.html_style import POLICY, STYLE
from causality.report.lanes import lanes
from causality.report.markup import element, written
from causality.report.network_parts import network_parts
from causality.report.outline import DETAILED, outline
from causality.report.page_one import PageOne
from causality.report.pair_outline import pair_title
from causality.report.parts_redaction import redacted_parts
from causality.report.redaction import Redaction, patient_line, redacted
from causality.report.verdict_sentence import shortened

__all__ = ["NO_PARTS", "as_html"]

_TITLE = 70  # characters; a window shows no more
NO_PARTS = Parts()
"""A report without a differential."""


def as_html(
    assessment: Assessment,
    *,
    case: Case | None = None,
    redaction: Redaction | str = Redaction.FULL,
    every_pair: bool = False,
    parts: Parts | None = None,
) -> str:
    """The report on ``assessment`` as an HTML document, ending in a line break.

    ``case`` adds what only the file says: readings, age and sex, and the weights of findings over
    all orders. ``parts`` hold the shares and weights, by ids of the assessment as given, in place
    of its own. ValueError for a redaction that does not exist.
    """
    level = Redaction(redaction)
    told = redacted(assessment, level, case)
    own = parts is None
    if parts is None:
        parts = network_parts(assessment) if case is None else explained_parts(assessment, case)
    parts = redacted_parts(parts, assessment, told, level)
    order = ranked(told.pairs)
    detailed = order if every_pair else order[:DETAILED]
    words = level is Redaction.FULL
    shown_case = None if level is Redaction.PUBLIC else case
    rows = lanes(told, shown_case, words=words)
    links = Links(told.entries)
    outlined = chapters(outline(told, every_pair=every_pair), 2)
    pairs = [
        chapters(chapter.blocks, 3)
        for number, pair in enumerate(detailed, 1)
        for chapter in outlined
        if chapter.title == pair_title(pair, number)
    ]
    foremost = pairs[0] if pairs else ()
    patient = patient_line(case, level)
    page_one, shown = PageOne(told, order, foremost, rows, parts, links, patient, level).page()
    sections = Sections(
        told, shown_case, words, detailed, rows, shown, parts, own, links, outlined, pairs
    )
    title = told.case_title or told.case_id
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", shortened(title, _TITLE)),
    )
    body = element("body", element("main", page_one, *sections.elements()))
    # The style sheet is a constant of ours; everything else went through the escaper.
    opening = written(head).removesuffix("</head>")
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n{opening}<style>{STYLE}</style></head>\n'
        f"{written(body)}\n</html>\n"
    )
