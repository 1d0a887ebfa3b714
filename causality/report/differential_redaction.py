"""Differentials for other readers: ids as the redacted assessment has them, words without names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from causality.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from causality.network.differential.result import (
        CandidateShare,
        Differential,
        Excluded,
        Involvement,
        Weight,
    )

__all__ = ["public_title", "redacted_differential", "redacted_involvement"]

_PUBLIC: Mapping[str, str] = {
    "timing": "time to onset",
    "status": "what the report says of a drug",
    "rival": "what is known of another cause",
    "entity": "what was seen or tested",
}
_KINDS: Mapping[str, str] = {
    "drug": "another drug",
    "interaction": "drugs together",
    "synergy": "a drug with a condition",
    "alternative": "another cause",
}


def public_title(weight: Weight) -> str:
    """What a part of the evidence is, without any word of the case."""
    if weight.finding is not None:
        return VOCABULARY[weight.finding].title
    return _PUBLIC.get(weight.id.partition(".")[0], "a finding")


def redacted_differential(
    told: Differential, ids: Mapping[str, str], names: Mapping[str, str], *, terms: bool
) -> Differential:
    """The candidates under new ids; without ``terms`` only assessed drugs keep their names."""
    return replace(
        told,
        event=ids[told.event],
        candidates=tuple(_candidate(one, ids, names, terms=terms) for one in told.candidates),
        involvements=tuple(redacted_involvement(one, ids) for one in told.involvements),
        not_computable=None if told.not_computable is None else "the evidence conflicts",
    )


def _candidate(
    one: CandidateShare, ids: Mapping[str, str], names: Mapping[str, str], *, terms: bool
) -> CandidateShare:
    members = tuple(ids.get(member, member) for member in one.members)
    title = one.title
    if not terms and one.kind in _KINDS:
        title = " with ".join(names.get(member, _KINDS[one.kind]) for member in one.members)
    return replace(
        one,
        id="+".join(members) if members else one.id,
        title=title,
        members=members,
        excluded=_excluded(one.excluded, ids),
        weights=tuple(
            replace(
                weight,
                title=weight.title if terms else public_title(weight),
                about=ids.get(weight.about, weight.about),
                grounds=tuple(ids[entry] for entry in weight.grounds),
            )
            for weight in one.weights
        ),
    )


def redacted_involvement(told: Involvement, ids: Mapping[str, str]) -> Involvement:
    """The same under new ids."""
    return replace(
        told,
        drug=ids[told.drug],
        event=ids[told.event],
        excluded=_excluded(told.excluded, ids),
    )


def _excluded(told: Excluded | None, ids: Mapping[str, str]) -> Excluded | None:
    if told is None:
        return None
    return replace(told, grounds=tuple(ids[entry] for entry in told.grounds))
