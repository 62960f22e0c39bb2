"""Status of a screening, the sections of an interview, and what is made safe before the first question."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from latido.engines.indicators import Dimension

PREPARATION = "preparation"
ASSESSMENT = "assessment"
PLAN = "plan"

DIMENSIONS = tuple(dimension.value for dimension in Dimension)
SECTIONS = (PREPARATION, *DIMENSIONS, ASSESSMENT, PLAN)
"""Everything that an interview is saved in; each section has a version of its own."""

NOTE_LENGTH = 4_000
"""Characters of a note or reason. All of a section fits into a kept draft (64 KiB) in any script."""
PLAN_LENGTH = 1_000


class ScreeningStatus(models.TextChoices):
    IN_PROGRESS = "in_progress", _("In progress")
    STOPPED = "stopped", _("Stopped")
    FINISHED = "finished", _("Finished")


class PreparationCheck(models.TextChoices):
    """Before the first question (WHO 2003, rules 1, 4, 5 and 6, in our own words)."""

    PRIVATE = "private", _("We are in a private place where nobody overhears us.")
    COMPANION = "companion", _("Whoever came along is out of hearing and cannot see us talk.")
    INTERPRETER = (
        "interpreter",
        _("We understand each other. An interpreter, if any, is no relative and no companion chose them."),
    )
    INTERVIEWER = (
        "interviewer",
        _("The person chose whether to talk with a woman or a man, as far as we can."),
    )
    LIMITS = "limits", _("I have said what I must pass on and to whom, before anything was told.")
    STOP = "stop", _("I have said that no answer is owed and that we can stop at any time.")
