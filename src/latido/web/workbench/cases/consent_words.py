"""The words in which a person is asked, one purpose at a time, after the limits of confidentiality."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from latido import countries
from latido.apps.keyring.choices import Purpose


@dataclass(frozen=True)
class Wording:
    """What is read aloud, in this order; ``as_text`` is kept with the answer."""

    limits: tuple[str, ...]
    question: str
    meaning: str
    always: str

    @property
    def as_text(self) -> str:
        return "\n\n".join([*self.limits, self.question, self.meaning, self.always])


def wording(purpose: str, *, recipient: str = "", minor: bool = False) -> Wording:
    """The question for one purpose in the language of the page. KeyError for a purpose nobody is asked about.

    ``recipient`` names the service that would help.
    """
    question, meaning = _question(purpose, recipient)
    always = _(
        "You may say no. A no changes nothing about the help you get, and a yes can be taken back any day."
    )
    return Wording(_limits(minor=minor), question, meaning, always)


def _limits(*, minor: bool) -> tuple[str, ...]:
    """Read before the first question; the agencies here are public offices, with a duty to report."""
    language = get_language() or settings.LANGUAGE_CODE
    limits = countries.load(settings.LATIDO_COUNTRY).limits_for(public_function=True, minor=minor)
    return tuple(limit.text.label(language) for limit in limits)


def _question(purpose: str, recipient: str) -> tuple[str, str]:
    return {
        Purpose.ASSISTANCE: (
            _("May we ask %(recipient)s to help you?") % {"recipient": recipient},
            _(
                "We would show them only the parts of your file that we choose together, for as long as they"
                " help you. They see nothing else."
            ),
        ),
        Purpose.LINKING: (
            _("May we look whether your story is connected with others in another state?"),
            _(
                "Only scrambled codes leave this office, never your name. If something matches, two officers"
                " first ask each other; nobody else learns of it."
            ),
        ),
        Purpose.PROSECUTION: (
            _("May we give parts of your file to those who investigate the crime?"),
            _(
                "Health and counselling are not given to them. You are not obliged to testify, and help does"
                " not depend on it."
            ),
        ),
        Purpose.RESEARCH: (
            _("May facts without your name be used to understand and prevent what happened?"),
            _(
                "For example an age group or a kind of work. Never a name, a date or a place that could point"
                " to you."
            ),
        ),
    }[Purpose(purpose)]
