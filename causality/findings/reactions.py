"""What the instruments that validate one reaction ask: by name, or by the reporter's statement."""

from __future__ import annotations

from causality.findings.rule import as_recorded, only_stated
from causality.vocabulary.reactions import TERMS

__all__ = ["RULES"]

RULES = (
    as_recorded("reaction_kind", "reaction", "what kind of reaction it is"),
    *(only_stated(one.name, one.title) for one in TERMS if one.name != "reaction_kind"),
)
