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
from dataclasses import asdict
from pathlib import Path

from causality.assessment.contract import json_text
from causality.batch.record import Record, record_from, record_text
from causality.errors import CausalityError

__all__ = ["Folder"]

_WORK = ".work"
_MANIFEST, _SUMMARY, _TIMING = "manifest.json", "summary.json", "timing.json"
_FAILURES, _TEXT = "failures.ndjson", "summary.txt"
_OURS = re.compile(r"pairs-[0-9]{6,}\.(?:parquet|ndjson)")


class Folder:
    """The output of one run, begun or finished."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._work = path / _WORK

    def begin(self, manifest: Mapping[str, object], *, force: bool) -> None:
        """Make the folder, or make sure that it holds this very run, begun before.

        CausalityError where it holds anything else; ``force`` throws another run away, never what
        is no run.
        """
        text = json_text(manifest)
        try:
            self.path.mkdir(exist_ok=True)
            there = {entry.name for entry in self.path.iterdir()}
            if there - {_WORK} and _MANIFEST not in there:
                raise CausalityError(f"{self.path} is not empty and holds no run of batch")
            told = self._read(_MANIFEST) if _MANIFEST in there else None
            if told is not None and (told != f"{text}\n" or force):
                if not force:
                    raise CausalityError(
                        f"{self.path} holds another run ({_difference(told, manifest)}); "
                        "--force starts anew"
                    )
                self._clear()
            self._work.mkdir(exist_ok=True)
        except FileNotFoundError:
            raise CausalityError(f"the folder of {self.path} does not exist") from None
        except OSError as fault:
            raise self._unwritable(self.path, fault) from None
        self.write(_MANIFEST, [f"{text}\n".encode()])

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

    def finish(
        self, summary: Mapping[str, object], text: str, timing: Mapping[str, object]
    ) -> None:
        """What stands at the end of a run; the summary as data comes last."""
        failures = (one for record in self.records() for one in record.failures)
        self.write(_FAILURES, (f"{json_text(asdict(one), None)}\n".encode() for one in failures))
        self.write(_TEXT, [text.encode()])
        self.write(_TIMING, [f"{json_text(timing)}\n".encode()])
        self.write(_SUMMARY, [f"{json_text(summary)}\n".encode()])
        shutil.rmtree(self._work, ignore_errors=True)

    def finished(self) -> dict[str, object] | None:
        """The summary of a run that came to its end."""
        if not (self.path / _SUMMARY).is_file():
            return None
        shutil.rmtree(self._work, ignore_errors=True)
        told: dict[str, object] = json.loads(self._read(_SUMMARY))
        return told

    def summary_text(self) -> str:
        """The summary for people, of a run that came to its end."""
        return self._read(_TEXT)

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
        shutil.rmtree(self._work, ignore_errors=True)
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
