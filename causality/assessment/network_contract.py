"""What a network made of a pair, as the JSON contract tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from causality.assessment.significant import significant

if TYPE_CHECKING:
    from causality.network.reading import NetworkReading

__all__ = ["network_as_dict"]


def network_as_dict(reading: NetworkReading) -> dict[str, object]:
    """The reading of one network as plain data."""
    return {
        "title": reading.title,
        "cite": list(reading.cite),
        "entered": [
            {
                "node": one.node,
                "state": one.state,
                "findings": list(one.findings),
                "because": one.because,
            }
            for one in reading.entered
        ],
        "left_out": [{"node": one.node, "because": one.because} for one in reading.left_out],
        "outcomes": [
            {
                "node": one.node,
                "state": one.state,
                "share": significant(one.share),
                "prior": significant(one.prior),
            }
            for one in reading.outcomes
        ],
        "log_evidence": None if reading.log_evidence is None else significant(reading.log_evidence),
        "unsupported": {node: significant(share) for node, share in reading.unsupported.items()},
        "not_computable": [{"node": node, "state": state} for node, state in reading.not_computable]
        or None,
        "warnings": list(reading.warnings),
    }
