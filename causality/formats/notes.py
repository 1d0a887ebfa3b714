"""What a reader could not use, told once, by place and never by content."""

from __future__ import annotations

__all__ = ["Notes"]


class Notes:
    """Collects notes in the order in which they come up."""

    def __init__(self) -> None:
        self.told: dict[str, None] = {}

    def add(self, place: str, what: str) -> None:
        """Note ``what`` about the element or column ``place``."""
        self.told[f"{place}: {what}"] = None
