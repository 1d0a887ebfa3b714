"""The built package works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CASE = "example:daratumumab-leukoencephalopathy"

pytestmark = pytest.mark.slow


def call(*arguments: str | Path, folder: Path) -> str:
    """What a command prints; the checkout is neither its folder nor on its path."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, arguments)),
        cwd=folder,
        env={**environment, "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel built from it."""
    folder = tmp_path_factory.mktemp("built")
    call(sys.executable, "-m", "build", "--no-isolation", "-o", folder, ROOT, folder=folder)
    return folder


@pytest.fixture(scope="session")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel, and its dependencies by reference."""
    environment = tmp_path_factory.mktemp("environment")
    call(sys.executable, "-m", "venv", "--without-pip", environment, folder=environment)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    (library,) = environment.glob("[Ll]ib/**/site-packages")
    # A line of a .pth file adds a folder but does not follow the .pth files in it, so an
    # editable installation of this checkout stays out of sight.
    dependencies = sysconfig.get_path("purelib")
    (library / "dependencies.pth").write_text(f"{dependencies}\n", encoding="utf-8")
    (wheel,) = built.glob("*.whl")
    pip = (sys.executable, "-m", "pip", "--python", str(programs / "python"))
    call(*pip, "install", "--no-deps", "--force-reinstall", wheel, folder=environment)
    return programs


def test_the_wheel_carries_every_model_and_every_case(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        f"causality/_data/{file.relative_to(ROOT).as_posix()}"
        for kind in ("models", "cases")
        for file in (ROOT / kind).rglob("*.yaml")
    }
    assert expected
    assert expected <= packed
    assert "causality/py.typed" in packed
    assert not [name for name in packed if name.startswith("tests/")]


def test_the_source_distribution_can_be_tested(built: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "CHANGELOG.md",
        "LICENSE",
        "Makefile",
        "docs/index.md",
        "requirements/dev.txt",
        "tests/test_wheel.py",
    } <= packed


def test_the_installed_package_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    place = "import causality; print(causality.__file__)"
    printed = call(installed / "python", "-c", place, folder=tmp_path)
    assert Path(printed.strip()).is_relative_to(installed.parent)


def test_the_installed_command_assesses_a_case(installed: Path, tmp_path: Path) -> None:
    printed = call(installed / "causality", "assess", CASE, folder=tmp_path)
    assert "naranjo" in printed.lower()


def test_the_installed_module_is_the_same_command(installed: Path, tmp_path: Path) -> None:
    assert call(installed / "python", "-m", "causality", "assess", CASE, folder=tmp_path) == call(
        installed / "causality", "assess", CASE, folder=tmp_path
    )
