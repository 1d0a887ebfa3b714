"""Writes ``findings.md`` from the vocabulary, the reasons of the rules and the truth tables."""  # noqa: INP001 - a script

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from causality.findings.derive import RULES
from causality.findings.facts import TABLES, Column
from causality.findings.rule import Because
from causality.vocabulary import MEASURES, UNKNOWN, VOCABULARY, FindingTerm
from tests.findings.tables.every import TABLES as TRUTH
from tests.findings.tables.line import Line

PAGE = Path(__file__).parent / "findings.md"
INTRODUCTION = """\
# Findings

<!-- Written by docs/generate_findings.py from vocabulary, rules and truth tables; change those, not
this page. -->

A finding is what the record shows about one drug and one event: their order in time, what happened
after the stop, whether something else could have done it. Findings are derived once. Every method
reads the same ones, so two methods never read one timeline in two ways.

## One value, several values, no value

Dates on record are bounds, and bounds may leave more than one value. So a finding is a set of
values, drawn from a closed list:

- **One value** is settled. That value may be `unknown`: then the record is silent.
- **Several values** always include `unknown`. The dates on record allow each of the others, and
  a method that needs one value reads `unknown`. A stop on the day on which the event improved
  is `positive` or `not interpretable`, until somebody says at what hour.

`unknown` is an answer of its own. It is not "no", and not "not done": nobody re-exposed the patient
(`not done`), nobody says whether anyone did (`unknown`), somebody did and it cannot be read
(`not interpretable`) are three different records.

Two sets are kept for each finding. The **recorded** set is what the dates on record leave. The
**learnable** set adds what a letter to the reporter could still bring to light; it is never the
result of a re-exposure or a placebo that nobody gave. In the tables below, "could still be" lists
it per value.

A narrower date never adds a value. The one exception is the first date of all: before it, the
minimum information was missing, and with it there is some.

## What the reporter states

A report often says "positive dechallenge" without a date. Such a statement is kept as reported. It
is used where the record is silent, and where the dates leave several values and the statement
is one of them. It never overrules the timeline: where the two disagree, the timeline counts and the
assessment shows both. A row that the record settles in part says what is left: a drug that was
stopped may have been a positive dechallenge by the reporter's word, but not one that was not done.

## Dates that cannot all hold

A finding whose dates contradict one another is `contradictory`. The entries that clash are named,
and everything else is assessed.

## How to read the tables

Each finding has a list of reasons. The first that applies decides, and its sentence stands in
the assessment together with the entries it rests on. "Gives" is what it gives: one value, or
several that stay open. The example is a line of the truth table that the rule is tested by. The
last column names the facts looked at; [the facts](#the-facts) are explained at the end.
"""
MEASURED = """
## Times

Beside the findings, which take values from a list, three spans of time are shown as bounds.

| time | what it is |
|---|---|
"""
FACTS = """
## The facts

What the rules look at: one row for each pair of a drug and an event, and further rows for what a
pair has several of. Codes have a closed list of words, and silence beside it. Times are bounds.
"""
ABOUT_ROWS = {
    "pair": "One row for each drug and event.",
    "episode": "One row for each stop, change of dose or stretch of continued intake.",
    "re_exposure": "One row for each time the drug, or placebo, was given again.",
    "alternative": "One row for each named cause that is not a drug.",
    "co_suspect": "One row for each other suspect drug.",
    "observation": "One row for each examination of the event.",
    "specific_test": "One row for each test that links the drug to the event.",
    "level": "One row for each concentration of the drug.",
    "earlier": "One row for each earlier intake of the drug, or of a similar one.",
    "laboratory": "One row for each value that can be read, of a liver injury only.",
    "other_drug": "One row for each other drug of the report, for a liver injury only.",
    "liver_cause": "One row for each named cause of a liver injury that is no drug.",
}


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for name, term in VOCABULARY.items():
        parts += _finding(term, RULES[name].because)
    parts.append(MEASURED)
    parts += [f"| {one.title} | {one.meaning} |\n" for one in MEASURES.values()]
    parts.append(FACTS)
    for table, columns in TABLES.items():
        parts.append(f"\n### {table.replace('_', ' ')}\n\n{ABOUT_ROWS[table]}\n\n")
        parts.append("| fact | values | meaning |\n|---|---|---|\n")
        parts += [
            f"| {name.replace('_', ' ')} | {_values(column)} | {column.meaning} |\n"
            for name, column in columns.items()
            if not name.startswith("stated_")
        ]
        if table == "pair":
            parts.append("| stated ... | as the finding | The reporter's word on any finding. |\n")
    return "".join(parts)


def _finding(term: FindingTerm, reasons: tuple[Because, ...]) -> Iterator[str]:
    yield f"\n## {term.title.capitalize()}\n\n`{term.name}`. {term.meaning}\n\n"
    yield "| value | could still be |\n|---|---|\n"
    for value in term.values:
        others = ", ".join(other for other in term.learnable.get(value, ()) if other != UNKNOWN)
        yield f"| {value} | {others} |\n"
    yield "\n| | reason | gives | facts |\n|---|---|---|---|\n"
    for number, reason in enumerate(reasons):
        lines = [line for line in TRUTH[term.name] if line.row == number]
        left = f" A statement may still say: {', '.join(reason.leaves)}." if reason.leaves else ""
        if reason.final:
            left = " No statement changes it."
        told = f"{_sentence(reason.sentence)}.{left} *{_sentence(lines[0].why)}.*"
        yield f"| {number + 1} | {told} | {_gives(term, lines)} | {_facts(reason)} |\n"


def _gives(term: FindingTerm, lines: list[Line]) -> str:
    """The values of these lines: settled ones, then those that stay open."""
    settled = {value for line in lines if len(line.values) == 1 for value in line.values}
    left_open = {value for line in lines if len(line.values) > 1 for value in line.values}
    told = [" or ".join(value for value in term.values if value in settled)]
    told.append(", ".join(v for v in term.values if v in left_open and v != UNKNOWN))
    told[1] = f"open: {told[1]}" if told[1] else ""
    return "; ".join(part for part in told if part)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _facts(reason: Because) -> str:
    return ", ".join(ground.replace("_", " ").replace(".", ": ") for ground in reason.grounds)


def _values(column: Column) -> str:
    if column.kind == "code":
        return ", ".join(column.codes)
    return "a span of time" if column.unit == "min" else f"bounds, {column.unit}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
