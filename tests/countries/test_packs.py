"""The two packs that ship, by their facts."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from latido.countries import ENTRY_EXIT_KINDS, Country, UnknownCountryError, load, shipped
from latido.engines.indicators import legal_form

MX = load("mx")
GENERIC = load("generic")


def test_ships_mexico_and_the_protocol_alone() -> None:
    assert shipped() == ("generic", "mx")


def test_is_read_once() -> None:
    assert load("mx") is MX


def test_unknown_country_says_what_there_is() -> None:
    with pytest.raises(UnknownCountryError, match="no country pack 'xx'; shipped are generic, mx"):
        load("xx")


def test_a_path_is_not_a_country() -> None:
    with pytest.raises(UnknownCountryError):
        load("../countries/mx")


def test_has_the_32_states_under_their_own_codes() -> None:
    assert [state.code for state in MX.states] == [f"{n:02}" for n in range(1, 33)]
    assert MX.state("07").name.es == "Chiapas"
    assert MX.state("08").iso_3166_2 == "MX-CHH"


@pytest.mark.parametrize(
    ("geonames", "inegi", "name"),
    [("05", "07", "Chiapas"), ("06", "08", "Chihuahua"), ("07", "05", "Coahuila"), ("08", "06", "Colima")],
)
def test_geonames_orders_states_otherwise_than_inegi(geonames: str, inegi: str, name: str) -> None:
    state = MX.state_of_geonames(geonames)
    assert (state.code, state.name.es) == (inegi, name)


def test_elsewhere_geonames_and_inegi_agree() -> None:
    swapped = {"05", "06", "07", "08"}
    assert [s.code for s in MX.states if s.geonames != s.code] == sorted(swapped)


def test_curp_codes_are_unique_pairs_of_letters() -> None:
    codes = [state.identity_code for state in MX.states]
    assert len(set(codes)) == 32
    assert all(len(code) == 2 and code.isalpha() for code in codes)


def test_the_one_call_to_action_is_the_national_line() -> None:
    (campaign,) = MX.campaigns
    line = MX.hotline(campaign.hotline)
    assert (line.number, line.link, line.kind) == ("800 5533 000", "tel:+528005533000", "national_line")
    assert line.number in campaign.call_to_action.es
    assert line.number in campaign.call_to_action.en


def test_recalled_rows_say_that_they_are_unverified() -> None:
    assert MX.hotline("anonymous-tip").unverified
    assert not MX.hotline("emergency").unverified


@pytest.mark.parametrize(
    ("missing", "minor", "female", "codes"),
    [
        (True, True, True, ["amber", "alba", "search-commission", "child-protection"]),
        (True, True, False, ["amber", "search-commission", "child-protection"]),
        (True, False, True, ["alba", "search-commission"]),
        (True, False, False, ["search-commission"]),
        (False, True, True, ["child-protection"]),
        (False, False, True, []),
    ],
)
def test_schemes_are_for_whom_they_are_for(
    missing: bool, minor: bool, female: bool, codes: list[str]
) -> None:
    assert [s.code for s in MX.schemes_for(missing=missing, minor=minor, female=female)] == codes


def test_no_alert_for_a_child_who_was_merely_seen() -> None:
    kinds = {s.kind for s in MX.schemes_for(missing=False, minor=True, female=True)}
    assert kinds == {"protection"}


def test_a_public_servant_reads_the_duty_to_report_first() -> None:
    limits = MX.limits_for(public_function=True, minor=False)
    assert [limit.article for limit in limits] == ["Código Nacional de Procedimientos Penales, art. 222", "-"]
    assert [limit.code for limit in MX.limits_for(public_function=False, minor=True)] == [
        "danger-to-life",
        "children",
    ]


def test_art_10_has_eleven_forms_and_two_are_keyed() -> None:
    forms = MX.law.forms
    assert " ".join(form.fraction for form in forms) == "I II III IV V VI VII VIII IX X XI"
    assert [form.fraction for form in forms if form.keyed] == ["III", "IV"]
    assert [form.fraction for form in forms if form.minors_only] == ["VII", "VIII"]


def test_sexual_exploitation_lists_its_means_and_for_whom_none_is_needed() -> None:
    form = MX.legal_form("mx-10-3")
    assert [element.article for element in form.of_kind("means")] == [
        f"13-{n}" for n in ("I", "II", "III", "IV", "V", "VI")
    ]
    assert form.means_waived_for == ("minor", "unable_to_understand")


def test_labour_exploitation_needs_no_means_and_has_a_reform() -> None:
    form = MX.legal_form("mx-10-4")
    assert not form.means_required
    assert [(e.article, e.since) for e in form.of_kind("purpose")] == [
        ("21-I", None),
        ("21-II", None),
        ("21-III", None),
        ("21-IV", date(2024, 6, 7)),
    ]


@pytest.mark.parametrize("country", [MX, GENERIC], ids=["mx", "generic"])
def test_every_form_becomes_a_form_of_the_indicators_engine(country: Country) -> None:
    for form in country.law.forms:
        read = legal_form(country.law.table(form))
        assert (read.code, read.keyed, len(read.means)) == (
            form.code,
            form.keyed,
            len(form.of_kind("means")),
        )


def test_the_commission_follows_its_changes_of_name() -> None:
    before = [m.short_name for m in MX.members_on(date(2015, 1, 1))]
    after = [m.short_name for m in MX.members_on(date(2025, 6, 1))]
    assert before[0] == after[0] == "SEGOB"
    assert {"SCT", "SEDESOL", "PGR", "INMUJERES"} <= set(before)
    assert {"SICT", "Bienestar", "FGR", "Mujeres", "SSPC"} <= set(after)
    assert not {"SCT", "SEDESOL", "PGR", "INMUJERES"} & set(after)


def test_every_state_has_places_and_an_entry_or_exit() -> None:
    found = Counter(place.state for place in MX.places if place.entry_exit)
    assert sorted(found) == [state.code for state in MX.states]


CHIAPAS = (
    "Tapachula|Ciudad Hidalgo|Talismán|Ciudad Cuauhtémoc|Tuxtla Gutiérrez|San Cristóbal de las Casas|"
    "Palenque|Comitán de Domínguez|Frontera Comalapa|Arriaga"
)
CHIHUAHUA = "Ciudad Juárez|Chihuahua|Ojinaga|Puerto Palomas de Villa|Delicias|Hidalgo del Parral"


@pytest.mark.parametrize(("state", "names"), [("07", CHIAPAS), ("08", CHIHUAHUA)])
def test_entry_and_exit_places_stand_in_their_state_and_first(state: str, names: str) -> None:
    places = MX.places_of(state)
    entries = [place.name for place in places if place.entry_exit]
    assert set(names.split("|")) <= set(entries)
    assert [place.name for place in places[: len(entries)]] == entries


def test_ciudad_juarez_is_in_chihuahua_by_its_coordinates() -> None:
    juarez = next(place for place in MX.places_of("08") if place.name == "Ciudad Juárez")
    assert (juarez.lat, juarez.lon, juarez.kind) == (31.72, -106.46, "land_border")


def test_small_places_are_there_only_as_entry_or_exit() -> None:
    small = [place for place in MX.places if place.population < 5000]
    assert small
    assert {place.kind for place in small} <= set(ENTRY_EXIT_KINDS)


def test_the_generic_pack_knows_no_state_line_or_commission() -> None:
    assert (GENERIC.states, GENERIC.hotlines, GENERIC.commission, GENERIC.places) == ((), (), (), ())
    assert [form.protocol for form in GENERIC.law.forms] == [
        "sexual_exploitation",
        "forced_labour",
        "slavery",
        "servitude",
        "organ_removal",
    ]
