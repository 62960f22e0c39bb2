"""Forms of a case that are not of a sealed part: the list's filter, coded facts, notes."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from latido.apps.cases import code_lists
from latido.apps.cases.choices import CaseStatus
from latido.apps.cases.coding import CODED_FIELDS, CodedFacts, UnknownCodeError

SEVERAL = ("other_exploitation", "means_of_control")


class CaseFilter(forms.Form):
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *CaseStatus.choices]
    )
    number = forms.CharField(label=_("Number"), required=False, max_length=30)


class CodedForm(forms.Form):
    """The coded facts of a case. ``version`` is the one the edit started from."""

    use_required_attribute = False
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    state_code = forms.ChoiceField(
        label=_("State"), help_text=_("Where the exploitation happened or was meant to."), required=False
    )
    age_band = forms.ChoiceField(label=_("Age"), required=False)
    gender = forms.ChoiceField(label=_("Gender"), required=False)
    exploitation = forms.ChoiceField(label=_("Main form of exploitation"), required=False)
    other_exploitation = forms.MultipleChoiceField(
        label=_("Other forms"), required=False, widget=forms.CheckboxSelectMultiple
    )
    means_of_control = forms.MultipleChoiceField(
        label=_("Means of control"), required=False, widget=forms.CheckboxSelectMultiple
    )
    recruitment = forms.ChoiceField(label=_("How they were recruited"), required=False)
    relation = forms.ChoiceField(label=_("Who recruited them"), required=False)
    assistance_status = forms.ChoiceField(
        label=_("Status for help"),
        help_text=_("For help, act and purpose are enough: a lower bar than any court's."),
        required=False,
    )
    assistance_decided_by = forms.ChoiceField(label=_("Decided for help by"), required=False)
    legal_status = forms.ChoiceField(
        label=_("Status in law"), help_text=_("Help never depends on it."), required=False
    )
    legal_decided_by = forms.ChoiceField(label=_("Decided in law by"), required=False)
    status = forms.ChoiceField(label=_("Status of the case"))
    closure_reason = forms.ChoiceField(label=_("Reason for closing"), required=False)

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name in CODED_FIELDS:
            words = list(code_lists.words(name).items())
            empty = [] if name in SEVERAL or name == "status" else [("", _("Not recorded"))]
            cast(forms.ChoiceField, self.fields[name]).choices = [*empty, *words]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, label in (("assistance", _("Say who decided.")), ("legal", _("Say who decided."))):
            if cleaned.get(f"{name}_status") and not cleaned.get(f"{name}_decided_by"):
                self.add_error(f"{name}_decided_by", label)
        if not self.errors:
            try:
                self.coded = _coded(cleaned)
            except UnknownCodeError:
                self.add_error("closure_reason", _("Only a closed case has a reason for closing."))
        return cleaned


def _coded(cleaned: dict[str, Any]) -> CodedFacts:
    values = {name: cleaned[name] for name in CODED_FIELDS}
    others = [code for code in values["other_exploitation"] if code != values["exploitation"]]
    return CodedFacts(
        **{
            **values,
            "other_exploitation": tuple(others),
            "means_of_control": tuple(values["means_of_control"]),
        }
    )


class NoteForm(forms.Form):
    use_required_attribute = False
    text = forms.CharField(label=_("New note"), widget=forms.Textarea(attrs={"rows": 4}), strip=False)

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise forms.ValidationError(_("Write something first."))
        return text
