"""An outcome in the reader's language: one description for the page, the print and every export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from latido.apps.screening import definitions
from latido.apps.screening.outcomes import (
    DimensionOutcome,
    ElementOutcome,
    LensOutcome,
    Outcome,
    ReadingOutcome,
)
from latido.engines.indicators import (
    CAVEAT,
    AgeGroup,
    Code,
    Consent,
    Dimension,
    Element,
    Finding,
    Indication,
    Instrument,
    LegalForm,
    MoldovaClass,
    NoResult,
    Origin,
    Status,
    UnknownIndicatorError,
    Unscored,
    instrument,
)


@dataclass(frozen=True)
class SignWords:
    """An indicator that was answered yes. ``note`` is a doubt about its data."""

    code: str
    label: str
    weight: str
    note: str


@dataclass(frozen=True)
class DimensionWords:
    code: str
    title: str
    positive: bool
    result: str
    answered: int
    total: int
    withheld: int
    explanation: tuple[str, ...]
    signs: tuple[SignWords, ...]


@dataclass(frozen=True)
class ElementWords:
    element: str
    title: str
    finding: str
    result: str
    origin: str
    said_by: str
    reason: str = field(repr=False)
    items: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadingWords:
    indication: str
    result: str
    elements: tuple[ElementWords, ...]


@dataclass(frozen=True)
class LensWords:
    """One definition. ``no_result`` and ``unscored`` are empty, or say in words why there is nothing."""

    form: str
    title: str
    law: str
    provision: str
    article: str
    version: str
    source: str
    mark: str
    unverified: bool
    no_result: str
    consent: str
    unscored: str
    scored: ReadingWords | None
    assessed: ReadingWords | None
    divergent: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Described:
    """Everything that is shown. ``survey`` is the class of one national survey, or empty."""

    caveat: str
    instrument: str
    instrument_id: str
    version: str
    draft: str
    sources: tuple[str, ...]
    marks: tuple[str, ...]
    is_child: bool
    age: str
    unable_to_understand: bool
    at: str
    dimensions: tuple[DimensionWords, ...]
    protocol: LensWords
    national: tuple[LensWords, ...]
    survey: str
    survey_settled: bool


def describe(outcome: Outcome) -> Described:
    """Raises ``UnknownInstrumentError`` when the catalogue no longer holds the version that was used."""
    used = instrument(outcome.instrument, outcome.version)
    lenses = tuple(_lens(each) for each in outcome.lenses)
    age = AgeGroup(outcome.age)
    return Described(
        caveat=_(CAVEAT),
        instrument=used.title.in_language(_language()),
        instrument_id=used.id,
        version=used.version,
        draft=_(Status.DRAFT.message_id) if used.status is Status.DRAFT else "",
        sources=tuple(dict.fromkeys(each.source for each in used.indicators)),
        marks=tuple(dict.fromkeys(_(each.mark.message_id) for each in used.indicators)),
        is_child=age is not AgeGroup.ADULT,
        age=_(age.message_id),
        unable_to_understand=outcome.unable_to_understand,
        at=outcome.at,
        dimensions=tuple(_dimension(each, used) for each in outcome.dimensions),
        protocol=lenses[0],
        national=lenses[1:],
        survey=_words(MoldovaClass, outcome.survey_class),
        survey_settled=outcome.survey_settled,
    )


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _words(codes: type[Code], value: str) -> str:
    """The words of a stored code; empty for none, the code itself for one that has gone."""
    if not value:
        return ""
    return _(codes(value).message_id) if value in tuple(codes) else value


def _dimension(outcome: DimensionOutcome, used: Instrument) -> DimensionWords:
    return DimensionWords(
        code=outcome.code,
        title=_(Dimension(outcome.code).message_id),
        positive=outcome.positive,
        result=_("The rule is met") if outcome.positive else _("The rule is not met so far"),
        answered=outcome.answered,
        total=outcome.total,
        withheld=outcome.withheld,
        explanation=tuple(_(message) % numbers for message, numbers in outcome.sentences),
        signs=tuple(_sign(code, used) for code in outcome.counted),
    )


def _sign(code: str, used: Instrument) -> SignWords:
    try:
        found = used.indicator(code)
    except UnknownIndicatorError:
        return SignWords(code, code, "", "")
    note = found.note.in_language(_language()) if found.note else ""
    return SignWords(code, found.label(_language()), _(found.weight.message_id), note)


def _lens(outcome: LensOutcome) -> LensWords:
    form = definitions.form_named(outcome.form)
    if form is None:
        return _forgotten(outcome)
    return LensWords(
        form=form.code,
        title=form.label(_language()),
        law=form.law,
        provision=form.provision,
        article=form.article,
        version=outcome.version,
        source=form.source,
        mark=_(form.mark.message_id),
        unverified=not form.mark.verified,
        no_result=_words(NoResult, outcome.no_result),
        consent=_words(Consent, outcome.consent),
        unscored=_words(Unscored, outcome.unscored),
        scored=_reading(outcome.scored, form),
        assessed=_reading(outcome.assessed, form),
        divergent=tuple(_words(Element, each) for each in outcome.divergent),
        examples=_labels(outcome.examples, form),
    )


def _forgotten(outcome: LensOutcome) -> LensWords:
    """A definition that the country pack no longer holds: what was found stays, its words are gone."""
    bare = dict.fromkeys(("law", "provision", "article", "source", "mark"), "")
    return LensWords(
        form=outcome.form,
        title=outcome.form,
        version=outcome.version,
        unverified=True,
        no_result=_words(NoResult, outcome.no_result),
        consent=_words(Consent, outcome.consent),
        unscored=_words(Unscored, outcome.unscored),
        scored=_reading(outcome.scored, None),
        assessed=_reading(outcome.assessed, None),
        divergent=tuple(_words(Element, each) for each in outcome.divergent),
        examples=outcome.examples,
        **bare,
    )


def _reading(outcome: ReadingOutcome | None, form: LegalForm | None) -> ReadingWords | None:
    if outcome is None:
        return None
    elements = tuple(_element(each, form) for each in outcome.elements)
    return ReadingWords(outcome.indication, _words(Indication, outcome.indication), elements)


def _element(outcome: ElementOutcome, form: LegalForm | None) -> ElementWords:
    return ElementWords(
        element=outcome.element,
        title=_words(Element, outcome.element),
        finding=outcome.finding,
        result=_words(Finding, outcome.finding),
        origin=outcome.origin,
        said_by=_words(Origin, outcome.origin),
        reason=outcome.reason,
        items=_labels(outcome.items, form),
        dimensions=tuple(_words(Dimension, each) for each in outcome.dimensions),
    )


def _labels(codes: Iterable[str], form: LegalForm | None) -> tuple[str, ...]:
    listed = (*form.acts, *form.means, *form.examples) if form else ()
    labels = {each.code: each.label(_language()) for each in listed}
    return tuple(labels.get(code, code) for code in codes)
