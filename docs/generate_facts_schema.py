"""Writes ``facts-schema.md`` from the layout of the facts of reports."""  # noqa: INP001 - a script

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from causality.batch.arrow_facts.layout import ID, REPORTS, Field, Rows

PAGE = Path(__file__).parent / "facts-schema.md"
INTRODUCTION = f"""\
# Scoring another database: the facts schema

<!-- Written by docs/generate_facts_schema.py from causality/batch/arrow_facts/layout.py; change
that, not this page. -->

A database that is neither FAERS nor VAERS is scored from a Parquet file (or a Spark data frame, see
[Spark](spark.md)) of facts: what is known of each drug and event of a report, without a narrative.
The schema is called `{ID}`. One row is one report; its pairs of drug and event, and its
events, are lists of structs in it. Nothing has to be computed that the models know: a file with the
drug, the event, the role and a time or two is complete.

## A first file

```python
import pyarrow as pa
from pyarrow import parquet

DAY = 24 * 60
reports = [
    {{
        "report": "A-17",
        "events": [{{"id": "e1", "term": "Rash"}}],
        "pairs": [
            {{
                "drug": "d1",
                "drug_name": "Amoxicillin",
                "event": 0,
                "role": "suspect",
                "onset_after_start_lo": 4 * DAY,
                "onset_after_start_hi": 5 * DAY - 1,
                "onset_after_last_dose_lo": 0,
                "onset_after_last_dose_hi": 0,
                "outcome": "recovered",
                "episode": [
                    {{
                        "kind": "stop",
                        "action_after_onset_lo": 0,
                        "action_after_onset_hi": DAY - 1,
                        "change": "resolved",
                        "improved_after_lo": 2 * DAY,
                        "improved_after_hi": 3 * DAY - 1,
                    }}
                ],
            }},
            {{"drug": "d2", "drug_name": "Ibuprofen", "event": 0, "role": "concomitant"}},
        ],
    }},
]
parquet.write_table(pa.Table.from_pylist(reports), "ours.parquet")
```

From Python, the file is read some reports at a time and scored; memory does not grow with it.

```python
from pathlib import Path

from causality.batch.arrow_facts import read_facts
from causality.batch.options import Options
from causality.batch.score import scored

for told in read_facts(Path("ours.parquet")):
    table = scored(told, Options(methods=("naranjo_1981", "who_umc")))
```

The result is the [table of pairs](batch.md). Ibuprofen was concomitant, so it has no row; the share
of amoxicillin was weighed against it all the same.

```python
>>> for row in table.to_pylist():
...     print(row["report"], row["drug_name"], row["event_term"])
...     print(row["time_to_onset_from"], row["latency"], row["dechallenge"])
...     print(row["who_umc"], row["naranjo_1981_score"], row["naranjo_1981_score_to"])
A-17 Amoxicillin Rash
4.0 compatible positive
possible 3 3
```

Everything that is wrong with a file is told at once, with the number of the first report:

```python
>>> reports[0]["pairs"][0] |= {{"outcome": "cured", "washout_lo": 9, "washout_hi": 3}}
>>> del reports[0]["events"][0]["term"]
>>> parquet.write_table(pa.Table.from_pylist(reports), "ours.parquet")
>>> next(read_facts(Path("ours.parquet")))
Traceback (most recent call last):
    ...
causality.errors.InputError: ours.parquet: events.term: the column is missing
ours.parquet: pairs.outcome: unknown word 'cured' (report A-17); 0 unknown, 1 recovered, ...
ours.parquet: pairs.washout: lo above hi (report A-17); swap them
```

## How to fill it

- **Columns may be left out**, and so may whole lists; only those marked *needed* may not. What is
  left out, or null, is not on record. That is not the same as *no*: `examined: no` says that nobody
  saw the event, null says that nobody told.
- **Codes** are the number of a word in its list, from 0 (`int8`, any width is read), or the word
  itself. -1 is null.
- **Bounds** are two columns, `_lo` and `_hi`, of whole minutes (or of the unit named), both ends
  included; null where there is no bound. A date without a time of day is a whole day: from day 1 to
  day 5 lie between 3 days + 1 minute and 5 days - 1 minute. Never fill in a midpoint: the ranges of
  the result come from these bounds.
- **Numbers within a report**: `event` of a pair, `pair` of a member and the like count from 0 in
  the report (or the event), in the order of the list.
- **Order**: judged pairs come first, then weighed, then the others; a pair is a row of the table if
  it is judged. Give every drug with every event.
- **Filled by name**: columns marked so are looked up from `drug_name` and `term` where *all* those
  of their group are left out; to fill a group yourself, write all of it. `lingering` is filled from
  `washout`, and from the fallback of the [table](time-to-onset.md) where that is null, too.
- **Names** are compared whole, in English, as with [times to onset](time-to-onset.md). Terms of a
  licensed dictionary are yours to map; none ships with this package.
- **Places** in a domain (`rival`, `entity`, `sign`, `raises`) count in the lists of the file in
  `models/domains/`. Left out, they are unknown.

What each fact means, and which finding it decides, is told on the page on [findings](findings.md).
A row of the table cannot be explained further than by these facts: there are no entries of a case
behind it.

## The schema in Arrow

`causality.batch.arrow_facts.facts_schema()` gives it, with meaning and codes in the metadata of
each field. The metadata of a file are not needed to read it.
"""


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION, "\n## Reports\n\n", *_table(REPORTS)]
    for top in REPORTS.inside:
        parts += [f"\n## `{top.name}`\n\n", *_table(top)]
        for rows in top.inside:
            parts += [f"\n### `{top.name}.{rows.name}`\n\n", *_table(rows)]
    return "".join(parts)


def _table(rows: Rows) -> Iterator[str]:
    yield f"{rows.meaning}{' *Needed.*' if rows.needed else ''}\n\n"
    yield "| column | type | values | meaning |\n|---|---|---|---|\n"
    shown = [field for field in rows.fields if not field.name.startswith("stated_")]
    for field in shown:
        if field.kind == "hi":
            continue
        name = f"`{field.name}`"
        if field.kind == "lo":
            name += f", `{field.name.removesuffix('_lo')}_hi`"
        yield f"| {name} | {_type(field)} | {_values(field)} | {_meaning(field)} |\n"
    if len(shown) < len(rows.fields):
        meaning = "The reporter's word on any [finding](findings.md), by its name."
        yield f"| `stated_...` | int8 | the values of the finding, from 0 | {meaning} |\n"


def _type(field: Field) -> str:
    kinds = {"text": "string", "code": "int8", "number": "float64", "lo": "int64", "hi": "int64"}
    return kinds.get(field.kind, f"int{field.bits}")


def _values(field: Field) -> str:
    if field.codes:
        return ", ".join(f"{place} {word}" for place, word in enumerate(field.codes))
    if field.kind in ("lo", "hi"):
        return {"min": "minutes"}.get(field.unit, field.unit)
    return "from 0" if field.kind == "whole" else ""


def _meaning(field: Field) -> str:
    needed = " *Needed.*" if field.needed else ""
    named = f" *Filled by name: {field.by_name}.*" if field.by_name else ""
    return f"{field.meaning.removeprefix('At least. ')}{needed}{named}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
