"""Synthetic Mexican people in two files with known truth and named corruptions, the same for the same seed.

Names come from faker's es_MX lists with a long-tailed choice (never from `names-dataset`, which comes from
a leak); phones lie in the +52 000 range, which nobody has. The rates of corruption are those under which
the anchors were measured (docs/linkage.md).
"""

from __future__ import annotations

import calendar
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from latido.engines.linkage import Identifier, PartialDate, PersonRecord

CORRUPTIONS = {
    "accents_lost": 0.55,
    "second_name_lost": 0.30,
    "second_surname_lost": 0.18,
    "surnames_swapped": 0.05,
    "typing_error": 0.12,
    "sound_error": 0.12,
    "scanning_error": 0.05,
    "nickname": 0.06,
    "day_month_swapped": 0.05,
    "year_off": 0.04,
    "first_of_january": 0.03,
    "birth_date_lost": 0.05,
    "municipality_changed": 0.30,
    "phone_changed": 0.45,
}
PHONE_SHARE = 0.65
SECOND_NAME_SHARE = 0.55
COMMON_SURNAMES = (
    "Hernández", "García", "Martínez", "López", "González", "Pérez", "Rodríguez", "Sánchez",
    "Ramírez", "Cruz", "Flores", "Gómez", "Morales", "Vázquez", "Reyes", "Jiménez",
    "Torres", "Díaz", "Gutiérrez", "Ruiz", "Mendoza", "Aguilar", "Ortiz", "Moreno",
    "Castillo", "Romero", "Álvarez", "Méndez", "Chávez", "Rivera",
)  # fmt: skip
STATES = 32
MUNICIPALITIES = 60  # per state
_SOUND = (("v", "b"), ("z", "s"), ("h", ""), ("ll", "y"), ("g", "j"), ("c", "s"), ("x", "j"))
_SCAN = (("l", "1"), ("o", "0"), ("rn", "m"), ("i", "l"), ("e", "c"))
_NICKNAMES = {
    "Francisco": "Paco", "Guadalupe": "Lupita", "José": "Pepe", "Jesús": "Chuy", "Ignacio": "Nacho",
    "Guillermo": "Memo", "Antonio": "Toño", "Enrique": "Quique", "Eduardo": "Lalo", "Rosario": "Chayo",
    "Concepción": "Concha", "Teresa": "Tere", "Alejandra": "Ale", "Leticia": "Lety", "Patricia": "Paty",
    "Verónica": "Vero", "Gabriela": "Gaby", "Beatriz": "Bety", "Daniel": "Dani", "Gerardo": "Gera",
    "Gregorio": "Goyo", "Javier": "Javi", "Carlos": "Carlitos", "Lorenzo": "Lencho", "Alicia": "Licha",
    "Manuel": "Manolo", "Miguel": "Mike", "Alfonso": "Poncho", "Salvador": "Chava", "Sergio": "Checo",
    "María": "Mary", "Margarita": "Mago", "Yolanda": "Yola", "Ernesto": "Neto",
}  # fmt: skip
_PLAIN = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")


@dataclass(frozen=True, slots=True)
class PeopleFiles:
    """Two files of the same size and the true pairs, as opaque ids (left, right)."""

    left: tuple[PersonRecord, ...]
    right: tuple[PersonRecord, ...]
    truth: frozenset[tuple[bytes, bytes]]


def people_files(
    size: int, *, seed: int, overlap: float = 0.30, corruptions: dict[str, float] | None = None
) -> PeopleFiles:
    """Two files of `size` people; `overlap` of the right file are corrupted copies of people of the left
    one.
    """
    chance = random.Random(seed)
    rates = CORRUPTIONS if corruptions is None else corruptions
    left = [_person(chance) for _ in range(size)]
    shared = chance.sample(range(size), round(size * overlap))
    copies = [(left[row].opaque_id.bytes, _corrupted(left[row], rates, chance)) for row in shared]
    others = [_person(chance) for _ in range(size - len(shared))]
    right = [copy for _, copy in copies] + others
    chance.shuffle(right)
    truth = frozenset((original, copy.opaque_id.bytes) for original, copy in copies)
    return PeopleFiles(tuple(left), tuple(right), truth)


def _person(chance: random.Random) -> PersonRecord:
    female = chance.random() < 0.5
    names, name_weights = _given_names(female)
    surnames, surname_weights = _surnames()
    count = 2 if chance.random() < SECOND_NAME_SHARE else 1
    state = int(STATES * chance.random() ** 1.6)
    phone = (_phone(chance),) if chance.random() < PHONE_SHARE else ()
    return PersonRecord(
        opaque_id=_opaque_id(chance),
        given_names=" ".join(chance.choices(names, cum_weights=name_weights, k=count)),
        surnames=" ".join(chance.choices(surnames, cum_weights=surname_weights, k=2)),
        sex="female" if female else "male",
        birth_date=_birth_date(chance),
        birth_country="MX",
        birth_state=f"E{state:02d}",
        municipality=f"E{state:02d} M{int(MUNICIPALITIES * chance.random() ** 2.5):03d}",
        identifiers=phone,
    )


