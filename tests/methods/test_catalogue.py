"""Which methods there are, and how a folder of one's own joins them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from causality.datafile import data_root
from causality.errors import ModelError, NotFound
from causality.methods import method, method_ids, methods, unavailable_methods
from tests.methods.columns import SHARED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shared_findings.yaml").write_bytes(SHARED.read_bytes())
    return tmp_path


def test_the_shipped_methods_are_there() -> None:
    assert set(method_ids()) >= {"naranjo_1981", "who_umc"}
    assert [one.id for one in methods()] == list(method_ids())


def test_a_method_is_compiled_once() -> None:
    assert method("naranjo_1981") is method("naranjo_1981")


def test_a_folder_of_ones_own_joins_the_shipped_methods(folder: Path) -> None:
    assert method_ids(extra=folder) == (*method_ids(), "shared_findings")
    own = method("shared_findings", extra=folder)
    assert own.categories == ("high", "middle", "low")
    assert own.file == f"{folder.name}/shared_findings.yaml"
    assert methods(extra=folder)[-1].id == "shared_findings"
    with pytest.raises(NotFound, match="no method 'shared_findings'"):
        method("shared_findings")


def test_a_shipped_method_cannot_be_replaced(folder: Path) -> None:
    (folder / "who_umc.yaml").write_bytes(SHARED.read_bytes())
    with pytest.raises(ModelError, match="a method of this name ships already"):
        method_ids(extra=folder)


def test_a_file_is_named_as_its_method(folder: Path) -> None:
    (folder / "shared_findings.yaml").rename(folder / "other.yaml")
    with pytest.raises(ModelError, match="the file is named 'other'; name both alike"):
        method("other", extra=folder)


def test_what_could_not_be_read_is_listed_with_the_reason() -> None:
    left_out = unavailable_methods()
    ids = [one.id for one in left_out]
    assert {"kramer_1979", "logistic_2012"} <= set(ids)
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(method_ids())


def test_the_hash_of_a_method_is_that_of_its_file() -> None:
    file = data_root("models") / "methods" / "naranjo_1981.yaml"
    assert method("naranjo_1981").sha256 == sha256(file.read_bytes()).hexdigest()
