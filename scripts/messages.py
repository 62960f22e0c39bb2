"""Message catalogues without the gettext programs.

    python scripts/messages.py update [ROOM ...]   read the sources, write locale/es/LC_MESSAGES/django.po
    python scripts/messages.py compile [ROOM ...]  write every django.mo from its django.po
    python scripts/messages.py check               list what is missing, wrong or stale; exit status 1 if any

A room is a package with a ``locale`` folder; ``update`` makes one in every ROOM it is given. A string
belongs to the nearest room above its file; the package ``latido`` itself takes its own modules only. Strings
that come from elsewhere (an engine's message ids) stand in the room's ``locale/extra_messages.txt``, one a
line; lines that begin with # are remarks.
"""

from __future__ import annotations

import argparse
import gettext
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGES = ("es",)
PACKAGE = Path("src") / "latido"
LAZY = {f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items() if name.endswith("gettext")}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY, "gettext_noop": None}
TEMPLATES = (".html", ".txt")

Key = tuple[str | None, str | tuple[str, ...]]  # context; message id, or singular and plural


class PlainCatalog(Catalog):
    """A catalogue whose header holds no date and no name, so that it changes only when a message does."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        """Ignore what a file says: the header follows from the language."""


def new_catalog(language: str) -> PlainCatalog:
    return PlainCatalog(locale=language, header_comment="", fuzzy=False)


# --- What the sources say -------------------------------------------------------------------------


def sources(package: Path) -> Iterator[Path]:
    """Yield the files that may hold strings for people: modules and what stands in ``templates``."""
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        is_template = path.suffix in TEMPLATES and "templates" in inside.parts
        if path.is_file() and (path.suffix == ".py" or is_template) and "migrations" not in inside.parts:
            yield path


def room_of(path: Path, package: Path) -> Path | None:
    """Return the nearest package above ``path`` with a ``locale`` folder, None when there is none."""
    for folder in path.parents:
        if folder == package:
            return package if path.parent == package and (package / "locale").is_dir() else None
        if (folder / "locale").is_dir():
            return folder
    return None


def strings_in(path: Path) -> set[Key]:
    """Return every message that a module or template marks for translation."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Indentation of a template means nothing, but Python's tokenizer would stumble over it.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines()) + "\n"
    found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    return {(context, message) for _line, message, _comments, context in found if any(message)}


def extra_strings(room: Path) -> set[Key]:
    """Return the message ids that a room translates although its own sources do not hold them."""
    file = room / "locale" / "extra_messages.txt"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return {(None, line.strip()) for line in lines if line.strip() and not line.startswith("#")}


def gather(root: Path) -> tuple[dict[Path, set[Key]], dict[Path, set[Key]]]:
    """Return the messages by room, and by file those of files without a room."""
    package = root / PACKAGE
    rooms = {
        folder.parent: extra_strings(folder.parent) for folder in package.rglob("locale") if folder.is_dir()
    }
    homeless: dict[Path, set[Key]] = {}
    for path in sources(package):
        room, strings = room_of(path, package), strings_in(path)
        if room is not None:
            rooms[room] |= strings
        elif strings:
            homeless[path] = strings
    return dict(sorted(rooms.items())), homeless


# --- Catalogues -----------------------------------------------------------------------------------


