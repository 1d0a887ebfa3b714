"""The report files under ``tests/data``, and a small E2B(R3) message that tests can bend."""

from __future__ import annotations

from pathlib import Path

__all__ = ["DATA", "files", "r2", "r3"]

DATA = Path(__file__).resolve().parent.parent / "data"

_HEAD = (
    '<MCCI_IN200100UV01 xmlns="urn:hl7-org:v3" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
_CODES = "2.16.840.1.113883.3.989.2.1.1."


def files(folder: str) -> tuple[Path, ...]:
    """The report files of one folder."""
    return tuple(sorted((DATA / folder).glob("*.xml")))


def r2(*reports: str, head: str = '<?xml version="1.0"?>') -> bytes:
    """An E2B(R2) message; each report is what stands inside ``patient``."""
    inside = "".join(
        f"<safetyreport><safetyreportid>R2-{number}</safetyreportid>"
        f"<patient>{report}</patient></safetyreport>"
        for number, report in enumerate(reports, 1)
    )
    return f'{head}<ichicsr lang="en">{inside}</ichicsr>'.encode()


def r3(
    *,
    reactions: tuple[str, ...] = ("",),
    drugs: tuple[str, ...] = ("",),
    roles: tuple[str, ...] = ("1",),
    primary: str = "",
    assessments: str = "",
    event: str = "",
) -> bytes:
    """One E2B(R3) message with reactions ``r1``, ... (Rash 1, ...) and drugs ``d1``, ...

    Each text stands inside its element, behind the id and the name.
    """
    told = "".join(
        f'<subjectOf2><observation><id root="r{n}"/><code code="29" codeSystem="{_CODES}19"/>'
        f'{inside}<value xsi:type="CE"><originalText>Rash {n}</originalText></value>'
        "</observation></subjectOf2>"
        for n, inside in enumerate(reactions, 1)
    )
    given = "".join(
        f'<component><substanceAdministration><id root="d{n}"/><consumable><instanceOfKind>'
        f"<kindOfProduct><name>drug {n}</name></kindOfProduct></instanceOfKind></consumable>"
        f"{inside}</substanceAdministration></component>"
        for n, inside in enumerate(drugs, 1)
    )
    characterised = "".join(
        f'<component><causalityAssessment><code code="20" codeSystem="{_CODES}19"/>'
        f'<value code="{role}" codeSystem="{_CODES}13"/><subject2><productUseReference>'
        f'<id root="d{n}"/></productUseReference></subject2></causalityAssessment></component>'
        for n, role in enumerate(roles, 1)
    )
    return (
        f"{_HEAD}<PORR_IN049016UV><controlActProcess><subject><investigationEvent>"
        f'<id extension="R3-1" root="2.16.840.1.113883.3.989.2.1.3.1"/>{event}'
        "<component><adverseEventAssessment><subject1><primaryRole>"
        f'{primary}{told}<subjectOf2><organizer><code code="4" codeSystem="{_CODES}20"/>{given}'
        "</organizer></subjectOf2></primaryRole></subject1>"
        f"{characterised}{assessments}</adverseEventAssessment></component></investigationEvent>"
        "</subject></controlActProcess></PORR_IN049016UV></MCCI_IN200100UV01>"
    ).encode()
