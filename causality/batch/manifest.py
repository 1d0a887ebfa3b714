"""What a run rests on, by version and hash: if all of it is the same, so is every byte."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from causality import __version__
from causality.assessment.contract import ENGINE, SUPPORT
from causality.assessment.sources import model_references
from causality.batch.options import Options, chosen_methods
from causality.batch.sources import Source
from causality.batch.table import SCHEMA
from causality.datafile import data_root
from causality.findings.causes.names import model_file
from causality.methods import method

__all__ = ["made_with", "manifest"]

_DIFFERENTIAL = ("networks/differential.yaml", "rates.yaml", "tests.yaml")
_LIBRARIES = ("numpy", "pyarrow")


def made_with(options: Options) -> dict[str, object]:
    """Schema, engine, model files and options: the metadata of every part."""
    chosen = [method(name, extra=options.methods_dir) for name in chosen_methods(options)]
    models = [(one.id, one.version, one.sha256) for one in model_references(chosen)]
    if options.differential:
        models += map(model_file, (*_DIFFERENTIAL, *_domains()))
    return {
        "schema": SCHEMA,
        "purpose": SUPPORT,
        "engine": {"name": ENGINE, "version": __version__},
        "libraries": {name: version(name) for name in _LIBRARIES},
        "models": [
            {"id": id_, "version": edition, "sha256": sha256} for id_, edition, sha256 in models
        ],
        "options": options.told(),
    }


def manifest(options: Options, found: Sequence[Source]) -> dict[str, object]:
    """The same with every file that is read."""
    return {
        **made_with(options),
        "inputs": [
            {
                "source": source.name,
                "files": [
                    {"name": file.name, "size": file.size, "sha256": file.sha256}
                    for file in source.files
                ],
            }
            for source in found
        ],
    }


def _domains() -> list[str]:
    folder: Path = data_root("models") / "domains"
    return [f"domains/{file.name}" for file in sorted(folder.glob("*.yaml"))]
