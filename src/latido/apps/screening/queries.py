"""Reading screenings. Nothing here opens an interview."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet
from rules import has_perm

from latido.apps.agencies.models import Member, Team
from latido.apps.agencies.queries import teams_where
from latido.apps.screening.models import Screening
from latido.apps.screening.rules import CONDUCT, NotAllowedError, may_keep_interviews
from latido.engines.indicators import (
    Instrument,
    Population,
    Status,
    UnknownInstrumentError,
    instrument,
    instruments,
)


def teams_that_screen(member: Member) -> list[Team]:
    """The member's teams that may hold an interview: the firewall has already been applied."""
    return [team for team in teams_where(member, CONDUCT) if may_keep_interviews(team)]


def screenings_of(member: Member, *, status: str = "") -> QuerySet[Screening]:
    """The screenings of the member's teams, newest first."""
    found = Screening.objects.filter(team__in=teams_where(member, CONDUCT)).select_related("team__agency")
    return (found.filter(status=status) if status else found).order_by("-started_at", "id")


def screening_for(member: Member, screening_id: uuid.UUID) -> Screening:
    """A screening that the member may conduct. Raises ``Screening.DoesNotExist``, ``NotAllowedError``."""
    found = screening(screening_id)
    if not has_perm(CONDUCT, member, found.team):
        raise NotAllowedError("Another team keeps this interview. Ask that team if your work needs it.")
    return found


def screening(screening_id: uuid.UUID) -> Screening:
    """Any screening, for apps above that check access themselves. Raises ``Screening.DoesNotExist``."""
    return Screening.objects.select_related("team__agency").get(pk=screening_id)


def screenings_of_report(report_id: uuid.UUID, member: Member) -> QuerySet[Screening]:
    """What the member's own teams have begun about one report, newest first."""
    return screenings_of(member).filter(report_id=report_id)


def instruments_on_offer() -> tuple[Instrument, ...]:
    """The newest published version of every set, adults first."""
    newest = {each.id: each for each in instruments() if each.status is Status.PUBLISHED}
    return tuple(sorted(newest.values(), key=lambda each: list(Population).index(each.population)))


def instrument_named(name: str) -> Instrument:
    """A set by its id, or the first on offer for "adult" or "child". Raises ``UnknownInstrumentError``."""
    for each in instruments_on_offer():
        if name in (each.id, each.population.value):
            return each
    raise UnknownInstrumentError("unknown_instrument", "Choose one of the sets on offer.")


def instrument_of(screening: Screening) -> Instrument:
    """The set in the version that the screening was begun with. Raises ``UnknownInstrumentError``."""
    return instrument(screening.instrument, screening.version)


def names_of(audit_names: Iterable[str]) -> dict[str, str]:
    """ "member:<id>" -> display name, in one query; roles such as "system" are left out."""
    ids = {name.partition(":")[2] for name in audit_names if name.startswith("member:")}
    return {member.audit_name: member.display_name for member in Member.objects.filter(pk__in=ids)}
