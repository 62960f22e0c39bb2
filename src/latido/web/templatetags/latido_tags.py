"""Template tags and filters that every page may use: ``{% load latido_tags %}``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.widgets import ChoiceWidget
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from latido.web import navigation
from latido.web.icons import ICONS
from latido.web.navigation import Room
from latido.web.problems import Problem
from latido.web.problems import problem_for as words_for
from latido.web.who import SignedIn, who

register = template.Library()

# Neither remembered by the browser nor sent to a vendor's spelling service.
SENSITIVE_ATTRIBUTES = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language switch."""

    code: str
    name: str
    url: str
    current: bool


class CountryText(Protocol):
    """Words of a country pack, such as ``latido.countries.records.Text``."""

    def label(self, language: str) -> str: ...


@register.filter
def in_language(text: CountryText) -> str:
    """Return a text of the country pack in the reader's language."""
    return text.label(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; it is decoration, so text must stand beside it. KeyError for an unknown name."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        ICONS[name],
    )


@register.simple_tag(takes_context=True)
def other_language_url(context: Mapping[str, Any], code: str = "") -> str:
    """Return this page's address in another language (the next one when no code is given).

    Empty when there is no request. An address that leads nowhere becomes the first page in that language.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    code = code or next(other for other, _name in settings.LANGUAGES if other != get_language())
    here = request.get_full_path()
    if code == get_language():
        return here
    there = translate_url(here, code)
    return f"/{code}/" if there == here else there


@register.simple_tag(takes_context=True)
def language_links(context: Mapping[str, Any]) -> list[LanguageLink]:
    """Return the page in every language, each named in itself; empty when there is no request."""
    if context.get("request") is None:
        return []
    return [
        LanguageLink(
            code=code,
            name=get_language_info(code)["name_local"].capitalize(),
            url=other_language_url(context, code),
            current=code == get_language(),
        )
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def workbench_rooms(context: Mapping[str, Any]) -> list[tuple[Room, str]]:
    """Return the rooms that are served here and open to the member, each with its address."""
    return navigation.rooms_for(getattr(context.get("request"), "permissions", None))


@register.simple_tag(takes_context=True)
def signed_in_member(context: Mapping[str, Any]) -> SignedIn | None:
    """Return who is signed in; a view may say it itself in the context as ``signed_in``."""
    return context.get("signed_in") or who(context.get("request"))


@register.simple_tag
def problem_for(status: int | str) -> Problem:
    """Return title, what happened and what to do for an HTTP status."""
    return words_for(int(status or 500))


@register.simple_tag
def control(field: BoundField, sensitive: bool = False) -> SafeString:
    """Draw a field's control; a sensitive one is not remembered by the browser."""
    return field.as_widget(attrs=dict(SENSITIVE_ATTRIBUTES) if sensitive else None)


@register.filter
def option_groups(field: BoundField) -> Iterator[tuple[str, list[BoundWidget]]]:
    """Yield (group name or empty, options) of a field of radio buttons or check boxes."""
    widget = field.field.widget
    if not isinstance(widget, ChoiceWidget):
        raise TypeError(f"{field.name} has no options to group")
    attrs = field.build_widget_attrs({"id": field.auto_id} if field.auto_id else {})
    attrs.pop("aria-invalid", None)  # not allowed on radio buttons; the fieldset carries the error
    value = widget.format_value(field.value())
    for name, options, _index in widget.optgroups(field.html_name, value, attrs):
        yield name or "", [BoundWidget(widget, option, field.form.renderer) for option in options]


@register.filter
def kind_of_control(field: BoundField) -> str:
    """Return "choices" (several options as rows), "check" (one check box) or "control"."""
    kind = getattr(field.field.widget, "input_type", "")
    if kind == "checkbox" and not field.use_fieldset:
        return "check"
    return (
        "choices"
        if isinstance(field.field.widget, ChoiceWidget) and kind in ("checkbox", "radio")
        else "control"
    )
