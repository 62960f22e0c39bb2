"""Opening the sealed interview, and sealing it again."""

from __future__ import annotations

from django.utils import timezone
from rules import has_perm

from latido.apps.agencies.key_holders import KeyHolder, NoKeyError
from latido.apps.keyring import actions as keyring
from latido.apps.keyring import queries as keyring_queries
from latido.apps.keyring.choices import PartKind
from latido.apps.screening.interviews import Interview, interview_from
from latido.apps.screening.models import Screening
from latido.apps.screening.outcomes import Outcome
from latido.apps.screening.reading import outcome_of
from latido.apps.screening.rules import CONDUCT, NotAllowedError


def open_interview(*, by: KeyHolder, screening: Screening) -> Interview:
    """The interview in clear, empty when nothing was saved yet; opening is an audit entry.

    Raises ``NotAllowedError``, ``NoKeyError`` (the part exists but was not granted to the member's teams).
    """
    check_may_conduct(by, screening)
    parts = keyring.open_parts(by=by, subject=screening.subject, kinds=[PartKind.INTERVIEW])
    if PartKind.INTERVIEW in parts:
        return interview_from(parts[PartKind.INTERVIEW].content, parts[PartKind.INTERVIEW].version)
    if PartKind.INTERVIEW in keyring_queries.kinds_of(screening.subject):
        raise NoKeyError("This interview was not granted to a team of yours.")
    return Interview()


def outcome_so_far(screening: Screening, interview: Interview) -> Outcome:
    """What was stored when the screening was finished, else what the answers give now."""
    if screening.finished_at and interview.outcomes:
        return interview.outcomes[-1]
    return outcome_of(interview, screening.instrument, screening.version, now=timezone.now())


def seal_interview(by: KeyHolder, screening: Screening, interview: Interview) -> Interview:
    """Save the whole interview. The caller holds the screening's row lock, so versions cannot race."""
    content = interview.as_json()
    entry = keyring.save_part(
        by=by,
        subject=screening.subject,
        kind=PartKind.INTERVIEW,
        content=content,
        version=interview.version,
    )
    return interview_from(content, entry.version)


def lock(screening: Screening) -> Screening:
    """The row as it stands, locked until the transaction ends: saves of one interview wait for each other."""
    return (
        Screening.objects.select_for_update(of=("self",)).select_related("team__agency").get(pk=screening.pk)
    )


def check_may_conduct(by: KeyHolder, screening: Screening) -> None:
    if not has_perm(CONDUCT, by.member, screening.team):
        raise NotAllowedError("Another team keeps this interview. Ask that team if your work needs it.")
