"""A block: many reports of one source that follow one another, most of them as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.batch.cut import taken as facts_of_some
from causality.batch.flat.cut import taken as flat_of_some
from causality.batch.flat.record import Flat
from causality.batch.report_facts import ReportFacts
from causality.formats.report import Report

__all__ = ["Block"]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """``reports`` reports that follow one another in a source.

    Those at ``places`` (from 0) come as columns, as ``flat`` records or as ``facts``; ``others``
    are the rest with their places: what is not flat, and what is refused.
    """

    reports: int
    places: NDArray[np.int64]
    flat: Flat | None = None
    facts: ReportFacts | None = None
    others: tuple[tuple[int, Report], ...] = ()

    @property
    def only(self) -> str | None:
        """The sender's number of its one report; None where there is not one alone."""
        if self.reports != 1:
            return None
        if self.others:
            return self.others[0][1].id
        if self.flat is not None:
            return self.flat.words[int(self.flat.column("report", "id")[0])]
        return None if self.facts is None else str(self.facts.report[0].as_py())

    def cut(self, begin: int, end: int) -> Block:
        """The reports from ``begin`` to before ``end`` as a block of their own."""
        rows = np.flatnonzero((self.places >= begin) & (self.places < end))
        return Block(
            end - begin,
            self.places[rows] - begin,
            None if self.flat is None else flat_of_some(self.flat, rows),
            None if self.facts is None else facts_of_some(self.facts, rows),
            tuple((place - begin, one) for place, one in self.others if begin <= place < end),
        )
