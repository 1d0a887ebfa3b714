"""What a method file may say: the records that every kind shares.

A kind adds its own way of combining answers (bands, a decision table) in its own file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from causality.citation import Citation, Origin
from causality.datafile import Identifier, Record, Text

__all__ = [
    "CO_SUSPECTS_COUNT",
    "NOT_JUDGED",
    "OURS",
    "AnswerRecord",
    "CriterionRecord",
    "Flag",
    "Judges",
    "MethodRecord",
    "NoteRecord",
    "OneOrMany",
    "OptionRecord",
    "OutsideRecord",
    "RowRecord",
    "SwitchRecord",
    "WarningRecord",
    "records_in",
]

NOT_JUDGED = "unknown"
"""The answer that is never a judgement, whatever the method."""

OURS = "this project"
"""Who decided a reading that no source settles."""

Judges: TypeAlias = Literal["causality", "the event"]
"""What a method grades: how a drug relates to an event, or whether the event is what it is called.

The latter says nothing of a drug, so it ranks no pair and is set against no other method.
"""

CO_SUSPECTS_COUNT = "co suspects count"
"""The switch that every method has: whether another suspect drug is an other cause."""


def _flag(value: object) -> object:
    if isinstance(value, bool) or value not in {"yes", "no"}:
        raise ValueError("neither yes nor no; write yes or no")
    return value == "yes"


def _many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Flag = Annotated[bool, BeforeValidator(_flag)]
"""``yes`` or ``no`` in the file."""

OneOrMany = Annotated[tuple[Text, ...], Field(min_length=1), BeforeValidator(_many)]
"""One value, or a list of them."""


class AnswerRecord(Record):
    """An answer that a criterion can have; ``judged: no`` marks one that says "cannot tell"."""

    meaning: Text | None = None
    judged: Flag | None = None

    def is_judgement(self, name: str) -> bool:
        """Whether the answer ``name`` says something about the case."""
        return name != NOT_JUDGED if self.judged is None else self.judged


class RowRecord(Record):
    """One ordered row: the values under which it fits, the answer, one clause of reason.

    ``option`` keeps the row to one setting of a named option of the method.
    """

    when: Mapping[str, OneOrMany] = Field(default_factory=dict)
    then: Text
    because: Text
    option: Mapping[str, Flag] = Field(default_factory=dict)

    def holds_under(self, options: Mapping[str, bool]) -> bool:
        """Whether the row belongs to the table under these settings."""
        return all(options[name] is setting for name, setting in self.option.items())


class NoteRecord(Record):
    """How we read the source where it leaves room, and who decided that."""

    says: Text
    decided_by: Text


class CriterionRecord(Record):
    """What the instrument asks, in our words, and how findings answer it."""

    id: Identifier
    number: Text
    wording: Text
    reads: tuple[Text, ...] = Field(min_length=1)
    answers: Mapping[str, AnswerRecord] = Field(min_length=1)
    rows: tuple[RowRecord, ...] = Field(min_length=1)
    reading: NoteRecord | None = None


class SwitchRecord(Origin):
    """A setting that the method fixes, with its source."""

    value: Flag


class OptionRecord(Origin):
    """A setting that a user may change; ``default`` is what the source says."""

    id: Text
    default: Flag
    meaning: Text


class OutsideRecord(Record):
    """When the method does not apply: by the point reading of findings, or by silence.

    All conditions must hold. A finding of which the record leaves several values reads as unknown,
    but the record is ``silent`` only on one of which it says nothing at all.
    """

    when: Mapping[str, OneOrMany] = Field(default_factory=dict)
    silent: OneOrMany | None = None
    because: Text


class WarningRecord(Record):
    """A sentence that must stand beside the verdict when all of its conditions hold.

    ``when`` looks at settled findings, ``answers`` at the answers given, ``nothing judged`` at
    whether every criterion wants an answer, ``category`` at the result, ``several categories`` at
    whether the record leaves more than one. A warning without conditions is raised by rows of a
    decision table.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]
    says: Text
    when: Mapping[str, OneOrMany] = Field(default_factory=dict)
    answers: Mapping[str, OneOrMany] = Field(default_factory=dict)
    nothing_judged: Literal["yes"] | None = None
    category: OneOrMany | None = None
    several_categories: Literal["yes"] | None = None


class MethodRecord(Record):
    """One edition of an instrument; ``sources`` are those that the bibliography does not have."""

    format_: Literal["causality/method/1"] = Field(alias="schema")
    id: Identifier
    title: Text
    edition: Text
    kind: Text
    judges: Judges = "causality"
    cite: Text
    read_in: tuple[Text, ...] = ()
    licence: Text
    purpose: Text
    limits: tuple[Text, ...] = ()
    co_suspects_count: SwitchRecord
    options: tuple[OptionRecord, ...] = ()
    readings: tuple[NoteRecord, ...] = ()
    does_not_apply: tuple[OutsideRecord, ...] = ()
    criteria: tuple[CriterionRecord, ...] = Field(min_length=1)
    warnings: tuple[WarningRecord, ...] = ()
    sources: tuple[Citation, ...] = ()

    def settings(self) -> dict[str, bool]:
        """Every switch and option at its published value."""
        return {
            CO_SUSPECTS_COUNT: self.co_suspects_count.value,
            **{option.id: option.default for option in self.options},
        }

    def raised_by_rows(self) -> frozenset[str]:
        """The warnings that rows of a decision raise; a kind that has such rows names them."""
        return frozenset()


def records_in(
    record: Record, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Record]]:
    """``record`` and every record within it, each with the way to it in the file."""
    yield path, record
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        key = field.alias or name
        inner: Iterable[tuple[tuple[str | int, ...], object]] = [((key,), value)]
        if isinstance(value, Mapping):
            inner = [((key, one), value[one]) for one in value]
        elif isinstance(value, tuple):
            inner = [((key, i), one) for i, one in enumerate(value)]
        for way, one in inner:
            if isinstance(one, Record):
                yield from records_in(one, (*path, *way))
