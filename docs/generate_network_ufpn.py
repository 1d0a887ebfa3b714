"""Writes ``network-ufpn.md`` from the map of findings and the network itself."""  # noqa: INP001 - a script

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from causality.citation import cited
from causality.network.mapping import EvidenceRules, FindingMap, finding_map
from causality.network.network import Network
from causality.network.show import rows_of_table, unsupported_rows
from causality.vocabulary import VOCABULARY

PAGE = Path(__file__).parent / "network-ufpn.md"
INTRODUCTION = """\
# The UFPN network

<!-- Written by docs/generate_network_ufpn.py from models/networks; change those, not this page. -->

`causality assess CASE --network ufpn` asks, beside the published instruments, the Bayesian network
of a regional pharmacovigilance unit in Porto: experts drew it, and its numbers are frequencies in
593 reports that the unit had assessed. It answers how often reports like this one were called
definite, probable, possible or conditional **there**. It is a second opinion with a known origin;
the answer of this program is its own differential.

```console
$ causality assess example:synthetic-positive-rechallenge --network ufpn
...
Network ufpn:
- assessed as definite: 63 in 100 (11 before any evidence)
...
```

What it is asked for:

"""
MAP = """
## Which finding is which evidence

The first row that holds decides. This is our reading of the names in the network; it stands in
`models/networks/ufpn_findings.yaml`, version {version}.

"""
LIMITS = """
## What its shares are not

- **No distribution.** The four outcomes are four yes-or-no questions. Nothing makes them exclude
  one another, their shares need not sum to 100, and no outcome says that a relation is unlikely.
- **No probability that the drug did it.** They are what one unit wrote down, and are not calibrated
  against anything.
- **Not always about reports.** {bare} of {rows} rows were met by none of the 593 reports; the
  source filled them in with equal shares. Each answer says which part of it rests on such rows. If
  a reaction that is not described stayed away at a second exposure, all four outcomes come out as
  50 in 100, and nothing but that filling-in is behind it.
- **No time.** There is no node for the time to onset, nor for other causes.

A finding is entered only where the record settles it; unknown enters nothing. Evidence that the
network calls impossible is refused, with a smallest set of it that cannot all be true.

## Rows without a report

| node | rows | met by no report |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    chosen = finding_map("ufpn")
    network = chosen.network
    bare = sum(unsupported_rows(node) or 0 for node in network.nodes)
    rows = sum(len(rows_of_table(node)) for node in network.nodes)
    return "".join(
        [
            INTRODUCTION,
            *_asked(chosen),
            MAP.format(version=chosen.version),
            "| node | state | where | because |\n|---|---|---|---|\n",
            *(line for rules in chosen.nodes for line in _rules(rules)),
            LIMITS.format(bare=bare, rows=rows),
            *_support(network),
            "\n## Sources\n\n",
            *_sources(network),
        ]
    )


def _asked(chosen: FindingMap) -> Iterator[str]:
    for node, state in chosen.outcomes:
        yield f"- {node} {state}: {chosen.network.node(node).title}\n"


def _rules(rules: EvidenceRules) -> Iterator[str]:
    node = f"{rules.node} ({rules.title})"
    for rule in rules.rules:
        where = " and ".join(
            f"{VOCABULARY[name].title}: {' or '.join(_ordered(name, values))}"
            for name, values in rule.when.items()
        )
        yield f"| {node} | {rule.state} | {where} | {rule.because} |\n"
        node = ""
    yield f"| {node} | - | otherwise | {rules.otherwise} |\n"


def _ordered(name: str, values: frozenset[str]) -> list[str]:
    return [value for value in VOCABULARY[name].values if value in values]


def _support(network: Network) -> Iterator[str]:
    for node in network.nodes:
        if node.parents:
            bare = unsupported_rows(node)
            told = "not stated" if bare is None else bare
            yield f"| {node.name} | {len(rows_of_table(node))} | {told} |\n"


def _sources(network: Network) -> Iterator[str]:
    for name in network.cite:
        one = cited(name)
        year = f" ({one.year})" if one.year else ""
        where = f" {one.where}." if one.where else ""
        yield f"- {name}: {one.title}{year}.{where} {one.note}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
