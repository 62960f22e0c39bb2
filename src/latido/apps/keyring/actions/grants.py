"""Grants: giving named parts to a team, and closing what was given."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from latido.apps.agencies.key_holders import KeyHolder, NoKeyError
from latido.apps.agencies.models import Team
from latido.apps.agencies.queries import teams_of
from latido.apps.audit.actions import Actor, audited
from latido.apps.keyring import queries
from latido.apps.keyring.actions.content_keys import NOT_GRANTED, open_content_keys, seal_to_grant
from latido.apps.keyring.choices import CloseReason, GrantState, Ground, Purpose
from latido.apps.keyring.models import Closure, Consent, Grant, GrantedKey, Part
from latido.apps.keyring.rules import check_may_receive
from latido.apps.keyring.subjects import Subject


class NoConsentError(PermissionError):
    """There is no live consent for this purpose and recipient."""


def take_custody(*, by: KeyHolder, subject: Subject, team: Team) -> Grant:
    """The team of ``by`` begins to keep a new file. Raises ``FirewallError``, ``NoKeyError``."""
    check_may_receive(team.agency.mandate, [])
    if team not in teams_of(by.member):
        raise NoKeyError("You can only open files for a team whose key you hold.")
    with audited(by=by, action="grant.custody", subject=str(subject), team=str(team.id)):
        return _create(by, subject, team, Purpose.OWN_FILE, Ground.CUSTODY)


def grant_parts(
    *,
    by: KeyHolder,
    subject: Subject,
    kinds: list[str],
    team: Team,
    purpose: str,
    consent: Consent | None = None,
    valid_until: dt.datetime | None = None,
) -> Grant:
    """Seal the keys of the named parts to ``team``, on the person's live consent.

    Raises ``FirewallError`` (the recipient's mandate), ``NoConsentError``, ``NoKeyError`` (``by`` cannot
    open one of the parts).
    """
    check_may_receive(team.agency.mandate, kinds)
    consent = consent or queries.live_consent(subject, purpose, team)
    if consent is None or queries.live_consent(subject, purpose, team) != consent:
        raise NoConsentError("The person has not agreed to this. Ask first, then share.")
    with audited(
        by=by, action="grant.give", subject=str(subject), team=str(team.id), kinds=kinds, purpose=purpose
    ) as note:
        keys = open_content_keys(by=by, subject=subject, kinds=kinds)
        if set(keys) != set(kinds):
            raise NoKeyError(NOT_GRANTED)
        until = min(filter(None, [valid_until, consent.valid_until]), default=None)
        grant = _create(by, subject, team, purpose, Ground.CONSENT, consent=consent, valid_until=until)
        for found in keys.values():
            seal_to_grant(found.part, found.content_key, grant)
        note.details["grant"] = str(grant.id)
    return grant


def _create(by: Actor, subject: Subject, team: Team, purpose: str, ground: str, **more: object) -> Grant:
    return Grant.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        team=team,
        team_mandate=team.agency.mandate,
        purpose=purpose,
        ground=ground,
        given_at=timezone.now(),
        given_by=by.audit_name,
        **more,
    )


def close_grant(*, by: Actor, grant: Grant, reason: str = CloseReason.ENDED) -> Grant:
    """Close a grant at once, without any key: its sealed keys are deleted and its parts wait for rotation.

    Closing a closed grant changes nothing.
    """
    subject = f"{grant.subject_kind}:{grant.subject_id}"
    with audited(by=by, action="grant.close", subject=subject, grant=str(grant.id), reason=reason):
        locked = Grant.objects.select_for_update().get(pk=grant.pk)
        if locked.state == GrantState.CLOSED:
            return locked
        keys = GrantedKey.objects.filter(grant=locked)
        Part.objects.filter(pk__in=keys.values("part")).update(rotate=True)
        keys.delete()
        now = timezone.now()
        locked.state, locked.closed_at, locked.close_reason = GrantState.CLOSED, now, reason
        locked.save(update_fields=["state", "closed_at", "close_reason"])
        _leave_closure(locked, now)
    return locked


def _leave_closure(grant: Grant, now: dt.datetime) -> None:
    Closure.objects.create(
        grant_id=grant.id,
        subject_kind=grant.subject_kind,
        subject_id=grant.subject_id,
        purpose=grant.purpose,
        team_id=grant.team_id,
        reason=grant.close_reason,
        at=now,
    )


def keep_open_until(*, by: Actor, grant: Grant, valid_until: dt.datetime) -> Grant:
    """Move a live grant's date, never beyond the consent that it rests on. Needs no key.

    Raises ``NoConsentError`` when the grant is closed or rests on no consent that is still live.
    """
    subject = Subject(grant.subject_kind, grant.subject_id)
    with audited(by=by, action="grant.until", subject=str(subject), grant=str(grant.id)):
        locked = (
            Grant.objects.select_for_update(of=("self",)).select_related("consent", "team").get(pk=grant.pk)
        )
        consent = queries.live_consent(subject, locked.purpose, locked.team)
        if locked.state == GrantState.CLOSED or consent is None or consent != locked.consent:
            raise NoConsentError("The consent behind this has ended, so it cannot stay open.")
        locked.valid_until = min(filter(None, [valid_until, consent.valid_until]))
        locked.save(update_fields=["valid_until"])
    return locked
