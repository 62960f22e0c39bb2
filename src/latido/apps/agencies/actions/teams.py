"""Teams: the first member makes the key, a teammate who holds it hands it to the next."""

from __future__ import annotations

import uuid

from django.utils import timezone

from latido.apps.agencies.choices import MembershipState, TeamFunction
from latido.apps.agencies.key_holders import KeyHolder, NoKeyError
from latido.apps.agencies.models import Agency, Member, Membership, Team, TeamKey
from latido.apps.audit.actions import Actor, audited
from latido.engines import vault


def create_agency(*, by: Actor, name: str, mandate: str, state_code: str = "") -> Agency:
    """An agency with its mandate, which never changes afterwards: another mandate is another agency."""
    with audited(by=by, action="agency.create", mandate=mandate) as note:
        agency = Agency.objects.create(name=name, mandate=mandate, state_code=state_code)
        note.subject = f"agency:{agency.id}"
    return agency


def create_team(
    *, by: KeyHolder, agency: Agency, name: str, role: str, function: str = TeamFunction.OTHER
) -> Team:
    """A team whose first member is ``by``: makes the team's key pair and seals it to that member."""
    with audited(by=by, action="team.create", function=function) as note:
        team = Team.objects.create(agency=agency, name=name, function=function)
        pair = vault.new_key_pair()
        key = TeamKey.objects.create(
            team=team, key_id=vault.key_id(pair.public), public=pair.public, made_at=timezone.now()
        )
        _confirm(team=team, member=by.member, role=role, key=key, private=pair.private)
        note.subject = f"team:{team.id}"
    return team


def confirm_member(*, by: KeyHolder, team: Team, member: Member, role: str) -> Membership:
    """A teammate who holds the team's key seals it to ``member``. Raises ``NoKeyError``."""
    key = TeamKey.objects.get(team=team, retired_at__isnull=True)
    with audited(by=by, action="team.confirm_member", subject=f"team:{team.id}", role=role) as note:
        private = team_private_keys(by=by, team=team)[bytes(key.key_id)]
        membership = _confirm(team=team, member=member, role=role, key=key, private=private)
        note.details["member"] = str(member.id)
    return membership


def _confirm(*, team: Team, member: Member, role: str, key: TeamKey, private: bytes) -> Membership:
    sealed = vault.seal_team_key(private, bytes(member.public_key), team_id=team.id)
    membership, _ = Membership.objects.update_or_create(
        team=team,
        member=member,
        defaults={
            "role": role,
            "state": MembershipState.CONFIRMED,
            "team_key": key,
            "sealed_team_key": sealed,
        },
    )
    return membership


def team_private_keys(*, by: KeyHolder, team: Team | uuid.UUID) -> dict[bytes, bytes]:
    """Key id -> private key: the team's key in use and the retired ones that it opens.

    Raises ``NoKeyError`` when ``by`` does not hold the team's key. Nothing is written: opening a key is
    no event, opening a sealed part is (``keyring``).
    """
    team_id = team.id if isinstance(team, Team) else team
    membership = (
        Membership.objects.filter(team_id=team_id, member=by.member, state=MembershipState.CONFIRMED)
        .select_related("team_key")
        .first()
    )
    if membership is None or membership.team_key is None or membership.sealed_team_key is None:
        raise NoKeyError("You do not hold this team's key. A teammate who does can hand it to you.")
    private = vault.open_team_key(bytes(membership.sealed_team_key), by.private_key, team_id=team_id)
    keys = {bytes(membership.team_key.key_id): private}
    return _with_retired(team_id, keys)


def _with_retired(team_id: uuid.UUID, keys: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """Follow the rotations backwards: each retired key is sealed under the one that replaced it."""
    retired = TeamKey.objects.filter(team_id=team_id, retired_at__isnull=False).select_related("sealed_under")
    for row in retired.order_by("-retired_at"):
        above = keys.get(bytes(row.sealed_under.key_id)) if row.sealed_under else None
        if above is not None and row.sealed_private is not None:
            keys[bytes(row.key_id)] = vault.open_rotation(bytes(row.sealed_private), above)
    return keys
