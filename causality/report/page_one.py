"""Page one of a report: what is asked, what the answers are, when it was, and the first reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from causality.assessment.assessment import Assessment
from causality.assessment.parts import PairAssessment
from causality.methods import NotApplicable, Verdict
from causality.report.blocks import Item, Items
from causality.report.figures.bars import differential
from causality.report.figures.lane import Lane
from causality.report.figures.timeline import lanes_in, timeline
from causality.report.figures.values import Bar, Parts
from causality.report.html_blocks import Chapter, Links, figure, table
from causality.report.markup import Element, Node, element
from causality.report.page_height import PAGE, height
from causality.report.share_words import interval
from causality.report.verdict_sentence import reason, score_span, shortened, verdict_sentence
from causality.report.words import day, either, in_100, listed

__all__ = ["PageOne", "legend"]

_LANES = 14
"""Most lanes of the timeline on page one; the others follow in the section on time."""
_FEWEST = 7  # lanes for which something else gives way
_LONGEST = 150  # characters of a contradiction
_TITLE = 160
_BARS = 5  # candidates
_SENTENCE = 330
_LAST = "last information"


@dataclass(frozen=True, slots=True)
class _Room:
    """How much of each kind page one holds; whatever is left out stands in a later section."""

    methods: int = 7  # in a sentence each
    pairs: int = 5  # beside the foremost
    reasons: int = 3  # of a kind
    differ: bool = True  # why methods differ


_ROOMS = (
    _Room(),
    _Room(differ=False),
    _Room(methods=5, pairs=3, differ=False),
    _Room(methods=4, pairs=2, reasons=2, differ=False),
)

_REASONS = (("For the drug", "For"), ("Against the drug", "Against"), ("Not known", "Not recorded"))


@dataclass(frozen=True, slots=True)
class PageOne:
    """Everything that page one is made of; ``foremost`` are the chapters of the first pair."""

    assessment: Assessment
    order: Sequence[PairAssessment]
    foremost: Sequence[Chapter]
    lanes: Sequence[Lane]
    parts: Parts
    links: Links
    patient: str
    redaction: str

    def page(self) -> tuple[Element, int]:
        """The page, and how many lanes of the timeline found room on it."""
        for room in _ROOMS:
            before, after = self._before(room), self._reasons(room)
            taken = sum(map(height, (*before, *after)))
            lanes = lanes_in(PAGE - taken - height(element("figcaption", legend(self.assessment))))
            if lanes >= min(_FEWEST, len(self.lanes)):
                break
        shown = _foremost(self.lanes, min(max(lanes, 2), _LANES))
        nodes = [*before, *self._timeline(shown), *after]
        page = element("section", *nodes, class_="page-one", aria_label="Page one")
        return page, len(shown)

    def _before(self, room: _Room) -> list[Node]:
        told: list[Node] = [*self._header()]
        if self.order:
            told += [*self._answers(self.order[0], room), *self._others(room)]
        return [*told, *self._differential(), element("h2", "When it was")]

    def _header(self) -> Iterator[Node]:
        one = self.assessment
        title = shortened(one.case_title or one.case_id, _TITLE)
        yield element("h1", title, class_="name")
        ends = (point for point in one.timeline if one.entries[point.entry].kind == _LAST)
        last = next(ends, None)
        told = [f"Case {one.case_id}", self.patient]
        if last is not None and (last.lo is not None or last.hi is not None):
            told.append(f"last information: day {day(last.lo, last.hi)}")
        if self.redaction != "full":
            told.append(f"redacted: {self.redaction}")
        told.append("decision support, not a diagnosis")
        yield element("p", " \u00b7 ".join(part for part in told if part), class_="meta")
        if one.contradictions:
            first, more = one.contradictions[0], len(one.contradictions) - 1
            text = shortened(f"Contradictory: {first.because}", _LONGEST)
            also = f" (and {more} more)" if more else ""
            yield element("p", *self.links.text(f"{text}{also}"), class_="note")

    def _answers(self, pair: PairAssessment, room: _Room) -> Iterator[Node]:
        yield element("h2", f"{pair.drug_name} \u2192 {pair.event_term}")
        yield from self._share(pair)
        place = self.assessment.pairs.index(pair)
        given = [one for one in pair.verdicts.values() if isinstance(one, Verdict)]
        sentences = [
            element("li", *verdict_sentence(one, f"/pairs/{place}/verdicts/{one.method}"))
            for one in given[: room.methods]
        ]
        yield element("ul", *sentences)
        told = [
            _named("Told further below", given[room.methods :]),
            _named("Not applicable", _not_applicable(pair)),
            self._documentation(pair),
        ]
        yield element("p", " ".join(filter(None, told)), class_="meta")
        differ = self._items("Why methods differ")
        if differ and room.differ:
            yield element("p", shortened(differ[0].text, _SENTENCE))

    def _documentation(self, pair: PairAssessment) -> str:
        told = pair.beside.completeness if pair.beside else None
        if told is None:
            return ""
        lacking = [f"{one.dimension} ({one.state})" for one in told.lost]
        score = f"{told.lowest:.2f}"
        if told.lowest != told.highest:
            score += f" to {told.highest:.2f}"
        lack = f"; lacking: {listed(lacking)}" if lacking else ""
        return f"Completeness of the report (vigiGrade): {score}{lack}."

    def _share(self, pair: PairAssessment) -> Iterator[Node]:
        network = self.parts.networks.get((pair.drug, pair.event))
        if network is None:
            return
        share = network.share
        if share.abstain is not None:
            yield element("p", f"Network: no headline share, because {share.abstain}.")
            return
        before = "" if share.before is None else f"; {in_100(share.before)} before the facts"
        yield element(
            "p",
            "Network: ",
            element(
                "span",
                f"{in_100(share.share)} in 100{interval(share.lo, share.hi)}",
                class_="share",
            ),
            f" that the drug is involved, 90% interval in brackets{before}. Not calibrated yet.",
        )

    def _others(self, room: _Room) -> Iterator[Node]:
        others = self.order[1:]
        if not others:
            return
        methods = list(self.order[0].verdicts)[:2]
        columns = ("further pair", *(self.order[0].verdicts[one].title for one in methods))
        rows = [
            [
                element("td", f"{pair.drug_name} \u2192 {pair.event_term}"),
                *(element("td", *self._brief(pair, one)) for one in methods),
            ]
            for pair in others[: room.pairs]
        ]
        yield table(columns, rows)
        left = len(others) - room.pairs
        if left > 0:
            yield element("p", f"{left} more in the table of all pairs.", class_="meta")

    def _brief(self, pair: PairAssessment, method: str) -> Iterator[Node]:
        verdict = pair.verdicts[method]
        if isinstance(verdict, NotApplicable):
            yield "not applicable"
            return
        yield either(verdict.possible_categories)
        if verdict.score is not None:
            pointer = f"/pairs/{self.assessment.pairs.index(pair)}/verdicts/{method}"
            yield ", "
            yield from score_span(
                verdict.recorded_range, verdict.score, f"{pointer}/recorded_range"
            )

    def _differential(self) -> Iterator[Node]:
        event = self.order[0].event if self.order else ""
        told = self.parts.differentials.get(event)
        if told is None or told.not_computable is not None:
            return
        shown = _leading(told.bars)
        drawn = differential(
            "differential-1",
            shown,
            "Shares of the first candidates; all stand in the table of the differential.",
        )
        if drawn is not None:
            yield figure(
                drawn,
                f"How likely each candidate cause of {told.event} is, before and after the facts.",
            )

    def _timeline(self, shown: Sequence[Lane]) -> Iterator[Node]:
        drawn = timeline("timeline-1", shown, _told(shown))
        if drawn is None:
            yield element("p", "No moment on record can be placed on one axis.")
            return
        left = len(self.lanes) - len(shown)
        more = f" {left} more lanes in the section Timeline." if left else ""
        yield figure(drawn, f"{legend(self.assessment)}{more}")

    def _reasons(self, room: _Room) -> list[Node]:
        if not self.order:
            return []
        columns = []
        for title, name in _REASONS:
            items = self._items(title)
            told: list[Node] = [
                element("li", *self.links.text(reason(item.text))) for item in items[: room.reasons]
            ]
            left = len(items) - room.reasons
            if left > 0:
                told.append(element("li", f"and {left} more"))
            body = element("ul", *told) if told else element("p", "Nothing on record.")
            columns.append(element("div", element("h3", name), body))
        return [element("h2", "First reasons"), element("div", *columns, class_="reasons")]

    def _items(self, title: str) -> tuple[Item, ...]:
        """What the foremost pair says under that heading."""
        blocks = (block for one in self.foremost if one.title == title for block in one.blocks)
        return tuple(item for one in blocks if isinstance(one, Items) for item in one.items)


def _leading(bars: Sequence[Bar]) -> list[Bar]:
    """The likeliest causes, and always what is left unexplained."""
    named = [bar for bar in bars if bar.kind != "background"]
    rest = [bar for bar in bars if bar.kind == "background"]
    likeliest = sorted(named, key=lambda bar: (-bar.after, bar.label))
    return [*likeliest[: _BARS - len(rest)], *rest]


def _not_applicable(pair: PairAssessment) -> list[NotApplicable]:
    """The methods that do not apply to the pair."""
    return [one for one in pair.verdicts.values() if isinstance(one, NotApplicable)]


def _named(what: str, methods: Sequence[Verdict | NotApplicable]) -> str:
    return f"{what}: {listed([one.title for one in methods])}." if methods else ""


def _foremost(lanes: Sequence[Lane], most: int) -> list[Lane]:
    """The first lanes, the events among them, in their order."""
    order = sorted(range(len(lanes)), key=lambda row: (row > 0 and lanes[row].look != "event", row))
    return [lanes[row] for row in sorted(order[:most])]


def legend(assessment: Assessment) -> str:
    """How to read the timeline."""
    what = f", {assessment.day_0}" if assessment.day_0 else ""
    return (
        f"Days from day 0{what}. Full bar: certain. Hatched, or a line between two ends: the "
        "record leaves it open. Dashed with an arrow: end not on record. Diamond: onset. Triangle "
        "up: worse or above normal; down: better or below. Square: resolved. Slanted strokes: time "
        "cut out."
    )


def _told(lanes: Sequence[Lane]) -> str:
    return (
        f"Lanes: {listed([lane.name for lane in lanes])}. The table of entries gives every moment."
    )
