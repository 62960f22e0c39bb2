"""Act, means and purpose as a person assesses them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from latido.apps.screening import definitions
from latido.apps.screening.choices import NOTE_LENGTH
from latido.apps.screening.forms.sections import SectionForm, language, words
from latido.apps.screening.interviews import Section
from latido.engines.indicators import (
    Element,
    Finding,
)

FINDINGS = {
    Element.ACT: (Finding.PRESENT, Finding.NOT_ESTABLISHED),
    Element.MEANS: (Finding.PRESENT, Finding.NOT_ESTABLISHED),
    Element.PURPOSE: (Finding.PRESENT, Finding.INTENDED, Finding.NOT_ESTABLISHED),
}

Groups = list[tuple[str, list[Any]]]


class AssessmentForm(SectionForm):
    """Act, means and purpose as a person assesses them; whoever says something says why."""

    unable_to_understand = forms.BooleanField(
        label=_("The person could not understand what was done to them."),
        help_text=_("A disability alone is never a reason to tick this."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for element in Element:
            self.fields[element.value] = forms.ChoiceField(
                label=_(element.message_id),
                choices=words(FINDINGS[element]),
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"{element}-items"] = forms.MultipleChoiceField(
                label=ITEM_LABELS[element],
                choices=_items(element),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.fields[f"{element}-reason"] = forms.CharField(
                label=f"{_('Why')} · {_(element.message_id)}",
                help_text=_(
                    "Whoever says something says why: a sentence or two, and where in the interview it rests."
                ),
                max_length=NOTE_LENGTH,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @cached_property
    def rows(self) -> list[tuple[Element, forms.BoundField, forms.BoundField, Groups, forms.BoundField]]:
        """Element, finding, what can be named, the same by groups, reason."""
        return [
            (
                each,
                self[each],
                self[f"{each}-items"],
                _groups(self[f"{each}-items"]),
                self[f"{each}-reason"],
            )
            for each in Element
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for element in Element:
            reason = f"{element}-reason"
            if cleaned.get(element) and not cleaned.get(reason) and reason not in self.errors:
                self.add_error(reason, _("Say in a few words why, or leave this element open."))
        return cleaned

    def content(self) -> dict[str, Any]:
        """The section as it is saved; what was written beside an open element is kept."""
        elements = {
            element.value: {
                "finding": self.cleaned_data[element],
                "items": self.cleaned_data[f"{element}-items"],
                "reason": self.cleaned_data[f"{element}-reason"],
            }
            for element in Element
        }
        return {"elements": elements, "unable_to_understand": self.cleaned_data["unable_to_understand"]}

    @staticmethod
    def initial_of(section: Section) -> dict[str, Any]:
        content = section.content
        initial = {"unable_to_understand": content.get("unable_to_understand"), "version": section.version}
        for element, said in content.get("elements", {}).items():
            initial |= {
                element: said.get("finding"),
                f"{element}-items": said.get("items"),
                f"{element}-reason": said.get("reason"),
            }
        return initial


def _groups(bound: forms.BoundField) -> Groups:
    """The options under the names they stand under; "" for those without."""
    options: list[Any] = list(bound)
    groups: Groups = []
    for name, listed in bound.field.choices:  # type: ignore[attr-defined]
        grouped = isinstance(listed, list | tuple)
        title, count = (name, len(listed)) if grouped else ("", 1)
        if grouped or not groups:
            groups.append((title, []))
        groups[-1][1].extend(options[:count])
        del options[:count]
    return groups


ITEM_LABELS = {
    Element.ACT: _("What was done?"),
    Element.MEANS: _("How was it done?"),
    Element.PURPOSE: _("What for? Name the form, so that the law of that form is read."),
}


def _items(element: Element) -> list[Any]:
    if element is Element.ACT:
        return [(each.value, each.label(language())) for each in definitions.acts()]
    if element is Element.PURPOSE:
        return [(each.value, each.label(language())) for each in definitions.purposes()]
    return [
        (form.label(language()), [(each.value, each.label(language())) for each in listed])
        for form, listed in definitions.means()
    ]
