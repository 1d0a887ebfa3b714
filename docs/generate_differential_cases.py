"""Writes ``differential-cases.md``: the shares of every case that ships."""  # noqa: INP001 - a script

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from causality import assess, read_case, shipped_cases
from causality.assessment import Assessment
from causality.report.words import in_100

PAGE = Path(__file__).parent / "differential-cases.md"
INTRODUCTION = """\
# Shares of the cases that ship

<!-- Written by docs/generate_differential_cases.py from cases/; change those, not this page. -->

Every suspect drug of every case in `cases/`, as `causality assess` tells it: the share before the
case was read and after it, in 100; its 90 percent interval from the ranges of the numbers; what
open dates and findings leave. [How likely each cause is](differential.md) says what these are, and
what they are not. Nobody knows the truth in the published cases, and the synthetic ones were made
up.

What a reader may stumble over:

- Most intervals are wide, and many cases get no headline. The priors of most pairs are bands that
  span a factor of a hundred, because nobody has counted; the record then moves them by one or two.
- A published case whose report does not say what was known of the drug starts low, even where every
  physician knows the reaction. An entry under `knowledge` in the case file changes that.
- Where no date of the drug is on record, the range goes from 0 to 100, whatever the share.
- Gingival overgrowth under amlodipine stays low: it comes after months, no row of the time-to-onset
  table knows it, and the general distribution expects most reactions within weeks.
- Hyponatraemia under two drugs stopped together: each has about half, and both together nearly all.
- A reaction after an injection within minutes is near certain although nobody knew it of that
  vaccine: so short a time is rare by chance.

| case | drug | event | before | now | 90% interval | open dates leave | no headline |
|---|---|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = [row for file in shipped_cases().values() for row in _rows(assess(read_case(file)))]
    return INTRODUCTION + "".join(rows)


def _rows(told: Assessment) -> Iterator[str]:
    for pair in told.pairs:
        one = pair.involvement
        if one is None:
            continue
        if one.excluded is not None:
            cells = ["-", "excluded", "-", "-", one.excluded.because]
        else:
            cells = [
                in_100(one.prior),
                in_100(one.share),
                f"{in_100(one.interval[0])} to {in_100(one.interval[1])}",
                f"{in_100(one.share_range[0])} to {in_100(one.share_range[1])}",
                one.abstain.reason if one.abstain else "",
            ]
        names = (told.case_id, pair.drug_name, pair.event_term)
        yield f"| {' | '.join((*names, *cells))} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
