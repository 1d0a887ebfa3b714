"""The assessment of a case, with its forms for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from causality.assessment.contract import as_dict, as_json
from causality.assessment.notebook import notebook_html
from causality.assessment.parts import Assessed, PairAssessment

__all__ = ["Assessment"]


@dataclass(frozen=True, slots=True)
class Assessment(Assessed):
    """Everything that follows from one case, with every reason."""

    def pair(self, drug: str, event: str) -> PairAssessment:
        """The assessment of one drug and one event; KeyError if there is none."""
        for pair in self.pairs:
            if (pair.drug, pair.event) == (drug, event):
                return pair
        raise KeyError(drug, event)

    def to_dict(self) -> dict[str, Any]:
        """The JSON contract ``causality/assessment/1`` as plain data."""
        return as_dict(self)

    def to_json(self, *, indent: int | None = 2) -> str:
        """The JSON contract as text: same assessment, same bytes; 12 significant digits."""
        return as_json(self, indent=indent)

    def _repr_html_(self) -> str:
        """What a notebook shows: one small table, escaped."""
        return notebook_html(self)
