"""``latido data_dictionary``: every table and field with its class, read from the models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandParser
from django.db import models
from django.utils import translation

from latido.database_router import StoreRouter

HEAD = """\
# Data dictionary

Every table of Latido and every field with its class. *open*: says nothing about who somebody is. *personal*:
could tell who somebody is, and stands in clear. *sealed*: bytes that only a key opens. Every table also has
`id`, a random UUID, unless its description says otherwise.

Written from the models by `latido data_dictionary --write docs/data-dictionary.md`; a test fails when it is
not current.
"""

KINDS = {
    "BinaryField": "bytes",
    "BooleanField": "yes or no",
    "CharField": "text",
    "DateField": "date",
    "DateTimeField": "time",
    "EmailField": "mail address",
    "FloatField": "number",
    "HourField": "time, cut to the hour",
    "JSONField": "JSON",
    "PositiveBigIntegerField": "whole number",
    "PositiveIntegerField": "whole number",
    "PositiveSmallIntegerField": "whole number",
    "SlugField": "short code",
    "TextField": "long text",
    "UUIDField": "UUID",
}
"""Field class -> its name in plain words; others appear as they are called in the code."""

OF_LIBRARIES = {
    "auth.Group": "not used: permissions are predicates",
    "auth.Permission": "not used: permissions are predicates",
    "contenttypes.ContentType": "names of tables",
    "sessions.Session": "sessions of members; their unlocked key, encrypted under a half that a cookie holds",
    "account.EmailAddress": "personal: a member's mail address, when there is one",
    "account.EmailConfirmation": "not used: no mail is sent",
    "mfa.Authenticator": "second factors; secrets encrypted under a secret file",
}
"""Tables that libraries bring, each with what it holds here."""


class Command(BaseCommand):
    help = "Print the data dictionary."
    requires_system_checks = []  # it reads models only: pages need not work for that

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", type=Path, metavar="FILE", help="write it to this file")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["write"]:
            options["write"].write_text(dictionary(), encoding="utf-8")
        else:
            self.stdout.write(dictionary(), ending="")


def dictionary() -> str:
    """The page in Markdown, in English, apps in the order of the journey."""
    with translation.override("en"):
        return "\n".join([HEAD, *_apps(), *_libraries()])


def own_models() -> list[type[models.Model]]:
    """Every model of Latido, apps in the order of ``INSTALLED_APPS``."""
    return [model for model in apps.get_models() if model.__module__.startswith("latido.")]


def _apps() -> Iterator[str]:
    for label, found in groupby(own_models(), lambda model: model._meta.app_label):
        yield f"## {label}\n"
        for model in found:
            yield from _table(model)


def _table(model: type[models.Model]) -> Iterator[str]:
    store = StoreRouter().db_for_read(model)
    yield f"### {model._meta.object_name}\n"
    yield _in_one_line(model.__doc__) + ("" if store == "default" else f" Store: `{store}`.") + "\n"
    yield "| field | class | type |\n|---|---|---|"
    for name, field_class in model.FIELD_CLASSES.items():  # type: ignore[attr-defined]
        yield f"| `{name}` | {field_class} | {_kind(model._meta.get_field(name))} |"
    yield ""


def _kind(field: Any) -> str:
    words = [_base_kind(field)]
    if getattr(field, "null", False):
        words.append("may be missing")
    if getattr(field, "unique", False):
        words.append("unique")
    return ", ".join([*words, *filter(None, [str(field.help_text)])])


def _base_kind(field: Any) -> str:
    if field.remote_field is not None:
        target = field.remote_field.model._meta
        return f"{'many of' if field.many_to_many else 'one'} `{target.app_label}.{target.object_name}`"
    if field.choices:
        return "one of " + ", ".join(f"`{value}`" for value, _label in field.choices)
    name = KINDS.get(type(field).__name__, type(field).__name__)
    size = getattr(field, "max_length", None) if name != "UUID" else None
    return f"{name}, at most {size}" if size else name


def _in_one_line(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].replace("|", "/").split())


def _libraries() -> Iterable[str]:
    yield "## Tables that libraries bring\n"
    yield "| table | what it holds here |\n|---|---|"
    for label, words in sorted(OF_LIBRARIES.items()):
        yield f"| `{label}` | {words} |"
    yield ""
