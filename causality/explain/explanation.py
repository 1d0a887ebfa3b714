"""Everything there is to say about one case: what moved it, what would, and what it rests on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from causality.assessment import Assessment, assess
from causality.case.case import Case
from causality.case.read import CaseFile
from causality.errors import NotFound
from causality.explain.attribution import Attribution, attributions
from causality.explain.flips import CategoryFlips, ShareFlips, category_flips, share_flips
from causality.explain.open_findings import Answers, answers
from causality.explain.paths import Conflict, PartPath, conflict, paths
from causality.explain.questions import Question, questions
from causality.explain.sensitivity import Sensitivity, sensitivities
from causality.explain.weighed import Prepared, Target, Weighed, prepared
from causality.explain.without_entry import EntryEffect, entry_effects

__all__ = ["EventExplanation", "Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class EventExplanation:
    """One event: each suspect drug's part in it, and any two causes that were asked for.

    ``ways`` are the node paths of the parts, by target; ``candidates`` each candidate against the
    rest.
    """

    event: str
    term: str
    attributions: tuple[Attribution, ...]
    candidates: tuple[Attribution, ...]
    ways: Mapping[str, tuple[PartPath, ...]]
    conflict: Conflict
    sensitivities: tuple[Sensitivity, ...]
    share_flips: tuple[ShareFlips, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The assessment and all that explains it."""

    assessment: Assessment
    events: tuple[EventExplanation, ...]
    category_flips: tuple[CategoryFlips, ...]
    questions: tuple[Question, ...]
    entries: tuple[EntryEffect, ...]


def explain(
    case: Case | CaseFile,
    *,
    methods: Collection[str] | None = None,
    methods_dir: Path | None = None,
    priors: Mapping[str, float] | None = None,
    versus: Sequence[tuple[str, str]] = (),
    entries: bool = True,
) -> Explanation:
    """Explain a case; see ``assess`` for what narrows it.

    ``versus`` are pairs of candidates of one event to set against each other; NotFound where no
    event has both. ``entries``: whether the case is recomputed without each of its entries.
    """
    assessment = assess(case, methods=methods, methods_dir=methods_dir, priors=priors)
    record = case.case if isinstance(case, CaseFile) else case
    given = prepared(record, priors)
    weighed = given.weighed()
    for both in versus:
        _known(both, weighed)
    known = {one.id: (one, answers(given, one)) for one in weighed}
    return Explanation(
        assessment,
        tuple(_event(given, *known[one.id], versus) for one in weighed),
        tuple(one for pair in assessment.pairs for one in category_flips(given, pair)),
        questions(given, assessment, known),
        entry_effects(record, assessment) if entries else (),
    )


def _known(both: tuple[str, str], weighed: Sequence[Weighed]) -> None:
    if not any(set(both) <= set(one.ids) for one in weighed):
        known = tuple(dict.fromkeys(name for one in weighed for name in one.ids))
        missing = next((name for name in both if name not in known), both[1])
        raise NotFound("candidate", missing, known)


def _event(
    given: Prepared, weighed: Weighed, known: Answers, versus: Sequence[tuple[str, str]]
) -> EventExplanation:
    suspects = {pair.drug for pair in given.pairs[: given.suspects]}
    drugs = tuple(one for one in weighed.involvements() if one.id in suspects)
    two = tuple(weighed.versus(*both) for both in versus if set(both) <= set(weighed.ids))
    told = attributions(weighed, (*drugs, *two))
    named = {one.target for one in told}
    there = tuple(one for one in drugs if one.id in named)
    return EventExplanation(
        weighed.id,
        next(one.term for one in given.case.events if one.id == weighed.id),
        told,
        attributions(weighed, weighed.candidates()),
        {one.id: paths(weighed, one) for one in _all(there, two) if one.id in named},
        conflict(weighed),
        sensitivities(weighed, there),
        tuple(share_flips(known, weighed, one) for one in there),
    )


def _all(drugs: Sequence[Target], two: Sequence[Target]) -> tuple[Target, ...]:
    return (*drugs, *two)
