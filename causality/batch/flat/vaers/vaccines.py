"""The vaccines of many reports, each given once on the one day that the report has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.commas.texts import compact, either
from causality.batch.flat.faers.cells import Texts
from causality.batch.flat.faers.grouping import Groups, counted, grouped
from causality.batch.flat.faers.names import Words
from causality.batch.flat.faers.values import called
from causality.formats.names import clean
from causality.formats.vaers.report import amount_of, route_of

__all__ = ["VAX", "Vaccines", "vaccines_of"]

VAX = ("vax_type", "vax_name", "vax_dose_series", "vax_route")

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Vaccines:
    """Drugs: rows of VAX that name the same. Of each ``report``, ``label``, ``wanted``, ``amount``.

    ``label`` and ``wanted`` are places in ``labels`` and ``slugs``. ``dose_of`` gives each row of
    VAX, in the order of the drugs, its drug, and ``route`` the word for the way it was given.
    """

    drugs: Groups
    report: Ints
    label: Ints
    wanted: Ints
    labels: tuple[str, ...]
    slugs: tuple[str, ...]
    amount: NDArray[np.bool_]
    dose_of: Ints
    route: Ints
    notes: Ints
    odd: NDArray[np.bool_]


def vaccines_of(report: Ints, vax: Mapping[str, Texts], words: Words, size: int) -> Vaccines:
    """The drugs of ``size`` reports; ``report`` is that of each row of VAX."""
    names = either(vax["vax_name"], vax["vax_type"])
    found = [called("", text) for text in names.values]
    marks: dict[object, int] = {None: -1}
    labels: dict[str, int] = {}
    slugs: dict[str, int] = {}
    places = [
        (
            labels.setdefault(one.label, len(labels)),
            slugs.setdefault(one.slug, len(slugs)),
            marks.setdefault(one.mark, len(marks)),
        )
        for one in found
    ]
    label, wanted, mark = np.array(places, dtype=np.int64).reshape(-1, 3)[names.codes].T
    odd = np.zeros(size, dtype=np.bool_)
    odd[report[mark < 0]] = True
    drugs = grouped(report, mark)
    order = np.argsort(drugs.of, kind="stable")
    series, way = compact(vax["vax_dose_series"]), compact(vax["vax_route"])
    routes = [clean(route_of(text or None)) for text in way.values]
    place = words.places([text or "" for text in routes])
    place[[text is None for text in routes]] = -1
    return Vaccines(
        drugs,
        report[drugs.first],
        label[drugs.first],
        wanted[drugs.first],
        tuple(labels),
        tuple(slugs),
        drugs.any(series.true(lambda text: amount_of(text or None))),
        drugs.of[order],
        place[way.codes][order],
        counted(report, size) - counted(report[drugs.first], size),
        odd,
    )
