"""Every text that people read has its Spanish, and nothing that the engine says sounds like a verdict."""

from __future__ import annotations

import re
from importlib.resources import files
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from latido.engines import indicators
from latido.engines.indicators import CAVEAT, Code, instruments, prompt_list

ROOM = files("latido.engines.indicators")
SPANISH = ROOM / "locale" / "es" / "LC_MESSAGES"
VERDICTS = re.compile(
    r"not a victim|no es v[ií]ctima|victim confirmed|v[ií]ctima confirmada|guilty", re.IGNORECASE
)


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    return read_po(BytesIO((SPANISH / "django.po").read_bytes()), locale="es")


def _message_ids() -> set[str]:
    return {str(message) for _file, _line, message, _notes, _context in extract_from_dir(str(ROOM))}


def _codes() -> list[type[Code]]:
    named = [getattr(indicators, name) for name in indicators.__all__]
    return [each for each in named if isinstance(each, type) and issubclass(each, Code) and each is not Code]


def test_every_code_has_a_message_id_that_translators_find() -> None:
    found = _message_ids()
    members = [member for code in _codes() for member in code]
    assert len(members) > 50
    assert [member for member in members if member.message_id not in found] == []


def test_a_code_is_its_text_and_knows_its_words() -> None:
    answer = indicators.Answer("do_not_know")
    assert (str(answer), answer.message_id) == ("do_not_know", "Does not know")


def test_spanish_is_complete_and_keeps_the_places(spanish: Catalog) -> None:
    translated = {str(each.id): str(each.string) for each in spanish if each.id}
    assert set(translated) == _message_ids()
    for message_id, text in translated.items():
        assert text
        assert re.findall(r"%\(\w+\)s", text) == re.findall(r"%\(\w+\)s", message_id)


def test_the_compiled_catalogue_matches(spanish: Catalog) -> None:
    fresh = BytesIO()
    write_mo(fresh, spanish)
    fresh.seek(0)
    compiled = read_mo(BytesIO((SPANISH / "django.mo").read_bytes()))
    assert {each.id: each.string for each in compiled if each.id} == {
        each.id: each.string for each in read_mo(fresh) if each.id
    }


def test_the_caveat() -> None:
    assert CAVEAT == "A guide for offering help, not evidence and not a legal finding."


def test_nothing_sounds_like_a_verdict(spanish: Catalog) -> None:
    rows = [row for each in instruments() for row in each.indicators] + list(prompt_list().prompts)
    texts = [text for row in rows for text in (row.label("en"), row.label("es"))]
    texts += [str(each.string) for each in spanish if each.id] + sorted(_message_ids())
    assert [text for text in texts if VERDICTS.search(text)] == []
    assert VERDICTS.search("This person is not a victim")
