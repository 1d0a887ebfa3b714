"""Law 2 where record and natural course are fixed: each number of the model obeys it."""

from __future__ import annotations

import numpy as np
import pytest

from causality.network.differential.read import differential_model

TOWARDS = (
    ("rechallenge", "positive"),
    ("specific-test", "positive"),
    ("dose", "present"),
    ("antidote", "improved"),
    ("level", "toxic"),
    ("overdose", "yes"),
    ("risk", "present"),
    ("similar", "similar drug"),
    ("tolerated", "not tolerated"),
    ("protopathic", "no"),
)


@pytest.mark.parametrize(("name", "state"), TOWARDS)
def test_what_speaks_for_a_drug_does_so_in_every_natural_course(name: str, state: str) -> None:
    model = differential_model()
    block = next(one for one in model.drug if one.id == name)
    rows = block.rows.at(np.zeros((1, model.numbers.columns)))[0]
    place = block.states.index(state)
    assert (rows[1, :, place] > rows[0, :, place]).all()


def test_an_alternative_that_is_excluded_or_unlikely_speaks_against_itself() -> None:
    model = differential_model()
    rows = model.status.at(np.zeros((1, model.numbers.columns)))[0]
    states = model.file.status.states
    ratio = rows[1] / rows[0]
    assert list(states) == ["excluded", "unlikely", "possible", "likely", "confirmed"]
    assert (np.diff(ratio) > 0).all()
    assert ratio[1] < 1 < ratio[3]


def test_stronger_knowledge_of_one_kind_of_source_never_lowers_the_prior() -> None:
    prior = {name: one.value for name, one in differential_model().file.prior.items()}
    reports = ("none found", "isolated reports", "conclusive reports", "listed")
    assert [prior[name] for name in reports] == sorted(prior[name] for name in reports)
    assert prior["evidence against"] < prior["none found"]
