"""The HTML report: one file that asks for nothing, says what the JSON says, and obeys nobody."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from time import process_time
from typing import Any

import pytest

from causality import assess, shipped_cases
from causality.assessment.contract import SUPPORT
from causality.case.read import read_case_file
from causality.report.as_html import as_html
from causality.report.as_text import plain
from causality.report.html_style import POLICY, STYLE
from causality.report.share_words import interval
from causality.report.words import in_100
from tests.report.canaries import Canaries
from tests.report.examples import assessment, contradictory
from tests.report.pages import SEED, Node, parts, read, shipped
from tests.report.test_as_text import poisoned

TAGS = {
    *("document", "html", "head", "meta", "title", "style", "body", "main", "section", "div"),
    *("h1", "h2", "h3", "p", "ul", "li", "a", "b", "span", "data", "figure", "figcaption"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
    *("svg", "desc", "defs", "pattern", "rect", "path", "line", "text", "polygon", "circle"),
}
PAYLOADS = [
    "<script>alert(1)</script>",
    '"onload="alert(1)',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</style><img src=x onerror=alert(1)>",
    "</title></svg><svg onload=alert(1)>",
    "<!-- --!> <![CDATA[ ]]>",
    "url(https://example.org/x) @import 'x'; } body { display: none }",
    "https://example.org/patient",
    "&lt;b&gt;&amp;#60;",
    "{{ 7 * 7 }} {% x %} ${x}",
    "\x1b[2J\u202e\ud800",
    "[lep] [mri45, lep]",
]


def page(name: str = SEED, **how: object) -> Node:
    file, told = shipped(name)
    return read(as_html(told, case=file.case, **how))  # type: ignore[arg-type]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("redaction", ["full", "panel", "public"])
def test_whatever_a_text_field_holds_stays_text(payload: str, redaction: str) -> None:
    told = poisoned(contradictory(assessment()), payload)
    html = as_html(told, redaction=redaction, parts=parts(told, payload))
    found = read(html)
    assert {one.tag for one in found.every()} <= TAGS
    assert html.count("<style>") == html.count("</style>") == 1
    for one in found.every():
        assert not any(name.startswith("on") or name in {"style", "src"} for name in one.attributes)
        if "href" in one.attributes:
            assert one.attributes["href"].startswith(("#entry-", "https://doi.org/10."))
    assert "".join(plain(payload).split())[:40] in "".join(found.text.split())
    html.encode("utf-8")


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if one.isprintable()])
def test_whatever_a_case_file_holds_stays_text(payload: str) -> None:
    file = read_case_file(Canaries(payload, payload, payload, "x").case())
    found = read(as_html(assess(file), case=file.case, every_pair=True))
    assert {one.tag for one in found.every()} <= TAGS
    for one in found.every():
        assert not any(name.startswith("on") or name in {"style", "src"} for name in one.attributes)
        assert one.attributes.get("href", "#entry-").startswith(("#entry-", "https://doi.org/10."))
    assert found.text.count(" ".join(payload.split())) > 20


def test_nothing_is_asked_of_anybody() -> None:
    found = page(parts=parts(shipped(SEED)[1]))
    (policy,) = [one for one in found.every("meta") if "http-equiv" in one.attributes]
    assert policy.attributes["content"] == POLICY
    assert POLICY == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    asking = {"script", "link", "img", "iframe", "object", "embed", "form", "base", "use", "image"}
    assert not asking & {one.tag for one in found.every()}
    for one in found.every():
        fills = (one.attributes.get(name, "") for name in ("fill", "stroke"))
        assert all(fill.startswith(("url(#", "#", "none")) or not fill for fill in fills)


@pytest.mark.parametrize("name", shipped_cases())
def test_every_verdict_is_the_one_of_the_json(name: str) -> None:
    file, told = shipped(name)
    data = told.to_dict()
    found = read(as_html(told, case=file.case, every_pair=True))
    seen = set()
    for one in found.every("data"):
        pointer = one.attributes["data-json"]
        value: Any = data
        for step in pointer.split("/")[1:]:
            value = value[int(step)] if isinstance(value, list) else value[step]
        assert str(value) == one.attributes["value"]
        assert one.text.lstrip("+") == str(value)
        seen.add(pointer)
    # Nothing is left out: every answer and every point of every method that applies.
    for place, pair in enumerate(data["pairs"]):
        for method, verdict in pair["verdicts"].items():
            for number, reading in enumerate(verdict.get("readings", ())):
                start = f"/pairs/{place}/verdicts/{method}/readings/{number}"
                assert f"{start}/answer" in seen or not reading["asked"]
                assert f"{start}/points" in seen or reading["points"] is None
    # Ids are given once, links lead somewhere, headings never skip a level.
    ids = [one.attributes["id"] for one in found.every() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    links = {one.attributes["href"] for one in found.every("a")}
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= set(ids)
    levels = [int(one.tag[1]) for one in found.every() if one.tag in {"h1", "h2", "h3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", [SEED, "synthetic-stopped-together", "sertraline-rhabdomyolysis"])
def test_every_share_is_the_one_of_the_json(name: str) -> None:
    file, told = shipped(name)
    found = read(as_html(told, case=file.case))
    whole = re.compile(r"differential-[0-9]+-all-title ")
    figures = [one for one in found.every("svg") if whole.match(one.attributes["aria-labelledby"])]
    differentials = told.to_dict()["differentials"]
    assert len(figures) == len(differentials) > 0
    for figure, differential in zip(figures, differentials, strict=True):
        shown = sorted(one.text for one in figure.every("text") if "\u2013" in one.text)
        computed = sorted(
            f"{in_100(one['share'])}{interval(*one['interval'])}"
            for one in differential["candidates"]
            if not one.get("excluded")
        )
        assert shown == computed


def test_the_order_is_the_one_in_which_a_panel_works() -> None:
    found = page(parts=parts(shipped(SEED)[1]))
    titles = [one.text for one in found.every() if one.tag in {"h2", "h3"}]
    told = [
        "daratumumab \u2192 acute leukoencephalopathy",
        "When it was",
        "First reasons",
        "All pairs",
        "Timeline",
        "How likely each cause is",
        "What may have caused acute leukoencephalopathy",
        "1. daratumumab \u2192 acute leukoencephalopathy",
        "Why methods differ",
        "For the drug",
        "Against the drug",
        "Not known",
        "Weight of each finding",
        "Single facts that would change a category",
        "What kept it from the next category",
        "Other causes",
        "Criterion by criterion",
        "What single numbers do to the share",
        "Warnings",
        "Opinions of others, as reported",
        "How this was made",
        "Signatures",
    ]
    assert [title for title in titles if title in told] == told


def test_page_one_names_answers_ranges_and_first_reasons() -> None:
    file, told = shipped(SEED)
    found = read(as_html(told, case=file.case, parts=parts(told)))
    (first,) = [one for one in found.every() if one.attributes.get("class") == "page-one"]
    text = " ".join(first.text.split())
    for words in (
        "Naranjo scale: possible, 3 points; on record 3; with follow-up 0 to 12",
        "62 in 100 (41\u201380)",
        "21 before the facts",
        "WHO-UMC system: possible; with follow-up probable/likely or possible",
        "age middle-aged",
        "last information: day 45",
        "disease of the patient that could explain it: present",
        "dechallenge (Naranjo scale 3 and WHO-UMC system E)",
    ):
        assert words in text
    assert len(list(first.every("svg"))) == 2


def test_without_shares_nothing_is_said_of_them() -> None:
    text = read(as_html(assessment())).text
    assert "in 100" not in text
    assert "Network" not in text


def test_a_share_that_is_not_told_says_why() -> None:
    told = shipped(SEED)[1]
    given = parts(told)
    (key,) = given.networks
    thin = replace(given.networks[key].share, abstain="the evidence moved it by less than 1 dB")
    given = replace(given, networks={key: replace(given.networks[key], share=thin)})
    text = page(parts=given).text
    assert "no headline share, because the evidence moved it by less than 1 dB" in text
    assert "62 in 100 (41" not in text


def test_shares_that_cannot_be_computed_say_why() -> None:
    told = shipped(SEED)[1]
    given = parts(told)
    (event,) = given.differentials
    none = replace(given.differentials[event], bars=(), not_computable="test and tissue conflict")
    given = replace(given, differentials={event: none})
    assert "Not computable: test and tissue conflict." in page(parts=given).text


def test_the_table_of_a_figure_says_what_the_figure_says() -> None:
    found = page(parts=parts(shipped(SEED)[1]))
    tables = [one.text for one in found.every("table")]
    (shares,) = [text for text in tables if "candidate" in text]
    for words in ("vasculopathy", "alternative", "62", "41\u201380", "50\u201370"):
        assert words in shares
    (weights,) = [text for text in tables if "over all orders" in text]
    assert "\u00d7 3.7" in weights
    (swings,) = [text for text in tables if "turns at" in text]
    assert "1 in 2000" in swings


def test_a_case_without_pairs_still_has_a_report() -> None:
    empty = replace(assessment(), pairs=(), opinions=())
    found = read(as_html(empty))
    assert "The case holds no pair of a suspect drug and an event." in found.text
    assert SUPPORT in found.text


def test_all_pairs_are_told_in_detail_only_where_that_is_asked_for() -> None:
    name = "anticholinergics-hyperthermia"
    _, told = shipped(name)
    assert len(told.pairs) > 3
    last = f"{len(told.pairs)}. "
    assert not any(one.text.startswith(last) for one in page(name).every("h2"))
    assert any(one.text.startswith(last) for one in page(name, every_pair=True).every("h2"))


def test_an_unknown_redaction_is_refused() -> None:
    with pytest.raises(ValueError, match="secret"):
        as_html(assessment(), redaction="secret")


def test_the_same_assessment_gives_the_same_bytes_in_any_process() -> None:
    code = f"""
import sys
from hashlib import sha256
from causality import assess, shipped_cases
from causality.case.read import read_case_file
from causality.report.as_html import as_html
file = read_case_file(shipped_cases()[{SEED!r}])
told = assess(file)
for level in ("full", "panel", "public"):
    html = as_html(told, case=file.case, redaction=level)
    sys.stdout.write(sha256(html.encode()).hexdigest() + " ")
"""
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(told) == 1
    assert len(set(told.pop().split())) == 3


def test_a_warm_report_takes_less_than_three_tenths_of_a_second() -> None:
    file, told = shipped(SEED)
    as_html(told, case=file.case)
    taken = []
    for _ in range(5):
        begun = process_time()
        as_html(told, case=file.case)
        taken.append(process_time() - begun)
    assert min(taken) < 0.3
