"""Reading a figure back: its words, its boxes, whether it can be heard as well as seen."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass

from causality.report.markup import Element, written

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure as an XML tree."""

    root: ET.Element

    @property
    def words(self) -> list[str]:
        return [one.text or "" for one in self.root.iter(f"{SVG}text")]

    def boxes(self, fill: str) -> list[tuple[float, float]]:
        """Left and right ends of all boxes that are filled so, from top to bottom."""
        return [
            (float(one.attrib["x"]), float(one.attrib["x"]) + float(one.attrib["width"]))
            for one in self.root.iter(f"{SVG}rect")
            if one.attrib.get("fill") == fill and "x" in one.attrib
        ]


def drawn(figure: Element | None) -> Drawn:
    """The figure, checked for what every figure must have."""
    assert figure is not None
    root = ET.fromstring(written(figure))  # noqa: S314 - we wrote it
    assert root.tag == f"{SVG}svg"
    assert root.attrib["role"] == "img"
    labels = root.attrib["aria-labelledby"].split()
    ids = {one.attrib["id"]: one for one in root.iter() if "id" in one.attrib}
    assert [ids[label].tag for label in labels] == [f"{SVG}title", f"{SVG}desc"]
    assert all((ids[label].text or "").strip() for label in labels)
    allowed = {
        "svg",
        "title",
        "desc",
        "defs",
        "pattern",
        "rect",
        "path",
        "line",
        "text",
        "polygon",
        "circle",
    }
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= allowed
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for one in root.iter(f"{SVG}text"):
        assert 0 <= float(one.attrib["x"]) <= width
        assert 0 <= float(one.attrib["y"]) <= height
    return Drawn(root)
