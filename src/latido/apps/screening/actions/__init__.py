"""Writes of screenings, and opening them: everything that needs the member's key."""

from latido.apps.screening.actions.exports import export_outcome
from latido.apps.screening.actions.finishing import finish_screening, stop_screening, take_up_again
from latido.apps.screening.actions.interviews import open_interview, outcome_so_far
from latido.apps.screening.actions.sections import SectionConflictError, save_section
from latido.apps.screening.actions.starting import start_screening

__all__ = [
    "SectionConflictError",
    "export_outcome",
    "finish_screening",
    "open_interview",
    "outcome_so_far",
    "save_section",
    "start_screening",
    "stop_screening",
    "take_up_again",
]
