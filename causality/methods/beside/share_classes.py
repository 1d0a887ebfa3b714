"""Seven classes of a probability: how a share reads, once there is one; no method of its own."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from causality.citation import Origin
from causality.datafile import Identifier, Number, Record, Text, data_root, load_document, validate
from causality.errors import ModelError

__all__ = ["ShareClass", "ShareClasses", "class_of_share", "share_classes"]

_FILE = "readings/seven_probability_classes.yaml"


class ShareClass(Origin):
    """A class and the highest share that belongs to it."""

    name: Text
    up_to: Number = Field(gt=0, le=1)


class ShareClasses(Record):
    """The file: classes, lowest first."""

    format_: Literal["causality/share-classes/1"] = Field(alias="schema")
    id: Identifier
    title: Text
    cite: Identifier
    classes: tuple[ShareClass, ...]


@cache
def share_classes() -> ShareClasses:
    """The classes as their file says them."""
    document = load_document(data_root("models") / _FILE, ModelError, name=_FILE)
    return validate(document, ShareClasses, ModelError)


def class_of_share(share: float) -> str:
    """The class of a share between 0 and 1; ValueError outside."""
    if not 0 <= share <= 1:
        raise ValueError(share)
    return next(one.name for one in share_classes().classes if share <= one.up_to)
