"""A liver case with ten laboratory rows and with a thousand, stage by stage."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.assess import milliseconds
from causality.assessment import assess
from causality.case.points import points_of
from causality.case.read import read_case
from causality.findings.derive import derive
from causality.findings.extract import extract
from causality.methods import methods, verdict
from causality.timeline.of_case import timeline_of

RUNS = 15


def liver_case(rows: int) -> str:
    """A made-up case file with one series of ALT and ALP."""
    lines = [
        "schema: causality/case/1",
        "id: liver",
        "day 0: {what: first dose, at: drug.start}",
        "patient: {age: 60 y, sex: female}",
        "drugs:",
        "  - id: drug",
        "    name: a drug",
        "    role: suspect",
        "    half-life: 1 d",
        "    action taken: withdrawn",
        "    doses: [{id: one, start: day 0, stop: day 21}]",
        "events: [{id: liver, term: liver injury, onset: day 20, diagnosis: confirmed}]",
        "observations:",
    ]
    for i in range(rows):
        alt = f"ALT: {{value: {max(30, 800 - 2 * i)}, unit: U/L, upper: 40}}"
        alp = "ALP: {value: 130, unit: U/L, upper: 120}"
        lines.append(
            f"  - {{id: lab{i}, at: day {20 + i}, test: liver tests, of: liver, "
            f"measures: {{{alt}, {alp}}}}}"
        )
    return "\n".join(lines)


def stages(path: Path) -> dict[str, float]:
    """Milliseconds of every stage, warm."""
    case = read_case(path)
    points = points_of(case)
    timeline = timeline_of(case, points)
    _, facts = extract(case, timeline, points)
    findings = derive(facts)
    everything = methods()
    return {
        "read the file": milliseconds(lambda: read_case(path), 3),
        "points": milliseconds(lambda: points_of(case), RUNS),
        "timeline": milliseconds(lambda: timeline_of(case, points), RUNS),
        "facts": milliseconds(lambda: extract(case, timeline, points), RUNS),
        "findings": milliseconds(lambda: derive(facts), RUNS),
        "methods": milliseconds(lambda: [verdict(one, findings) for one in everything], RUNS),
        "assess, all in all": milliseconds(lambda: assess(case), RUNS),
    }


def main() -> None:
    """Print both cases and the ratio."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "liver.yaml"
        measured = []
        for rows in (10, 1000):
            path.write_text(liver_case(rows), encoding="utf-8")
            measured.append(stages(path))
    few, many = measured
    print(f"{'':20}{'10 rows':>10}{'1000 rows':>10}{'ratio':>8}")
    for name, short in few.items():
        print(f"{name:20}{short:10.2f}{many[name]:10.2f}{many[name] / short:8.1f}")


if __name__ == "__main__":
    main()
