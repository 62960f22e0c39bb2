"""Reading legal_forms.toml: the law, its shared elements, and its forms of exploitation."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from latido.countries.errors import CountryDataError
from latido.countries.law import ELEMENT_KINDS, WAIVERS, Law, LegalElement, LegalForm
from latido.countries.reading import Row, read_toml


def read_law(path: Traversable) -> Law:
    """The law of a pack. Acts written at the top belong to every keyed form. Raises CountryDataError."""
    top = read_toml(path)
    head = top.table("law")
    shared = tuple(_element(row) for row in top.rows("shared_element"))
    forms = tuple(_form(row, shared) for row in top.rows("form"))
    law = Law(
        name=head.text("name"),
        short_name=head.text("short_name"),
        published=head.required_day("published"),
        last_reform=head.day("last_reform"),
        consent=head.text("consent"),
        consent_never_counts=head.flag("consent_never_counts"),
        source=head.source(),
        mark=head.mark(),
        forms=forms,
    )
    head.done()
    top.done()
    return law


def _form(row: Row, shared: tuple[LegalElement, ...]) -> LegalForm:
    keyed = row.flag("keyed")
    own = tuple(_element(inner) for inner in row.rows("element"))
    try:
        form = LegalForm(
            code=row.words("code"),
            fraction=row.words("fraction"),
            name=row.text("name"),
            article=row.words("article"),
            own_articles=row.words("own_articles", empty=True),
            protocol=row.words("protocol"),
            htcds=row.words("htcds"),
            minors_only=row.flag_or("minors_only", False),
            keyed=keyed,
            means_required=row.flag_or("means_required", False),
            means_waived_for=row.choices("means_waived_for", WAIVERS) if keyed else (),
            reforms=row.days("reforms") if keyed else (),
            instruments=row.list_of_words("instruments") if keyed else (),
            elements=(*shared, *own) if keyed else own,
            source=row.source(),
            mark=row.mark(),
        )
    except ValueError as error:
        raise _located(row, error) from error
    row.done()
    return form


def _element(row: Row) -> LegalElement:
    element = LegalElement(
        code=row.words("code"),
        kind=row.choice("kind", ELEMENT_KINDS),
        name=row.text("name"),
        article=row.words("article"),
        since=row.day("since"),
        dimensions=row.list_of_words("dimensions"),
        indicators=row.list_of_words("indicators"),
        source=row.source(),
        mark=row.mark(),
    )
    row.done()
    return element


def _located(row: Row, error: ValueError) -> ValueError:
    return error if isinstance(error, CountryDataError) else row.fail(str(error))
