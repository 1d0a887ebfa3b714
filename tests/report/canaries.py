"""A case in which every field that takes words holds a canary, or anything else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

__all__ = ["DATES", "Canaries"]

DATES = ("2021-03-14", "2021-03-20", "2021-03-21", "2021-04-02", "2021-05", "1987")


@dataclass(frozen=True, slots=True)
class Canaries:
    """What stands where: in free text, in terms, in the names of drug and event, in ids."""

    said: str
    term: str
    named: str
    mark: str

    def _told(self, id_: str) -> dict[str, Any]:
        """What every entry may carry."""
        said = self.said
        return {"id": id_, "source": f"page 2 {said}", "by": said, "note": said, "assumed": said}

    def case(self) -> bytes:
        """The case file."""
        said, term, named, mark = self.said, self.term, self.named, self.mark
        told = self._told
        case = {
            "schema": "causality/case/1",
            "id": f"case-{mark}",
            "title": f"Mr {said} of {said}",
            "provenance": {"kind": "report", "citation": said, "licence": said, "encoding": said},
            "day 0": {"what": f"visit to {said}", "at": "2021-03-14", "assumed": said},
            "last information": "2021-05",
            "patient": {
                "age": "67 y",
                "sex": "female",
                "weight": f"{said} 71 kg",
                "conditions": [
                    {**told(f"con-{mark}"), "term": term, "since": "1987", "explains": ["ev"]}
                ],
                "organ function": [{**told(f"org-{mark}"), "organ": term, "state": said}],
            },
            "drugs": [
                {
                    **told("dr"),
                    "name": f"{named}mab",
                    "role": "suspect",
                    "indication": said,
                    "doses": [
                        {**told("d"), "start": "2021-03-20", "stop": "2021-04-02", "amount": term}
                    ],
                    "levels": [{**told(f"lev-{mark}"), "value": said, "at": "2021-03-21"}],
                },
                {**told(f"other-{mark}"), "name": term, "role": "concomitant"},
            ],
            "events": [
                {
                    **told("ev"),
                    "term": f"{named} rash",
                    "terms": [said],
                    "onset": "2021-03-21",
                    "course": [{**told(f"cou-{mark}"), "state": "improved", "at": "2021-04-02"}],
                }
            ],
            "observations": [
                {
                    **told(f"obs-{mark}"),
                    "at": "2021-03-21",
                    "test": term,
                    "of": "ev",
                    "measures": {
                        term: {"value": said, "unit": term},
                        f"ALT {term}": {"value": "432.1", "unit": term, "upper": 40},
                    },
                }
            ],
            "treatments": [
                {**told(f"tre-{mark}"), "name": term, "start": "2021-03-21", "amount": term}
            ],
            "alternatives": [
                {
                    **told(f"alt-{mark}"),
                    "term": term,
                    "of": "ev",
                    "status": "possible",
                    "tests": [
                        {**told(f"tes-{mark}"), "test": term, "result": "negative", "found": said}
                    ],
                }
            ],
            "statements": [],
            "opinions": [
                {**told(f"opi-{mark}"), "drug": "dr", "event": "ev", "result": said, "method": said}
            ],
            "follow-up": {"state": "possible", "note": said},
        }
        return json.dumps(case).encode()
