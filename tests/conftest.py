"""What every test runs under: no network, hypothesis profiles, golden files."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings

# `ci` draws the same examples on every run; `thorough` is for a night.
SLOW_MACHINE = [HealthCheck.too_slow]
settings.register_profile("default", deadline=None, suppress_health_check=SLOW_MACHINE)
settings.register_profile(
    "ci", deadline=None, derandomize=True, database=None, suppress_health_check=SLOW_MACHINE
)
settings.register_profile(
    "thorough", deadline=None, max_examples=2_000, suppress_health_check=SLOW_MACHINE
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the files that whole reports are compared with",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)``: ``text`` equals the file ``golden/name`` beside the test."""
    folder = request.path.parent / "golden"
    update = request.config.getoption("--update-golden")

    def compare(name: str, text: str) -> None:
        file = folder / name
        if update:
            folder.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.is_file(), f"{file.name} does not exist; make golden writes it"
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Any connection but one between processes of this machine is a failure."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            message = f"a test tried to reach {address!r}"
            raise RuntimeError(message)
        connect(self, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket.socket, "connect_ex", refuse)
        yield
