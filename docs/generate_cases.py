"""Writes ``cases/README.md``: what each case that ships is there to show."""  # noqa: INP001

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from causality.assessment import Assessment, PairAssessment, assess
from causality.case.case import Case
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.report.as_markdown import outline_as_markdown
from causality.report.blocks import Block, Heading, Item, Items, Paragraph, Table

PAGE = Path(__file__).parent.parent / "cases" / "README.md"

# Finding, value: what such a case is a trap for. In this order they are told.
TRAPS: Mapping[tuple[str, str], str] = {
    ("interaction", "yes"): "interaction",
    ("relation", "withdrawal"): "withdrawal reaction",
    ("relation", "lack of effect"): "lack of effect",
    ("relation", "aggravation"): "worsening of something older",
    ("relation", "late"): "late effect",
    ("sequence", "event first"): "event before the drug",
    ("sequence", "unknown"): "order of drug and event not known",
    ("latency", "improbable"): "improbable time to onset",
    ("protopathic", "yes"): "given for a first sign of the event",
    ("dechallenge", "negative"): "no improvement after the stop",
    ("dechallenge", "too early"): "too early after the stop",
    ("dechallenge", "confounded"): "recovery under treatment",
    ("dechallenge", "not interpretable"): "stop that cannot be read",
    ("dechallenge", "conflicting"): "conflicting course",
    ("stop_shared", "shared"): "stopped together",
    ("course_on_drug", "resolved"): "resolved while continued",
    ("course_on_drug", "improved"): "improved while continued",
    ("rechallenge", "positive"): "positive re-exposure",
    ("rechallenge", "negative"): "negative re-exposure",
    ("rechallenge", "not interpretable"): "re-exposure that cannot be read",
    ("tolerated_exposure", "tolerated"): "tolerated before",
    ("previous_reaction", "same drug"): "similar reaction before",
    ("previous_reaction", "similar drug"): "similar reaction to a similar drug",
    ("dose_response", "present"): "event follows the dose",
    ("drug_level", "toxic"): "toxic level",
    ("drug_level", "low"): "low level",
    ("antidote_response", "improved"): "answers to an antidote",
    ("prior_knowledge", "none found"): "never reported before",
    ("prior_knowledge", "class effect"): "known of the class only",
    ("alternatives", "confirmed"): "another cause confirmed",
    ("alternatives", "likely"): "another cause likely",
    ("alternatives", "possible"): "another cause not excluded",
    ("alternatives", "unlikely"): "other causes judged unlikely",
    ("alternatives", "searched, not itemised"): "search without its parts",
    ("alternatives", "not assessed"): "other causes not looked for",
    ("underlying_disease", "active"): "active disease that can do it",
    ("specific_test", "positive"): "specific test",
    ("overdose", "yes"): "overdose",
    ("outcome", "fatal"): "death",
}
OF_CASE: Mapping[str, Callable[[Case, Assessment], bool]] = {
    "several suspects": lambda _, found: len({pair.drug for pair in found.pairs}) > 1,
    "several events": lambda _, found: len({pair.event for pair in found.pairs}) > 1,
    "dates that contradict one another": lambda _, found: bool(found.contradictions),
    "no dates": lambda _, found: all(one.lo is None or one.hi is None for one in found.timeline),
    "onset after the last dose": lambda _, found: any(map(_after_last_dose, found.pairs)),
    "dates leave findings open": lambda _, found: any(
        finding.recorded for pair in found.pairs for finding in pair.findings.values()
    ),
}


def page() -> str:
    """The whole page."""
    return outline_as_markdown(tuple(_blocks()))


def _blocks() -> Iterator[Block]:
    cases = {name: read_case(path) for name, path in shipped_cases().items()}
    yield Heading("Cases", 1)
    yield Paragraph(
        "Written by docs/generate_cases.py from the files beside it; change those, not this page."
    )
    yield Paragraph(
        "Published cases hold facts in our own words, encoded from what could be read of the "
        "report; the report and its wording remain with its authors. Synthetic cases are invented, "
        "one trap each. A file is called as the case in it."
    )
    yield Items(
        (
            Item("causality assess cases/ runs all of them"),
            Item("causality agreement cases/ compares the graded ones with their grades"),
            Item("causality cases ID prints one"),
        )
    )
    for kind, title in (("published", "Published"), ("synthetic", "Synthetic")):
        rows = [
            (name, case.title or "", _shown(case), *_origin(case))
            for name, case in cases.items()
            if case.provenance is not None and case.provenance.kind == kind
        ]
        yield Heading(f"{title} ({len(rows)})", 2)
        columns = ("case", "title", "traps", "source", "terms")
        width = len(columns) if kind == "published" else len(columns) - 2
        yield Table(columns[:width], tuple(tuple(row[:width]) for row in rows))


def _shown(case: Case) -> str:
    found = assess(case)
    traps = [trap for (name, value), trap in TRAPS.items() if _any(found, name, value)]
    traps += [name for name, holds in OF_CASE.items() if holds(case, found)]
    told = "; ".join(traps) or "none of these: a plain course"
    why = case.expected.why if case.expected else None
    return f"{why.rstrip('.')}: {told}" if why else told


def _any(found: Assessment, name: str, value: str) -> bool:
    return any(pair.findings[name].value == value for pair in found.pairs)


def _after_last_dose(pair: PairAssessment) -> bool:
    since = pair.measures["time_from_last_dose"].lo
    return since is not None and since > 0


def _origin(case: Case) -> tuple[str, str]:
    origin = case.provenance
    return ("", "") if origin is None else (origin.citation or "", origin.licence or "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
