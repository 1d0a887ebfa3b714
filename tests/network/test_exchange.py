"""Networks by name and by file, and out again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from causality.errors import ModelError, NotFound
from causality.network import exchange
from causality.network.exchange import export, load_network, shipped_networks
from causality.network.network import Network, node
from causality.network.read import read_network
from tests.network.samples import asia, random_network


def again(network: Network) -> Network:
    return read_network(export(network, "yaml").encode(), "again.yaml")


def test_what_is_no_network_is_not_offered_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "networks"
    folder.mkdir()
    (folder / "asia.yaml").write_text(export(asia(), "yaml"))
    (folder / "template.yaml").write_text("schema: causality/template/1\nid: template\n")
    monkeypatch.setattr(exchange, "data_root", lambda _: tmp_path)
    assert list(shipped_networks()) == ["asia"]
    assert load_network("asia").names == asia().names


def test_our_own_form_loses_nothing() -> None:
    for name in shipped_networks():
        network = load_network(name)
        back = again(network)
        for each, twin in zip(network.nodes, back.nodes, strict=True):
            assert each.table.tobytes() == twin.table.tobytes()
            assert (each.name, each.states, each.parents) == (twin.name, twin.states, twin.parents)
            assert (each.title, each.role) == (twin.title, twin.role)
            assert each.rows == twin.rows
            if each.support is None:
                assert twin.support is None
            else:
                np.testing.assert_array_equal(each.support, twin.support)
        for key in ("id", "title", "version", "licence", "cite", "findings", "order", "decimals"):
            assert getattr(network, key) == getattr(back, key)
        assert network.note.split() == back.note.split()
        assert export(back, "yaml") == export(network, "yaml")


def test_every_float_comes_back_to_the_last_bit() -> None:
    for seed in range(5):
        network = random_network(np.random.default_rng(seed), 5)
        for each, twin in zip(network.nodes, again(network).nodes, strict=True):
            assert each.table.tobytes() == twin.table.tobytes()
    tiny = Network("tiny", (node("a", ["x", "y"], table=[1e-300, 1.0]),))
    assert again(tiny).nodes[0].table[0] == 1e-300


def test_numbers_without_a_source_say_so_when_they_are_written() -> None:
    (row, *_) = again(asia()).node("lung").rows
    assert row.origin is not None
    assert (row.origin.from_, row.origin.range) == ("assumed", (0, 1))


def test_a_noisy_or_and_any_name_come_back() -> None:
    text = """\
schema: causality/network/1
id: odd
title: "A title: with marks # and 'quotes'"
target: "null"
origin: {from: assumed, why: "as good: as any", range: null}
nodes:
  - {name: "null", states: ["yes, no", "~", "ünsafe \\" quote"], rows: [{then: uniform}]}
  - name: "1"
    states: [absent, mild, severe]
    parents: ["null"]
    noisy or:
      leak: {then: {absent: 0.9, mild: 0.06, severe: 0.04}}
      causes: [{when: {"null": ["~", "yes, no"]}, then: {absent: 0.5, mild: 0.2, severe: 0.3}}]
"""
    network = read_network(text.encode(), "odd.yaml")
    back = again(network)
    assert back.node("1").noisy_or
    assert back.node("1").rows == network.node("1").rows
    assert back.node("1").table.tobytes() == network.node("1").table.tobytes()
    assert (back.names, back.node("null").states) == (network.names, network.node("null").states)
    assert (back.title, back.target) == (network.title, "null")


@pytest.mark.parametrize("form", ["yaml", "bif", "xmlbif", "xdsl"])
def test_what_is_exported_is_loaded_by_its_ending(
    form: exchange.NetworkFormat, tmp_path: Path
) -> None:
    file = tmp_path / f"asia.{form}"
    file.write_text(export(asia(), form), encoding="utf-8")
    network = load_network(file)
    assert set(network.names) == set(asia().names)
    np.testing.assert_allclose(network.node("dysp").table, asia().node("dysp").table, atol=1e-15)


def test_a_name_that_is_not_shipped_is_met_with_those_that_are() -> None:
    with pytest.raises(NotFound, match="no network 'ufp'; did you mean 'ufpn'"):
        load_network("ufp")


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    for name in ("a.yaml", "a.bif"):
        with pytest.raises(ModelError, match="cannot be read"):
            load_network(tmp_path / name)


def test_a_file_too_large_or_not_text_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.bif"
    file.write_bytes(b"\xff\xfe network")
    with pytest.raises(ModelError, match="not UTF-8 text"):
        load_network(file)
    monkeypatch.setattr(exchange, "_MAX_BYTES", 5)
    with pytest.raises(ModelError, match="larger than 5 bytes"):
        load_network(file)


def test_an_unknown_format_is_met_with_the_known_ones() -> None:
    with pytest.raises(NotFound, match="no network format 'json'; known: yaml, bif, xmlbif, xdsl"):
        export(asia(), "json")  # type: ignore[arg-type]
