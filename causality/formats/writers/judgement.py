"""One method's verdict on one pair, as other systems keep it: source, method, result."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from causality import __version__
from causality.assessment.parts import Assessed
from causality.methods import NotApplicable

__all__ = ["SOURCE", "STANDARD", "Judgement", "cut", "judgements"]

SOURCE = f"causality {__version__}"
"""Who judged, unless whoever sends the assessment says otherwise."""
STANDARD = ("naranjo_1981", "who_umc")
"""The methods that are written where nobody asks for others."""

_MORE = "..."


@dataclass(frozen=True, slots=True)
class Judgement:
    """A category, with the points behind it where the method has any; ids as in the case."""

    drug: str
    event: str
    method: str
    title: str
    category: str
    score: int | None
    source: str = SOURCE

    @property
    def points(self) -> str | None:
        """``6 points``; None where the method has none."""
        if self.score is None:
            return None
        return f"{self.score} point{'' if self.score == 1 else 's'}"

    @property
    def result(self) -> str:
        """``probable (6 points)``."""
        return f"{self.category} ({self.points})" if self.points else self.category


def judgements(
    assessment: Assessed, methods: Collection[str] | None = None, source: str = SOURCE
) -> Iterator[Judgement]:
    """What the methods make of each pair, pair by pair.

    A method that does not apply, or that judges the event and not the drug, says nothing.
    """
    for pair in assessment.pairs:
        for name, verdict in pair.verdicts.items():
            if name not in (methods or STANDARD) or isinstance(verdict, NotApplicable):
                continue
            if verdict.judges == "causality":
                yield Judgement(
                    pair.drug,
                    pair.event,
                    name,
                    verdict.title,
                    verdict.category,
                    verdict.score,
                    source,
                )


def cut(text: str, longest: int) -> str:
    """``text`` in at most ``longest`` characters; what is cut shows that it is."""
    return text if len(text) <= longest else f"{text[: longest - len(_MORE)].rstrip()}{_MORE}"
