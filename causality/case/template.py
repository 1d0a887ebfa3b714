"""The commented template of a case file that ``causality new`` prints."""

from __future__ import annotations

from importlib import resources

__all__ = ["case_template"]


def case_template() -> str:
    """A valid little case with a comment at every choice that is easy to get wrong."""
    return resources.files("causality.case").joinpath("template.yaml").read_text(encoding="utf-8")
