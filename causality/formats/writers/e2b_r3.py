"""E2B(R3): assessments as elements G.k.9.i.2.r of a message."""

from __future__ import annotations

from collections.abc import Iterator

from causality.formats.e2b_r3 import MESSAGE
from causality.formats.hl7 import OBSERVATIONS, each, entries, one, section
from causality.formats.writers.judgement import cut
from causality.formats.writers.splice import Insertion, Spot, attribute, plain
from causality.formats.writers.variant import Stated
from causality.formats.xml_source import Node

__all__ = ["LONGEST", "Key", "addition", "keys", "wanted"]

LONGEST = 60
"""Characters of the source, the method and the result of an assessment."""

Key = tuple[str, str | None]
"""Root and extension of an id."""

_ASSESSMENT = (
    MESSAGE,
    "controlActProcess",
    "subject",
    "investigationEvent",
    "component",
    "adverseEventAssessment",
)
_PLACES = frozenset({(*_ASSESSMENT, "component"), (*_ASSESSMENT, "subject1")})
_XSI = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def wanted(path: tuple[str, ...]) -> bool:
    """Whether an element is one behind which an assessment may stand."""
    return path[-len(_ASSESSMENT) - 1 :] in _PLACES


def keys(message: Node) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """The ids of the drugs and of the reactions of a message, in the order of the reader."""
    path = ("controlActProcess", "subject", "investigationEvent")
    assessment = one(message, *path, "component", "adverseEventAssessment")
    primary = one(assessment, "subject1", "primaryRole")
    if primary is None:
        return (), ()
    drugs = (
        item for part in section(primary, "4") for item in each(part, "substanceAdministration")
    )
    told = entries(primary, "subjectOf2").get("29", ())
    reactions = (item for item in told if one(item, "id") is not None)
    return tuple(map(_key, drugs)), tuple(map(_key, reactions))


def _key(node: Node) -> Key:
    found = one(node, "id")
    return ("", None) if found is None else (found.get("root") or "", found.get("extension"))


def addition(spots: list[Spot], told: list[tuple[Key, Key, str, Stated]]) -> Insertion | None:
    """All assessments of one message, as elements behind the last of their kind.

    Each is the key of the drug, that of the reaction, the source and what is stated.
    """
    components = [spot for spot in spots if spot.path[-1] == "component"]
    spot = max(components or spots, key=lambda item: item.end, default=None)
    if spot is None or not told:
        return None
    return Insertion(spot.end, "".join(f"{spot.break_}{_element(spot, *one)}" for one in told))


def _element(spot: Spot, drug: Key, event: Key, source: str, said: Stated) -> str:
    return "".join(_parts(spot.prefix, "" if spot.has_xsi else _XSI, (drug, event), source, said))


def _parts(p: str, xsi: str, pair: tuple[Key, Key], source: str, said: Stated) -> Iterator[str]:
    """The element in the order of its schema; ``p`` is the prefix of the namespace."""
    yield f'<{p}component typeCode="COMP"><{p}causalityAssessment classCode="OBS" moodCode="EVN">'
    yield f'<{p}code code="39" codeSystem="{OBSERVATIONS}"/>'
    if said.codes is None:
        result, method = plain(cut(said.result, LONGEST)), plain(cut(said.method, LONGEST))
        yield f'<{p}value{xsi} xsi:type="{p}ST">{result}</{p}value>'
        yield f"<{p}methodCode><{p}originalText>{method}</{p}originalText></{p}methodCode>"
    else:
        (method, methods), (result, results) = said.codes
        yield f'<{p}value{xsi} xsi:type="{p}CE" code="{result}" codeSystem="{results}"/>'
        yield f'<{p}methodCode code="{method}" codeSystem="{methods}"/>'
    yield f'<{p}author typeCode="AUT"><{p}assignedEntity classCode="ASSIGNED"><{p}code>'
    yield f"<{p}originalText>{plain(cut(source, LONGEST))}</{p}originalText>"
    yield f"</{p}code></{p}assignedEntity></{p}author>"
    ends = (
        ("subject1", "adverseEffectReference", "OBS"),
        ("subject2", "productUseReference", "SBADM"),
    )
    for (subject, reference, kind), key in zip(ends, reversed(pair), strict=True):
        yield f'<{p}{subject} typeCode="SUBJ"><{p}{reference} classCode="{kind}" moodCode="EVN">'
        yield f"<{p}id{_id(key)}/></{p}{reference}></{p}{subject}>"
    yield f"</{p}causalityAssessment></{p}component>"


def _id(key: Key) -> str:
    root, extension = key
    extended = "" if extension is None else f" extension={attribute(extension)}"
    return f" root={attribute(root)}{extended}"
