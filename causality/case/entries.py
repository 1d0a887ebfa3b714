"""Every kind of entry under one roof; each topic has a file of its own."""

from __future__ import annotations

from causality.case.assertions import Knowledge, Opinion, Statement
from causality.case.entry import Entry
from causality.case.event import Course, Event
from causality.case.examination import Measure, Observation, Treatment
from causality.case.exposure import Dose, Drug, EarlierExposure, Interaction, Level, ReExposure
from causality.case.other_causes import Alternative, Test, Workup
from causality.case.patient import Condition, Death, OrganFunction, Patient, Pregnancy

__all__ = [
    "Alternative",
    "Condition",
    "Course",
    "Death",
    "Dose",
    "Drug",
    "EarlierExposure",
    "Entry",
    "Event",
    "Interaction",
    "Knowledge",
    "Level",
    "Measure",
    "Observation",
    "Opinion",
    "OrganFunction",
    "Patient",
    "Pregnancy",
    "ReExposure",
    "Statement",
    "Test",
    "Treatment",
    "Workup",
]
