"""Campaigns, events and the commission as the pages tell of them, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from latido.apps.campaigns.posters import unbroken
from latido.countries import CommissionMember, Country, Hotline

if TYPE_CHECKING:
    from latido.apps.campaigns.queries import Campaign, Event, Stand


@dataclass(frozen=True)
class CampaignWords:
    """A campaign in one language; ``line`` is the line that it asks people to call, if it names one."""

    code: str
    name: str
    summary: str
    call_to_action: str
    line: Hotline | None
    facts: tuple[str, ...]


@dataclass(frozen=True)
class EventWords:
    """An event in one language, its dates by the clocks of its place."""

    name: str
    kind: str
    day: str
    month: str
    when: str
    place: str
    venue: str
    organisers: str
    stands: Sequence[Stand]


@dataclass(frozen=True)
class SeatGroup:
    """Members of the commission who sit in the same way."""

    title: str | Promise
    explanation: str | Promise
    members: tuple[CommissionMember, ...]


SEAT_WORDS = {
    "chair": (
        gettext_lazy("Who leads it"),
        gettext_lazy("Calls the meetings and answers for what was agreed."),
    ),
    "vote": (gettext_lazy("Who decides"), gettext_lazy("These members speak and vote.")),
    "voice": (
        gettext_lazy("Who is heard"),
        gettext_lazy("These members speak and advise; they do not vote."),
    ),
}


def campaign(country: Country, running: Campaign | None, language: str | None) -> CampaignWords:
    """The running campaign; the country's own when none was set up here; Latido itself when there is none."""
    language = language or country.default_language
    facts = {one.code: tuple(fact.text.label(language) for fact in one.facts) for one in country.campaigns}
    if running is not None:
        spanish = language.startswith("es")
        line = _line(country, running.hotline)
        asks = running.call_to_action_es if spanish else running.call_to_action_en
        return CampaignWords(
            code=running.code,
            name=running.name_es if spanish else running.name_en,
            summary=running.summary_es if spanish else running.summary_en,
            call_to_action=unbroken(asks, line),
            line=line,
            facts=facts.get(running.code, ()),
        )
    if country.campaigns:
        own = country.campaigns[0]
        line = _line(country, own.hotline)
        return CampaignWords(
            code=own.code,
            name=own.name.label(language),
            summary=own.what_it_is.label(language),
            call_to_action=unbroken(own.call_to_action.label(language), line),
            line=line,
            facts=facts[own.code],
        )
    return CampaignWords(
        code="",
        name="Latido",
        summary=_("Here you can tell a team nearby that somebody may be exploited."),
        call_to_action=_("If something does not look right, tell us. You do not give your name."),
        line=None,
        facts=(),
    )


def event(one: Event, language: str | None) -> EventWords:
    """An event for the list of what comes next."""
    start = one.local_start
    return EventWords(
        name=one.name_es if (language or "").startswith("es") else one.name_en,
        kind=str(one.get_kind_display()),
        day=str(start.day),
        month=date_format(start.date(), "M"),
        when=when(one),
        place=one.place_name,
        venue=one.venue,
        organisers=one.organisers,
        stands=list(one.stands.all()),
    )


def when(one: Event) -> str:
    """From when to when, by the clocks of the event's place."""
    start, end = one.local_start.replace(tzinfo=None), one.local_end.replace(tzinfo=None)
    first, last = date_format(start, "DATE_FORMAT"), date_format(end, "DATE_FORMAT")
    if first != last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    hours = {"day": first, "start": date_format(start, "H:i"), "end": date_format(end, "H:i")}
    return _("%(day)s, %(start)s to %(end)s") % hours


def state_name(country: Country, code: str, language: str | None) -> str:
    """The state's name, empty for a country without states."""
    found = next((state for state in country.states if state.code == code), None)
    return found.name.label(language or country.default_language) if found else ""


def commission(country: Country, day: date) -> tuple[SeatGroup, ...]:
    """The commission as it sits on a day, by how its members sit; groups without members are left out."""
    sitting = country.members_on(day)
    groups = (
        SeatGroup(title, explanation, tuple(member for member in sitting if member.seat == seat))
        for seat, (title, explanation) in SEAT_WORDS.items()
    )
    return tuple(group for group in groups if group.members)


def _line(country: Country, code: str) -> Hotline | None:
    return next((line for line in country.hotlines if line.code == code), None)
