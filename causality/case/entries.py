"""The entries of a case: one record for each kind of reported fact."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from causality.case.values import Age, Span, Time
from causality.datafile import Identifier, Number, Record, Text, YesNoUnknown

__all__ = [
    "Alternative",
    "Condition",
    "Course",
    "Dose",
    "Drug",
    "EarlierExposure",
    "Entry",
    "Event",
    "Knowledge",
    "Level",
    "Measure",
    "Observation",
    "Opinion",
    "OrganFunction",
    "Patient",
    "Pregnancy",
    "ReExposure",
    "Statement",
    "Test",
    "Treatment",
    "Workup",
]


class Entry(Record):
    """One reported fact that a report can point at by its id."""

    id: Identifier = Field(description="Short name, unique in the case; findings cite it.")
    source: Text | None = Field(None, description="Where it stands in the report.")
    by: Text | None = Field(None, description="Who says so.")
    note: Text | None = Field(None, description="Anything else worth keeping; never read.")
    assumed: Text | None = Field(
        None, description="Which value or width is the encoder's assumption, not the report's."
    )


class Condition(Entry):
    """A disease, finding or habit of the patient."""

    term: Text = Field(description="The condition in words.")
    since: Time | None = Field(None, description="When it began.")
    activity: Literal["active", "quiescent", "resolved", "unknown"] = Field(
        "unknown", description="Its activity when the event began."
    )
    explains: tuple[Identifier, ...] = Field(
        (), description="Events that this condition can produce by itself."
    )
    favours: tuple[Identifier, ...] = Field(
        (), description="Events for which it is a risk factor under the drug."
    )


class OrganFunction(Entry):
    """How well an organ worked before the event."""

    organ: Text = Field(description="Kidney, liver, heart, ...")
    state: Text = Field(description="Normal, impaired, eGFR 30, Child-Pugh B, ...")
    at: Time | None = Field(None, description="When this was so.")


class Pregnancy(Entry):
    """A pregnancy during exposure."""

    state: Literal["pregnant", "not pregnant", "breast-feeding", "unknown"] = Field(
        description="At the time of exposure."
    )
    last_period: Time | None = Field(None, description="First day of the last menstrual period.")


class Patient(Record):
    """The person the event happened to; never anything that identifies them."""

    age: Age | None = Field(None, description="At onset.")
    sex: Literal["female", "male", "other", "unknown"] | None = Field(None, description="Sex.")
    weight: Text | None = Field(None, description="With unit: `70 kg`.")
    height: Text | None = Field(None, description="With unit: `172 cm`.")
    conditions: tuple[Condition, ...] = Field((), description="Diseases, findings, habits.")
    organ_function: tuple[OrganFunction, ...] = Field((), description="Organs before the event.")
    pregnancy: Pregnancy | None = Field(None, description="If relevant.")
    exposed_through: Literal["own", "mother", "father", "breast milk"] = Field(
        "own", description="Whose intake exposed the patient (parent-child reports)."
    )


class Dose(Entry):
    """One episode of taking a drug: a course, a cycle, a change of dose."""

    start: Time | None = Field(None, description="First administration of this episode.")
    stop: Time | None = Field(
        None, description="Last administration; leave out when it went on or is not recorded."
    )
    amount: Text | None = Field(None, description="`50 mg`; per administration or per day.")
    schedule: Literal["once", "continuous", "intermittent", "unknown"] = Field(
        "unknown", description="A single administration, regular intake, or cycles."
    )
    change: Literal["none", "reduced", "increased", "unknown"] = Field(
        "unknown", description="Against the episode before it."
    )
    route: Text | None = Field(None, description="Oral, intravenous, ...")
    form: Text | None = Field(None, description="Tablet, infusion, ...")


class Level(Entry):
    """A drug concentration."""

    at: Time | None = Field(None, description="When the sample was taken.")
    value: Text | None = Field(None, description="With unit.")
    reading: Literal["toxic", "therapeutic", "low", "not interpretable", "unknown"] = Field(
        "unknown", description="Against the known ranges."
    )


class Drug(Entry):
    """A drug, vaccine, herbal product or excipient the patient was exposed to."""

    name: Text = Field(description="Name as reported; the substance where known.")
    classes: tuple[Text, ...] = Field((), description="Classes it belongs to, if useful.")
    role: Literal["suspect", "interacting", "concomitant", "not given"] = Field(
        description="As reported (E2B G.k.1)."
    )
    indication: Text | None = Field(None, description="What it was given for.")
    started_for: Identifier | None = Field(
        None, description="The event whose first sign it was given for (protopathic start)."
    )
    doses: tuple[Dose, ...] = Field((), description="Episodes of intake.")
    continued: YesNoUnknown = Field(
        "unknown", description="Whether intake went on unchanged after the event began."
    )
    action_taken: Literal[
        "withdrawn",
        "dose reduced",
        "dose increased",
        "dose not changed",
        "not applicable",
        "unknown",
    ] = Field("unknown", description="In response to the event (E2B G.k.8).")
    exposure: Literal["certain", "uncertain", "not taken", "unknown"] = Field(
        "unknown", description="How sure it is that the patient took it."
    )
    overdose: YesNoUnknown = Field("unknown", description="Whether it was taken in overdose.")
    half_life: Span | None = Field(
        None, alias="half-life", description="Elimination half-life in such a patient."
    )
    levels: tuple[Level, ...] = Field((), description="Measured concentrations.")
    batch: Text | None = Field(None, description="Batch or lot.")
    excipient: Text | None = Field(None, description="The excipient, if that is the suspect.")


class Course(Entry):
    """A change of the event, or its absence, at some time."""

    at: Time | None = Field(None, description="When this was so.")
    state: Literal[
        "improved", "partly improved", "resolved", "unchanged", "worsened", "recurred"
    ] = Field(description="The event, against what it was before.")


class Event(Entry):
    """An adverse event."""

    term: Text = Field(description="The event in words, or a coded term.")
    terms: tuple[Text, ...] = Field((), description="Other names of the same event.")
    diagnosis: Literal["confirmed", "suspected", "refuted", "unknown"] = Field(
        "unknown", description="Whether the event itself is established."
    )
    relation: Literal[
        "under drug", "withdrawal", "lack of effect", "aggravation", "late", "unknown"
    ] = Field("under drug", description="How it is said to relate to the drug.")
    onset: Time | None = Field(None, description="First sign or symptom.")
    first_abnormal_result: Time | None = Field(None, description="First abnormal test.")
    last_known_normal: Time | None = Field(None, description="Last time it was certainly absent.")
    course: tuple[Course, ...] = Field((), description="How it went on.")
    resolved: Time | None = Field(None, description="When it had gone.")
    outcome: Literal[
        "recovered", "recovering", "sequelae", "not recovered", "fatal", "unknown"
    ] = Field("unknown", description="At the last information (E2B E.i.7).")
    natural_course: Literal[
        "self-limited", "relapsing", "progressive", "irreversible", "unknown"
    ] = Field("unknown", description="Without any intervention.")
    healing_time: Span | None = Field(
        None, description="How long it takes to improve once its cause is gone."
    )
    pattern: Literal["specific", "not specific", "unknown"] = Field(
        "unknown", description="Whether it is an objective disorder specific for drugs."
    )
    confirmed_by_examination: YesNoUnknown = Field(
        "unknown", description="Whether a clinician saw it (observations hold the tests)."
    )
    seriousness: tuple[
        Literal[
            "death",
            "life-threatening",
            "hospitalisation",
            "disability",
            "congenital anomaly",
            "other important",
            "not serious",
        ],
        ...,
    ] = Field((), description="ICH E2A criteria.")
    severity: Literal["mild", "moderate", "severe", "life-threatening", "unknown"] = Field(
        "unknown", description="Intensity; not seriousness."
    )
    part_of: Identifier | None = Field(None, description="The event this one is a sign of.")
    consequence_of: Identifier | None = Field(None, description="The event that led to it.")


class Measure(Record):
    """One value of an examination."""

    value: Text = Field(description="As reported, a number or words.")
    unit: Text | None = Field(None, description="Unit of a number.")
    lower: Number | None = Field(None, description="Lower limit of normal.")
    upper: Number | None = Field(None, description="Upper limit of normal (ULN).")
    change: Literal["better", "worse", "same", "unknown"] = Field(
        "unknown", description="Against the examination before."
    )
    marks_recovery: YesNoUnknown = Field(
        "unknown", description="Whether this value says that the event improved."
    )


def _as_measure(value: Any) -> Any:
    return {"value": value} if isinstance(value, str) else value


class Observation(Entry):
    """An examination or laboratory result."""

    at: Time | None = Field(None, description="When it was done.")
    test: Text = Field(description="Brain MRI, ALT, biopsy, ...")
    of: Identifier | None = Field(None, description="The event it is about.")
    shows: Literal["event", "no event", "not interpretable", "unknown"] = Field(
        "unknown", description="Whether it confirms that the event is there."
    )
    measures: dict[str, Annotated[Measure, BeforeValidator(_as_measure)]] = Field(
        default_factory=dict, description="What was found, by measure."
    )
    specific_for: Identifier | None = Field(
        None, description="The drug this test would link to the event."
    )
    result: Literal["positive", "negative", "not interpretable", "not done", "unknown"] = Field(
        "unknown", description="Of such a specific test."
    )


class Treatment(Entry):
    """Something done against the event."""

    name: Text = Field(description="Drug or procedure.")
    of: Identifier | None = Field(None, description="The event it treats.")
    start: Time | None = Field(None, description="First given.")
    stop: Time | None = Field(None, description="Last given.")
    kind: Literal["antidote", "effective", "supportive", "unknown"] = Field(
        "unknown",
        description="A specific antidote; something that could by itself explain improvement; or "
        "mere support.",
    )
    antidote_to: Identifier | None = Field(None, description="The drug it reverses.")
    response: Literal["improved", "not improved", "unknown"] = Field(
        "unknown", description="Of the event."
    )


class Test(Entry):
    """One test done for a possible other cause."""

    __test__ = False  # not a pytest class

    test: Text = Field(description="JC virus PCR, blood culture, angiography, ...")
    at: Time | None = Field(None, description="When.")
    specimen: Text | None = Field(None, description="Tests on one specimen are not independent.")
    result: Literal["negative", "positive", "not interpretable", "not done", "unknown"] = Field(
        description="For that cause."
    )


class Alternative(Entry):
    """Something other than this drug that might have caused the event."""

    term: Text = Field(description="The cause in words.")
    of: Identifier | None = Field(None, description="The event; leave out for all events.")
    role: Literal["competing", "trigger", "risk factor", "mediator", "consequence"] = Field(
        "competing", description="Only a competing cause could have done it alone."
    )
    status: Literal[
        "excluded", "unlikely", "possible", "likely", "confirmed", "not assessed"
    ] = Field(description="As this cause of the event.")
    present: YesNoUnknown = Field(
        "unknown", description="Whether it was there at all, cause or not."
    )
    drug: Identifier | None = Field(None, description="If it is another drug of this case.")
    condition: Identifier | None = Field(None, description="If it is a condition of the patient.")
    tests: tuple[Test, ...] = Field((), description="What was done to find out.")


class Workup(Entry):
    """A search for other causes, reported as a whole."""

    of: Identifier | None = Field(None, description="The event; leave out for all events.")
    extent: Literal["extensive", "limited", "none", "unknown"] = Field(
        "unknown", description="How much was done."
    )
    itemised: YesNoUnknown = Field(
        "unknown", description="Whether the report names the causes and tests."
    )
    found: Literal["no other cause", "other cause", "unknown"] = Field(
        "unknown", description="What came out."
    )


class ReExposure(Entry):
    """The drug given again after the event, or a placebo in its place."""

    drugs: tuple[Identifier, ...] = Field(description="The drugs given again together.")
    event: Identifier = Field(description="The event looked for.")
    agent: Literal["drug", "placebo"] = Field("drug", description="Drug or placebo.")
    at: Time | None = Field(None, description="First administration.")
    before: Literal["resolved", "stable", "not resolved", "unknown"] = Field(
        "unknown", description="The event just before."
    )
    dose: Literal["same", "higher", "lower", "unknown"] = Field(
        "unknown", description="Against the first exposure."
    )
    route: Literal["same", "different", "unknown"] = Field("unknown", description="Likewise.")
    duration: Literal["same", "longer", "shorter", "unknown"] = Field(
        "unknown", description="Likewise."
    )
    premedicated: YesNoUnknown = Field("unknown", description="Under protective treatment.")
    blind: YesNoUnknown = Field("unknown", description="Whether the patient knew.")
    result: Literal["recurred", "did not recur", "not interpretable", "unknown"] = Field(
        description="Of the event."
    )
    onset: Time | None = Field(None, description="Of the recurrence.")
    resolved: Time | None = Field(None, description="End of the recurrence.")


class EarlierExposure(Entry):
    """The drug, or a similar one, taken before the exposure that is assessed."""

    drug: Identifier = Field(description="The drug of this case it concerns.")
    agent: Literal["same drug", "similar drug"] = Field("same drug", description="What was taken.")
    event: Identifier | None = Field(None, description="Leave out for all events.")
    at: Time | None = Field(None, description="When.")
    result: Literal["tolerated", "similar reaction", "never taken", "unknown"] = Field(
        description="What happened."
    )


class Knowledge(Entry):
    """What was known of this drug and event when the case was reported."""

    drug: Identifier = Field(description="The drug.")
    event: Identifier | None = Field(None, description="Leave out for all events.")
    level: Literal[
        "listed",
        "conclusive reports",
        "isolated reports",
        "class effect",
        "none found",
        "not searched",
    ] = Field(description="How much was known.")
    as_of: Time | None = Field(None, description="Date of that knowledge.")
    citations: tuple[Text, ...] = Field((), description="Where it stands.")


class Statement(Entry):
    """A finding as the reporter stated it; used where the timeline cannot decide."""

    drug: Identifier = Field(description="The drug.")
    event: Identifier = Field(description="The event.")
    about: Text = Field(description="Name of the finding: `dechallenge`, `dose response`, ...")
    value: Text = Field(description="One of the values of that finding.")


class Opinion(Entry):
    """Somebody's causality assessment; carried along, never merged with ours."""

    drug: Identifier = Field(description="The drug.")
    event: Identifier = Field(description="The event.")
    method: Text | None = Field(None, description="Instrument or `global introspection`.")
    result: Text = Field(description="As printed.")
    at: Time | None = Field(None, description="When.")
