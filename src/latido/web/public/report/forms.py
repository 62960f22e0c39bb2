"""The report form. Nothing in it is required on its own; a report needs a sign or a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from latido.apps.reports import queries
from latido.apps.reports.actions import PlainReport
from latido.apps.reports.submissions import CODE

LINE = 300
"""Letters in a line of contact or place."""


@dataclass(frozen=True)
class SignGroup:
    """The signs of one situation as check boxes; ``open`` when the page should show them unfolded."""

    label: str
    note: str
    options: list[BoundWidget]
    open: bool


class PlaceSelect(forms.Select):
    """Marks the places that are too small to stand in clear, so that the page seals their names."""

    small: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.small:
            option["attrs"]["data-small"] = ""
        return option


class ReportForm(forms.Form):
    """What a reporter may say. ``plain_report`` gives it in the shape that is sealed."""

    use_required_attribute = False

    urgent = forms.BooleanField(
        required=False,
        label=gettext_lazy("Somebody may be in danger right now"),
        help_text=gettext_lazy("Call first if you can. We also mark your report as urgent."),
    )
    place = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Where was it?"),
        help_text=gettext_lazy("The nearest place is enough."),
        widget=PlaceSelect,
    )
    exact_place = forms.CharField(
        required=False,
        max_length=LINE,
        label=gettext_lazy("Where exactly?"),
        help_text=gettext_lazy("For example the street, the shop or the bus line. It is sealed."),
    )
    signs = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    narrative = forms.CharField(
        required=False,
        label=gettext_lazy("What did you see or hear?"),
        help_text=gettext_lazy("In your own words. You need not be sure, and you need not say who you are."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    contact = forms.CharField(
        required=False,
        max_length=LINE,
        label=gettext_lazy("How may we reach you?"),
        help_text=gettext_lazy("Only if you wish. Your receipt is enough to read our answer."),
    )
    contact_when = forms.CharField(
        required=False,
        max_length=LINE,
        label=gettext_lazy("When is it safe to reach you?"),
    )
    campaign = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = queries.places()
        self._signs = queries.signs()
        place = self.fields["place"]
        place.widget.small = frozenset(each.code for each in self._places if each.is_small)
        place.choices = self._place_choices()  # type: ignore[attr-defined]
        self.fields["signs"].choices = [  # type: ignore[attr-defined]
            (prompt.code, prompt.label(self._language)) for prompt in self._signs.prompts if prompt.public
        ]

    @property
    def _language(self) -> str:
        return get_language() or "en"

    def _place_choices(self) -> list[tuple[str, Any]]:
        hubs = [(each.code, each.name) for each in self._places if each.is_entry_exit]
        towns = [(each.code, each.name) for each in self._places if not each.is_entry_exit]
        groups = [
            (_("Borders, terminals, ports and airports"), hubs),
            (_("Other places"), sorted(towns, key=lambda choice: _plain(choice[1]))),
        ]
        return [("", _("Another place, or I do not know")), *(group for group in groups if group[1])]

    def sign_groups(self) -> Iterator[SignGroup]:
        """Yield the signs situation by situation; the general list and whatever was ticked is unfolded."""
        options = {option.data["value"]: option for option in self["signs"].subwidgets}
        for position, situation in enumerate(self._signs.situations):
            codes = [prompt.code for prompt in self._signs.in_situation(situation.code, public_only=True)]
            found = [options[code] for code in codes]
            ticked = any(option.data["selected"] for option in found)
            note = situation.note.in_language(self._language)
            if found:
                yield SignGroup(situation.label(self._language), note, found, ticked or position == 0)

    def clean_campaign(self) -> str:
        return campaign_code(self.cleaned_data["campaign"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("signs") and not data.get("narrative"):
            raise forms.ValidationError(_("Tick at least one sign or write a few words."), code="empty")
        return data

    def plain_report(self) -> PlainReport:
        """The report in clear, for sealing on arrival. The name of a small place goes into what is sealed."""
        data = self.cleaned_data
        small = next((each for each in self._places if each.code == data["place"] and each.is_small), None)
        exact = [small.name] if small else []
        return PlainReport(
            place_code="" if small else data["place"],
            sign_codes=tuple(data["signs"]),
            urgent=data["urgent"],
            campaign_code=data["campaign"],
            language=self._language,
            content={
                "v": 1,
                "narrative": data["narrative"],
                "exact_place": ". ".join([*exact, *filter(None, [data["exact_place"]])]),
                "contact": data["contact"],
                "contact_when": data["contact_when"],
                "language": self._language,
            },
        )


def campaign_code(text: str) -> str:
    """A campaign's code as a poster names it, or nothing."""
    return text if CODE.fullmatch(text) else ""


def _plain(name: str) -> str:
    """A name without accents, for sorting."""
    parts = unicodedata.normalize("NFD", name.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
