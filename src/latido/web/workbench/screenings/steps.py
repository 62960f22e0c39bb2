"""The steps of an interview in order, each with its words, its address and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from latido.apps.screening.choices import ASSESSMENT, DIMENSIONS, PREPARATION, PreparationCheck
from latido.apps.screening.interviews import Interview
from latido.apps.screening.queries import Screening
from latido.engines.indicators import Dimension, Instrument

LEADS: dict[str, str | Promise] = {
    "D1": gettext_lazy("How the offer was made, and what turned out to be untrue."),
    "D2": gettext_lazy("Whether force, threats or debt made the person come."),
    "D3": gettext_lazy("Whether somebody took advantage of a difficult situation to recruit the person."),
    "D4": gettext_lazy("What the work and the living were like."),
    "D5": gettext_lazy("What kept the person there."),
    "D6": gettext_lazy("On whom the person depended, and whether somebody took advantage of it."),
}


@dataclass(frozen=True)
class Step:
    """One page of the interview; ``total`` is 0 where there is nothing to count."""

    code: str
    title: str
    url: str
    answered: int = 0
    total: int = 0
    saved: bool = False

    @property
    def complete(self) -> bool:
        return self.saved and self.answered >= self.total


def steps_of(screening: Screening, interview: Interview, used: Instrument) -> list[Step]:
    """Preparation, the six dimensions, the assessment."""
    return [
        Step(
            PREPARATION,
            _("Before the first question"),
            address(screening, PREPARATION),
            saved=bool(interview.checks),
        ),
        *(_dimension(screening, interview, used, code) for code in DIMENSIONS),
        Step(
            ASSESSMENT,
            _("Your own assessment"),
            address(screening, ASSESSMENT),
            saved=any(said.get("finding") for said in interview.elements.values()),
        ),
    ]


def _dimension(screening: Screening, interview: Interview, used: Instrument, code: str) -> Step:
    dimension, section = Dimension(code), interview.section(code)
    return Step(
        code,
        _(dimension.message_id),
        address(screening, code),
        answered=len(section.answers),
        total=len(used.in_dimension(dimension)),
        saved=section.version > 0,
    )


def address(screening: Screening, code: str) -> str:
    """The page on which a section is written."""
    if code in DIMENSIONS:
        return reverse("workbench:screening-section", args=[screening.id, code])
    name = {PREPARATION: "screening-prepare", ASSESSMENT: "screening-assessment"}[code]
    return reverse(f"workbench:{name}", args=[screening.id])


def next_address(screening: Screening, code: str) -> str:
    """Where "save and go on" leads: the next section, after the last one the result."""
    order = [PREPARATION, *DIMENSIONS, ASSESSMENT]
    after = order.index(code) + 1
    if after < len(order):
        return address(screening, order[after])
    return reverse("workbench:screening-result", args=[screening.id])


def not_yet_safe(interview: Interview) -> list[str]:
    """What was not ticked before the first question, as reminders for the rest of the interview."""
    return [str(check.label) for check in PreparationCheck if check.value not in interview.checks]
