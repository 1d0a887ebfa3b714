"""The JSON contract ``causality/assessment/1``: an assessment as plain data and as text.

A change of meaning changes the number in ``SCHEMA``; a new key does not. The schema file beside
this module says the same to other programs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from importlib import resources
from typing import Any

from causality import __version__
from causality.assessment.beside_contract import beside_as_dict, documentation_as_dict
from causality.assessment.differential_contract import differential_as_dict, involvement_as_dict
from causality.assessment.network_contract import network_as_dict
from causality.assessment.parts import Assessed, EntryView, Finding, MeasureFinding, PairAssessment
from causality.assessment.significant import significant
from causality.case.dates import DAY
from causality.methods.result import Kept, NotApplicable, Reading, Verdict
from causality.vocabulary import UNKNOWN, VOCABULARY

__all__ = [
    "ENGINE",
    "SCHEMA",
    "SUPPORT",
    "as_dict",
    "as_json",
    "as_ndjson",
    "assessment_schema",
    "json_text",
    "still_possible",
]

SCHEMA = "causality/assessment/1"
ENGINE = "causality"
SUPPORT = "This supports a decision about causality; it is not a diagnosis."
"""The last line of everything that is told to people."""

# What JSON leaves as it is but a terminal obeys or hides, and halves of surrogate pairs, which
# have no bytes. None of them can stand outside a string.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ud800-\udfff]"
)


def as_json(assessment: Assessed, indent: int | None = 2) -> str:
    """The contract as text: same assessment, same bytes. ``indent=None`` gives one line."""
    return json_text(as_dict(assessment), indent)


def as_ndjson(assessment: Assessed) -> str:
    """The contract on one line that ends in a line break, so that cases can be put together."""
    return f"{as_json(assessment, None)}\n"


def json_text(data: object, indent: int | None = 2) -> str:
    """Plain data as JSON that any terminal can show; NaN and infinity are a ValueError."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(
        data, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators
    )
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def assessment_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) that every assessment is valid against."""
    file = resources.files("causality.assessment") / "assessment-1.schema.json"
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return schema


def as_dict(assessment: Assessed) -> dict[str, object]:
    """The contract as plain data: dicts, lists, texts, whole and decimal numbers, None."""
    return {
        "schema": SCHEMA,
        "engine": {"name": ENGINE, "version": __version__},
        "models": [
            {"id": model.id, "version": model.version, "sha256": model.sha256}
            for model in assessment.models
        ],
        "case": {
            "id": assessment.case_id,
            "title": assessment.case_title,
            "sha256": assessment.case_sha256,
        },
        "entries": {id_: _entry(entry) for id_, entry in assessment.entries.items()},
        "timeline": _timeline(assessment),
        "pairs": [_pair(pair) for pair in assessment.pairs],
        **_differentials(assessment),
        "completeness": {"pairs": [_completeness(pair) for pair in assessment.pairs]},
        "reported_opinions": [
            {
                "id": opinion.id,
                "drug": opinion.drug,
                "event": opinion.event,
                "method": opinion.method,
                "result": opinion.result,
                "by": opinion.by,
            }
            for opinion in assessment.opinions
        ],
        "warnings": [
            {
                "id": warning.id,
                "text": warning.text,
                "pair": list(warning.pair) if warning.pair else None,
            }
            for warning in assessment.warnings
        ],
    }


def _differentials(assessment: Assessed) -> dict[str, object]:
    """The candidates of every event; no key where the differential was not asked."""
    if not assessment.differentials:
        return {}
    return {"differentials": [differential_as_dict(one) for one in assessment.differentials]}


def still_possible(finding: Finding) -> tuple[str, ...]:
    """Every value that may still turn out true, in the order of the vocabulary.

    ``unknown`` is no such value; it stands here alone where nothing else can be learnt.
    """
    open_ = {finding.value, *finding.recorded, *finding.learnable} - {UNKNOWN}
    return tuple(value for value in VOCABULARY[finding.name].values if value in open_) or (UNKNOWN,)


def _entry(entry: EntryView) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "at": list(entry.at),
        "text": entry.text,
        "source": entry.source,
        "by": entry.by,
        "assumed": entry.assumed,
    }


def _timeline(assessment: Assessed) -> dict[str, object]:
    return {
        "reference": "day 0",
        "what": assessment.day_0,
        "unit": "d",
        "points": [
            {"point": one.point, "entry": one.entry, "value": _days(one.lo, one.hi)}
            for one in assessment.timeline
        ],
        "contradictions": [
            {"entries": list(one.entries), "because": one.because}
            for one in assessment.contradictions
        ],
    }


def _pair(pair: PairAssessment) -> dict[str, object]:
    return {
        "drug": pair.drug,
        "drug_name": pair.drug_name,
        "event": pair.event,
        "event_term": pair.event_term,
        "findings": {
            **{name: _finding(finding) for name, finding in pair.findings.items()},
            **{name: _measure(measure) for name, measure in pair.measures.items()},
        },
        "verdicts": {method: _verdict(verdict) for method, verdict in pair.verdicts.items()},
        "beside": None if pair.beside is None else beside_as_dict(pair.beside),
        **_networks(pair),
        **_involvement(pair),
    }


def _networks(pair: PairAssessment) -> dict[str, object]:
    """What the networks say that were asked for, under a key of its own; no key for none."""
    if not pair.networks:
        return {}
    return {"networks": {name: network_as_dict(one) for name, one in pair.networks.items()}}


def _involvement(pair: PairAssessment) -> dict[str, object]:
    """What the differential of the event says of the drug; no key where it was not asked."""
    return (
        {} if pair.involvement is None else {"involvement": involvement_as_dict(pair.involvement)}
    )


def _finding(finding: Finding) -> dict[str, object]:
    told: dict[str, object] = {
        "value": finding.value,
        "possible": list(still_possible(finding)),
        "because": finding.because,
        "grounds": list(finding.grounds),
        "sources": list(finding.sources),
    }
    if finding.recorded:
        told["recorded"] = list(finding.recorded)
    if finding.stated is not None:
        told["stated"] = finding.stated
    return told


def _measure(measure: MeasureFinding) -> dict[str, object]:
    return {
        "value": _days(measure.lo, measure.hi),
        "unit": "d",
        "grounds": list(measure.grounds),
    }


def _verdict(verdict: Verdict | NotApplicable) -> dict[str, object]:
    if isinstance(verdict, NotApplicable):
        return {
            "title": verdict.title,
            "judges": verdict.judges,
            "not_applicable": verdict.because,
            "cite": verdict.cite,
        }
    return {
        "title": verdict.title,
        "judges": verdict.judges,
        "category": verdict.category,
        "because": verdict.because,
        "score": verdict.score,
        "recorded_range": _range(verdict.recorded_range),
        "learnable_range": _range(verdict.learnable_range),
        "possible_categories": list(verdict.possible_categories),
        "learnable_categories": list(verdict.learnable_categories),
        "readings": [_reading(reading) for reading in verdict.readings],
        "not_judged": list(verdict.not_judged),
        "kept_from_next": _kept(verdict.kept_from_next),
        "would_change": [
            {"finding": one.finding, "value": one.value, "category": one.category}
            for one in verdict.would_change
        ],
        "warnings": [{"id": one.id, "text": one.says} for one in verdict.warnings],
        "options": dict(verdict.options),
        "path": list(verdict.path),
        "grades": [
            {"axis": one.axis, "title": one.title, "value": one.value, "because": one.because}
            for one in verdict.grades
        ],
        "cite": verdict.cite,
    }


def _reading(reading: Reading) -> dict[str, object]:
    return {
        "criterion": reading.criterion,
        "number": reading.number,
        "wording": reading.wording,
        "answer": reading.answer,
        "points": reading.points,
        "judged": reading.judged,
        "asked": reading.asked,
        "possible": list(reading.possible),
        "findings": list(reading.findings),
        "because": reading.because,
    }


def _kept(kept: Kept | None) -> dict[str, object] | None:
    if kept is None:
        return None
    return {
        "categories": list(kept.categories),
        "points_missing": kept.points_missing,
        "sets": [
            [
                {
                    "criterion": lever.criterion,
                    "number": lever.number,
                    "now": lever.now,
                    "needed": list(lever.needed),
                    "findings": list(lever.findings),
                    "gain": lever.gain,
                }
                for lever in levers
            ]
            for levers in kept.sets
        ],
        "complete": kept.complete,
    }


def _completeness(pair: PairAssessment) -> dict[str, object]:
    known = _count(finding.value != UNKNOWN for finding in pair.findings.values())
    return {
        "drug": pair.drug,
        "event": pair.event,
        "findings_known": known,
        "findings_unknown": len(pair.findings) - known,
        "documentation": None if pair.beside is None else documentation_as_dict(pair.beside),
    }


def _count(flags: Iterable[bool]) -> int:
    return sum(map(int, flags))


def _range(ends: tuple[int, int] | None) -> list[int] | None:
    return None if ends is None else list(ends)


def _days(lo: int | None, hi: int | None) -> list[int | float | None]:
    return [_in_days(lo), _in_days(hi)]


def _in_days(minutes: int | None) -> int | float | None:
    """Minutes as days, whole where they are whole; None where there is no bound."""
    if minutes is None:
        return None
    whole, rest = divmod(minutes, DAY)
    return significant(minutes / DAY) if rest else whole
