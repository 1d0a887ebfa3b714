"""The data folders are found from a checkout and from an installed copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from causality.datafile import data_root, root
from causality.errors import CausalityError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package in another place; whatever was found before is forgotten."""
    package = tmp_path / "site" / "causality"
    (package / "datafile").mkdir(parents=True)
    monkeypatch.setattr(root, "__file__", str(package / "datafile" / "root.py"))
    monkeypatch.setattr(root, "data_root", data_root.__wrapped__)
    return package


def test_a_checkout_has_its_folders_beside_the_package() -> None:
    assert data_root("models") == ROOT / "models"
    assert data_root("cases") == ROOT / "cases"


def test_a_wheel_carries_its_folders_inside_the_package(package: Path) -> None:
    (package / "_data" / "models").mkdir(parents=True)
    (package.parent / "pyproject.toml").touch()  # whoever else left these beside it
    (package.parent / "models").mkdir()
    assert root.data_root("models") == package / "_data" / "models"


def test_a_folder_beside_the_package_needs_our_project_file(package: Path) -> None:
    (package.parent / "models").mkdir()
    with pytest.raises(CausalityError, match=r"^this installation lacks its folder 'models'"):
        root.data_root("models")
    (package.parent / "pyproject.toml").touch()
    assert root.data_root("models") == package.parent / "models"
