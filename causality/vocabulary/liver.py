"""The findings about a liver injury, as the instruments made for it ask for them."""

from __future__ import annotations

from dataclasses import replace

from causality.vocabulary.term import FindingTerm, term

__all__ = ["TERMS"]

_EXCLUDED = ("all six", "five", "four", "three or fewer", "one highly probable")

TERMS: tuple[FindingTerm, ...] = tuple(
    replace(one, special=True)
    for one in (
        term(
            "liver_injury",
            "liver injury",
            ("yes", "no"),
            "Whether the event is an injury of the liver.",
            unknown=("yes", "no"),
        ),
        term(
            "liver_pattern",
            "pattern of the liver injury",
            (
                "hepatocellular",
                "hepatocellular or mixed",
                "mixed",
                "mixed or cholestatic",
                "cholestatic",
            ),
            "The first ALT against the first ALP of the injury, each in multiples of its upper "
            "limit (R): above 5, exactly 5, between, exactly 2, below 2.",
            unknown=("hepatocellular", "mixed", "cholestatic"),
        ),
        term(
            "liver_timing",
            "time to onset, as liver scales read it",
            (
                "suggestive",
                "compatible",
                "before the drug",
                "too late after the stop",
                "contradictory",
            ),
            "Days from the first dose, or from the stop where the injury began after it, against "
            "the published bands for its pattern.",
            unknown=("suggestive", "compatible", "before the drug", "too late after the stop"),
        ),
        term(
            "liver_course",
            "course of the liver values after the stop",
            (
                "ALT half within 8 d",
                "ALT half within 30 d",
                "ALT half after 30 d",
                "ALT not half by 30 d, or rising again",
                "ALP half within 180 d",
                "ALP down by less",
                "ALP not down",
                "drug continued",
            ),
            "How much of the excess over the upper limit was gone how soon after the stop: of ALT "
            "for a hepatocellular injury, of ALP or bilirubin for any other.",
            unknown=(
                "ALT half within 8 d",
                "ALT half within 30 d",
                "ALT half after 30 d",
                "ALT not half by 30 d, or rising again",
                "ALP half within 180 d",
                "ALP down by less",
                "ALP not down",
                "drug continued",
            ),
        ),
        term(
            "alcohol",
            "alcohol",
            ("none", "within limits", "above limits"),
            "Drinks a day: none, up to 2 for women and 3 for men, or more.",
            unknown=("none", "within limits", "above limits"),
        ),
        term(
            "pregnancy",
            "pregnancy",
            ("yes", "no"),
            "Whether the patient was pregnant under the drug.",
            unknown=("yes", "no"),
        ),
        term(
            "age_from_55",
            "age of 55 years or more",
            ("yes", "no"),
            "Whether the patient was at least 55 years old at the onset.",
            unknown=("yes", "no"),
        ),
        term(
            "liver_co_drugs",
            "other drugs at the onset of the liver injury",
            ("none", "compatible", "known hepatotoxin", "implicated"),
            "The strongest claim of any other drug of the report by its own times, by what is "
            "known of it, and by evidence in this case.",
            unknown=("none", "compatible", "known hepatotoxin", "implicated"),
        ),
        term(
            "liver_causes_excluded",
            "common other causes of a liver injury excluded",
            _EXCLUDED,
            "How many of six were excluded: hepatitis A, B and C, obstruction of the bile ducts, "
            "alcohol, low blood pressure; or that a cause other than a drug is highly probable.",
            unknown=_EXCLUDED,
            five=("all six", "one highly probable"),
            four=("all six", "five", "one highly probable"),
            three_or_fewer=("all six", "five", "four", "one highly probable"),
        ),
        term(
            "hepatitis_e",
            "hepatitis E",
            ("excluded", "not excluded"),
            "Whether hepatitis E was looked for and excluded.",
            unknown=("excluded", "not excluded"),
            not_excluded=("excluded",),
        ),
        term(
            "liver_further_causes",
            "further causes of a liver injury excluded",
            ("all", "all but varicella", "not all"),
            "Whether a complication of an underlying disease, cytomegalovirus, Epstein-Barr "
            "virus, herpes simplex and varicella zoster were each excluded.",
            unknown=("all", "all but varicella", "not all"),
            not_all=("all", "all but varicella"),
            **{"all but varicella": ("all",)},
        ),
        term(
            "liver_re_exposure",
            "liver values at re-exposure",
            (
                "doubled alone",
                "doubled with other drugs",
                "within normal",
                "not doubled",
                "not interpretable",
                "not given",
            ),
            "What the leading liver value did when the drug was given again, against the last "
            "value before.",
            unknown=("not given",),
        ),
    )
)
"""In the order of every report."""
