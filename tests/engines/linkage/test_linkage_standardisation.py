"""Spellings of the same thing become the same."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latido.engines.linkage import Identifier, LinkageError, PartialDate, PersonRecord, parse_date
from latido.engines.linkage.standardisation import (
    curp_check_digit,
    fold,
    is_valid_curp,
    phonetic_code,
    standardise_given_names,
    standardise_identifier,
    standardise_phone,
    standardise_place,
    standardise_surnames,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("María Guadalupe", ("maria", "guadalupe")),
        ("Ma. Gpe.", ("maria", "guadalupe")),
        ("LUPITA", ("guadalupe",)),
        ("Chema", ("jose", "maria")),
        ("María de los Ángeles", ("maria", "angeles")),
        ("Xochi", ("xochitl",)),
        ("D’Artagnan", ("dartagnan",)),
        ("Наталья", ("natal", "ya")),
        ("J.", ("j",)),
        ("desconocida", ()),
        ("N/N", ()),
        ("", ()),
        ("???", ()),
    ],
)
def test_given_names(text, words):
    if text == "Наталья":
        words = tuple(fold(text).split())
        assert words
        assert all(word.isascii() for word in words)
    assert standardise_given_names(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("García de la Cruz", ("garcia", "cruz")),
        ("Ponce de León Núñez", ("ponce", "leon", "nunez")),
        ("Hdez. Mtz.", ("hernandez", "martinez")),
        ("Da Silva e Souza", ("silva", "souza")),
        ("Pérez Pérez", ("perez",)),
        ("de la O", ("o",)),
        ("De Los", ("de", "los")),
        ("López-Portillo", ("lopez", "portillo")),
        ("sin apellido", ()),
    ],
)
def test_surnames(text, words):
    assert standardise_surnames(text) == words


@given(st.text(max_size=40))
def test_folding_is_plain_and_settled(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vazquez", "basques"),
        ("hernandez", "ernandes"),
        ("ximenez", "jimenes"),
        ("llanos", "yanos"),
        ("quiroz", "kiros"),
    ],
)
def test_one_sound_has_one_code(one, other):
    assert phonetic_code(one) == phonetic_code(other)


def test_phonetic_codes_have_at_most_four_letters():
    assert phonetic_code("wurttemberg") == "brtm"
    assert phonetic_code("") == ""


def test_places_lose_accents_and_particles():
    assert standardise_place("San Cristóbal de las Casas") == "san cristobal casas"


@pytest.mark.parametrize(
    ("text", "country", "standard"),
    [
        ("962 123 4567", "MX", "+529621234567"),
        ("(962) 123-4567 ext. 12", "MX", "+529621234567"),
        ("044 962 123 4567", "MX", "+529621234567"),
        ("01 962 123 4567", "MX", "+529621234567"),
        ("+52 1 962 123 4567", "MX", "+529621234567"),
        ("0052 962 123 4567", "MX", "+529621234567"),
        ("52 962 123 4567", "MX", "+529621234567"),
        ("521 962 123 4567", "MX", "+529621234567"),
        ("+520000000001", "MX", "+520000000001"),
        ("+52 000 000 0001", "MX", "+520000000001"),
        ("000 000 0001", "MX", "+520000000001"),
        ("+52 100 000 0001", "MX", "+521000000001"),
        ("5512 3456", "GT", "+50255123456"),
        ("+1 (415) 555-0100", "MX", "+14155550100"),
        ("415 555 0100", "US", "+14155550100"),
    ],
)
def test_phones_become_e164(text, country, standard):
    assert standardise_phone(text, country) == standard
    assert standardise_phone(standard, country) == standard


@pytest.mark.parametrize(("text", "code"), [("", "bad_phone"), ("call me", "bad_phone"), ("123", "bad_phone"),
                         ("+1234567890123456", "bad_phone"), ("962 123 456", "bad_phone")])  # fmt: skip
def test_bad_phones_are_refused(text, code):
    with pytest.raises(LinkageError) as refused:
        standardise_phone(text)
    assert refused.value.code == code


def test_a_local_phone_of_an_unlisted_country_asks_for_the_code():
    with pytest.raises(LinkageError) as refused:
        standardise_phone("12345678", "ZZ")
    assert refused.value.code == "unknown_country"
    assert standardise_phone("+263 12345678", "ZZ") == "+26312345678"


@pytest.mark.parametrize(
    ("kind", "text", "standard"),
    [
        ("plate", "abc-12-34", "ABC1234"),
        ("plate", "ABC 1234", "ABC1234"),
        ("document", "g-12345678", "G12345678"),
        ("account", "0321 8000 0118 3597 19", "032180000118359719"),
        ("curp", "boxw310820-hnerxn09", "BOXW310820HNERXN09"),
        ("handle", "@Ficticio.Nadie", "ficticio.nadie"),
        ("handle", "https://www.facebook.com/Ficticio.Nadie/?fbclid=x", "ficticio.nadie"),
        ("url", "https://www.Example.org/Trabajo/?utm_source=x#top", "example.org/trabajo"),
        ("url", "http://facebook.com/profile.php?id=100", "facebook.com/profile.php?id=100"),
    ],
)
def test_identifiers_have_one_spelling(kind, text, standard):
    assert standardise_identifier(kind, text) == standard
    assert Identifier(kind, text).value == standard


@pytest.mark.parametrize(
    ("kind", "text"),
    [("plate", "--"), ("document", "1"), ("account", "12"), ("curp", "BOXW310820HNERXN08"), ("handle", "@"),
     ("handle", "two words"), ("url", "nowhere"), ("phone", "x"), ("url", "a." * 400)],
)  # fmt: skip
def test_unreadable_identifiers_are_refused_without_repeating_them(kind, text):
    with pytest.raises(LinkageError) as refused:
        Identifier(kind, text, "person")
    assert refused.value.code == f"bad_{kind}"
    assert len(text) < 4 or text not in str(refused.value)


def test_unknown_kinds_and_roles_are_refused():
    with pytest.raises(LinkageError):
        Identifier("name", "Ficticia")  # type: ignore[arg-type]
    with pytest.raises(LinkageError):
        Identifier("phone", "+520000000001", "victim")  # type: ignore[arg-type]


def test_curp_check_digit_of_the_published_vector():
    assert is_valid_curp("BOXW310820HNERXN09")
    assert not is_valid_curp("BOXW310820HNERXN08")
    assert not is_valid_curp("BOXW310820HNERXN0")
    assert not is_valid_curp("B0XW310820HNERXN09")


@given(st.integers(0, 16), st.sampled_from("ABCDEFGHIJKLMNÑOPQRSTUVWXYZ0123456789"))
def test_curp_check_digit_notices_most_single_errors(place, letter):
    first = "BOXW310820HNERXN0"
    changed = first[:place] + letter + first[place + 1 :]
    alphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    shift = (alphabet.index(letter) - alphabet.index(first[place])) * (18 - place)
    assert (curp_check_digit(changed) == curp_check_digit(first)) == (shift % 10 == 0)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1999-04-13", PartialDate(1999, 4, 13)),
        ("1999-04", PartialDate(1999, 4)),
        ("1999", PartialDate(1999)),
        ("1999-??-??", PartialDate(1999)),
        ("1999-00-00", PartialDate(1999)),
        ("????-04-13", PartialDate(None, 4, 13)),
        ("13/04/1999", PartialDate(1999, 4, 13)),
        ("04/13/1999", PartialDate(1999, 4, 13)),
        ("xx.04.1999", PartialDate(1999, 4)),
        ("2000-02-29", PartialDate(2000, 2, 29)),
        (" ", PartialDate()),
    ],
)
def test_dates(text, date):
    assert parse_date(text) == date


@pytest.mark.parametrize(
    "text", ["1999-13-01", "31/02/1999", "1999-02-29", "99", "soon", "1700", "1999-4?-01"]
)
def test_bad_dates_are_refused(text):
    with pytest.raises(LinkageError) as refused:
        parse_date(text)
    assert refused.value.code == "bad_date"


def test_a_day_without_month_may_be_31():
    assert PartialDate(1999, None, 31).day == 31


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "empty_record"),
        ({"given_names": "  "}, "empty_record"),
        ({"given_names": "A", "sex": "F"}, "unknown_sex"),
        ({"given_names": "A" * 201}, "too_long"),
        ({"identifiers": (Identifier("phone", "+520000000001"),) * 201}, "too_many"),
    ],
)
def test_impossible_records_are_refused(fields, code):
    with pytest.raises(LinkageError) as refused:
        PersonRecord(uuid.UUID(int=1, version=4), **fields)
    assert refused.value.code == code


def test_an_opaque_id_tells_no_time():
    with pytest.raises(LinkageError) as refused:
        PersonRecord(uuid.UUID(int=1, version=1), "Ficticia")
    assert refused.value.code == "bad_opaque_id"
