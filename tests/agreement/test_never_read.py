"""The engine never reads what authors made of a case: the same bytes come out without it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from causality.assessment import assess
from causality.case.read import read_case_file
from causality.case.shipped import shipped_cases

GRADED = {
    name: path
    for name, path in shipped_cases().items()
    if "\npublished:\n" in path.read_text(encoding="utf-8")
}
LINES = re.compile(r"^published:\n(?:[ \n].*\n?|\n)*", re.MULTILINE)
OTHER = """\
published:
  level: doubtful
  level basis: turned round
  naranjo: {total: -4, category: doubtful, items: {4: {answer: no, points: -1}}}
  who umc: {category: unlikely}
  conclusion: the drug had nothing to do with it
"""


def result(text: str, name: str) -> str:
    """The assessment as JSON, but for the hash of the file."""
    file = read_case_file(text.encode(), name)
    return assess(file).to_json().replace(file.sha256, "")


def test_there_are_graded_cases() -> None:
    assert len(GRADED) == 36


@pytest.mark.parametrize("name", GRADED)
def test_without_or_with_other_verdicts_the_same_bytes_come_out(name: str) -> None:
    text = GRADED[name].read_text(encoding="utf-8")
    without = LINES.sub("", text)
    turned = f"{without.rstrip()}\n{OTHER}"
    assert "published:" not in without.replace("kind: published", "")
    assert result(text, name) == result(without, name) == result(turned, name)


def test_only_the_agreement_room_names_what_was_published() -> None:
    package = Path(__file__).parents[2] / "causality"
    readers = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if re.search(r"\bcase\.published\b", file.read_text(encoding="utf-8"))
    }
    assert {name.split("/")[0] for name in readers} == {"agreement"}
