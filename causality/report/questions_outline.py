"""The next best questions as a follow-up letter, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.assessment.assessment import Assessment
from causality.assessment.contract import SUPPORT
from causality.assessment.significant import significant
from causality.explain.questions import Answer, Question
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph
from causality.report.words import in_100
from causality.vocabulary import VOCABULARY

__all__ = ["question_as_data", "question_items", "questions_as_data", "questions_outline"]

SCHEMA = "causality/questions/1"


def questions_outline(told: Sequence[Question], assessment: Assessment, most: int = 10) -> Outline:
    """A letter with the ``most`` questions that promise most, each with what it is good for."""
    return (*_blocks(told, assessment, most), Paragraph(SUPPORT))


def _blocks(told: Sequence[Question], assessment: Assessment, most: int) -> Iterator[Block]:
    yield Heading(f"Follow-up on {assessment.case_title or assessment.case_id}", 1)
    if not told:
        yield Paragraph("Nothing that could still be learnt would change an answer.")
        return
    yield Paragraph(
        "Dear colleague, thank you for this report. These answers would help most to judge it; "
        '"not known" is an answer too.'
    )
    yield Items(tuple(Item(f"{i}. {one.ask}") for i, one in enumerate(told[:most], 1)))
    yield Heading("What each answer would do", 2)
    yield Paragraph(
        "Not part of the letter. Bits say how much an answer is expected to tell of the cause; the "
        "chances of the answers are the model's own where it has any."
    )
    yield Items(tuple(question_items(told[:most])))
    if len(told) > most:
        yield Paragraph(f"{len(told) - most} more questions promise less.")


def question_items(told: Sequence[Question]) -> Iterator[Item]:
    """Each question with its answers."""
    for i, one in enumerate(told, 1):
        what = f"{VOCABULARY[one.finding].title} (now {one.now})"
        told_by = f"{one.bits:.2f} bits" if one.modelled else "no chances in the model"
        head = f"{i}. {one.ask} {what}: {told_by}, {one.changing:.1f} verdicts expected to change"
        yield Item(head, tuple(map(_answer, one.answers)))


def _answer(one: Answer) -> str:
    chance = "" if one.probability is None else f" ({in_100(one.probability)} in 100)"
    shares = ", ".join(f"share of {drug} {in_100(share)}" for drug, share in one.shares)
    parts = [shares, *(f"{each.title} {each.after}" for each in one.changes)]
    return f"{one.value}{chance}: {'; '.join(part for part in parts if part) or 'nothing'}"


def questions_as_data(told: Sequence[Question], assessment: Assessment) -> dict[str, object]:
    """The questions as plain data."""
    return {
        "schema": SCHEMA,
        "case": {"id": assessment.case_id, "sha256": assessment.case_sha256},
        "questions": [question_as_data(one) for one in told],
    }


def question_as_data(one: Question) -> dict[str, object]:
    """One question as plain data."""
    return {
        "event": one.event,
        "drug": one.drug,
        "finding": one.finding,
        "now": one.now,
        "ask": one.ask,
        "bits": significant(one.bits),
        "verdicts_expected_to_change": significant(one.changing),
        "chances": "model" if one.modelled else "equal",
        "answers": [
            {
                "value": answer.value,
                "probability": None
                if answer.probability is None
                else significant(answer.probability),
                "shares": {drug: significant(share) for drug, share in answer.shares},
                "changes": [
                    {
                        "drug": each.drug,
                        "method": each.method,
                        "before": each.before,
                        "after": each.after,
                    }
                    for each in answer.changes
                ],
            }
            for answer in one.answers
        ],
    }
