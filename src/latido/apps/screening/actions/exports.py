"""Taking a result out of the sealed store: the one moment that leaves a file behind, so it is audited."""

from __future__ import annotations

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import audited
from latido.apps.screening import exports
from latido.apps.screening.actions.interviews import check_may_conduct, open_interview, outcome_so_far
from latido.apps.screening.choices import ScreeningStatus
from latido.apps.screening.described import describe
from latido.apps.screening.models import Screening

WRITERS = {"json": exports.as_json, "csv": exports.as_csv}


def export_outcome(*, by: KeyHolder, screening: Screening, form: str) -> str:
    """The result as text in the language in use; ``form`` is "json" or "csv".

    Raises ``NotAllowedError``, ``ValueError`` for another form.
    """
    if form not in WRITERS:
        raise ValueError("A result is exported as json or csv.")
    check_may_conduct(by, screening)
    with audited(by=by, action="screening.export", subject=str(screening.subject), form=form):
        interview = open_interview(by=by, screening=screening)
        described = describe(outcome_so_far(screening, interview))
        state = str(ScreeningStatus(screening.status).label)
        return WRITERS[form](described, screening=screening.short_code, state=state)
