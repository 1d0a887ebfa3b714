"""What a method file may not say: every problem at once, with its place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from causality.datafile import data_root
from causality.errors import ModelError, NotFound
from causality.methods import compile_method, method, methods
from causality.methods.kinds import KINDS
from tests.methods.columns import SHARED, document

SCALE = SHARED.read_text(encoding="utf-8")
TABLE = (data_root("models") / "methods" / "who_umc.yaml").read_text(encoding="utf-8")
NARANJO = (data_root("models") / "methods" / "naranjo_1981.yaml").read_text(encoding="utf-8")


def problems(text: str) -> list[str]:
    """The problems of a file, each without the name of the file."""
    with pytest.raises(ModelError) as caught:
        compile_method(document(text))
    return [str(problem).removeprefix("method.yaml:") for problem in caught.value.problems]


def replaced(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("text", "old", "new", "path", "complaint"),
    [
        pytest.param(
            SCALE,
            "reads: [drug_level]",
            "reads: [drug_levl]",
            "criteria[2].reads[0]",
            "there is no finding 'drug_levl'; did you mean 'drug_level'?",
            id="unknown finding",
        ),
        pytest.param(
            SCALE,
            "{drug_level: toxic}",
            "{drug_level: toxick}",
            "criteria[2].rows[0].when.drug_level",
            "'drug_level' has no 'toxick'; did you mean 'toxic'?",
            id="unknown value",
        ),
        pytest.param(
            SCALE,
            "{drug_level: toxic}",
            "{dechallenge: positive}",
            "criteria[2].rows[0].when.dechallenge",
            "'dechallenge' is not read",
            id="finding that is not read",
        ),
        pytest.param(
            SCALE,
            "{drug_level: toxic}, then: yes",
            "{drug_level: toxic}, then: yess",
            "criteria[2].rows[0].then",
            "there is no answer 'yess'; did you mean 'yes'?",
            id="unknown answer",
        ),
        pytest.param(
            SCALE,
            "{then: no, because: it was not}",
            "{when: {drug_level: low}, then: no, because: it was not}",
            "criteria[2].rows",
            "the rows do not cover everything; 3 combinations are left, as drug_level: unknown",
            id="rows that leave something open",
        ),
        pytest.param(
            SCALE,
            "{drug_level: therapeutic}, then: yes",
            "{drug_level: toxic}, then: yes",
            "criteria[2].rows[1]",
            "this row can never fire; the rows above it take all",
            id="row that never fires",
        ),
        pytest.param(
            SCALE,
            "reads: [dechallenge]",
            "reads: [dechallenge, rechallenge, placebo, overdose, outcome]",
            "criteria[0].reads",
            "a criterion reads at most 4 findings",
            id="too many findings",
        ),
        pytest.param(
            SCALE,
            "reads: [dechallenge]",
            "reads: [dechallenge, dechallenge]",
            "criteria[0].reads",
            "a finding is named twice",
            id="finding named twice",
        ),
        pytest.param(
            SCALE,
            "category: middle, at least: 1",
            "category: middle, at least: 5",
            "bands[1].at least",
            "no score reaches this band; scores run from -5 to 8; write bands best first",
            id="bands out of order",
        ),
        pytest.param(
            SCALE,
            "category: high, at least: 4",
            "category: high, at least: 9",
            "bands[0].at least",
            "no score reaches this band",
            id="band out of reach",
        ),
        pytest.param(
            SCALE,
            "category: middle, at least: 1",
            "category: middle",
            "bands[1]",
            "the bands do not cover every score once",
            id="band without an edge",
        ),
        pytest.param(
            SCALE,
            "category: low",
            "category: high",
            "bands[2].category",
            "this category has a band already",
            id="band twice",
        ),
        pytest.param(
            SCALE,
            "id: level",
            "id: stop",
            "criteria[2].id",
            "'stop' stands here twice",
            id="criterion twice",
        ),
        pytest.param(
            SCALE,
            'number: "3"',
            'number: "1"',
            "criteria[2].number",
            "'1' stands here twice",
            id="number twice",
        ),
        pytest.param(
            SCALE,
            "id: strict",
            "id: co suspects count",
            "options[0].id",
            "'co suspects count' stands here twice",
            id="option named as the switch",
        ),
        pytest.param(
            SCALE,
            "option: {strict: no}",
            "option: {stric: no}",
            "criteria[2].rows[1].option.stric",
            "there is no option 'stric'; did you mean 'strict'?",
            id="unknown option",
        ),
        pytest.param(
            SCALE,
            "cite: naranjo1981\nlicence",
            "cite: naranjo1980\nlicence",
            "cite",
            "there is no source 'naranjo1980' in the bibliography; did you mean 'naranjo1981'?",
            id="unknown source",
        ),
        pytest.param(
            NARANJO,
            "decided by: dips2007",
            "decided by: somebody",
            "criteria[4].reading.decided by",
            "there is no source 'somebody' in the bibliography",
            id="reading that nobody decided",
        ),
        pytest.param(
            SCALE,
            "kind: additive scale",
            "kind: additive scales",
            "kind",
            "there is no kind 'additive scales'; did you mean 'additive scale'?",
            id="unknown kind",
        ),
        pytest.param(
            SCALE,
            "yes: {points: 3, from: derived, formula: made up for tests}",
            "yes: {points: 3}",
            "criteria[0].answers.yes",
            "missing",
            id="number without an origin",
        ),
        pytest.param(
            SCALE, "purpose:", "porpoise:", "", "unknown key 'porpoise'", id="unknown key"
        ),
        pytest.param(
            SCALE,
            "co suspects count: {value: yes",
            "co suspects count: {value: maybe",
            "co suspects count.value",
            "neither yes nor no; write yes or no",
            id="neither yes nor no",
        ),
        pytest.param(
            TABLE,
            "then: unlikely\n    because: the event cannot",
            "then: unlikly\n    because: the event cannot",
            "decision[6].then",
            "there is no category 'unlikly'; did you mean 'unlikely'?",
            id="unknown category",
        ),
        pytest.param(
            TABLE,
            "warn: [ALTERNATIVE_DOMINATES]",
            "warn: [ALTERNATIVES_DOMINATE]",
            "decision[19].warn",
            "there is no warning 'ALTERNATIVES_DOMINATE'",
            id="unknown warning",
        ),
        pytest.param(
            TABLE,
            "  - when: {timing: unknown}\n",
            "  - when: {timing: unknown, follow_up: impossible}\n",
            "decision[5]",
            "this row can never fire",
            id="decision row that never fires",
        ),
        pytest.param(
            TABLE,
            "  - when: {other_explanations: more likely}\n    then: possible\n"
            "    because: the time fits, but another explanation is likelier\n",
            "",
            "decision",
            "the rows do not cover everything",
            id="decision that leaves something open",
        ),
        pytest.param(
            TABLE,
            "timing: impossible}",
            "timings: impossible}",
            "decision[6].when.timings",
            "'timings' is not read; did you mean 'timing'?",
            id="decision over an unknown criterion",
        ),
        pytest.param(
            TABLE,
            "    at: certain\n",
            "    at: certain\n    ordered: no\n",
            "categories",
            "a category outside the order stands before an ordered one",
            id="unordered category first",
        ),
        pytest.param(
            TABLE,
            "categories:\n",
            "categories:\n  - {name: proven, meaning: none, at: nowhere}\n",
            "categories[0].name",
            "nothing leads to this category",
            id="category without a row",
        ),
        pytest.param(
            TABLE,
            "categories:\n",
            "categories:\n  - {name: possible, meaning: none, at: nowhere}\n",
            "categories[3].name",
            "this category stands here twice",
            id="category twice",
        ),
        pytest.param(
            TABLE,
            "when: {exposure: not taken}",
            "when: {exposures: not taken}",
            "does not apply[0].when.exposures",
            "there is no finding 'exposures'; did you mean 'exposure'?",
            id="limit over an unknown finding",
        ),
        pytest.param(
            TABLE,
            "when: {protopathic: yes}",
            "when: {protopathic: maybe}",
            "warnings[13].when.protopathic",
            "'protopathic' has no 'maybe'",
            id="warning over an unknown value",
        ),
        pytest.param(
            TABLE,
            "answers: {other_explanations: unlikely}",
            "answers: {explanations: unlikely}",
            "warnings[8].answers.explanations",
            "there is no criterion 'explanations'",
            id="warning over an unknown criterion",
        ),
        pytest.param(
            TABLE,
            "answers: {other_explanations: unlikely}",
            "answers: {other_explanations: dunno}",
            "warnings[8].answers.other_explanations",
            "there is no 'dunno'",
            id="warning over an unknown answer",
        ),
        pytest.param(
            NARANJO,
            "category: [definite, probable, possible]",
            "category: [definite, probable, plausible]",
            "warnings[1].category",
            "there is no 'plausible'",
            id="warning over an unknown category",
        ),
        pytest.param(
            TABLE,
            "    when: {protopathic: yes}\n",
            "",
            "warnings[13]",
            "nothing ever raises this warning; give it a condition",
            id="warning that nothing raises",
        ),
        pytest.param(
            SCALE,
            "bands:",
            "warnings: [{id: EMPTY, says: Nothing., nothing judged: yes}]\nbands:",
            "warnings[0].nothing judged",
            "the criterion 'against' is always judged, so this never holds",
            id="warning that can never hold",
        ),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_place_and_name(
    text: str, old: str, new: str, path: str, complaint: str
) -> None:
    changed = replaced(text, old, new)
    found = problems(changed)
    pattern = re.compile(r"\d+:\d+: " + re.escape(f"{path}: " if path else ""))
    assert any(pattern.match(one) and complaint in one for one in found), found


def test_all_criteria_are_checked_before_a_file_is_refused() -> None:
    text = replaced(SCALE, "{drug_level: toxic}", "{drug_level: toxick}")
    text = replaced(text, "rechallenge: negative", "rechallenge: nothing")
    lines = [int(one.split(":")[0]) for one in problems(text)]
    assert lines == [line_of(text, "nothing}"), line_of(text, "toxick")]


def test_criteria_that_share_too_many_findings_are_refused() -> None:
    text = SCALE
    old = "reads: [drug_level]"
    wide = "reads: [dechallenge, prior_knowledge, alternatives, sequence]"
    text = replaced(text, old, wide)
    text = replaced(text, "{drug_level: toxic}", "{sequence: drug first}")
    text = replaced(text, "{drug_level: therapeutic}", "{sequence: event first}")
    text = replaced(
        text,
        "reads: [co_suspects, rechallenge]",
        "reads: [co_suspects, rechallenge, outcome, latency]",
    )
    (problem,) = problems(text)
    assert "criteria that share findings have" in problem
    assert problem.endswith("share fewer findings")


@pytest.mark.parametrize("kind", ["additive scale", "category table"])
def test_a_kind_takes_only_files_of_its_own(kind: str) -> None:
    other = method("who_umc" if kind == "additive scale" else "naranjo_1981")
    with pytest.raises(TypeError, match=other.told.kind):
        KINDS[kind].compiled(other.told, other.criteria, other.groups, other.options)


@pytest.mark.parametrize("text", [SCALE, TABLE, NARANJO], ids=["shared", "who_umc", "naranjo"])
def test_the_files_themselves_are_read(text: str) -> None:
    assert compile_method(document(text)).criteria


@pytest.mark.parametrize(
    "find",
    [
        pytest.param(lambda: method("naranjo_1982"), id="method"),
        pytest.param(lambda: method("who_umc", options={"strict": True}), id="option"),
    ],
)
def test_a_name_that_nothing_answers_to_is_not_found(find: Callable[[], object]) -> None:
    with pytest.raises(NotFound):
        find()


@pytest.mark.parametrize("one", methods(), ids=lambda one: one.id)
def test_every_setting_of_the_options_of_a_shipped_method_compiles(one: object) -> None:
    compiled = method(one.id)  # type: ignore[attr-defined]
    for name, value in compiled.options.items():
        other = method(compiled.id, options={name: not value})
        assert other.changed_options == ((name, not value),)
