"""pgmpy and we hold the same network; a format that cannot carry it says so."""

from __future__ import annotations

import random
import subprocess
import sys

import numpy as np
import pytest

from causality.errors import ModelError, NotFound
from causality.network import pgmpy_bridge
from causality.network.network import Network, node
from causality.network.pgmpy_bridge import from_pgmpy, read_exchange, to_pgmpy, write_exchange
from tests.network.samples import asia, bundled, random_network

FORMS = ["bif", "xmlbif", "xdsl"]

ODD = Network(
    "odd names",
    (
        node("not me", ["<7.5", "0-3 days", "a,b"], table=[0.2, 0.3, 0.5]),
        node(
            "2nd", ["yes!", "no"], ["not me"], table=[[1 / 3, 2 / 3], [0.0, 1.0], [1e-9, 1 - 1e-9]]
        ),
    ),
)


def same(one: Network, other: Network) -> None:
    assert set(one.names) == set(other.names)
    for each in one.nodes:
        twin = other.node(each.name)
        assert (each.states, each.parents) == (twin.states, twin.parents)
        np.testing.assert_allclose(each.table, twin.table, rtol=0, atol=1e-15)


def test_a_network_comes_back_from_pgmpy_to_the_last_bit() -> None:
    for seed in range(10):
        network = random_network(np.random.default_rng(seed), 6)
        back = from_pgmpy(to_pgmpy(network), "back")
        assert back.names == network.names
        for each in network.nodes:
            assert back.node(each.name).table.tobytes() == each.table.tobytes()
            assert back.node(each.name).parents == each.parents


@pytest.mark.parametrize("form", FORMS)
def test_a_network_comes_back_from_a_file(form: pgmpy_bridge.ExchangeFormat) -> None:
    for network in (asia(), random_network(np.random.default_rng(7), 8)):
        same(network, read_exchange(write_exchange(network, form), form, "back"))


@pytest.mark.parametrize("form", FORMS)
def test_names_that_a_format_cannot_carry_get_underscores(
    form: pgmpy_bridge.ExchangeFormat,
) -> None:
    back = read_exchange(write_exchange(ODD, form), form, "back")
    assert back.names in {
        ("not_me", "2nd"),
        ("2nd", "not_me"),
        ("not_me", "x2nd"),
        ("x2nd", "not_me"),
    }
    first = back.node("not_me").states
    assert first == {"bif": ("<7.5", "0-3_days", "a_b")}.get(form, ("x_7_5", "x0_3_days", "a_b"))
    table = back.nodes[[name.endswith("2nd") for name in back.names].index(True)].table
    np.testing.assert_allclose(table, ODD.nodes[1].table, rtol=0, atol=1e-15)


def test_names_that_would_become_one_are_refused() -> None:
    network = Network("twins", (node("a", ["x y", "x-y"], table=[0.5, 0.5]),))
    with pytest.raises(ModelError, match="'x-y' and another name both become 'x_y' in XDSL"):
        write_exchange(network, "xdsl")


def test_what_a_format_would_lose_is_refused() -> None:
    tiny = Network("tiny", (node("a", ["x", "y"], table=[1e-20, 1.0]),))
    with pytest.raises(ModelError, match=r"nodes\[a\]: XDSL cannot carry this"):
        write_exchange(
            tiny, "xdsl"
        )  # keeps sixteen decimals, which makes a possible state impossible
    same(tiny, read_exchange(write_exchange(tiny, "bif"), "bif", "back"))


def test_names_that_differ_in_case_only_are_refused_where_they_would_be_mixed_up() -> None:
    network = Network(
        "case", (node("a", ["x", "y"], table=[0.5, 0.5]), node("A", ["x", "y"], table=[0.1, 0.9]))
    )
    with pytest.raises(ModelError, match="'A' and 'a' differ in case only"):
        write_exchange(network, "bif")
    same(network, read_exchange(write_exchange(network, "xdsl"), "xdsl", "back"))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_network_gives_the_same_file(form: pgmpy_bridge.ExchangeFormat) -> None:
    random.seed(1)
    state = random.getstate()
    first = write_exchange(asia(), form)
    assert random.getstate() == state  # the caller's generator is left alone
    random.seed(2)
    assert write_exchange(asia(), form) == first


BIF = """network sample {
}
variable rain {
  type discrete [ 2 ] { yes, no };
}
probability ( rain ) {
  table 0.25, 0.75;
}"""


def test_a_file_may_lack_its_last_line_end_and_use_those_of_windows() -> None:
    assert read_exchange(BIF.replace("\n", "\r\n"), "bif", "sample").node(
        "rain"
    ).table.tolist() == [
        0.25,
        0.75,
    ]


@pytest.mark.parametrize(
    ("form", "text", "wrong"),
    [
        ("bif", "", "not BIF|there are none"),
        ("bif", BIF.replace("0.25", "0.2"), "sums to 0.95"),
        ("bif", BIF.split("probability", maxsplit=1)[0], r"nodes\[rain\]: has no table"),
        ("bif", BIF.replace("0.25,", "1/4,"), "not BIF|sums to"),
        ("xmlbif", "<BIF>", "not XMLBIF that can be read"),
        ("xmlbif", "<BIF><NETWORK><NAME>a</NAME></NETWORK></BIF>", "there are none"),
        ("xdsl", "<smile/>", "not XDSL that can be read"),
        ("xdsl", '<!DOCTYPE x [<!ENTITY a "b">]><smile/>', "declares XML entities"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    form: pgmpy_bridge.ExchangeFormat, text: str, wrong: str
) -> None:
    with pytest.raises(ModelError, match=wrong):
        read_exchange(text, form, "sample")


def test_an_unknown_format_is_met_with_the_known_ones() -> None:
    with pytest.raises(NotFound, match="no exchange format 'net'; known: bif, xmlbif, xdsl"):
        write_exchange(asia(), "net")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "nodes", "numbers"), [("alarm", 37, 752), ("hepar2", 70, 2139), ("child", 20, 344)]
)
def test_published_networks_are_read_whole(name: str, nodes: int, numbers: int) -> None:
    network = bundled(name)
    assert (len(network.nodes), network.size) == (nodes, numbers)


def test_using_networks_does_not_load_pgmpy() -> None:
    program = (
        "import sys; from causality.network.exchange import load_network; "
        "from causality.network.query import query; "
        "query(load_network('ufpn'), {'Described': 'Yes'}, 'Definite'); "
        "print(sorted({'pgmpy', 'networkx', 'scipy', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
