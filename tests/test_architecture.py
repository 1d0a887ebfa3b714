"""The shape of the package: rooms, front door, light imports, sizes."""

from __future__ import annotations

import ast
import importlib
import os
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import causality
from causality import errors

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "causality").rglob("*.py"))
NAMES = {file: file.relative_to(ROOT).as_posix() for file in FILES}
HEAVY = {"jinja2", "networkx", "numpy", "pandas", "pgmpy", "pydantic", "scipy", "yaml"}
MOST_LINES = 400


def module_name(file: Path) -> str:
    """The dotted name under which ``file`` is imported."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def heavy_modules_after(*arguments: str) -> set[str]:
    """The heavy libraries that a fresh interpreter holds after running ``arguments``."""
    report = (
        "import atexit, sys; "
        f"atexit.register(lambda: print('held', *sorted({HEAVY!r} & set(sys.modules)))); "
    )
    done = subprocess.run(
        [sys.executable, "-c", report + arguments[0], *arguments[1:]],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    held = done.stdout.splitlines()[-1].split()
    assert held[0] == "held"
    return set(held[1:])


@pytest.mark.parametrize("file", FILES, ids=NAMES.get)
def test_every_file_says_what_it_is_for(file: Path) -> None:
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith(".")


@pytest.mark.parametrize("file", FILES, ids=NAMES.get)
def test_no_file_holds_two_topics(file: Path) -> None:
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, "look for the second topic"


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.name != "__main__.py"], ids=NAMES.get
)
def test_the_names_a_file_offers_exist(file: Path) -> None:
    # Their order is a lint rule (RUF022).
    module = importlib.import_module(module_name(file))
    offered = getattr(module, "__all__", [])
    assert [name for name in offered if not hasattr(module, name)] == []


@pytest.mark.parametrize(
    "file",
    [
        file
        for file in FILES
        # The commands of the command line are offered to a shell, not to Python.
        if file.name not in {"__main__.py", "__init__.py"}
        and not NAMES[file].startswith(("causality/cli.", "causality/cli/"))
    ],
    ids=NAMES.get,
)
def test_a_file_offers_every_public_name_it_defines(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    defined = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }
    offered = set(getattr(importlib.import_module(module_name(file)), "__all__", []))
    assert defined - offered == set()


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert heavy_modules_after("import causality; dir(causality); causality.__version__") == set()


def test_help_loads_nothing_heavy() -> None:
    run = "import runpy; runpy.run_module('causality', run_name='__main__', alter_sys=True)"
    assert heavy_modules_after(run, "--help") == set()


def test_the_probe_for_heavy_modules_sees_one() -> None:
    assert heavy_modules_after("import yaml") == {"yaml"}


def test_every_public_name_has_a_home_and_opens() -> None:
    assert set(causality.__all__) == {*causality._HOMES, "__version__"}
    assert dir(causality) == sorted(causality.__all__)
    for name, home in causality._HOMES.items():
        assert getattr(causality, name) is getattr(importlib.import_module(home), name)


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'no_such_name'"):
        _ = causality.no_such_name


def test_a_public_function_is_not_hidden_by_the_room_of_the_same_name() -> None:
    home = errors.CausalityError
    causality.CausalityError = errors  # type: ignore[assignment, misc]
    assert causality.CausalityError is home


def test_the_version_is_told_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {causality.__version__}\n" in citation


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_a_lock_names_no_host_and_no_folder_of_a_machine(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    for word in ("://", "--find-links", "--index-url", "file:", " @ ", "/home/", "/opt/", "/root/"):
        assert word not in text


def test_the_development_lock_holds_the_run_lock_unchanged() -> None:
    pinned = {
        lock: {
            line.split()[0]  # without the platforms, which the tools widen
            for line in (ROOT / "requirements" / f"{lock}.txt").read_text().splitlines()
            if "==" in line
        }
        for lock in ("run", "dev")
    }
    assert pinned["run"] <= pinned["dev"]


def test_a_test_cannot_reach_the_network() -> None:
    with socket.socket() as door, pytest.raises(RuntimeError, match="tried to reach"):
        door.connect(("127.0.0.1", 9))
