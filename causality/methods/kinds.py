"""The kinds of method that exist; a new kind is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from causality.methods.additive_scale import AdditiveScale
from causality.methods.category_table import CategoryTable
from causality.methods.flow_chart import FlowChart
from causality.methods.kind import Kind
from causality.methods.two_axis_table import TwoAxisTable
from causality.methods.two_pass_scale import TwoPassScale

__all__ = ["KINDS"]

KINDS: Mapping[str, type[Kind]] = MappingProxyType(
    {
        "additive scale": AdditiveScale,
        "category table": CategoryTable,
        "flow chart": FlowChart,
        "two-axis table": TwoAxisTable,
        "two-pass scale": TwoPassScale,
    }
)
