"""The methods there are, by id: those that ship, those of a user's own folder, those left out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import RootModel

from causality.datafile import (
    Document,
    Identifier,
    Record,
    Text,
    data_root,
    load_document,
    validate,
)
from causality.errors import ModelError, NotFound
from causality.methods.compiled import Method
from causality.methods.read import compile_method

__all__ = ["Unavailable", "method", "method_ids", "methods", "unavailable_methods"]

_FOLDER = "methods"
_LEFT_OUT = "unavailable_methods.yaml"
_FIRST = ("naranjo_1981", "who_umc")  # the two that most readers know stand first everywhere


class Unavailable(Record):
    """A published instrument that does not ship, and why; ``read`` is what could be verified."""

    id: Identifier
    title: Text
    because: Text
    read: Text | None = None
    read_in: tuple[Text, ...] = ()


class _LeftOut(RootModel[tuple[Unavailable, ...]]):
    """The file that lists them."""


def method_ids(*, extra: Path | None = None) -> tuple[str, ...]:
    """The ids of all methods, the best known first, own ones last; each is the name of its file.

    Raises ModelError where a file in ``extra`` has the name of a shipped method: a revised
    instrument is another method.
    """
    shipped, own = _shipped_files(), {} if extra is None else _files(extra)
    clash = [own[name] for name in own if name in shipped]
    if clash:
        wrong, right = "a method of this name ships already", "give a revision an id of its own"
        raise ModelError(_document(path).problem((), wrong, right) for path in clash)
    return (*shipped, *own)


def method(
    name: str, *, options: Mapping[str, bool] | None = None, extra: Path | None = None
) -> Method:
    """The method ``name``, at work under its published settings or under ``options``.

    Shipped methods are compiled once; files in ``extra`` are read anew. Raises NotFound for an
    unknown name or option, ModelError for a file that cannot be used.
    """
    settings = tuple(sorted((options or {}).items()))
    if name in _shipped_files():
        return _shipped(name, settings)
    known = method_ids(extra=extra)
    if name not in known:
        raise NotFound("method", name, known)
    return _named_as_filed(_files(extra or Path())[name], settings)


def methods(*, extra: Path | None = None) -> tuple[Method, ...]:
    """All methods under their published settings."""
    return tuple(method(name, extra=extra) for name in method_ids(extra=extra))


def unavailable_methods() -> tuple[Unavailable, ...]:
    """The published instruments that do not ship, because what could not be read is not guessed."""
    document = load_document(data_root("models") / _LEFT_OUT, ModelError, name=_LEFT_OUT)
    return validate(document, _LeftOut, ModelError).root


@cache
def _shipped_files() -> Mapping[str, Path]:
    return _files(data_root("models") / _FOLDER)


def _files(folder: Path) -> dict[str, Path]:
    found = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    return {
        name: found[name] for name in sorted(found, key=lambda name: (name not in _FIRST, name))
    }


@cache
def _shipped(name: str, settings: tuple[tuple[str, bool], ...]) -> Method:
    return _named_as_filed(_shipped_files()[name], settings)


def _document(path: Path) -> Document:
    return load_document(path, ModelError, name=f"{path.parent.name}/{path.name}")


def _named_as_filed(path: Path, settings: tuple[tuple[str, bool], ...]) -> Method:
    document = _document(path)
    compiled = compile_method(document, dict(settings))
    if compiled.id != path.stem:
        wrong = f"the file is named {path.stem!r}"
        raise ModelError([document.problem(("id",), wrong, "name both alike")])
    return compiled
