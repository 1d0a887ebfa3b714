"""What the drugs of reports are called, and which of them are the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.findings.latency_names import plain_name
from causality.formats.case_of import drug_label
from causality.formats.faers.drug import substances_in
from causality.formats.names import slug
from causality.formats.reported import ReportedDrug

__all__ = ["Named", "named"]

Ints = NDArray[np.int64]


class _Called(NamedTuple):
    """What a drug is called in a case: its name, its id; and what makes it the same as another."""

    label: str
    slug: str
    mark: tuple[str, ...] | str | None
    """None where nothing but its number tells it apart."""


class Named(NamedTuple):
    """Names of drugs: ``label`` and ``wanted``, the id asked for, are places in the texts.

    ``mark`` is a number that the same drugs have alike, -1 where nothing tells what it is.
    """

    label: Ints
    wanted: Ints
    mark: Ints
    labels: tuple[str, ...]
    slugs: tuple[str, ...]

    def rows(self, rows: Ints) -> Named:
        """Some of them."""
        return self._replace(label=self.label[rows], wanted=self.wanted[rows], mark=self.mark[rows])


def named(written: Sequence[tuple[str, str]], of: Ints) -> Named:
    """Names of drugs by what is ``written`` of substances and product, to which ``of`` points."""
    marks: dict[object, int] = {None: -1}
    labels: dict[str, int] = {}
    slugs: dict[str, int] = {}
    places = [
        (
            labels.setdefault(one.label, len(labels)),
            slugs.setdefault(one.slug, len(slugs)),
            marks.setdefault(one.mark, len(marks)),
        )
        for one in (_called(substances, product) for substances, product in written)
    ]
    label, wanted, mark = np.array(places, dtype=np.int64).reshape(-1, 3)[of].T
    return Named(label, wanted, mark, tuple(labels), tuple(slugs))


@lru_cache(maxsize=1 << 16)
def _called(substances: str, product: str) -> _Called:
    """What a drug is called, by what is written of its substances and of its name."""
    parts = substances_in(substances)
    label = drug_label(ReportedDrug("", product, "suspect", parts))
    mark = tuple(sorted(map(plain_name, parts))) or plain_name(product) or None
    return _Called(label, slug(label, "drug"), mark)
