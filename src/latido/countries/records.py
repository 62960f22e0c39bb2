"""The parts of a country pack, as frozen values.

Every row carries its source and a mark: V read in the source or a named page that states it, 2 second-hand,
R recalled and not yet checked, C computed, D a design choice of this project.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Mark = Literal["V", "2", "R", "C", "D"]
MARKS: Final = ("V", "2", "R", "C", "D")

HotlineKind = Literal["emergency", "national_line", "anonymous_tip", "chat"]
HOTLINE_KINDS: Final = ("emergency", "national_line", "anonymous_tip", "chat")

SchemeKind = Literal["public_alert", "search", "protection"]
SCHEME_KINDS: Final = ("public_alert", "search", "protection")

Audience = Literal["public_function", "everyone", "minor"]
AUDIENCES: Final = ("public_function", "everyone", "minor")

Seat = Literal["chair", "vote", "voice"]
SEATS: Final = ("chair", "vote", "voice")

PlaceKind = Literal["land_border", "seaport", "airport", "bus_hub", "rail", "town"]
ENTRY_EXIT_KINDS: Final = ("land_border", "seaport", "airport", "bus_hub", "rail")
PLACE_KINDS: Final = (*ENTRY_EXIT_KINDS, "town")


@dataclass(frozen=True)
class Text:
    """The same words in English and Spanish."""

    en: str
    es: str

    def __post_init__(self) -> None:
        if not self.en.strip() or not self.es.strip():
            raise ValueError("a text needs both its English and its Spanish words")

    def label(self, language: str) -> str:
        """The words for a language tag such as `es-mx`; English where there is no translation."""
        return self.es if language.lower().startswith("es") else self.en


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """Something somebody wrote: where it was read and how far it is checked."""

    source: str
    mark: Mark

    @property
    def unverified(self) -> bool:
        """True when the row was recalled and nobody has compared it with its source yet."""
        return self.mark == "R"


@dataclass(frozen=True, kw_only=True)
class Language(Sourced):
    """A language people report in. A language that is not `common` can single a person out: it is sealed."""

    code: str
    name: Text
    common: bool


@dataclass(frozen=True, kw_only=True)
class Hotline(Sourced):
    """A line to call or write to. `number` is shown, `link` is what a tap opens (tel: or https:)."""

    code: str
    label: Text
    number: str
    link: str
    kind: HotlineKind
    note: Text


@dataclass(frozen=True, kw_only=True)
class Scheme(Sourced):
    """An alert, search or protection scheme, for whom it is, and what it must not be used for."""

    code: str
    name: Text
    kind: SchemeKind
    needs_missing: bool
    minors_only: bool
    women_and_girls_only: bool
    minors_of_any_gender: bool
    adults_only: bool
    for_whom: Text
    caution: Text

    def concerns(self, *, missing: bool, minor: bool, female: bool) -> bool:
        """Whether the scheme is for such a person. It prompts a human; it never starts anything itself."""
        if self.needs_missing and not missing:
            return False
        if (self.minors_only and not minor) or (self.adults_only and minor):
            return False
        return not self.women_and_girls_only or female or (self.minors_of_any_gender and minor)


@dataclass(frozen=True, kw_only=True)
class ConfidentialityLimit(Sourced):
    """What is read aloud before the first question, so that nobody tells more than they want passed on."""

    code: str
    audience: Audience
    article: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class CampaignFact(Sourced):
    """One sentence about a campaign."""

    text: Text


@dataclass(frozen=True, kw_only=True)
class Campaign(Sourced):
    """A campaign with one call to action: ring the line named by `hotline`."""

    code: str
    name: Text
    what_it_is: Text
    call_to_action: Text
    hotline: str
    facts: tuple[CampaignFact, ...]


@dataclass(frozen=True, kw_only=True)
class State(Sourced):
    """A first-level division. `code` is the statistics office's, `geonames` the one GeoNames uses."""

    code: str
    iso_3166_2: str
    identity_code: str
    geonames: str
    name: Text


@dataclass(frozen=True, kw_only=True)
class CommissionMember(Sourced):
    """A member of the inter-institution commission and what it does for a person, in one plain sentence."""

    code: str
    name: Text
    short_name: str
    seat: Seat
    does: Text
    since: date | None
    until: date | None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"until {self.until} lies before since {self.since}")

    def sits_on(self, day: date) -> bool:
        """Whether the body was a member under this name on the day (an unknown start counts as always)."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True)
class Place(Sourced):
    """A populated place. Coordinates are rounded to two decimals, about one kilometre."""

    code: str
    name: str
    state: str
    population: int
    kind: PlaceKind
    lat: float
    lon: float

    @property
    def entry_exit(self) -> bool:
        """Whether people enter, leave or change transport here."""
        return self.kind in ENTRY_EXIT_KINDS
