"""Sections that an interviewer fills in: preparation, a dimension, a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from latido.apps.screening.choices import NOTE_LENGTH, PLAN_LENGTH, PreparationCheck
from latido.apps.screening.interviews import Section
from latido.engines.indicators import (
    AgeGroup,
    Answer,
    Code,
    Dimension,
    Indicator,
    Instrument,
)
from latido.engines.indicators.answers import CODE_SHAPE

ANSWERS = (Answer.YES, Answer.NO, Answer.DO_NOT_KNOW, Answer.PREFER_NOT_TO_SAY)
CLEAR = "clear"


def language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def words(codes: tuple[Code, ...]) -> list[tuple[str, Any]]:
    """Choices of engine codes; their words are translated when they are shown."""
    return [(code.value, _(code.message_id)) for code in codes]


class SectionForm(forms.Form):
    """A section with the version that the edit started from."""

    use_required_attribute = False
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    @property
    def started_from(self) -> int:
        """0 for a form that never carried a version."""
        return int(self.cleaned_data.get("version") or 0)

    def content(self) -> dict[str, Any]:
        """The section as it is saved."""
        raise NotImplementedError


class PreparationForm(SectionForm):
    """What is made safe before the first question, and the age that decides which set is used."""

    checks = forms.MultipleChoiceField(
        label=_("Before the first question"),
        choices=PreparationCheck.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    age = forms.ChoiceField(
        label=_("How old was the person when this happened?"),
        help_text=_("In doubt a person is presumed to be under 18, and gets the protection of a child."),
        choices=words(tuple(AgeGroup)),
        widget=forms.RadioSelect,
        required=False,
    )

    def content(self) -> dict[str, Any]:
        return {"age": self.cleaned_data["age"], "checks": self.cleaned_data["checks"]}

    @staticmethod
    def initial_of(section: Section) -> dict[str, Any]:
        return {**section.content, "version": section.version}


class DimensionForm(SectionForm):
    """One dimension: a row per indicator, and a note for whatever does not fit an answer."""

    note = forms.CharField(
        label=_("Note"),
        help_text=_("In few words, as the person said it. Only what helps to help."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, instrument: Instrument, dimension: Dimension, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators = instrument.in_dimension(dimension)
        for indicator in self.indicators:
            self.fields[indicator.code] = forms.ChoiceField(
                label=indicator.label(language()),
                choices=words(ANSWERS),
                widget=forms.RadioSelect,
                required=False,
            )
        self.order_fields([each.code for each in self.indicators])

    @cached_property
    def rows(self) -> list[tuple[Indicator, forms.BoundField]]:
        return [(each, self[each.code]) for each in self.indicators]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        posted = [name for name in self.data if CODE_SHAPE.fullmatch(name) and self.data.get(name)]
        if foreign := sorted(set(posted) - set(self.fields)):
            message = _(
                "These answers belong to another set of questions and cannot be saved here: %(codes)s."
            )
            raise forms.ValidationError(message, params={"codes": ", ".join(foreign)})
        return cleaned

    def content(self) -> dict[str, Any]:
        """Answers by code, without the one that was to be cleared, and the note."""
        cleared = self.data.get(CLEAR, "")
        answers = {each.code: self.cleaned_data[each.code] for each in self.indicators}
        kept = {code: answer for code, answer in answers.items() if answer and code != cleared}
        return {"answers": kept, "note": self.cleaned_data["note"]}

    @staticmethod
    def initial_of(section: Section) -> dict[str, Any]:
        return {**section.answers, "note": section.note, "version": section.version}


class PlanForm(SectionForm):
    """All that is written when it is not safe to go on."""

    plan = forms.CharField(
        label=_("Plan"),
        help_text=_("When, where and how to try again, and who knows. Nothing about what happened."),
        max_length=PLAN_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def content(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["plan"]}
