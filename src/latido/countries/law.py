"""A country's own legal forms of exploitation, as plain values that screening turns into a lens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from latido.countries.records import Sourced, Text

ElementKind = Literal["act", "means", "purpose"]
ELEMENT_KINDS: Final = ("act", "means", "purpose")

Waiver = Literal["minor", "unable_to_understand"]
WAIVERS: Final = ("minor", "unable_to_understand")


@dataclass(frozen=True, kw_only=True)
class LegalElement(Sourced):
    """One act, means or purpose of an article. Inside one kind any single element is enough.

    `dimensions` (of a means) and `indicators` (of a purpose) are codes of the ILO sets that can point to it.
    """

    code: str
    kind: ElementKind
    name: Text
    article: str
    since: date | None
    dimensions: tuple[str, ...]
    indicators: tuple[str, ...]

    def table(self) -> dict[str, Any]:
        """The element as `latido.engines.indicators.legal_form` reads it."""
        return {
            "code": self.code,
            "label": {"en": self.name.en, "es": self.name.es},
            "since": self.since,
            "dimensions": list(self.dimensions),
            "indicators": list(self.indicators),
        }


@dataclass(frozen=True, kw_only=True)
class LegalForm(Sourced):
    """A form of exploitation of the national law.

    Only a `keyed` form has had its article entered and may give a result; any other gives none.
    `means_waived_for` names those for whom no means has to be shown, `htcds` the exploitation type of HTCDS
    2.0, `instruments` the indicator sets that may be read for the form (none: a person assesses it).
    """

    code: str
    fraction: str
    name: Text
    article: str
    own_articles: str
    protocol: str
    htcds: str
    minors_only: bool
    keyed: bool
    means_required: bool
    means_waived_for: tuple[Waiver, ...]
    reforms: tuple[date, ...]
    instruments: tuple[str, ...]
    elements: tuple[LegalElement, ...]

    def __post_init__(self) -> None:
        kinds = {element.kind for element in self.elements}
        if not self.keyed and self.elements:
            raise ValueError("a form that is not keyed carries no elements")
        if self.keyed and not {"act", "purpose"} <= kinds:
            raise ValueError("a keyed form needs at least one act and one purpose")
        if self.keyed and self.means_required != ("means" in kinds):
            raise ValueError("a form lists means if and only if its article requires them")

    def of_kind(self, kind: ElementKind) -> tuple[LegalElement, ...]:
        """The elements of one kind, in the order of the article."""
        return tuple(element for element in self.elements if element.kind == kind)


@dataclass(frozen=True, kw_only=True)
class Law(Sourced):
    """The law that the forms belong to. `consent` says what a person's consent changes (nothing)."""

    name: Text
    short_name: Text
    published: date
    last_reform: date | None
    consent: Text
    consent_never_counts: bool
    forms: tuple[LegalForm, ...]

    @property
    def version(self) -> str:
        """The date of the last reform, else of publication: which text the forms are taken from."""
        return (self.last_reform or self.published).isoformat()

    def table(self, form: LegalForm) -> dict[str, Any]:
        """A form as the one TOML table that `latido.engines.indicators.legal_form` reads."""
        head: dict[str, Any] = {
            "code": form.code,
            "law": f"{self.name.es} ({self.published.isoformat()})",
            "provision": form.article,
            "article": form.own_articles or form.article,
            "title": {"en": form.name.en, "es": form.name.es},
            "version": self.version,
            "reforms": list(form.reforms),
            "mark": form.mark,
            "source": form.source,
            "only_minors": form.minors_only,
            "consent_never_counts": self.consent_never_counts,
            "keyed": form.keyed,
        }
        return head | (_elements(form) if form.keyed else {})


def _elements(form: LegalForm) -> dict[str, Any]:
    return {
        "means_required": form.means_required,
        "means_waived_for": list(form.means_waived_for),
        "instruments": list(form.instruments),
        "acts": [element.table() for element in form.of_kind("act")],
        "means": [element.table() for element in form.of_kind("means")],
        "examples": [element.table() for element in form.of_kind("purpose")],
    }
