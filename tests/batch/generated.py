"""Reports of FAERS made up at random: dates of every precision, several dosages, odd answers."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.formats.table_samples import Files, faers

__all__ = ["generated"]

Cells = dict[str, str]

_DRUGS = (
    ("AMOXICILLIN", "AMOXICILLIN"),
    ("DARZALEX", "DARATUMUMAB"),
    ("HEPARIN SODIUM", "HEPARIN SODIUM"),
    ("TYLENOL", "ACETAMINOPHEN"),
    ("BACTRIM", "SULFAMETHOXAZOLE\\TRIMETHOPRIM"),
    ("TYSABRI", "NATALIZUMAB"),
    ("ALLOPURINOL", "ALLOPURINOL"),
    ("LIPITOR", "ATORVASTATIN CALCIUM"),
    ("PAXIL", "PAROXETINE"),
    ("NOBODY KNOWS IT", ""),
)
_TERMS = (
    "Rash",
    "Drug-induced liver injury",
    "Leukoencephalopathy",
    "Progressive multifocal leukoencephalopathy",
    "Stevens-Johnson syndrome",
    "Heparin-induced thrombocytopenia",
    "Thrombocytopenia",
    "Drug reaction with eosinophilia and systemic symptoms",
    "Drug withdrawal syndrome",
    "Drug ineffective",
    "Anaphylactic reaction",
    "Headache",
    "Overdose",
    "Off label use",
    "Death",
)
_SEVERAL = (0, 1, 1, 1, 2, 2, 3)


def generated(reports: int, seed: int) -> Files:
    """A quarter of so many reports."""
    draw = Random(seed)  # noqa: S311 - made up, not secret
    tables: dict[str, list[Cells]] = {name: [] for name in ("demo", "drug", "reac", "ther")}
    tables |= {"outc": [], "indi": []}
    for number in range(reports):
        key = {"primaryid": f"{2_000_001 + 10 * number}", "caseid": str(200_000 + number)}
        for table, row in _report(draw):
            tables[table].append({**key, **row})
    return faers(quarter="24Q2", **tables)


def _report(draw: Random) -> Iterator[tuple[str, Cells]]:
    age = draw.choice(("", "7", "64", "9"))
    yield (
        "demo",
        {
            "event_dt": _date(draw),
            "sex": draw.choice(("F", "M", "UNK", "")),
            "age": age,
            "age_cod": draw.choice(("YR", "YR", "MON", "DEC", "")) if age else "",
            "age_grp": draw.choice(("", "", "A", "E")),
        },
    )
    for seq in range(1, 2 + draw.choice((0, 0, 1, 1, 2, 4))):
        name, substance = draw.choice(_DRUGS)
        for _ in range(draw.choice((1, 1, 1, 1, 2))):
            yield (
                "drug",
                {
                    "drug_seq": str(seq),
                    "role_cod": "PS" if seq == 1 else draw.choice(("SS", "C", "C", "I", "DN")),
                    "drugname": name,
                    "prod_ai": substance,
                    "route": draw.choice(("", "Oral", "Intravenous")),
                    "dose_amt": draw.choice(("", "20", "1000")),
                    "dose_unit": "MG",
                    "dose_freq": draw.choice(("", "", "QD", "1X")),
                    "dechal": draw.choice(("", "", "Y", "N", "U", "D")),
                    "rechal": draw.choice(("", "", "", "Y", "N", "U")),
                },
            )
        for _ in range(draw.choice(_SEVERAL)):
            told = draw.choice(("both", "start", "stop", "length", "length"))
            yield (
                "ther",
                {
                    "dsg_drug_seq": str(seq),
                    "start_dt": "" if told == "stop" else _date(draw),
                    "end_dt": _date(draw) if told in {"both", "stop"} else "",
                    "dur": str(draw.randint(1, 40)) if told == "length" else "",
                    "dur_cod": draw.choice(("DAY", "WK", "MON")) if told == "length" else "",
                },
            )
        if draw.random() < 0.4:
            yield "indi", {"indi_drug_seq": str(seq), "indi_pt": "Pain"}
    for term in draw.sample(_TERMS, draw.choice((1, 1, 1, 2, 3))):
        again = draw.choice(("", "", "", term, "Something else"))
        yield "reac", {"pt": term, "drug_rec_act": again}
    for _ in range(draw.choice((0, 1, 1, 2))):
        yield "outc", {"outc_cod": draw.choice(("HO", "DE", "LT", "DS", "OT"))}


def _date(draw: Random) -> str:
    """A date of one of two years, of any precision, or none."""
    day = f"{draw.choice((2023, 2024))}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
    return day[: draw.choice((8, 8, 8, 8, 6, 4, 0))]
