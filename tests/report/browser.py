"""The HTML report in a real browser; run by name (``make test-browser``), since it needs Chromium.

Nothing here is skipped: without Chromium, html-validate and axe-core it fails. The folder with
the last two stands in ``CAUSALITY_NODE``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from causality import shipped_cases
from causality.report.as_html import NO_PARTS, as_html
from tests.report.pages import SEED, parts, read, shipped

MODULES = Path(os.environ["CAUSALITY_NODE"]) / "node_modules"
POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
    "--no-pdf-header-footer",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
AXE = """
<script>%s</script>
<script>
axe.run(document, {resultTypes: ["violations"]}).then(function (found) {
  found.asked = performance.getEntriesByType("resource").length;
  var said = document.createElement("pre");
  said.id = "found";
  said.textContent = JSON.stringify(found);
  document.body.appendChild(said);
});
</script>
"""
SOME = [
    SEED,
    "anticholinergics-hyperthermia",
    "garcinia-liver-injury",
    "synthetic-contradictory-dates",
    "synthetic-positive-rechallenge",
    "warfarin-paracetamol-moxifloxacin-inr",
]


@cache
def chromium() -> str:
    found = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    assert found, "Chromium is not on the path; on Debian: apt install chromium"
    return found


def html_of(name: str, *, whole: bool = False, redaction: str = "full") -> str:
    file, told = shipped(name)
    given = parts(told) if whole else NO_PARTS
    return as_html(told, case=file.case, redaction=redaction, parts=given)


def browse(folder: Path, *arguments: str) -> str:
    """What Chromium prints; it gets a profile of its own."""
    ended = subprocess.run(
        [chromium(), *QUIET, f"--user-data-dir={folder / 'profile'}", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return ended.stdout


def pages(folder: Path, html: str) -> list[str]:
    """The text of every printed page."""
    (folder / "page.html").write_text(html, encoding="utf-8")
    pdf = folder / "page.pdf"
    browse(folder, f"--print-to-pdf={pdf}", (folder / "page.html").as_uri())
    return [page.extract_text() for page in PdfReader(pdf).pages]


def audited(folder: Path, html: str) -> dict[str, Any]:
    """What axe-core finds. Scripts run in a copy without the policy; the report forbids them."""
    script = (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    copy = POLICY.sub("", html).replace("</body>", f"{AXE % script}</body>")
    (folder / "copy.html").write_text(copy, encoding="utf-8")
    dumped = browse(
        folder, "--dump-dom", "--virtual-time-budget=30000", (folder / "copy.html").as_uri()
    )
    _, _, said = dumped.partition('<pre id="found">')
    text = said.partition("</pre>")[0]
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("name", shipped_cases())
def test_page_one_is_one_page(tmp_path: Path, name: str) -> None:
    assert_one_page(pages(tmp_path, html_of(name)))


@pytest.mark.parametrize("name", SOME)
def test_page_one_is_one_page_with_a_differential_on_it(tmp_path: Path, name: str) -> None:
    assert_one_page(pages(tmp_path, html_of(name, whole=True)))


def assert_one_page(printed: list[str]) -> None:
    first, second = printed[:2]
    assert "First reasons" in first
    assert "All pairs" not in first
    assert "All pairs" in second.splitlines()[:2], second[:80]


@pytest.mark.parametrize("redaction", ["full", "panel", "public"])
@pytest.mark.parametrize("name", SOME)
def test_axe_finds_nothing(tmp_path: Path, name: str, redaction: str) -> None:
    found = audited(tmp_path, html_of(name, whole=True, redaction=redaction))
    assert [(one["id"], one["impact"]) for one in found["violations"]] == []
    assert found["asked"] == 0
    assert found["testEngine"]["name"] == "axe-core"


def test_axe_would_have_found_something(tmp_path: Path) -> None:
    html = html_of(SEED).replace('lang="en-GB"', "").replace("<h1", '<img src=""><h1')
    assert {"html-has-lang", "image-alt"} <= {
        one["id"] for one in audited(tmp_path, html)["violations"]
    }


def test_every_report_is_valid_html(tmp_path: Path) -> None:
    for name in shipped_cases():
        for redaction in ("full", "public"):
            html = html_of(name, whole=True, redaction=redaction)
            (tmp_path / f"{name}-{redaction}.html").write_text(html, encoding="utf-8")
    settings = Path(__file__).with_name("htmlvalidate.json")
    checked = subprocess.run(
        [MODULES / ".bin" / "html-validate", "--config", settings, tmp_path / "*.html"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout[-4000:]


def test_the_policy_stops_a_script(tmp_path: Path) -> None:
    """Were one ever to get in: the browser itself refuses to run it."""
    html = html_of(SEED).replace("</body>", "<script>document.title = 'ran'</script></body>")
    (tmp_path / "x.html").write_text(html, encoding="utf-8")
    dumped = browse(tmp_path, "--dump-dom", (tmp_path / "x.html").as_uri())
    (title,) = read(html_of(SEED)).every("head")
    assert "<title>ran</title>" not in dumped
    assert next(title.every("title")).text in dumped
