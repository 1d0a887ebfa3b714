"""The cases that come with the package."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from causality.datafile import data_root

__all__ = ["shipped_cases"]


def shipped_cases() -> Mapping[str, Path]:
    """Id of every case in ``cases/`` and its file, sorted by id."""
    files = sorted(data_root("cases").glob("*.yaml"))
    return MappingProxyType({file.stem: file for file in files})
