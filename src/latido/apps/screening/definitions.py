"""The legal definitions that a screening is read through, and what an assessor may name under each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings

from latido import countries
from latido.engines.indicators import LegalForm, LegalItem, legal_form, un_protocol


def country() -> countries.Country:
    """The country pack of this installation."""
    return countries.load(settings.LATIDO_COUNTRY)


def national_forms() -> tuple[LegalForm, ...]:
    """The forms of the country's own law in the order of the law, keyed in or not."""
    return _forms(settings.LATIDO_COUNTRY)


@cache
def _forms(country_code: str) -> tuple[LegalForm, ...]:
    law = countries.load(country_code).law
    return tuple(legal_form(law.table(form)) for form in law.forms)


def forms() -> tuple[LegalForm, ...]:
    """The UN Protocol first, then the country's own forms."""
    return (un_protocol(), *national_forms())


def form_named(code: str) -> LegalForm | None:
    """A definition by its code; None for one that a later country pack has dropped."""
    return next((form for form in forms() if form.code == code), None)


@dataclass(frozen=True)
class Named:
    """Something an assessor can tick: ``value`` is "form:item", or the form alone for a purpose."""

    value: str
    item: LegalItem | LegalForm

    def label(self, language: str) -> str:
        text = self.item.label(language)
        return text[:1].upper() + text[1:]


def acts() -> tuple[Named, ...]:
    """Acts of the country's law where it has a keyed form, else of the UN Protocol."""
    source = next((form for form in national_forms() if form.acts), un_protocol())
    return _items(source, source.acts)


def means() -> tuple[tuple[LegalForm, tuple[Named, ...]], ...]:
    """Means by definition: the UN Protocol's, then those of every form that lists its own."""
    listing = [form for form in forms() if form.means]
    return tuple((form, _items(form, form.means)) for form in listing)


def purposes() -> tuple[Named, ...]:
    """The forms of exploitation of the country's law."""
    return tuple(Named(form.code, form) for form in national_forms())


def protocol_purpose(form_code: str) -> str:
    """What the UN Protocol calls a national form; empty where it names none."""
    named = {item.code for item in un_protocol().examples}
    found = next((form.protocol for form in country().law.forms if form.code == form_code), "")
    return found if found in named else ""


def _items(form: LegalForm, items: tuple[LegalItem, ...]) -> tuple[Named, ...]:
    return tuple(Named(f"{form.code}:{item.code}", item) for item in items)
