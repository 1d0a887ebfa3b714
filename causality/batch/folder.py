"""The folder of a run: what is in it is whole, and what it lacks is told by the records beside it.

Every file is written under another name, onto the disk, and only then under its own. A part of the
table counts when its record is there, which comes last. So a run may be killed at any moment.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from causality.assessment.contract import json_text
from causality.batch.lock import sole
from causality.batch.record import Record, record_from, record_text
from causality.errors import CausalityError

__all__ = ["Finished", "Folder"]

_WORK, _LOCK = ".work", "lock"
_MANIFEST, _SUMMARY, _TIMING = "manifest.json", "summary.json", "timing.json"
_FAILURES, _TEXT = "failures.ndjson", "summary.txt"
_OURS = re.compile(r"pairs-[0-9]{6,}\.(?:parquet|ndjson)")


@dataclass(frozen=True, slots=True)
class Finished:
    """What stands in the folder at the end: the summary as data and as text, and the timing."""

    summary: Mapping[str, Any]
    text: str
    timing: Mapping[str, Any]


class Folder:
    """The output of one run, begun or finished."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._work = path / _WORK

    @contextmanager
    def begun(self, manifest: Mapping[str, object], *, force: bool) -> Iterator[None]:
        """Make the folder, or make sure that it holds this very run, begun before; and keep it.

        CausalityError where it holds anything else, or a run is at work in it; ``force`` throws
        another run away, never what is no run.
        """
        self._opened()
        try:
            with sole(self._work / _LOCK, self.path):
                self._agreed(manifest, force=force)
                yield
        finally:
            if (self.path / _SUMMARY).is_file():
                shutil.rmtree(self._work, ignore_errors=True)

    def _opened(self) -> None:
        try:
            self.path.mkdir(exist_ok=True)
            there = {entry.name for entry in self.path.iterdir()}
            if there - {_WORK} and _MANIFEST not in there:
                raise CausalityError(f"{self.path} is not empty and holds no run of batch")
            self._work.mkdir(exist_ok=True)
        except FileNotFoundError:
            raise CausalityError(f"the folder of {self.path} does not exist") from None
        except OSError as fault:
            raise self._unwritable(self.path, fault) from None

    def _agreed(self, manifest: Mapping[str, object], *, force: bool) -> None:
        """Whether what was begun here is this run; else it goes, or this one does."""
        text = f"{json_text(manifest)}\n"
        told = self._read(_MANIFEST) if (self.path / _MANIFEST).is_file() else text
        if told != text and not force:
            other = _difference(told, manifest)
            raise CausalityError(f"{self.path} holds another run ({other}); --force starts anew")
        if force:
            self._clear()
        self.write(_MANIFEST, [text.encode()])

    def records(self) -> Iterator[Record]:
        """The records of the parts that are there, from the first to the last without a gap."""
        number = 0
        while (record := self._record(number)) is not None:
            yield record
            number += 1

    def add(self, record: Record, files: Mapping[str, bytes]) -> None:
        """A part of the table, by the endings of its files, and then its record."""
        for ending, content in files.items():
            self.write(_part(record.number, ending), [content])
        told = record_text(record, {ending: len(content) for ending, content in files.items()})
        self.write(f"{_WORK}/{record.number}.json", [told.encode()])

    def finish(self, told: Finished) -> None:
        """What stands at the end of a run; the summary as data comes last."""
        failures = (one for record in self.records() for one in record.failures)
        self.write(_FAILURES, (f"{json_text(asdict(one), None)}\n".encode() for one in failures))
        self.write(_TEXT, [told.text.encode()])
        self.write(_TIMING, [f"{json_text(told.timing)}\n".encode()])
        self.write(_SUMMARY, [f"{json_text(told.summary)}\n".encode()])

    def finished(self) -> Finished | None:
        """How a run ended that came to its end."""
        if not (self.path / _SUMMARY).is_file():
            return None
        return Finished(
            json.loads(self._read(_SUMMARY)), self._read(_TEXT), json.loads(self._read(_TIMING))
        )

    def write(self, name: str, content: Iterable[bytes]) -> None:
        """A file, whole or not at all; CausalityError where it cannot be written."""
        target = self.path / name
        waiting = self._work / f"new-{target.name}"
        try:
            with waiting.open("wb") as file:
                file.writelines(content)
                file.flush()
                os.fsync(file.fileno())
            waiting.replace(target)
        except OSError as fault:
            waiting.unlink(missing_ok=True)
            raise self._unwritable(target, fault) from None

    def _record(self, number: int) -> Record | None:
        try:
            told = json.loads((self._work / f"{number}.json").read_text(encoding="utf-8"))
            sizes = {
                ending: (self.path / _part(number, ending)).stat().st_size
                for ending in told["sizes"]
            }
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return record_from(told) if sizes == told["sizes"] else None

    def _read(self, name: str) -> str:
        return (self.path / name).read_text(encoding="utf-8")

    def _clear(self) -> None:
        """Every file of a run but its manifest, which the next one replaces."""
        (self.path / _SUMMARY).unlink(missing_ok=True)
        for record in self._work.glob("*.json"):
            record.unlink()
        for entry in self.path.iterdir():
            if _OURS.fullmatch(entry.name) or entry.name in {_FAILURES, _TEXT, _TIMING}:
                entry.unlink()

    @staticmethod
    def _unwritable(path: Path, fault: OSError) -> CausalityError:
        reason = (fault.strerror or type(fault).__name__).lower()
        return CausalityError(f"{path} cannot be written ({reason})")


def _part(number: int, ending: str) -> str:
    return f"pairs-{number:06}.{ending}"


def _difference(text: str, manifest: Mapping[str, object]) -> str:
    """What of another run's manifest is not as in this one, by its keys."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError:
        return "its manifest is damaged"
    found = json.loads(json_text(manifest))
    differ = [key for key in found if not isinstance(told, dict) or told.get(key) != found[key]]
    return f"other {' and '.join(differ)}" if differ else "its manifest is another"