def _birth_date(chance: random.Random) -> PartialDate:
    year = 2010 - int(60 * chance.random() ** 1.2)
    month = chance.randint(1, 12)
    return PartialDate(year, month, chance.randint(1, calendar.monthrange(year, month)[1]))


def _phone(chance: random.Random) -> Identifier:
    return Identifier("phone", f"+52000{chance.randrange(10**7):07d}", "person")


def _opaque_id(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)


@cache
def _given_names(female: bool) -> tuple[list[str], list[float]]:
    from faker.providers.person.es_MX import Provider

    names = Provider.first_names_female if female else Provider.first_names_male
    return _long_tail(sorted({name for name in names if " " not in name}), exponent=0.8)


@cache
def _surnames() -> tuple[list[str], list[float]]:
    from faker.providers.person.es_MX import Provider

    rest = sorted(set(Provider.last_names) - set(COMMON_SURNAMES))
    return _long_tail([*COMMON_SURNAMES, *rest], exponent=0.9)


def _long_tail(names: Sequence[str], exponent: float) -> tuple[list[str], list[float]]:
    return list(names), list(accumulate(1 / (rank + 3) ** exponent for rank in range(len(names))))


def _corrupted(person: PersonRecord, rates: dict[str, float], chance: random.Random) -> PersonRecord:
    hit = {name for name, rate in rates.items() if chance.random() < rate}
    return replace(
        person,
        opaque_id=_opaque_id(chance),
        given_names=_corrupted_given(person.given_names.split(), hit, chance),
        surnames=_corrupted_surnames(person.surnames.split(), hit, chance),
        birth_date=_corrupted_date(person.birth_date, hit, chance),
        municipality=_corrupted_place(person.municipality, hit, chance),
        identifiers=_corrupted_phone(person.identifiers, hit, chance),
    )


def _corrupted_given(names: list[str], hit: set[str], chance: random.Random) -> str:
    if "second_name_lost" in hit:
        names = names[:1]
    if "nickname" in hit:
        names = [_NICKNAMES.get(name, name) for name in names]
    return _misspelt(" ".join(names), hit & {"accents_lost", "scanning_error", "typing_error"}, chance)


def _corrupted_surnames(names: list[str], hit: set[str], chance: random.Random) -> str:
    if "second_surname_lost" in hit:
        names = names[:1]
    if "surnames_swapped" in hit:
        names = names[::-1]
    return _misspelt(" ".join(names), hit & {"accents_lost", "sound_error", "typing_error"}, chance)


def _misspelt(text: str, hit: set[str], chance: random.Random) -> str:
    if "accents_lost" in hit:
        text = text.translate(_PLAIN)
    if "typing_error" in hit and chance.random() < 0.5:
        text = _mistyped(text, chance)
    for name, table in (("sound_error", _SOUND), ("scanning_error", _SCAN)):
        if name in hit:
            wrong, written = chance.choice([pair for pair in table if pair[0] in text] or [("", "")])
            text = text.replace(wrong, written, 1) if wrong else text
    return text


def _mistyped(text: str, chance: random.Random) -> str:
    at = chance.randrange(max(1, len(text) - 1))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
        ]
    )


def _corrupted_date(date: PartialDate, hit: set[str], chance: random.Random) -> PartialDate:
    year, month, day = date.year or 2000, date.month or 1, date.day or 1
    if "birth_date_lost" in hit:
        return PartialDate()
    if "first_of_january" in hit:
        return PartialDate(year, 1, 1)
    if "year_off" in hit:
        year += chance.choice((-2, -1, 1, 2))
    if "day_month_swapped" in hit and day <= 12:
        month, day = day, month
    return PartialDate(year, month, min(day, calendar.monthrange(year, month)[1]))


def _corrupted_place(place: str, hit: set[str], chance: random.Random) -> str:
    if "municipality_changed" not in hit:
        return place
    state = place.partition(" ")[0]
    return chance.choice(["", f"{state} M{chance.randrange(MUNICIPALITIES):03d}"])


def _corrupted_phone(
    phones: tuple[Identifier, ...], hit: set[str], chance: random.Random
) -> tuple[Identifier, ...]:
    if "phone_changed" not in hit:
        return phones
    return chance.choice([(), (_phone(chance),)])
