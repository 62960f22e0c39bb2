"""Every string for people has its Spanish, and a catalogue that is wrong is found."""

from __future__ import annotations

import gettext
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def messages():
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path):
    """A project with one room, whose strings are written in every way that is understood."""
    room = tmp_path / "src" / "latido" / "apps" / "rooms"
    (room / "templates").mkdir(parents=True)
    (room / "locale").mkdir()
    (room / "choices.py").write_text(
        "from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext\n"
        'A = _("One" " line")\n'
        'B = gettext_lazy("Lazy")\n'
        'C = ngettext("%(count)s bed", "%(count)s beds", 2)\n'
        'D = pgettext("verb", "Open")\n'
    )
    (room / "templates" / "page.html").write_text(
        "{% load i18n %}\n"
        '<p title=\'x\'>\n    {% translate "It\'s here" %}\n  {{ a|default:_("None yet") }}\n'
        "{% blocktranslate trimmed count n=beds %}\n  {{ n }} night\n{% plural %}\n  {{ n }} nights\n"
        "{% endblocktranslate %}{# not (a string #} don't </p>\n"
    )
    (room / "locale" / "extra_messages.txt").write_text("# from the engine\nFrom an engine\n")
    return tmp_path


def room_of(tree: Path) -> Path:
    return tree / "src" / "latido" / "apps" / "rooms"


def po_of(tree: Path) -> Path:
    return room_of(tree) / "locale" / "es" / "LC_MESSAGES" / "django.po"


def translate_all(tree: Path, messages) -> None:
    """Give every message the Spanish "ES " and its own words, and compile."""
    known = messages.read_messages(po_of(tree), "es")
    for message in known.values():
        several = isinstance(message.id, tuple)
        message.string = tuple(f"ES {text}" for text in message.id) if several else f"ES {message.id}"
    po_of(tree).write_bytes(messages.po_bytes(known, known, "es"))
    assert messages.main(["compile", "--root", str(tree)]) == 0


@pytest.fixture
def translated(tree, messages):
    assert messages.main(["update", "--root", str(tree)]) == 0
    translate_all(tree, messages)
    assert messages.check(tree) == []
    return tree


def test_every_string_of_the_project_has_its_spanish(messages):
    assert messages.check(ROOT) == []


def test_every_way_of_marking_a_string_is_understood(tree, messages):
    (strings,) = messages.gather(tree)[0].values()
    assert strings == {
        (None, "One line"),
        (None, "Lazy"),
        (None, ("%(count)s bed", "%(count)s beds")),
        ("verb", "Open"),
        (None, "It's here"),
        (None, "None yet"),
        (None, ("%(n)s night", "%(n)s nights")),
        (None, "From an engine"),
    }


def test_a_new_string_is_missed_until_it_has_its_spanish(translated, messages):
    with (room_of(translated) / "choices.py").open("a") as file:
        file.write('E = _("Planted")\n')
    where = "src/latido/apps/rooms [es]"
    assert messages.check(translated) == [f"{where}: “Planted” is missing"]
    messages.main(["update", "--root", str(translated)])
    assert messages.check(translated) == [f"{where}: “Planted” is missing"]


def test_a_string_that_nobody_uses_is_named_and_update_drops_it(translated, messages, capsys):
    (room_of(translated) / "locale" / "extra_messages.txt").unlink()
    assert messages.check(translated) == ["src/latido/apps/rooms [es]: “From an engine” is not used any more"]
    messages.main(["update", "--root", str(translated)])
    messages.main(["compile", "--root", str(translated)])
    assert "dropped “From an engine”, which was “ES From an engine”" in capsys.readouterr().out
    assert messages.check(translated) == []


def test_update_keeps_translations_and_changes_nothing_the_second_time(translated, messages):
    before = po_of(translated).read_bytes()
    assert messages.main(["update", "--root", str(translated)]) == 0
    assert po_of(translated).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('msgid "Lazy"', '#, fuzzy\nmsgid "Lazy"', "“Lazy” is fuzzy"),
        ("ES %(count)s beds", "ES beds %(number)s", "“%(count)s bed”"),
        ('msgstr "ES Lazy"', 'msgstr ""', "“Lazy” is missing"),
    ],
)
def test_a_translation_that_is_wrong_is_found(translated, messages, old, new, complaint):
    text = po_of(translated).read_text()
    assert old in text
    po_of(translated).write_text(text.replace(old, new))
    messages.main(["compile", "--root", str(translated)])
    found = messages.check(translated)
    assert len(found) == 1
    assert complaint in found[0]


def test_a_compiled_catalogue_that_is_stale_or_absent_is_found(translated, messages):
    remedy = "django.mo does not match django.po (run: python scripts/messages.py compile)"
    stale = [f"src/latido/apps/rooms [es]: {remedy}"]
    po_of(translated).write_text(po_of(translated).read_text().replace("ES Lazy", "ES Calm"))
    assert messages.check(translated) == stale
    po_of(translated).with_suffix(".mo").unlink()
    assert messages.check(translated) == stale


def test_two_translations_of_one_id_are_found(translated, messages):
    other = translated / "src" / "latido" / "apps" / "other"
    other.mkdir()
    (other / "choices.py").write_text('A = _("Lazy")\n')
    messages.main(["update", str(other), "--root", str(translated)])
    po = other / "locale" / "es" / "LC_MESSAGES" / "django.po"
    po.write_text(po.read_text().replace('msgid "Lazy"\nmsgstr ""', 'msgid "Lazy"\nmsgstr "Other"'))
    messages.main(["compile", "--root", str(translated)])
    (found,) = messages.check(translated)
    assert "“Lazy” has several translations" in found


def test_a_string_outside_every_room_is_found_unless_django_translates_it(tree, messages):
    homeless = tree / "src" / "latido" / "checks.py"
    homeless.write_text('A = _("English")\nB = _("Nobody translates this")\n')
    found = [what for what in messages.check(tree) if what.startswith("src/latido/checks.py")]
    assert found == ["src/latido/checks.py: “Nobody translates this” belongs to no room (update src/latido)"]


def test_a_room_inside_a_room_keeps_its_own_strings(translated, messages):
    inner = room_of(translated) / "inner"
    (inner / "locale").mkdir(parents=True)
    (inner / "views.py").write_text('A = _("Inside")\n')
    strings = messages.gather(translated)[0]
    assert strings[inner] == {(None, "Inside")}
    assert (None, "Inside") not in strings[room_of(translated)]


def test_the_compiled_catalogue_speaks(translated):
    with po_of(translated).with_suffix(".mo").open("rb") as file:
        spanish = gettext.GNUTranslations(file)
    assert spanish.gettext("It's here") == "ES It's here"
    assert spanish.ngettext("%(n)s night", "%(n)s nights", 3) == "ES %(n)s nights"
    assert spanish.pgettext("verb", "Open") == "ES Open"
