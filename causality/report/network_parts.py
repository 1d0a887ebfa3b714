"""An assessment's differentials as the values that the figures show."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from causality.network.differential.result import DECIBANS
from causality.report.differential_redaction import public_title
from causality.report.figures.values import (
    Bar,
    Differential,
    Kind,
    Network,
    Parts,
    Share,
    Weight,
)

if TYPE_CHECKING:
    from causality.assessment.assessment import Assessment
    from causality.network.differential.result import CandidateShare, Involvement
    from causality.network.differential.result import Differential as Told

__all__ = ["network_parts"]

_NATS = 1 / DECIBANS  # a deciban in natural units
_KINDS: dict[str, Kind] = {
    "drug": "drug",
    "interaction": "interaction",
    "synergy": "interaction",
    "alternative": "alternative",
    "background": "background",
}


def network_parts(assessment: Assessment) -> Parts:
    """The shares of every event and pair, empty where the differential was not asked."""
    terms = {pair.event: pair.event_term for pair in assessment.pairs}
    names = {pair.drug: pair.drug_name for pair in assessment.pairs}
    told = {one.event: one for one in assessment.differentials if one.event in terms}
    differentials = {event: _differential(one, terms[event], names) for event, one in told.items()}
    networks = {
        (pair.drug, pair.event): _network(pair.involvement, told[pair.event])
        for pair in assessment.pairs
        if pair.involvement is not None and pair.event in told
    }
    return Parts(MappingProxyType(differentials), MappingProxyType(networks))


def _differential(told: Told, term: str, names: dict[str, str]) -> Differential:
    return Differential(
        event=term,
        bars=tuple(_bar(one, names) for one in told.candidates if one.excluded is None),
        entities=tuple((one.title, one.share) for one in told.entities),
        not_computable=told.not_computable,
    )


def _bar(one: CandidateShare, names: dict[str, str]) -> Bar:
    label = " with ".join(names.get(member, member) for member in one.members)
    return Bar(
        label=one.title if one.kind in {"alternative", "background"} else label,
        before=one.prior,
        after=one.share,
        lo=one.interval[0],
        hi=one.interval[1],
        range=one.share_range,
        kind=_KINDS[one.kind],
        for_public="another cause" if one.kind == "alternative" else None,
    )


def _network(involved: Involvement, told: Told) -> Network:
    own = next(one for one in told.candidates if one.members == (involved.drug,))
    abstain = involved.excluded.because if involved.excluded else None
    if involved.abstain is not None:
        abstain = involved.abstain.text
    share = Share(
        share=involved.share,
        lo=involved.interval[0],
        hi=involved.interval[1],
        before=involved.prior,
        abstain=abstain,
    )
    weights = tuple(
        Weight(label=one.title, weight=one.decibans * _NATS, for_public=public_title(one))
        for one in own.weights
    )
    return Network(share=share, weights=weights)
