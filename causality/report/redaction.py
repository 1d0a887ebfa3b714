"""What a report may tell whom: the assessment with everything else taken out of it.

full
    Everything that is on record.
panel
    No free text and no calendar date: moments count from day 0, ages are bands. Terms (drugs,
    events, tests, conditions, other causes), amounts and numbers stay.
public
    Of what a person typed only the names of the drugs and the terms of the events assessed.
    Entries are numbered anew; the case has no id and no hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from causality.assessment.assessment import Assessment
from causality.assessment.parts import EntryView, Finding, PairAssessment
from causality.case.case import Case
from causality.report.coded_words import age_band, coded_words
from causality.report.differential_redaction import redacted_differential, redacted_involvement

__all__ = ["KEPT_BACK", "Redaction", "patient_line", "redacted"]

KEPT_BACK = "kept back"
"""Stands where words were taken out."""

_CLASH = "the dates of these entries cannot all hold"
_CONTRADICTORY = "CONTRADICTORY_DATES"


class Redaction(StrEnum):
    """How much a report may tell."""

    FULL = "full"
    PANEL = "panel"
    PUBLIC = "public"


def redacted(assessment: Assessment, level: Redaction, case: Case | None = None) -> Assessment:
    """The assessment for readers of that level; ``case`` tells terms from free text.

    Without the case, entries keep their kind and the names of drugs and events only.
    """
    if level is Redaction.FULL:
        return assessment
    return _Taking(assessment, level, case).result()


def patient_line(case: Case | None, level: Redaction) -> str:
    """Age and sex in words; a band instead of the age where the report is redacted."""
    if case is None:
        return ""
    age = case.patient.age
    if age is not None and level is not Redaction.FULL:
        age = age_band(age)
    sex = case.patient.sex if case.patient.sex != "unknown" else None
    return ", ".join(one for one in (f"age {age}" if age else None, sex) if one)


@dataclass(frozen=True, slots=True)
class _Taking:
    assessment: Assessment
    level: Redaction
    case: Case | None

    def result(self) -> Assessment:
        one, ids = self.assessment, self._ids()
        names = self._names()
        words = coded_words(self.case, terms=self.level is Redaction.PANEL) if self.case else {}
        public = self.level is Redaction.PUBLIC
        counted_from = one.day_0 if self.case is not None and self.case.day_0 is None else None
        return replace(
            one,
            case_id=KEPT_BACK if public else one.case_id,
            case_title=self._title(),
            case_sha256=None if public else one.case_sha256,
            day_0=counted_from,
            entries={
                ids[id_]: EntryView(
                    ids[id_], entry.kind, names.get(id_) or words.get(id_) or entry.kind
                )
                for id_, entry in one.entries.items()
            },
            timeline=tuple(
                replace(
                    placed,
                    point=ids[placed.entry] + placed.point.removeprefix(placed.entry),
                    entry=ids[placed.entry],
                )
                for placed in one.timeline
            ),
            contradictions=tuple(
                replace(clash, entries=_each(ids, clash.entries), because=_CLASH)
                for clash in one.contradictions
            ),
            pairs=tuple(self._pair(pair, ids) for pair in one.pairs),
            differentials=tuple(
                redacted_differential(told, ids, names, terms=not public)
                for told in one.differentials
            ),
            opinions=tuple(
                replace(
                    opinion,
                    id=ids.get(opinion.id, KEPT_BACK),
                    drug=ids.get(opinion.drug, KEPT_BACK),
                    event=ids.get(opinion.event, KEPT_BACK),
                    result=KEPT_BACK,
                    method=None,
                    by=None,
                )
                for opinion in one.opinions
            ),
            warnings=tuple(
                replace(
                    warning,
                    text=_CLASH if warning.id == _CONTRADICTORY else warning.text,
                    pair=warning.pair and (ids[warning.pair[0]], ids[warning.pair[1]]),
                )
                for warning in one.warnings
            ),
        )

    def _ids(self) -> Mapping[str, str]:
        entries = self.assessment.entries
        if self.level is Redaction.PANEL:
            return {id_: id_ for id_ in entries}
        ids: dict[str, str] = {}
        for number, id_ in enumerate(entries, 1):
            # A dose stands as ``drug.dose``, by which a reader finds its drug.
            drug = ids.get(id_.rpartition(".")[0])
            ids[id_] = f"{drug}.e{number}" if drug else f"e{number}"
        return ids

    def _names(self) -> Mapping[str, str]:
        pairs = self.assessment.pairs
        return {pair.drug: pair.drug_name for pair in pairs} | {
            pair.event: pair.event_term for pair in pairs
        }

    def _title(self) -> str:
        pairs = self.assessment.pairs
        if not pairs:
            return "A case"
        more = f" and {len(pairs) - 1} more" if len(pairs) > 1 else ""
        return f"{pairs[0].drug_name} -> {pairs[0].event_term}{more}"

    def _pair(self, pair: PairAssessment, ids: Mapping[str, str]) -> PairAssessment:
        return replace(
            pair,
            drug=ids[pair.drug],
            event=ids[pair.event],
            involvement=pair.involvement and redacted_involvement(pair.involvement, ids),
            findings={name: _finding(one, ids) for name, one in pair.findings.items()},
            measures={
                name: replace(one, grounds=_each(ids, one.grounds))
                for name, one in pair.measures.items()
            },
        )


def _finding(finding: Finding, ids: Mapping[str, str]) -> Finding:
    return replace(finding, grounds=_each(ids, finding.grounds))


def _each(ids: Mapping[str, str], entries: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(ids[one] for one in entries)
