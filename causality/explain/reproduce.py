"""A result made again: from the same case, by the same engine and models, to the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from causality import __version__
from causality.assessment import Assessment, assess
from causality.assessment.contract import ENGINE, as_json, as_ndjson
from causality.case.read import CaseFile
from causality.errors import CausalityError
from causality.explain.told_result import ToldResult, read_result

__all__ = ["NotReproducible", "Reproduction", "reproduce"]

_MOST_TOLD = 20


class NotReproducible(CausalityError):
    """The result cannot be made again here: another engine, model or case."""


@dataclass(frozen=True, slots=True)
class Reproduction:
    """Whether the bytes are the same; if not, where the results differ first."""

    case: str
    same: bool
    differences: tuple[str, ...] = ()


def reproduce(
    result: bytes, case: CaseFile, name: str = "result", methods_dir: Path | None = None
) -> Reproduction:
    """Make ``result``, the bytes of a result in JSON, again from ``case``.

    Raises NotReproducible where engine, models or case are not those of the result, by name;
    InputError where it is no result of ours.
    """
    told = read_result(result, name)
    if (told.engine.name, told.engine.version) != (ENGINE, __version__):
        raise NotReproducible(
            f"{name} was made by {told.engine.name} {told.engine.version}; "
            f"this is {ENGINE} {__version__}"
        )
    if told.case.sha256 is None or told.case.sha256 != case.sha256:
        raise NotReproducible(
            f"{name} was made from another file of the case {told.case.id} "
            f"({(told.case.sha256 or 'no hash')[:12]}; this one is {case.sha256[:12]})"
        )
    data: dict[str, Any] = json.loads(result)
    again = assess(case, methods_dir=methods_dir, **_asked(told, data))
    _same_models(name, told, again)
    ways = (f"{as_json(again)}\n", as_json(again), as_ndjson(again), as_json(again, None))
    if result in {way.encode() for way in ways}:
        return Reproduction(told.case.id, same=True)
    found = list(_differences(data, json.loads(ways[0]), ""))
    if not found:
        found = ["the same values, laid out otherwise"]
    return Reproduction(told.case.id, same=False, differences=tuple(found[:_MOST_TOLD]))


def _asked(told: ToldResult, data: Mapping[str, Any]) -> dict[str, Any]:
    """What the result was asked for, as its own content shows."""
    asked: dict[str, Any] = {"differential": "differentials" in data}
    if told.pairs:
        asked["methods"] = list(told.pairs[0].verdicts)
        asked["drugs"] = list(dict.fromkeys(pair.drug for pair in told.pairs))
        asked["events"] = list(dict.fromkeys(pair.event for pair in told.pairs))
    if networks := [name for pair in data["pairs"][:1] for name in pair.get("networks", ())]:
        asked["networks"] = networks
    priors = {
        one["id"]: one["prior_of"]["odds"]
        for each in data.get("differentials", ())
        for one in each["candidates"]
        if one["prior_of"]["basis"] == "given by the reader"
    }
    if priors:
        asked["priors"] = priors
    return asked


def _same_models(name: str, told: ToldResult, again: Assessment) -> None:
    here = {one.id: one for one in again.models}
    for one in told.models:
        other = here.get(one.id)
        if other is None:
            raise NotReproducible(f"{name} used the model {one.id} {one.version}; it is not here")
        if (one.version, one.sha256) != (other.version, other.sha256):
            raise NotReproducible(
                f"{name} used the model {one.id} {one.version} ({one.sha256[:12]}); "
                f"here it is {other.version} ({other.sha256[:12]})"
            )


def _differences(one: object, other: object, place: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys((*one, *other)):
            if key not in one or key not in other:
                yield f"{place}/{key}: only {'here' if key in other else 'in the result'}"
            else:
                yield from _differences(one[key], other[key], f"{place}/{key}")
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            yield f"{place}: {len(one)} in the result, {len(other)} here"
        for i, (mine, theirs) in enumerate(zip(one, other, strict=False)):
            yield from _differences(mine, theirs, f"{place}/{i}")
    elif one != other:
        yield f"{place}: {one!r} in the result, {other!r} here"
