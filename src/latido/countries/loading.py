"""From the files of a pack to a Country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from latido.countries import records
from latido.countries.country import Country
from latido.countries.errors import CountryDataError, UnknownCountryError
from latido.countries.law_reading import read_law
from latido.countries.reading import Row, read_csv, read_toml

Built = TypeVar("Built")
FORMAT = 1


@lru_cache(maxsize=8)
def load(code: str) -> Country:
    """The shipped pack of a country, such as `mx` or `generic`; read once.

    Raises UnknownCountryError for a code that is not shipped and CountryDataError, naming file and row, for
    a pack that cannot be used.
    """
    if code not in shipped():
        raise UnknownCountryError(f"no country pack {code!r}; shipped are {', '.join(shipped())}")
    return load_folder(files("latido.countries") / code, code=code)


def shipped() -> tuple[str, ...]:
    """The codes of the packs that come with the package."""
    here = files("latido.countries").iterdir()
    packs = (entry for entry in here if entry.is_dir() and (entry / "country.toml").is_file())
    return tuple(sorted(entry.name for entry in packs))


def load_folder(folder: Traversable, *, code: str) -> Country:
    """The pack in a folder; for a country that is not shipped. Raises CountryDataError."""
    top = read_toml(folder / "country.toml")
    if top.whole("format") != FORMAT:
        raise top.fail(f"format must be {FORMAT}")
    country = Country(
        code=code,
        iso_alpha_2=top.words("iso_alpha_2", empty=True),
        iso_alpha_3=top.words("iso_alpha_3", empty=True),
        name=top.text("name"),
        default_language=top.choice("default_language", ("en", "es")),
        languages=_build_all(top.rows("language"), _language),
        hotlines=_build_all(top.rows("hotline"), _hotline),
        schemes=_build_all(top.rows("scheme"), _scheme),
        confidentiality=_build_all(top.rows("confidentiality"), _limit),
        campaigns=_build_all(top.rows("campaign"), _campaign),
        states=_build_all(read_csv(folder / "states.csv"), _state),
        commission=_build_all(read_csv(folder / "commission.csv"), _member),
        law=read_law(folder / "legal_forms.toml"),
        places=_build_all(read_csv(folder / "places.csv"), _place),
    )
    top.done()
    _check(country)
    return country


def _build_all(rows: Iterable[Row], build: Callable[[Row], Built]) -> tuple[Built, ...]:
    built = []
    for row in rows:
        try:
            built.append(build(row))
        except CountryDataError:
            raise
        except ValueError as error:
            raise row.fail(str(error)) from error
        row.done()
    return tuple(built)


def _language(row: Row) -> records.Language:
    return records.Language(
        code=row.words("code"),
        name=row.text("name"),
        common=row.flag_or("common", False),
        source=row.source(),
        mark=row.mark(),
    )


def _hotline(row: Row) -> records.Hotline:
    link = row.words("link")
    if not link.startswith(("tel:", "https://")):
        raise row.fail(f"link is {link!r}; it must start with tel: or https://")
    return records.Hotline(
        code=row.words("code"),
        label=row.text("label"),
        number=row.words("number"),
        link=link,
        kind=row.choice("kind", records.HOTLINE_KINDS),
        note=row.text("note"),
        source=row.source(),
        mark=row.mark(),
    )


def _scheme(row: Row) -> records.Scheme:
    return records.Scheme(
        code=row.words("code"),
        name=row.text("name"),
        kind=row.choice("kind", records.SCHEME_KINDS),
        needs_missing=row.flag("needs_missing"),
        minors_only=row.flag_or("minors_only", False),
        women_and_girls_only=row.flag_or("women_and_girls_only", False),
        minors_of_any_gender=row.flag_or("minors_of_any_gender", False),
        adults_only=row.flag_or("adults_only", False),
        for_whom=row.text("for_whom"),
        caution=row.text("caution"),
        source=row.source(),
        mark=row.mark(),
    )


def _limit(row: Row) -> records.ConfidentialityLimit:
    return records.ConfidentialityLimit(
        code=row.words("code"),
        audience=row.choice("audience", records.AUDIENCES),
        article=row.words("article"),
        text=row.text("text"),
        source=row.source(),
        mark=row.mark(),
    )


def _campaign(row: Row) -> records.Campaign:
    return records.Campaign(
        code=row.words("code"),
        name=row.text("name"),
        what_it_is=row.text("what_it_is"),
        call_to_action=row.text("call_to_action"),
        hotline=row.words("hotline"),
        facts=_build_all(row.rows("fact"), _fact),
        source=row.source(),
        mark=row.mark(),
    )


def _fact(row: Row) -> records.CampaignFact:
    return records.CampaignFact(text=row.text("text"), source=row.source(), mark=row.mark())


def _state(row: Row) -> records.State:
    return records.State(
        code=row.words("code"),
        iso_3166_2=row.words("iso_3166_2"),
        identity_code=row.words("identity_code"),
        geonames=row.words("geonames"),
        name=row.text("name"),
        source=row.source(),
        mark=row.mark(),
    )


def _member(row: Row) -> records.CommissionMember:
    return records.CommissionMember(
        code=row.words("code"),
        name=row.text("name"),
        short_name=row.words("short_name"),
        seat=row.choice("seat", records.SEATS),
        does=row.text("does"),
        since=row.day("since"),
        until=row.day("until"),
        source=row.source(),
        mark=row.mark(),
    )


def _place(row: Row) -> records.Place:
    return records.Place(
        code=row.words("code"),
        name=row.words("name"),
        state=row.words("state"),
        population=row.whole("population"),
        kind=row.choice("kind", records.PLACE_KINDS),
        lat=row.number("lat", low=-90, high=90),
        lon=row.number("lon", low=-180, high=180),
        source=row.source(),
        mark=row.mark(),
    )


def _check(country: Country) -> None:
    """What no single row can show: codes used twice, and references that lead nowhere."""
    for file, codes in {
        "states.csv": [state.code for state in country.states],
        "commission.csv": [member.code for member in country.commission],
        "legal_forms.toml": [form.code for form in country.law.forms],
        "places.csv": [place.code for place in country.places],
    }.items():
        _check_unique(file, codes)
    _check_unique("states.csv", [state.geonames for state in country.states])
    for codes in (
        [language.code for language in country.languages],
        [line.code for line in country.hotlines],
        [scheme.code for scheme in country.schemes],
        [limit.code for limit in country.confidentiality],
        [campaign.code for campaign in country.campaigns],
    ):
        _check_unique("country.toml", codes)
    _check_references(country)


def _check_unique(file: str, codes: list[str]) -> None:
    twice = sorted(code for code, times in Counter(codes).items() if times > 1)
    if twice:
        raise CountryDataError(file, f"code {twice[0]}", "is used twice; each code names one row")


def _check_references(country: Country) -> None:
    states = {state.code for state in country.states}
    for place in country.places:
        if place.state not in states:
            row, problem = f"code {place.code}", f"state {place.state!r} is not in states.csv"
            raise CountryDataError("places.csv", row, problem)
    lines = {line.code for line in country.hotlines}
    for campaign in country.campaigns:
        if campaign.hotline not in lines:
            row, problem = f"campaign {campaign.code}", f"hotline {campaign.hotline!r} is not a [[hotline]]"
            raise CountryDataError("country.toml", row, problem)
