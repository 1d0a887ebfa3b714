"""Hypothesis strategies for case files that are valid as they stand."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from causality.vocabulary import VOCABULARY

__all__ = ["documents"]

STATEMENTS = st.sampled_from(
    [
        {"about": name.replace("_", " "), "value": value}
        for name, term in VOCABULARY.items()
        for value in term.values
    ]
)
WORDS = st.text("abcxyz -é", min_size=1, max_size=12).map(str.strip).filter(bool)
ANSWERS = st.sampled_from(["yes", "no", "unknown"])
SPANS = st.sampled_from(["18 d +- 9 d", "3-5 h", "2 mo", "unknown"])
AGES = st.sampled_from(["56 y", "45-64 y", "3 mo", "middle-aged"])


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """The plain data of a case with one fact of every kind, or without some of them."""
    drugs = [f"drug{i}" for i in range(draw(st.integers(1, 3)))]
    events = [f"event{i}" for i in range(draw(st.integers(1, 3)))]
    drug, event = st.sampled_from(drugs), st.sampled_from(events)
    points = [*(f"{name}.start" for name in drugs), *(f"{name}.onset" for name in events), "last"]
    times = st.one_of(
        st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1)).map(str),
        st.integers(-900, 900).map("day {}".format),
        st.builds("{} d after {}".format, st.integers(0, 90), st.sampled_from(points)),
        st.sampled_from(["unknown", "2024", "about 2024-03 (+-10 d)", "before 2024", "week 2..4"]),
    )

    def fact(id_: str, /, **keys: st.SearchStrategy[Any]) -> dict[str, Any]:
        told = {"note": WORDS, "source": WORDS} if draw(st.booleans()) else {}
        spaced = {key.replace("_", " "): draw(value) for key, value in (told | keys).items()}
        return {"id": id_, **spaced}

    measures = {
        "ADC": {"value": "1.2", "lower": 0.5, "marks recovery": draw(ANSWERS)},
        "FLAIR": draw(WORDS),
    }
    sections: dict[str, Any] = {
        "title": draw(WORDS),
        "day 0": {"what": draw(WORDS), "at": draw(times)},
        "last information": draw(times),
        "patient": {
            "age": draw(AGES),
            "conditions": [
                fact("condition", term=WORDS, since=times, explains=st.lists(event, max_size=2))
            ],
            "organ function": [fact("kidney", organ=WORDS, state=WORDS, at=times)],
            "pregnancy": fact("pregnancy", state=st.just("pregnant"), last_period=times),
            "death": fact("death", at=times, autopsy=ANSWERS),
        },
        "observations": [fact("image", test=WORDS, at=times, of=event) | {"measures": measures}],
        "treatments": [fact("therapy", name=WORDS, start=times, stop=times, antidote_to=drug)],
        "alternatives": [
            fact("rival", term=WORDS, status=st.sampled_from(["excluded", "possible"]))
            | {
                "condition": "condition",
                "tests": [fact("assay", test=WORDS, result=st.just("negative"))],
            }
        ],
        "workup": [fact("search", of=event, itemised=ANSWERS)],
        "re-exposures": [
            fact("again", drugs=drug.map(lambda one: [one]), event=event, at=times, onset=times)
            | {"result": "recurred"}
        ],
        "earlier exposures": [fact("before-that", drug=drug, result=st.just("tolerated"))],
        "interactions": [fact("inhibition", drug=drug, mechanism=WORDS)],
        "knowledge": [fact("known", drug=drug, level=st.just("listed"), as_of=times)],
        "statements": [fact("said", drug=drug, event=event) | draw(STATEMENTS)],
        "opinions": [fact("opinion", drug=drug, event=event, result=WORDS, at=times)],
        "follow-up": {"state": "pending"},
    }
    kept = draw(st.sets(st.sampled_from(sorted(sections))))
    if "patient" not in kept and "alternatives" in kept:
        del sections["alternatives"][0]["condition"]
    return {
        "schema": "causality/case/1",
        "id": "case",
        "drugs": [
            fact(name, name=WORDS, role=st.just("suspect"), continued=ANSWERS)
            | {
                "half-life": draw(SPANS),
                "levels": [fact(f"level-{name}", at=times)],
                "doses": [
                    fact(f"d{i}", start=times, stop=times) for i in range(draw(st.integers(0, 3)))
                ],
            }
            for name in drugs
        ],
        "events": [
            fact(name, term=WORDS, onset=times, healing_time=SPANS)
            | {"course": [fact(f"course-{name}", at=times, state=st.just("improved"))]}
            for name in events
        ],
        **{key: section for key, section in sections.items() if key in kept},
    }
