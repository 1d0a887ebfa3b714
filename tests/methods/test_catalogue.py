"""Which methods there are, and how a folder of one's own joins them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from causality.citation import bibliography
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
    assert all(source in bibliography() for one in left_out for source in one.read_in)


ASKED_FOR = {
    "alden_2010": "alden_2010_experimental",
    "china": None,
    "dips_2007": "dips_2007",
    "four_ts": "four_ts",
    "french_1985": "french_1985",
    "jones_1982": None,
    "karch_lasagna_1977": "karch_lasagna_table",
    "korean_2": None,
    "kramer_1979": None,
    "lcat_2011": "lcat_2011",
    "logistic_2012": None,
    "maria_victorino_1997": None,
    "monarcsi_2018": None,
    "naranjo_1981": "naranjo_1981",
    "recam_2022": None,
    "regiscar_dress": "regiscar_dress",
    "rucam_1993": "rucam_1993",
    "rucam_2016": "rucam_2016",
    "schumock_thornton_1992": None,
    "sefv": "sefv",
    "who_aefi_2018": "who_aefi_2018",
    "who_umc": "who_umc",
}
"""Instruments that people ask for, and the method that ships for each, if one does."""


@pytest.mark.parametrize("asked", ASKED_FOR)
def test_an_instrument_that_people_ask_for_ships_or_is_listed_with_the_reason(asked: str) -> None:
    left_out = {one.id: one for one in unavailable_methods()}
    ships = ASKED_FOR[asked]
    assert ships is None or ships in method_ids()
    assert asked == ships or len(left_out[asked].because.split()) > len(
        ["could", "not", "be", "read"]
    )


def test_the_hash_of_a_method_is_that_of_its_file() -> None:
    file = data_root("models") / "methods" / "naranjo_1981.yaml"
    assert method("naranjo_1981").sha256 == sha256(file.read_bytes()).hexdigest()
