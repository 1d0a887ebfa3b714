"""Files of the newer kinds: every fault is named, with the way to it."""

from __future__ import annotations

import pytest

from causality.datafile import data_root
from causality.errors import ModelError
from causality.methods import compile_method
from tests.methods.columns import document

LCAT = (data_root("models") / "methods" / "lcat_2011.yaml").read_text(encoding="utf-8")
FRENCH = (data_root("models") / "methods" / "french_1985.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "old", "new", "wrong"),
    [
        pytest.param(
            LCAT,
            "to: rechallenge,",
            "to: rechalenge,",
            "there is nothing called 'rechalenge'; did",
            id="target",
        ),
        pytest.param(
            LCAT,
            "- ask: mechanism\n",
            "- ask: mechanisms\n",
            "no criterion 'mechanisms'",
            id="node",
        ),
        pytest.param(
            LCAT,
            "- ask: mechanism\n",
            "- ask: rechallenge\n",
            "'rechallenge' is asked twice",
            id="twice",
        ),
        pytest.param(
            LCAT,
            "  - ask: rechallenge\n    ways:\n      - {on: yes,",
            "  - ask: rechallenge\n    ways:\n      - {on: no,",
            "the ways do not take every answer once",
            id="answers",
        ),
        pytest.param(
            LCAT, "warn: [NO_WAY_ON]", "warn: [NO_WAY]", "no warning 'NO_WAY'", id="warning"
        ),
        pytest.param(
            LCAT,
            "to: reported_before, from",
            "to: order, from",
            "the chart runs in a circle",
            id="circle",
        ),
        pytest.param(
            LCAT, "{on: no, to: exacerbated,", "{on: no, to: improvement,", None, id="fine"
        ),
        pytest.param(
            LCAT,
            "chart:\n",
            "apart: [disease]\nchart:\n",
            "stands in the chart and apart from it",
            id="apart and in",
        ),
        pytest.param(
            LCAT,
            "{name: unlikely, meaning",
            "{name: unlikely, reached: no, meaning",
            "this category is led to",
            id="reached",
        ),
        pytest.param(
            LCAT,
            "\nwarnings:\n",
            "boxes:\n  - {box: X, title: x, under: certain, criterion: order, answers: maybe, "
            "from: published, cite: lcat-reprint, at: x}\n\nwarnings:\n",
            "there is no category 'certain'",
            id="box",
        ),
        pytest.param(
            FRENCH,
            "then: C3, because: a re",
            "then: C4, because: a re",
            "no grade 'C4'",
            id="grade",
        ),
        pytest.param(FRENCH, "S: S3}, then: I2", "S: S3}, then: I9", "no category 'I9'", id="cell"),
        pytest.param(
            FRENCH,
            '  - {when: {C: C3}, because: "the row of C3 was read in no source"}\n',
            "",
            "the rows do not cover everything",
            id="matrix with a hole",
        ),
        pytest.param(
            FRENCH,
            "- {when: {onset: unknown}, then: not graded",
            "- {when: {onset: often}, then: not graded",
            "'onset' has no 'often'",
            id="axis",
        ),
        pytest.param(
            FRENCH,
            "refused: not computable as published",
            "refused: no idea",
            "nothing leads to this category",
            id="refused",
        ),
    ],
)
def test_a_fault_is_named(text: str, old: str, new: str, wrong: str | None) -> None:
    assert text.count(old) >= 1
    changed = document(text.replace(old, new, 1))
    if wrong is None:
        assert compile_method(changed).id == "lcat_2011"
        return
    with pytest.raises(ModelError) as raised:
        compile_method(changed)
    assert wrong in str(raised.value)


def test_a_node_that_nothing_leads_to_is_named() -> None:
    text = LCAT.replace("to: exacerbated,", "to: improvement,")
    text = text.replace("to: [improvement, exacerbated]", "to: improvement")
    with pytest.raises(ModelError, match="no way leads to this node"):
        compile_method(document(text))


def test_a_source_of_ones_own_may_not_take_the_place_of_another() -> None:
    own = "\nsources:\n  - {id: naranjo1981, title: x, note: y}\n"
    with pytest.raises(ModelError, match="the bibliography has 'naranjo1981' already"):
        compile_method(document(LCAT + own))
