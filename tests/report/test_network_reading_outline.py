"""What a network made of a pair, in words."""

from __future__ import annotations

import pytest

from causality.network.mapping import finding_map
from causality.network.reading import network_reading
from causality.report.as_text import outline_as_text
from causality.report.network_reading_outline import network_readings
from causality.report.words import in_100
from causality.vocabulary import VOCABULARY


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0"),
        (0.004, "<1"),
        (0.0099, "<1"),
        (0.01, "1"),
        (0.724, "72"),
        (0.99, "99"),
        (0.9951, ">99"),
        (1.0, "100"),
    ],
)
def test_a_share_is_told_in_whole_hundredths(share: float, words: str) -> None:
    assert in_100(share) == words


def test_a_conflict_is_told_in_place_of_shares() -> None:
    masks = dict.fromkeys(VOCABULARY, 1)
    for name, value in (
        ("prior_knowledge", "listed"),
        ("rechallenge", "negative"),
        ("relation", "lack of effect"),
    ):
        masks[name] = VOCABULARY[name].bit(value)
    text = outline_as_text(
        tuple(network_readings([network_reading(finding_map("ufpn"), masks)])), width=200
    )
    told = "Described Yes, Reappeared No and DrugIneffective Yes cannot all be true"
    assert f"- not computable: in this network, {told}\n" in text
    assert " in 100 (" not in text
