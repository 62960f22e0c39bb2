"""Reading referrals: those offered to the member's teams and those the member's teams offered."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import QuerySet, Value, When

from latido.apps.agencies.models import Member, Team
from latido.apps.agencies.queries import teams_that_may_receive, teams_where
from latido.apps.cases.access import answers
from latido.apps.cases.models import Case
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring import queries as keyring
from latido.apps.keyring.choices import Purpose
from latido.apps.referrals.choices import OPEN, ReferralStatus
from latido.apps.referrals.models import Referral
from latido.apps.referrals.rules import OFFER, RECEIVE

RELATED = ("case__team__agency", "team__agency", "from_team__agency", "grant__consent")


def _listed(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """What waits for an answer first, by its deadline; then what runs; then what ended, newest first."""
    order = models.Case(
        When(status=ReferralStatus.OFFERED, then=Value(0)),
        When(status=ReferralStatus.ACCEPTED, then=Value(1)),
        default=Value(2),
    )
    return referrals.select_related(*RELATED).order_by(order, "answer_by", "id")


def incoming(member: Member) -> QuerySet[Referral]:
    """Referrals offered to teams in which the member may answer."""
    return _listed(Referral.objects.filter(team__in=teams_where(member, RECEIVE)))


def outgoing(member: Member) -> QuerySet[Referral]:
    """Referrals offered by teams in which the member may offer."""
    return _listed(Referral.objects.filter(from_team__in=teams_where(member, OFFER)))


def referrals_of(case: Case) -> QuerySet[Referral]:
    """Every referral of a case, open ones first."""
    return _listed(Referral.objects.filter(case=case))


def receives(member: Member, referral: Referral) -> bool:
    return teams_where(member, RECEIVE).filter(pk=referral.team_id).exists()


def offers(member: Member, referral: Referral) -> bool:
    return teams_where(member, OFFER).filter(pk=referral.from_team_id).exists()


def referral_for(member: Member, referral_id: uuid.UUID) -> Referral:
    """A referral of one of the member's teams. Raises ``Referral.DoesNotExist``, ``NotAllowedError``."""
    referral = Referral.objects.select_related(*RELATED).get(pk=referral_id)
    if not receives(member, referral) and not offers(member, referral):
        raise NotAllowedError("This referral is between two other teams.")
    return referral


def grant_lives(referral: Referral) -> bool:
    """Whether the grant still opens anything: a consent taken back ends it before the clock ends the rest."""
    if referral.grant_id is None:
        return False
    return keyring.live_grants(referral.case.subject).filter(pk=referral.grant_id).exists()


def may_open_parts(referral: Referral) -> bool:
    """Whether the receiving team sees the parts: accepted, and the grant still lives."""
    return referral.status == ReferralStatus.ACCEPTED and grant_lives(referral)


def recipients_for(case: Case) -> list[Team]:
    """The teams a case may be offered to: the firewall has been applied, the keeping team is left out."""
    return teams_that_may_receive(other_than=case.team)


def agreed_recipients(case: Case) -> list[Team]:
    """Those of ``recipients_for`` whose help the person has agreed to and that have no open referral."""
    busy = set(Referral.objects.filter(case=case, status__in=OPEN).values_list("team_id", flat=True))
    agreed = {
        answer.recipient.id
        for answer in answers(case)
        if answer.purpose == Purpose.ASSISTANCE and answer.is_live and answer.recipient
    }
    return [team for team in recipients_for(case) if team.id in agreed - busy]
