"""The vaccines of many reports, each given once on the one day that the report has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.called import Named, named
from causality.batch.flat.commas.texts import compact, either
from causality.batch.flat.entry_ids import Words
from causality.batch.flat.grouping import Groups, counted, grouped
from causality.batch.flat.texts import Texts
from causality.formats.names import clean
from causality.formats.vaers.report import amount_of, route_of

__all__ = ["VAX", "Vaccines", "vaccines_of"]

VAX = ("vax_type", "vax_name", "vax_dose_series", "vax_route")

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Vaccines:
    """Drugs: rows of VAX that name the same. Of each ``report``, ``called``, ``amount``.

    ``dose_of`` gives each row of VAX, in the order of the drugs, its drug, and ``route`` the word
    for the way it was given.
    """

    drugs: Groups
    report: Ints
    called: Named
    amount: NDArray[np.bool_]
    dose_of: Ints
    route: Ints
    notes: Ints
    odd: NDArray[np.bool_]


def vaccines_of(report: Ints, vax: Mapping[str, Texts], words: Words, size: int) -> Vaccines:
    """The drugs of ``size`` reports; ``report`` is that of each row of VAX."""
    names = either(vax["vax_name"], vax["vax_type"])
    called = named([("", text) for text in names.values], names.codes)
    odd = np.zeros(size, dtype=np.bool_)
    odd[report[called.mark < 0]] = True
    drugs = grouped(report, called.mark)
    order = np.argsort(drugs.of, kind="stable")
    series, way = compact(vax["vax_dose_series"]), compact(vax["vax_route"])
    routes = [clean(route_of(text or None)) for text in way.values]
    place = words.places([text or "" for text in routes])
    place[[text is None for text in routes]] = -1
    return Vaccines(
        drugs,
        report[drugs.first],
        called.rows(drugs.first),
        drugs.any(series.true(lambda text: amount_of(text or None))),
        drugs.of[order],
        place[way.codes][order],
        counted(report, size) - counted(report[drugs.first], size),
        odd,
    )
