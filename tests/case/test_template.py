"""The template is a case as it stands, and with everything it offers."""

from __future__ import annotations

import re

from causality.case.case import Case
from causality.case.read import read_case
from causality.case.template import case_template

# A commented line of YAML: a key or a list item; prose has no colon after its first words.
OFFERED = re.compile(
    r"^( *)# ( *)((?:- \{|- id: |(?!yaml-)[a-z][a-z0 -]*:(?: |$)).*)$", re.MULTILINE
)


def test_the_template_is_a_case() -> None:
    assert read_case(case_template().encode()).id == "my-case"


def test_the_template_with_all_that_it_offers_is_a_case() -> None:
    everything = OFFERED.sub(r"\1\2\3", case_template())
    case = read_case(everything.encode())
    empty = [name for name in Case.model_fields if not getattr(case, name)]
    assert empty == ["interactions", "published", "expected"]


def test_the_template_fits_a_screen() -> None:
    assert max(map(len, case_template().splitlines())) <= 100
