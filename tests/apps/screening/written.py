"""Sections as a form would write them, and what they come to."""

from __future__ import annotations

from django.utils import timezone

from latido.apps.screening.choices import ASSESSMENT, PREPARATION
from latido.apps.screening.interviews import Interview, Section
from latido.apps.screening.outcomes import Outcome
from latido.apps.screening.reading import outcome_of

ADULT, CHILD = "ilo-adult-labour", "ilo-child-labour"


def assessed(**elements):
    """An assessment section: ``assessed(act=("present", "Why", ["un-protocol-3:recruit"]))``."""
    found = {
        name: {"finding": finding, "reason": reason, "items": list(items[0]) if items else []}
        for name, (finding, reason, *items) in elements.items()
    }
    return {"elements": found, "unable_to_understand": False}


def interview(answers=None, *, age="", elements=None) -> Interview:
    sections = {PREPARATION: Section(PREPARATION, 1, {"age": age, "checks": []})}
    for code, answer in (answers or {}).items():
        content = sections.get(code[:2], Section(code[:2], 1, {"answers": {}})).content
        sections[code[:2]] = Section(code[:2], 1, {"answers": {**content["answers"], code: answer}})
    if elements:
        sections[ASSESSMENT] = Section(ASSESSMENT, 1, elements)
    return Interview(sections)


def outcome(answers=None, *, used=ADULT, **more) -> Outcome:
    return outcome_of(interview(answers, **more), used, "2009.1", now=timezone.now())


def yes(*codes):
    return dict.fromkeys(codes, "yes")
