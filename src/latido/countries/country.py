"""A whole country pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from latido.countries.law import Law, LegalForm
from latido.countries.records import (
    Campaign,
    CommissionMember,
    ConfidentialityLimit,
    Hotline,
    HotlineKind,
    Language,
    Place,
    Scheme,
    State,
    Text,
)

Row = TypeVar("Row", State, Hotline, LegalForm)


@dataclass(frozen=True, kw_only=True)
class Country:
    """Everything the platform knows about one country. `iso_alpha_2` is empty for the generic pack.

    Look-ups by code raise KeyError for a code that the pack does not have.
    """

    code: str
    iso_alpha_2: str
    iso_alpha_3: str
    name: Text
    default_language: str
    languages: tuple[Language, ...]
    hotlines: tuple[Hotline, ...]
    schemes: tuple[Scheme, ...]
    confidentiality: tuple[ConfidentialityLimit, ...]
    campaigns: tuple[Campaign, ...]
    states: tuple[State, ...]
    commission: tuple[CommissionMember, ...]
    law: Law
    places: tuple[Place, ...]

    def state(self, code: str) -> State:
        """The state with this code of the statistics office."""
        return _by_code(self.states, code, "state")

    def state_of_geonames(self, admin1: str) -> State:
        """The state that GeoNames calls `admin1`; its codes are not those of the statistics office."""
        for state in self.states:
            if state.geonames == admin1:
                return state
        raise KeyError(f"no state has the GeoNames code {admin1!r}")

    def hotline(self, code: str) -> Hotline:
        """The line with this code."""
        return _by_code(self.hotlines, code, "hotline")

    def hotlines_of_kind(self, kind: HotlineKind) -> tuple[Hotline, ...]:
        """The lines of one kind, in the order of the file."""
        return tuple(line for line in self.hotlines if line.kind == kind)

    def legal_form(self, code: str) -> LegalForm:
        """The legal form with this code."""
        return _by_code(self.law.forms, code, "legal form")

    def members_on(self, day: date) -> tuple[CommissionMember, ...]:
        """The commission as it sits on a day: chair, votes, voices, each in the order of the file."""
        order = ("chair", "vote", "voice")
        sitting = [member for member in self.commission if member.sits_on(day)]
        return tuple(sorted(sitting, key=lambda member: order.index(member.seat)))

    def schemes_for(self, *, missing: bool, minor: bool, female: bool) -> tuple[Scheme, ...]:
        """The schemes a human should think of for such a person, in the order of the file."""
        return tuple(s for s in self.schemes if s.concerns(missing=missing, minor=minor, female=female))

    def limits_for(self, *, public_function: bool, minor: bool) -> tuple[ConfidentialityLimit, ...]:
        """What to read to the person before the first question, given who asks and who is asked."""
        audiences = {"everyone", *(["public_function"] * public_function), *(["minor"] * minor)}
        return tuple(limit for limit in self.confidentiality if limit.audience in audiences)

    def places_of(self, state: str) -> tuple[Place, ...]:
        """The places of a state: entry and exit places first, then by population, largest first."""
        own = [place for place in self.places if place.state == state]
        return tuple(sorted(own, key=lambda place: (not place.entry_exit, -place.population, place.code)))


def _by_code(rows: tuple[Row, ...], code: str, what: str) -> Row:
    for row in rows:
        if row.code == code:
            return row
    raise KeyError(f"no {what} has the code {code!r}")