def po_file(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def read_messages(file: Path, language: str) -> dict[Key, Message]:
    """Return the messages of a catalogue by context and id; none when there is no file yet."""
    if not file.exists():
        return {}
    with file.open("rb") as stream:
        catalog = read_po(stream, locale=language, abort_invalid=True)
    return {key_of(message): message for message in catalog if message.id}


def key_of(message: Message) -> Key:
    return (message.context, tuple(message.id) if isinstance(message.id, (list, tuple)) else message.id)


def po_bytes(keys: Iterable[Key], known: dict[Key, Message], language: str) -> bytes:
    """Return the text of a catalogue: every wanted message, with the translation that it had."""
    catalog, buffer = new_catalog(language), io.BytesIO()
    for key in keys:
        context, message_id = key
        old = known.get(key)
        catalog.add(
            message_id,
            old.string if old else None,
            context=context,
            flags=[flag for flag in old.flags if flag == "fuzzy"] if old else (),
            user_comments=old.user_comments if old else (),
        )
    write_po(buffer, catalog, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    return buffer.getvalue().lstrip(b"\n")


def mo_bytes(messages: Iterable[Message], language: str) -> bytes:
    """Return the compiled catalogue; messages that are empty or fuzzy are left out."""
    catalog, buffer = new_catalog(language), io.BytesIO()
    for message in messages:
        catalog.add(message.id, message.string, context=message.context, flags=message.flags)
    write_mo(buffer, catalog)
    return buffer.getvalue()


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(strings)


def shown(key: Key) -> str:
    context, message_id = key
    text = message_id if isinstance(message_id, str) else message_id[0]
    return f"“{text}”" + (f" (context {context})" if context else "")


# --- Commands -------------------------------------------------------------------------------------


def update(root: Path, named: list[Path]) -> list[str]:
    """Write the catalogues of the named rooms (of all, when none is named); say what was dropped."""
    for room in named:
        if not room.is_dir():
            return [f"{room}: there is no such folder"]
        (room / "locale").mkdir(exist_ok=True)
    wanted = {room.resolve() for room in named}
    for room, keys in gather(root)[0].items():
        if not wanted or room.resolve() in wanted:
            for language in LANGUAGES:
                _update_one(room, keys, language)
    return []


def _update_one(room: Path, keys: set[Key], language: str) -> None:
    file = po_file(room, language)
    known = read_messages(file, language)
    for key in sorted(set(known) - keys, key=repr):
        print(f"{room}: dropped {shown(key)}, which was “{known[key].string}”")
    if keys or known:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(po_bytes(keys, known, language))
        print(f"{file}: {len(keys)} messages, {len(keys - set(known))} new")


def compile_all(root: Path, named: list[Path]) -> list[str]:
    """Write the compiled catalogues of the named rooms (of all, when none is named)."""
    wanted = {room.resolve() for room in named}
    for room in gather(root)[0]:
        for language in LANGUAGES:
            file = po_file(room, language)
            if file.exists() and (not wanted or room.resolve() in wanted):
                file.with_suffix(".mo").write_bytes(
                    mo_bytes(read_messages(file, language).values(), language)
                )
    return []


def check(root: Path) -> list[str]:
    """Return every complaint about the catalogues of the project."""
    rooms, homeless = gather(root)
    complaints = [what for language in LANGUAGES for what in _check_homeless(homeless, root, language)]
    for language in LANGUAGES:
        catalogues = {room: read_messages(po_file(room, language), language) for room in rooms}
        for room, keys in rooms.items():
            where = f"{room.relative_to(root)} [{language}]"
            complaints += [f"{where}: {what}" for what in _check_room(keys, catalogues[room])]
            complaints += [f"{where}: {what}" for what in _check_compiled(room, catalogues[room], language)]
        complaints += _check_agreement(catalogues, root, language)
    return complaints


def _check_room(keys: set[Key], known: dict[Key, Message]) -> Iterator[str]:
    for key in sorted(keys, key=repr):
        message = known.get(key)
        if message is None or not is_translated(message):
            yield f"{shown(key)} is missing"
        elif message.fuzzy:
            yield f"{shown(key)} is fuzzy"
        else:
            yield from (f"{shown(key)}: {error}" for error in message.check())
    for key in sorted(set(known) - keys, key=repr):
        yield f"{shown(key)} is not used any more"


def _check_compiled(room: Path, known: dict[Key, Message], language: str) -> Iterator[str]:
    compiled = po_file(room, language).with_suffix(".mo")
    wanted = mo_bytes(known.values(), language) if known else b""
    if (compiled.read_bytes() if compiled.exists() else b"") != wanted:
        yield "django.mo does not match django.po (run: python scripts/messages.py compile)"


def _check_agreement(catalogues: dict[Path, dict[Key, Message]], root: Path, language: str) -> Iterator[str]:
    """Django merges all rooms into one catalogue: of two translations of one id only one would be seen."""
    said: dict[Key, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for room, known in catalogues.items():
        for key, message in known.items():
            said[key][repr(message.string)].append(str(room.relative_to(root)))
    for key, strings in said.items():
        if len(strings) > 1:
            versions = "; ".join(f"{string} in {', '.join(where)}" for string, where in strings.items())
            yield f"[{language}] {shown(key)} has several translations (agree, or give a context): {versions}"


def _check_homeless(homeless: dict[Path, set[Key]], root: Path, language: str) -> Iterator[str]:
    """Strings outside every room are complained about, unless Django itself translates them."""
    known_to_django = gettext.translation(
        "django", Path(django.__file__).parent / "conf" / "locale", [language], fallback=False
    )
    for path, keys in homeless.items():
        for context, message_id in sorted(keys, key=repr):
            text = message_id if isinstance(message_id, str) else message_id[0]
            if known_to_django.gettext(text) == text:
                where, what = path.relative_to(root), shown((context, message_id))
                yield f"{where}: {what} belongs to no room (update {where.parent})"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=("update", "compile", "check"))
    parser.add_argument(
        "rooms", nargs="*", type=Path, help="packages to update, such as src/latido/apps/cases"
    )
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    given = parser.parse_args(arguments)
    if not settings.configured:
        settings.configure()
    if given.command == "check":
        complaints = check(given.root)
    else:
        complaints = {"update": update, "compile": compile_all}[given.command](given.root, given.rooms)
    print("\n".join(complaints), end="\n" if complaints else "")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
