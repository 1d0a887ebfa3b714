"""What this installation is made of, so that a result can be made again."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from hashlib import sha256

from causality import __version__
from causality.assessment.contract import ENGINE
from causality.assessment.contract import SCHEMA as ASSESSMENT_SCHEMA
from causality.case.case import SCHEMA as CASE_SCHEMA
from causality.datafile import data_root

__all__ = ["version", "version_text"]


def version() -> Mapping[str, object]:
    """Engine, schemas, Python, and every model file with the SHA-256 of its bytes."""
    root = data_root("models")
    return {
        "engine": {"name": ENGINE, "version": __version__},
        "schemas": [CASE_SCHEMA, ASSESSMENT_SCHEMA],
        "python": platform.python_version(),
        "models": [
            {
                "file": file.relative_to(root).as_posix(),
                "sha256": sha256(file.read_bytes()).hexdigest(),
            }
            for file in sorted(root.rglob("*.yaml"))
        ],
    }


def version_text() -> str:
    """Engine, schemas, Python, and one hash over all model files, a line each."""
    told = version()
    models = told["models"]
    count = len(models) if isinstance(models, list) else 0
    digest = sha256(repr(models).encode()).hexdigest()
    return (
        f"{ENGINE} {__version__}\n"
        f"schemas {CASE_SCHEMA}, {ASSESSMENT_SCHEMA}\n"
        f"models {digest[:12]} ({count} files)\n"
        f"Python {told['python']}\n"
    )
