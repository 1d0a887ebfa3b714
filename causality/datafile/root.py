"""Where ``models/`` and ``cases/`` are: in a checkout and in an installed wheel alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from causality.errors import CausalityError

__all__ = ["data_root"]


@cache
def data_root(kind: Literal["models", "cases"]) -> Path:
    """The folder that holds ``kind``.

    A wheel carries a copy inside the package; a checkout has the folder beside the package and
    its ``pyproject.toml``. Raises ``CausalityError`` where there is neither.
    """
    package = Path(__file__).resolve().parent.parent
    installed = package / "_data" / kind
    if installed.is_dir():
        return installed
    beside = package.parent / kind
    if beside.is_dir() and (package.parent / "pyproject.toml").is_file():
        return beside
    message = f"this installation lacks its folder {kind!r}; install it again"
    raise CausalityError(message)
