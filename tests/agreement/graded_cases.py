"""Small graded cases with verdicts that are easily worked out by hand."""

from __future__ import annotations

from pathlib import Path

CASE = """\
schema: causality/case/1
id: {id}
drugs:
  - id: amox
    name: amoxicillin
    role: suspect
    doses: [{{id: course, start: day 0, stop: day 6}}]
{more}events:
  - id: rash
    term: rash
    onset: day 5
    course: [{{id: gone, at: day 9, state: resolved}}]
alternatives:
  - {{id: virus, term: viral rash, of: rash, status: {virus}, source: page 2}}
published:
{published}"""
"""Order and stop give 3 points: possible. With the virus excluded, 5: probable; likely, 2."""

OTHER_DRUG = """\
  - {id: ibu, name: ibuprofen, role: suspect, doses: [{id: course, start: day 0, stop: day 6}]}
"""
ITEMS = (1, 2, 1, 0, 2, 0, 0, 0, 0, 0)


def text(
    name: str,
    verdict: str,
    virus: str = "not assessed",
    *,
    extent: str = "abstract",
    more: str = "",
) -> str:
    """One case; ``verdict`` are the lines under ``published``, without the pair and the extent."""
    drugs = "[amox, ibu]" if more else "[amox]"
    published = f"pair: {{drugs: {drugs}, event: rash}}\nextent: {extent}\n{verdict}"
    lines = "".join(f"  {line}\n" for line in published.splitlines())
    return CASE.format(id=name, virus=virus, more=more, published=lines)


def items(points: tuple[int, ...] = ITEMS, *, first: int = 1) -> str:
    """Printed points by question; what scores nothing was no or unknown."""
    lines = [
        f"    {number}: {{answer: {_answer(number, value)}, points: {value}}}"
        for number, value in enumerate(points, start=first)
    ]
    return "\n".join(["  items:", *lines])


def _answer(number: int, points: int) -> str:
    if points == 0:
        return "no or unknown"
    against = number in {5, 6}
    return "no" if (points > 0) is against else "yes"


def folder(path: Path, *texts: str) -> Path:
    """A folder of these cases, each in a file named by its id."""
    for one in texts:
        name = one.split("id: ", 1)[1].split("\n", 1)[0]
        (path / f"{name}.yaml").write_text(one, encoding="utf-8")
    return path
