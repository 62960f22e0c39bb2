"""Drafting, approving and withdrawing figures. A publication needs two people and never changes."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from latido import countries
from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.models import Member
from latido.apps.audit.actions import audited, record
from latido.apps.cases.queries import facts_registered
from latido.apps.statistics import counting, queries, rules, statements
from latido.apps.statistics.choices import DraftStatus
from latido.apps.statistics.models import Draft, Publication
from latido.apps.statistics.quarters import Quarter

By = Member | KeyHolder


def draft_publication(*, by: By, quarter: Quarter | str, reason: str = "") -> Draft:
    """Count a closed quarter and keep the suppressed table for a second person to look at.

    A quarter that is published already needs a ``reason``: the draft is then a correction of what holds.
    Raises ``NotAllowedError``, ``OpenQuarterError``, ``DraftWaitingError`` and other ``StatisticsError``.
    """
    member = _statistician(by)
    quarter = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
    now = timezone.now()
    _refuse_open(quarter, now)
    with audited(by=member, action="statistics.draft", quarter=str(quarter)) as note:
        former = queries.current_publication(quarter)
        _refuse_second_draft(quarter, former, reason)
        counted = _count(quarter)
        draft = Draft.objects.create(
            quarter=str(quarter),
            table=counted.table.to_json(),
            methods=counted.methods,
            corrects=former,
            reason=reason.strip() if former else "",
            drafted_by=member.audit_name,
            drafted_at=now,
        )
        note.subject = f"draft:{draft.id}"
    return draft


def approve_publication(*, by: By, draft: Draft) -> Publication:
    """Freeze and sign a draft. ``by`` is another person than the one who drafted it.

    Raises ``NotAllowedError``, ``SamePersonError``, and ``StaleDraftError`` when the case facts have changed
    since, or the draft is not waiting any more.
    """
    member = _statistician(by)
    if not rules.is_another_person(member, draft.drafted_by):
        record(by=member, action="statistics.refuse", subject=f"draft:{draft.id}", reason="same person")
        raise rules.SamePersonError(
            _("Figures need two people: ask a colleague to approve what you drafted.")
        )
    with audited(by=member, action="statistics.publish", subject=f"draft:{draft.id}") as note:
        draft = _still_waiting(draft)
        _refuse_stale(draft)
        publication = _frozen(draft, member)
        draft.status = DraftStatus.APPROVED
        draft.save(update_fields=["status"])
        digest = hashlib.sha256(publication.signature.encode()).hexdigest()
        note.details |= {"publication": str(publication.id), "signature_sha256": digest}
    return publication


def withdraw_draft(*, by: By, draft: Draft) -> Draft:
    """Set a waiting draft aside. Raises ``NotAllowedError``, ``StaleDraftError``."""
    member = _statistician(by)
    with audited(by=member, action="statistics.withdraw", subject=f"draft:{draft.id}"):
        draft = _still_waiting(draft)
        draft.status = DraftStatus.WITHDRAWN
        draft.save(update_fields=["status"])
    return draft


def _statistician(by: By) -> Member:
    member = by.member if isinstance(by, KeyHolder) else by
    if not rules.may_publish(member):
        raise rules.NotAllowedError("Figures need the role of statistician in one of your teams.")
    return member


def _refuse_open(quarter: Quarter, now: datetime) -> None:
    if not quarter.is_closed(timezone.localdate(now)):
        day = date_format(quarter.next.first_day, "DATE_FORMAT")
        raise rules.OpenQuarterError(
            _("This quarter is still open: people may yet be registered in it. Draft it from %(day)s on.")
            % {"day": day}
        )


def _refuse_second_draft(quarter: Quarter, former: Publication | None, reason: str) -> None:
    if Draft.objects.filter(quarter=str(quarter), status=DraftStatus.WAITING).exists():
        raise rules.DraftWaitingError(
            _("This quarter already has a draft. Approve it or withdraw it before you draft again.")
        )
    if former and not reason.strip():
        raise rules.StatisticsError(_("This quarter is published. Say why it needs a correction."))


def _count(quarter: Quarter) -> counting.Counted:
    return counting.count(
        facts_registered(str(quarter)).iterator(),
        country=countries.load(settings.LATIDO_COUNTRY),
        formers=[queries.table_of(former) for former in queries.publications_of(quarter)],
    )


def _still_waiting(draft: Draft) -> Draft:
    """The draft as it stands now, locked; two people who press at once publish once."""
    locked = Draft.objects.select_for_update(of=("self",)).select_related("corrects").get(pk=draft.pk)
    if locked.status != DraftStatus.WAITING:
        raise rules.StaleDraftError(
            _("This draft was already approved or withdrawn. Look at the list again.")
        )
    return locked


def _refuse_stale(draft: Draft) -> None:
    fresh = _count(Quarter.parse(draft.quarter))
    if fresh.table.to_json() != draft.table or fresh.methods != draft.methods:
        raise rules.StaleDraftError(
            _("The cases have changed since this draft was made. Withdraw it and draft the quarter again.")
        )


def _frozen(draft: Draft, member: Member) -> Publication:
    publication = Publication(
        quarter=draft.quarter,
        table=draft.table,
        methods=draft.methods,
        corrects=draft.corrects,
        reason=draft.reason,
        drafted_by=draft.drafted_by,
        approved_by=member.audit_name,
        drafted_at=draft.drafted_at,
        frozen_at=timezone.now(),
    )
    statements.seal(publication)
    publication.save(force_insert=True)
    return publication
