"""Which table of a liver scale holds, as far as the pattern of the injury is settled."""

from __future__ import annotations

import numpy as np

from causality.findings.facts import Facts
from causality.findings.liver_pattern import liver_pattern
from causality.findings.rule import Flags
from causality.vocabulary import VOCABULARY

__all__ = ["tables_of"]


def tables_of(facts: Facts) -> tuple[Flags, Flags]:
    """Whether the hepatocellular table may hold, and whether the other one may.

    A pattern of which the values say nothing is taken from the report's statement.
    """
    return facts.once("tables_of", _tables)


def _tables(facts: Facts) -> tuple[Flags, Flags]:
    term = VOCABULARY["liver_pattern"]
    mask, _ = liver_pattern(facts)
    stated = np.maximum(facts.code("stated_liver_pattern"), np.int8(0)).astype(np.uint32)
    mask = np.where(mask == 1, np.uint32(1) << stated, mask)
    unsettled = (mask & 1) != 0
    # Exactly 5 is hepatocellular in the update of 2016; the LiverTox worksheet calls it mixed.
    first = (mask & term.bit("hepatocellular", "hepatocellular or mixed")) != 0
    second = (mask & term.bit("mixed", "mixed or cholestatic", "cholestatic")) != 0
    return unsettled | first, unsettled | second
