"""Small sets of FAERS and VAERS tables that tests can bend, and the real ones cut to a few."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from causality.case.case import Case
from causality.case.write import write_case

__all__ = ["HEADS", "Files", "faers", "folder", "laid", "packed", "vaers", "without_lines"]

Files = dict[str, bytes]
"""Tables by file name."""

HEADS = {
    "DEMO": (
        "primaryid$caseid$caseversion$i_f_code$event_dt$mfr_dt$init_fda_dt$fda_dt$rept_cod$"
        "auth_num$mfr_num$mfr_sndr$lit_ref$age$age_cod$age_grp$sex$e_sub$wt$wt_cod$rept_dt$to_mfr$"
        "occp_cod$reporter_country$occr_country"
    ),
    "DRUG": (
        "primaryid$caseid$drug_seq$role_cod$drugname$prod_ai$val_vbm$route$dose_vbm$cum_dose_chr$"
        "cum_dose_unit$dechal$rechal$lot_num$exp_dt$nda_num$dose_amt$dose_unit$dose_form$dose_freq"
    ),
    "REAC": "primaryid$caseid$pt$drug_rec_act",
    "OUTC": "primaryid$caseid$outc_cod",
    "THER": "primaryid$caseid$dsg_drug_seq$start_dt$end_dt$dur$dur_cod",
    "INDI": "primaryid$caseid$indi_drug_seq$indi_pt",
}
_DEFAULTS = {
    "DEMO": {"caseid": "1000010", "caseversion": "1", "fda_dt": "20240601"},
    "DRUG": {"drug_seq": "1", "role_cod": "PS", "drugname": "AMOXICILLIN"},
    "REAC": {"pt": "Rash"},
    "THER": {"dsg_drug_seq": "1"},
    "INDI": {"indi_drug_seq": "1"},
    "OUTC": {},
}
_DATA = (
    "VAERS_ID,RECVDATE,STATE,AGE_YRS,CAGE_YR,CAGE_MO,SEX,RPT_DATE,SYMPTOM_TEXT,DIED,DATEDIED,"
    "L_THREAT,ER_VISIT,HOSPITAL,HOSPDAYS,X_STAY,DISABLE,RECOVD,VAX_DATE,ONSET_DATE,NUMDAYS,LAB_DATA"
)
_VAX = "VAERS_ID,VAX_TYPE,VAX_MANU,VAX_LOT,VAX_DOSE_SERIES,VAX_ROUTE,VAX_SITE,VAX_NAME"
_SYMPTOMS = "VAERS_ID,SYMPTOM1,SYMPTOMVERSION1,SYMPTOM2,SYMPTOMVERSION2"


def _table(head: str, sign: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    columns = head.split(sign)
    lines = [head, *(sign.join(row.get(column, "") for column in columns) for row in rows)]
    return "".join(f"{line}\r\n" for line in lines).encode()


def faers(*, quarter: str = "24Q2", **tables: Iterable[Mapping[str, str]]) -> Files:
    """A quarter; each row names the cells that matter. One report, one drug, one reaction."""
    given: dict[str, Iterable[Mapping[str, str]]] = {
        "DEMO": ({},),
        "DRUG": ({},),
        "REAC": ({},),
        **{name.upper(): rows for name, rows in tables.items()},
    }
    return {
        f"{kind}{quarter}.txt": _table(
            HEADS[kind], "$", ({"primaryid": "100101", **_DEFAULTS[kind], **row} for row in rows)
        )
        for kind, rows in given.items()
    }


def vaers(
    data: Iterable[Mapping[str, str]] = ({},),
    vax: Iterable[Mapping[str, str]] = ({},),
    symptoms: Iterable[Mapping[str, str]] = ({},),
) -> Files:
    """A year of VAERS, in the same way: one vaccine, one symptom."""
    key = {"VAERS_ID": "0200001"}
    return {
        "2024VAERSDATA.csv": _table(_DATA, ",", ({**key, **row} for row in data)),
        "2024VAERSVAX.csv": _table(_VAX, ",", ({**key, "VAX_NAME": "MMR", **row} for row in vax)),
        "2024VAERSSYMPTOMS.csv": _table(
            _SYMPTOMS, ",", ({**key, "SYMPTOM1": "Rash", **row} for row in symptoms)
        ),
    }


def packed(files: Files) -> io.BytesIO:
    """The files as a zip packet."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    content.seek(0)
    return content


def laid(where: Path, files: Files) -> Path:
    """The files in a folder."""
    for name, raw in files.items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_bytes(raw)
    return where


def folder(where: Path) -> Files:
    """The tables of a folder."""
    return {
        file.name: file.read_bytes()
        for file in sorted(where.iterdir())
        if file.suffix.casefold() in {".csv", ".txt"} and not file.name.startswith("LICENSE")
    }


def without_lines(case: Case) -> str:
    """The file of a case, but for the lines that its sources name."""
    return re.sub(r" \(line [0-9]+\)", "", write_case(case))
