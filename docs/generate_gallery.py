"""Writes ``gallery.md``: six cases, each with a picture of page one of its report.

The pictures need the extra ``pdf`` and ``pdftoppm`` (Debian: poppler-utils); the page alone does
not. Run: ``python docs/generate_gallery.py``.
"""  # noqa: INP001 - a script

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from causality.assessment import assess
from causality.case.read import read_case_file
from causality.case.shipped import shipped_cases
from causality.report.as_html import as_html

HERE = Path(__file__).parent
PAGE, PICTURES = HERE / "gallery.md", HERE / "gallery"

CASES: Mapping[str, str] = {
    "daratumumab-leukoencephalopathy": "Little is on record: neither dose nor stop nor outcome. "
    "The drug has no dates, the event an upper bound only, and most criteria stay unanswered.",
    "synthetic-positive-rechallenge": "Everything is on record, and the event came back. The weeks "
    "between are cut out of the axis.",
    "sertraline-rhabdomyolysis": "Two suspects with months for dates: hatched is what the record "
    "leaves open.",
    "synthetic-contradictory-dates": "Dates that cannot all hold. They are named on top, and what "
    "they touch is not assessed.",
    "itraconazole-fatal-hepatitis": "A long course, a fatal outcome, and no way to learn more.",
    "synthetic-stopped-together": "Two drugs stopped together share the credit for the recovery.",
}
"""Case, and what to look at."""

_DOTS = 96  # an inch
_COLOURS = 128


def page() -> str:
    """The text of the page."""
    parts = [
        "# Gallery\n",
        "<!-- Written by docs/generate_gallery.py; change that, not this page. -->\n",
        (
            "Page one of six reports, as `causality report` writes them for A4; [how to read them]"
            "(report.md).\n"
        ),
    ]
    for name, told in CASES.items():
        title = assess(read_case_file(shipped_cases()[name])).case_title
        alternative = f"Page one of the report on {name}: answers, timeline and first reasons."
        parts.append(
            f"## {title}\n\n{told}\n\n"
            f"```sh\ncausality report example:{name} -o report.html\n```\n\n"
            f"![{alternative}](gallery/{name}.png)\n"
        )
    return "\n".join(parts)


def picture(name: str, target: Path) -> None:
    """Page one of a report as a small PNG."""
    from PIL import Image

    from causality.report.as_pdf import as_pdf

    file = read_case_file(shipped_cases()[name])
    with TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        pdf.write_bytes(as_pdf(as_html(assess(file), case=file.case)))
        command = ["pdftoppm", "-r", str(_DOTS), "-singlefile", "-png"]
        subprocess.run([*command, pdf, pdf.with_suffix("")], check=True)  # noqa: S603
        with Image.open(pdf.with_suffix(".png")) as drawn:
            small = drawn.convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE)
            small.save(target, optimize=True)


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for one in CASES:
        picture(one, PICTURES / f"{one}.png")
    PAGE.write_text(page(), encoding="utf-8")
