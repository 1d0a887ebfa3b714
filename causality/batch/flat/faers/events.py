"""What many reports of FAERS say of reactions beside naming them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.faers.cells import Cells
from causality.batch.flat.grouping import counted
from causality.batch.flat.reactions import Reactions
from causality.batch.flat.texts import Texts
from causality.findings.latency_names import plain_name
from causality.formats.faers.codes import OUTCOMES

__all__ = ["OUTC", "REAC", "came_back", "disabling"]

REAC = ("pt", "drug_rec_act")
OUTC = ("outc_cod",)

_DISABLING = "disability"


def came_back(named: Texts, events: Reactions) -> NDArray[np.int64]:
    """What each row of REAC names as come back, as a place among the names; -1 for nothing."""
    places = {name: at for at, name in enumerate(events.names)}
    return named.numbers(
        lambda text: places.setdefault(plain_name(text), len(places)) if text else -1
    )


def disabling(
    outc: Cells, reactions: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Reports whose only reaction was disabling; how much of each cannot be used."""
    size = len(reactions)
    codes = outc["outc_cod"]
    known = codes.true(lambda text: text.upper() in OUTCOMES)
    notes = counted(outc.report[~known], size)
    told = np.zeros(size, dtype=np.bool_)
    told[outc.report[known]] = True
    notes += told & (reactions != 1)
    found = np.zeros(size, dtype=np.bool_)
    found[outc.report[codes.true(lambda text: OUTCOMES.get(text.upper()) == _DISABLING)]] = True
    found[reactions != 1] = False
    return found, notes
