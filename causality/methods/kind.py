"""What a kind of method must be able to do; each kind is one file that fulfils this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

from causality.methods.criterion import Criterion
from causality.methods.joint import Group, Spread
from causality.methods.lookup import Index
from causality.methods.result import Grade, Kept, Reading
from causality.methods.rows import Fault
from causality.methods.schema import MethodRecord
from causality.methods.table import Table

__all__ = ["Kind", "Reach", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where answers stand: the category's number, the score, the deciding row of a table."""

    category: Index
    score: Index | None = None
    row: Index | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """What sets of answers can lead to: categories as bits, the least and the highest score."""

    categories: Index
    lowest: Index | None = None
    highest: Index | None = None

    def unless(self, flag: Index, other: Reach) -> Reach:
        """``other`` where ``flag`` is 1, this one elsewhere."""
        lowest, highest = self.lowest, self.highest
        if lowest is not None and other.lowest is not None:
            lowest = _either(flag, other.lowest, lowest)
        if highest is not None and other.highest is not None:
            highest = _either(flag, other.highest, highest)
        return Reach(_either(flag, other.categories, self.categories), lowest, highest)


def _either(flag: Index, there: Index, here: Index) -> Index:
    return here + flag * (there - here)


class Kind(Protocol):
    """A way to get from answers to a category.

    ``categories`` are the published names, best first; the last ``unordered`` of them stand
    outside the order. ``points`` are each criterion's points by answer, None where the kind has
    no points. ``raising`` says of warnings that deciding rows raise, row by row, 1 or 0.
    """

    record: ClassVar[type[MethodRecord]]
    categories: tuple[str, ...]
    unordered: int
    points: tuple[tuple[int, ...], ...] | None
    raising: Mapping[str, tuple[int, ...]]

    @classmethod
    def compiled(
        cls,
        record: MethodRecord,
        criteria: Sequence[Criterion],
        groups: Sequence[Group],
        options: Mapping[str, bool],
    ) -> tuple[Self | None, tuple[Fault, ...]]:
        """The kind at work for one method, or what is wrong with its file."""

    def standing(self, joint_answers: Sequence[Index]) -> Standing:
        """The result of one joint answer a group."""

    def reach(self, spreads: Sequence[Spread]) -> Reach:
        """All results of sets of joint answers, one set a group."""

    def because(self, standing: Standing, readings: Sequence[Reading]) -> str:
        """Why one row's answers lead to its category, in one clause."""

    def asked(self, standing: Standing) -> tuple[int, ...] | None:
        """The places of the criteria on the way to the category; None where all are asked."""

    def grades(self, readings: Sequence[Reading], standing: Standing) -> tuple[Grade, ...]:
        """Grades that were given on the way, for kinds that have them."""

    def combination(self) -> Table:
        """How answers lead to a category, in words."""

    def kept_from_next(self, answers: tuple[int, ...]) -> Kept | None:
        """What kept these answers from the next better category."""
