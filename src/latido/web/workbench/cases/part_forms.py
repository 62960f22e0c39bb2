"""Forms of the sealed parts that have fields: identities, safe contact, needs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from latido import countries
from latido.apps.cases import code_lists
from latido.apps.cases.citizenships import citizenships

BIRTH_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
BORN_ABROAD = "NE"
NOT_RECORDED = [("", _("Not recorded"))]
ROWS_MORE = 2
"""Empty rows for further identifiers; saving brings more."""

IDENTIFIER_KINDS = [
    ("phone", _("Phone")),
    ("handle", _("Name on a network")),
    ("url", _("Web address")),
    ("account", _("Bank account or card")),
    ("plate", _("Number plate")),
    ("document", _("Document")),
    ("curp", _("CURP")),
]
IDENTIFIER_ROLES = [
    ("unknown", _("Not known whose")),
    ("person", _("Of the person")),
    ("suspect", _("Of a suspect")),
    ("help", _("Of a place of help")),
]


class PartForm(forms.Form):
    """A form whose cleaned fields are the content of a part; ``version`` is the one the edit started from."""

    use_required_attribute = False
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Form values of stored content."""
        return dict(content)

    def content(self) -> dict[str, Any]:
        """What is to be sealed. Call it on a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class TextForm(PartForm):
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
    )


class ContactForm(PartForm):
    channel = forms.ChoiceField(
        label=_("How to reach the person"),
        required=False,
        choices=[
            *NOT_RECORDED,
            ("phone", _("Phone call")),
            ("message", _("Written message")),
            ("email", _("Email")),
            ("trusted", _("Through somebody they trust")),
            ("in_person", _("In person only")),
            ("none", _("Never contact them first")),
        ],
    )
    value = forms.CharField(label=_("Number, address or place"), required=False, max_length=300)
    hours = forms.CharField(label=_("At what hours"), required=False, max_length=200)
    words = forms.CharField(
        label=_("Words to use"),
        help_text=_("Who to say is calling, in case somebody else answers."),
        required=False,
        max_length=500,
    )
    must_not_know = forms.CharField(
        label=_("Who must not know"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    may_leave_message = forms.ChoiceField(
        label=_("May a message be left?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("Not asked yet"))],
    )

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        stored = {True: "yes", False: "no", None: ""}
        return {**content, "may_leave_message": stored[content.get("may_leave_message")]}

    def content(self) -> dict[str, Any]:
        answers = {"yes": True, "no": False, "": None}
        return {**super().content(), "may_leave_message": answers[self.cleaned_data["may_leave_message"]]}


class NeedsForm(PartForm):
    codes = forms.MultipleChoiceField(
        label=_("What the person needs"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(code_lists.NEEDS.items()),
    )
    text = forms.CharField(
        label=_("In their own words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class IdentifierForm(forms.Form):
    """A phone, plate or account that was named, and whose it is."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", "—"), *IDENTIFIER_KINDS])
    value = forms.CharField(label=_("Number or name"), required=False, max_length=200)
    role = forms.ChoiceField(label=_("Whose"), required=False, choices=IDENTIFIER_ROLES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("value") and not cleaned.get("kind"):
            self.add_error("kind", _("Say what this is."))
        return cleaned


IdentifierFormSet = forms.formset_factory(IdentifierForm, extra=ROWS_MORE, max_num=40)


class IdentitiesForm(PartForm):
    given_names = forms.CharField(label=_("Given names"), required=False, max_length=200)
    surnames = forms.CharField(label=_("Surnames"), required=False, max_length=200)
    other_names = forms.CharField(label=_("Other names or spellings"), required=False, max_length=300)
    gender = forms.ChoiceField(label=_("Gender"), required=False)
    birth_date = forms.CharField(
        label=_("Date of birth"),
        help_text=_("As much as is known: 1999, 1999-03 or 1999-03-21."),
        required=False,
        max_length=10,
    )
    birth_state = forms.ChoiceField(label=_("State of birth"), required=False)
    citizenship = forms.ChoiceField(label=_("Citizenship"), required=False)
    municipality = forms.CharField(label=_("Municipality where they lived"), required=False, max_length=200)

    def __init__(self, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.choices_of("gender", list(code_lists.words("gender").items()))
        self.choices_of("birth_state", _states())
        self.choices_of("citizenship", citizenships())
        rows = list((initial or {}).get("identifiers", []))
        self.identifiers = IdentifierFormSet(data, initial=rows, prefix="identifiers")

    def choices_of(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = [*NOT_RECORDED, *choices]

    def is_valid(self) -> bool:
        return super().is_valid() & self.identifiers.is_valid()

    def clean_birth_date(self) -> str:
        value = str(self.cleaned_data["birth_date"])
        found = BIRTH_DATE.fullmatch(value)
        if value and not (found and _is_a_day(*(int(group or 1) for group in found.groups()))):
            raise forms.ValidationError(
                _("Write the year, the year and month, or the full date: 1999-03-21.")
            )
        return value

    def content(self) -> dict[str, Any]:
        rows = [row.cleaned_data for row in self.identifiers if row.cleaned_data.get("value")]
        kept = [
            {"kind": row["kind"], "value": row["value"], "role": row["role"] or "unknown"} for row in rows
        ]
        return {**super().content(), "identifiers": kept}


def _is_a_day(year: int, month: int, day: int) -> bool:
    try:
        return dt.date(year, month, day).year >= 1900
    except ValueError:
        return False


def _states() -> list[tuple[str, str]]:
    language = get_language() or settings.LANGUAGE_CODE
    states = countries.load(settings.LATIDO_COUNTRY).states
    return [*((s.code, s.name.label(language)) for s in states), (BORN_ABROAD, str(_("Born abroad")))]
