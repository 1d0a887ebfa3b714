"""Reading an HTML report back, and the cases it is made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from causality import assess, shipped_cases
from causality.assessment.assessment import Assessment
from causality.case.read import CaseFile, read_case_file
from causality.report.figures.values import Bar, Differential, Network, Parts, Share, Swing, Weight

SEED = "daratumumab-leukoencephalopathy"
_VOID = frozenset({"br", "col", "hr", "meta"})


@cache
def shipped(name: str) -> tuple[CaseFile, Assessment]:
    """A case that ships, with its assessment."""
    file = read_case_file(shipped_cases()[name])
    return file, assess(file)


@dataclass(slots=True)
class Node:
    """An element as a browser sees it."""

    tag: str
    attributes: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.children)

    def every(self, tag: str | None = None) -> Iterator[Node]:
        """All elements inside, this one first; of one kind only where ``tag`` is given."""
        if tag in {None, self.tag}:
            yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.every(tag)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("document", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        assert len(node.attributes) == len(attrs), f"an attribute twice in {tag}"
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"{tag} closes {self.open[-1].tag}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Node:
    """The tree; every element is closed by its own end tag."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [one.tag for one in reader.open] == ["document"]
    return reader.open[0]


def parts(assessment: Assessment, label: str = "vasculopathy") -> Parts:
    """Shares and weights made by hand, for the first pair."""
    pair = assessment.pairs[0]
    bars = (
        Bar(pair.drug_name, 0.21, 0.62, 0.41, 0.80, (0.5, 0.7)),
        Bar(label, 0.30, 0.12, 0.02, 0.30, kind="alternative"),
        Bar("unexplained", 0.49, 0.26, 0.10, 0.50, kind="background"),
    )
    weights = (Weight("time to onset", 1.3, 0.9, 1.8, "compatible"), Weight(label, -0.5))
    swings = (Swing("background rate", "1 in 10 000", "1 in 1000", 0.3, 0.85, "1 in 2000"),)
    return Parts(
        {pair.event: Differential(pair.event_term, bars, (("toxic", 0.7),))},
        {(pair.drug, pair.event): Network(Share(0.62, 0.41, 0.80, 0.21), weights, swings)},
    )
