"""Everything after page one, in the order in which a panel works through a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from causality.assessment.assessment import Assessment
from causality.assessment.parts import PairAssessment
from causality.case.case import Case
from causality.citation import bibliography
from causality.report.blocks import Paragraph
from causality.report.differential_outline import SHARES
from causality.report.figures.lane import Lane
from causality.report.figures.timeline import timeline
from causality.report.figures.values import Parts
from causality.report.html_blocks import Chapter, Links, chapters, figure, table
from causality.report.html_network import (
    differential_section,
    sensitivity_section,
    weights_section,
)
from causality.report.html_tables import criteria, entries, examinations, sources
from causality.report.markup import Element, Node, element
from causality.report.page_one import legend

__all__ = ["Sections"]

_NOT_EXCLUDED = (
    "What else could have done it, and what was looked for; the same for every pair. Nothing is "
    "excluded unless it says so."
)
_OTHER_CAUSES = frozenset({"alternative", "test", "work-up", "condition", "death"})

# Chapters of a pair by the place where a report tells them; what is named nowhere stays in front.
_CHANGES = ("Single facts that would change a category", "What kept it from the next category")
_LIMITS = ("Warnings", "Opinions of others, as reported")
_IN_TABLES = "criterion by criterion"  # ends the title of what the tables of criteria say


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of a report on these pairs; page one shows so many of the lanes.

    Without ``words`` no free text of the case is told.
    ``own_shares`` says that the parts are those of the assessment, so that the outline tells more
    of them. ``outline`` are the chapters of the report as text, ``told`` those of each pair.
    """

    assessment: Assessment
    case: Case | None
    words: bool
    detailed: Sequence[PairAssessment]
    lanes: Sequence[Lane]
    shown: int
    parts: Parts
    own_shares: bool
    links: Links
    outline: Sequence[Chapter]
    told: Sequence[Sequence[Chapter]]

    def elements(self) -> Iterator[Element]:
        """All sections."""
        yield from self._of_outline("Every suspect drug with every event", "All pairs")
        yield from self._of_outline("Before you read on", "Contradictions and warnings")
        yield self._timeline()
        yield from self._shares()
        for number, pair in enumerate(self.detailed, 1):
            yield _section(
                f"{number}. {pair.drug_name} \u2192 {pair.event_term}", self._pair(pair, number)
            )
        yield from self._of_outline("Opinions on other pairs", "Opinions on other pairs")
        yield self._made()
        yield _signatures()

    def _of_outline(self, title: str, name: str) -> Iterator[Element]:
        for chapter in self.outline:
            if chapter.title == title:
                yield _section(name, self.links.nodes(chapter.blocks))

    def _timeline(self) -> Element:
        told: list[Node] = []
        if len(self.lanes) > self.shown:
            words = "Every lane; the table of entries gives every moment."
            drawn = timeline("timeline-all", self.lanes, words)
            if drawn is not None:
                told.append(figure(drawn, legend(self.assessment)))
        told.append(entries(self.assessment) or element("p", "The case has no entries."))
        if self.case is not None:
            found = examinations(self.case, self.assessment, words=self.words)
            told += [found] if found else []
        return _section("Timeline", told)

    def _pair(self, pair: PairAssessment, number: int) -> Iterator[Node]:
        told = self.told[number - 1]
        later = {*_CHANGES, *_LIMITS}
        tables = {one.title for one in told if one.title.endswith(_IN_TABLES)}
        yield from self._chapters(one for one in told if one.title not in later | tables)
        network = self.parts.networks.get((pair.drug, pair.event))
        if network is not None:
            yield from weights_section(network.weights, f"weights-{number}")
        yield from self._chapters(one for one in told if one.title in _CHANGES)
        if number == 1:
            yield from self._other_causes()
        yield element("h3", "Criterion by criterion")
        place = self.assessment.pairs.index(pair)
        for name, verdict in pair.verdicts.items():
            if found := criteria(verdict, f"/pairs/{place}/verdicts/{name}"):
                yield found
        if network is not None:
            yield from sensitivity_section(network, f"sensitivity-{number}")
        yield from self._chapters(one for one in told if one.title in _LIMITS)

    def _shares(self) -> Iterator[Element]:
        """The differential of every event: its figure, its table, and what the outline adds."""
        if self.parts.differentials:
            yield _section(SHARES, self._each_event())

    def _each_event(self) -> Iterator[Node]:
        chapter = [one for one in self.outline if one.title == SHARES and self.own_shares]
        told = [block for one in chapter for block in one.blocks]
        before, *events = chapters((Paragraph(""), *told), 3)
        intro = [one for one in before.blocks if isinstance(one, Paragraph) and one.text]
        yield from self.links.nodes(intro)
        added = {one.title: one.blocks for one in events}
        for number, one in enumerate(self.parts.differentials.values(), 1):
            blocks = added.get(one.event, () if events else before.blocks)
            rest = [block for block in blocks if block not in intro and block != Paragraph("")]
            yield from differential_section(one, f"differential-{number}-all", numbers=not rest)
            yield from self.links.nodes(rest)

    def _chapters(self, several: Iterable[Chapter]) -> Iterator[Node]:
        for chapter in several:
            if chapter.title:
                yield element("h3", chapter.title)
            yield from self.links.nodes(chapter.blocks)

    def _other_causes(self) -> Iterator[Element]:
        if found := entries(self.assessment, _OTHER_CAUSES):
            yield element("h3", "Other causes")
            yield element("p", _NOT_EXCLUDED)
            yield found

    def _made(self) -> Element:
        told = [
            node
            for chapter in self.outline
            if chapter.title == "How this was made"
            for node in self.links.nodes(chapter.blocks)
        ]
        hash_ = self.assessment.case_sha256
        which = f"whose SHA-256 is {hash_}" if hash_ else "of this report"
        again = f"To make it again: causality report CASE -o report.html; CASE is the file {which}."
        cited = dict.fromkeys(
            verdict.cite for pair in self.detailed for verdict in pair.verdicts.values()
        )
        known = bibliography()
        listed = sources(known[one] for one in cited if one in known)
        return _section("How this was made", [*told, element("p", again), listed])


def _section(title: str, nodes: Iterable[Node | None]) -> Element:
    return element("section", element("h2", title), *nodes)


def _signatures() -> Element:
    columns = ("name", "role", "meaning: review, approval, responsibility, authorship", "date")
    empty = [[element("td", "\u00a0") for _ in columns] for _ in range(2)]
    caption = "Signed by hand on paper; this file itself is not signed."
    signed = table(columns, empty, caption, (24, 18, 38, 20))
    return _section("Signatures", [element("div", signed, class_="sign")])
