"""Ordered rows become one table that covers everything, or are refused by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.methods.rows import MAX_CELLS, Axis, compile_rows, strides

WEATHER = Axis("weather", ("unknown", "rain", "sun"))
WIND = Axis("wind", ("unknown", "calm", "storm"))


def test_the_first_row_that_fits_takes_the_cell() -> None:
    table, faults = compile_rows(
        [WEATHER, WIND], [{"wind": ("storm",)}, {"weather": ("sun",), "wind": ("calm",)}, {}]
    )
    assert faults == ()
    assert table.reshape(3, 3).tolist() == [[2, 2, 0], [2, 2, 0], [2, 1, 0]]


def test_strides_count_cells_in_c_order() -> None:
    assert strides([WEATHER, WIND, WEATHER]) == (9, 3, 1)


def test_rows_that_leave_something_open_are_refused_with_an_example() -> None:
    _, (fault,) = compile_rows([WEATHER, WIND], [{"weather": ("rain", "sun")}])
    assert fault.path == ()
    assert "3 combinations are left, as weather: unknown, wind: unknown" in fault.wrong


@pytest.mark.parametrize(
    ("whens", "row"),
    [
        pytest.param([{}, {"wind": ("calm",)}], 1, id="below a row that fits everything"),
        pytest.param(
            [{"wind": ("calm",)}, {"wind": ("storm", "unknown")}, {"weather": ("sun",)}],
            2,
            id="taken by two rows together",
        ),
    ],
)
def test_a_row_that_can_never_fire_is_refused(
    whens: list[dict[str, tuple[str, ...]]], row: int
) -> None:
    _, faults = compile_rows([WEATHER, WIND], whens)
    assert [(fault.path, "never fire" in fault.wrong) for fault in faults] == [((row,), True)]


def test_names_outside_the_closed_lists_are_refused_all_at_once() -> None:
    _, faults = compile_rows(
        [WEATHER], [{"whether": ("sun",)}, {"weather": ("sin", "rain", "rain")}, {}]
    )
    assert [(fault.path, fault.wrong) for fault in faults] == [
        ((0, "when", "whether"), "'whether' is not read; did you mean 'weather'?"),
        ((1, "when", "weather"), "'weather' has no 'sin'; did you mean 'sun'?"),
        ((1, "when", "weather"), "a value is named twice"),
    ]


def test_a_table_too_large_to_compile_is_refused() -> None:
    wide = Axis("wide", tuple(map(str, range(1001))))
    table, (fault,) = compile_rows([wide, Axis("too", wide.values)], [{}])
    assert table.size == 0
    assert str(MAX_CELLS) in fault.wrong


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["weather", "wind"]),
            st.sets(st.sampled_from(["unknown"]), min_size=1).map(tuple),
        ),
        max_size=3,
    ),
    st.lists(st.sets(st.sampled_from(["rain", "sun"]), min_size=1), max_size=3),
)
def test_every_cell_holds_the_first_row_that_fits(
    some: list[dict[str, tuple[str, ...]]], more: list[set[str]]
) -> None:
    whens = [*some, *({"weather": tuple(sorted(one))} for one in more), {}]
    table, faults = compile_rows([WEATHER, WIND], whens)
    if faults:
        return
    for i, weather in enumerate(WEATHER.values):
        for j, wind in enumerate(WIND.values):
            fitting = [
                number
                for number, when in enumerate(whens)
                if weather in when.get("weather", (weather,)) and wind in when.get("wind", (wind,))
            ]
            assert table.reshape(3, 3)[i, j] == fitting[0]
