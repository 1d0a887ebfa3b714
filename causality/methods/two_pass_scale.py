"""The kind *two-pass scale*: a sum for every drug of an event, then a look at the others' sums.

The first pass adds up all criteria but one. In the second, that one asks whether another drug came
out of the first pass above a threshold. It reads a finding that no record holds (``rival_score``);
`causality.methods.second_pass` fills it in. From there on the method is an additive scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from causality.citation import Origin
from causality.datafile import Identifier, WholeNumber
from causality.methods.additive_scale import AdditiveScale, ScaleRecord
from causality.methods.criterion import Criterion
from causality.methods.joint import Group, Spread
from causality.methods.lookup import Index
from causality.methods.rows import Fault
from causality.methods.schema import MethodRecord
from causality.methods.table import Table
from causality.vocabulary.skin import RIVAL_SCORE

__all__ = ["SecondPassRecord", "TwoPassRecord", "TwoPassScale"]


class SecondPassRecord(Origin):
    """The criterion that looks at the other drugs, and the score that one of them must exceed."""

    criterion: Identifier
    above: WholeNumber


class TwoPassRecord(ScaleRecord):
    """A method file of this kind."""

    second_pass: SecondPassRecord


class TwoPassScale(AdditiveScale):
    """A scale of two passes at work for one method.

    ``first`` are the groups of the first pass, ``above`` is the score that counts as a rival's.
    """

    record: ClassVar[type[MethodRecord]] = TwoPassRecord

    def __init__(
        self, record: TwoPassRecord, criteria: Sequence[Criterion], groups: Sequence[Group]
    ) -> None:
        super().__init__(record, criteria, groups)
        places = [i for i, group in enumerate(groups) if RIVAL_SCORE not in group.findings]
        self.first = tuple(groups[place] for place in places)
        self.above = record.second_pass.above
        self._first_pass = AdditiveScale(record, criteria, self.first)
        self._second = next(one for one in criteria if one.id == record.second_pass.criterion)

    @classmethod
    def compiled(
        cls,
        record: MethodRecord,
        criteria: Sequence[Criterion],
        groups: Sequence[Group],
        options: Mapping[str, bool],
    ) -> tuple[TwoPassScale | None, tuple[Fault, ...]]:
        """The scale, or what is wrong with its bands or its second pass."""
        if not isinstance(record, TwoPassRecord):
            raise TypeError(record.kind)
        _, faults = AdditiveScale.compiled(record, criteria, groups, options)
        faults = (*faults, *_second_pass_faults(record, criteria))
        return (None, faults) if faults else (cls(record, criteria, groups), ())

    def provisional(self, spreads: Sequence[Spread]) -> tuple[Index, Index]:
        """The least and the highest sum of the first pass; one set a group of ``first``."""
        reach = self._first_pass.reach(spreads)
        if reach.lowest is None or reach.highest is None:
            raise TypeError(reach)
        return reach.lowest, reach.highest

    def combination(self) -> Table:
        """The bands of the sum, and how the second pass comes about."""
        bands = super().combination()
        told = self._second.told
        asks = f"{told.number} asks whether another drug has more than {self.above} without it"
        return Table(bands.title, bands.columns, (*bands.rows, ("second pass", asks)))


def _second_pass_faults(record: TwoPassRecord, criteria: Sequence[Criterion]) -> tuple[Fault, ...]:
    """The second pass is one criterion that reads the others' scores and nothing else."""
    named = record.second_pass.criterion
    faults = []
    if named not in {one.id for one in criteria}:
        faults.append(Fault(("second pass", "criterion"), f"there is no criterion {named!r}"))
    for i, one in enumerate(criteria):
        if one.id == named and one.reads != (RIVAL_SCORE,):
            wrong = f"the criterion of the second pass reads {RIVAL_SCORE} and nothing else"
            faults.append(Fault(("criteria", i, "reads"), wrong))
        if one.id != named and RIVAL_SCORE in one.reads:
            wrong = f"only the criterion of the second pass reads {RIVAL_SCORE}"
            faults.append(Fault(("criteria", i, "reads"), wrong))
    if len(criteria) == 1:
        faults.append(Fault(("criteria",), "a first pass needs a criterion of its own"))
    return tuple(faults)
