"""How a region wants an assessment: as ICH text, in the codes of Korea, in the words of the FDA."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from causality.formats.codes import KR_METHODS, KR_RESULTS_WHO
from causality.formats.writers.judgement import Judgement

__all__ = ["Stated", "Variant", "stated"]

_WHO_UMC = "who_umc"
_KR = "2.16.840.1.113883.3.989.5.1.10.1."

_FDA_METHOD = "FDA"
_SUSPECTED = frozenset({"certain", "probable/likely", "possible"})
_NOT_SUSPECTED = frozenset({"unlikely"})
"""Where the record does not allow a judgement, neither is said."""


class Variant(StrEnum):
    """The regions that want more than the text of ICH."""

    ICH = "ich"
    KR = "kr"
    FDA = "fda"


@dataclass(frozen=True, slots=True)
class Stated:
    """Method and result as written, and for Korea their codes and code systems."""

    method: str
    result: str
    codes: tuple[tuple[str, str], tuple[str, str]] | None = None


def stated(judgement: Judgement, variant: Variant) -> Stated | None:
    """What is written of a judgement; None where the region has no words for it.

    Korea codes the categories of WHO-UMC, and of a method of its own that is not here. FDA knows
    two results; WHO-UMC's certain, probable and possible are taken for *Suspected*.
    """
    if variant is Variant.ICH:
        return Stated(judgement.title, judgement.result)
    if judgement.method != _WHO_UMC:
        return None
    category = judgement.category
    if variant is Variant.KR:
        code = next((code for code, words in KR_RESULTS_WHO.items() if words == category), None)
        method = next(iter(KR_METHODS))
        if code is None:
            return None
        return Stated(KR_METHODS[method], category, ((method, f"{_KR}4"), (code, f"{_KR}5")))
    if category in _SUSPECTED | _NOT_SUSPECTED:
        return Stated(_FDA_METHOD, "Suspected" if category in _SUSPECTED else "Not Suspected")
    return None
