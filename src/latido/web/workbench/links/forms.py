"""What an officer may answer, and a letter to the other team."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from latido.apps.exchange.choices import Decision, LinkKind, Reason
from latido.apps.exchange.protocol import MAX_LETTER_SIGNS

FITTING = {
    LinkKind.PERSON: {
        Decision.CONFIRMED: (Reason.SAME_PERSON,),
        Decision.REJECTED: (Reason.DIFFERENT_PERSON, Reason.INNOCENT, Reason.OWN_MISTAKE),
        Decision.NEED_MORE: (Reason.ASK_PERSON, Reason.CHECK_FILE, Reason.TOO_THIN),
    },
    LinkKind.SHARED_IDENTIFIER: {
        Decision.CONFIRMED: (Reason.SAME_TRAIL,),
        Decision.REJECTED: (Reason.INNOCENT, Reason.OWN_MISTAKE),
        Decision.NEED_MORE: (Reason.ASK_PERSON, Reason.CHECK_FILE, Reason.TOO_THIN),
    },
}
"""Kind of link -> decision -> the reasons that make sense for it."""
HEADINGS = {
    Decision.CONFIRMED: _("Yes, perhaps: I want to talk to the other team"),
    Decision.REJECTED: _("No"),
    Decision.NEED_MORE: _("I need to know more first"),
}


class DecisionForm(forms.Form):
    """One choice that says the decision and its reason; ``version`` is the one the officer saw."""

    use_required_attribute = False

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, talking: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = [Decision.REJECTED] if talking else list(HEADINGS)
        self.fields["answer"].choices = [  # type: ignore[attr-defined]  # a choice field
            (HEADINGS[one], [(f"{one}:{why}", why.label) for why in FITTING[LinkKind(kind)][one]])
            for one in decisions
        ]
        self.fields["answer"].error_messages["required"] = _("Choose the answer that fits best.")

    @property
    def decision(self) -> tuple[str, str]:
        """Decision and reason of a valid form."""
        decision, _colon, reason = self.cleaned_data["answer"].partition(":")
        return decision, reason


class LetterForm(forms.Form):
    """A message; ``letter`` is its number, so that sending the page twice writes one letter."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Message to the other team"),
        help_text=_(
            "Say who you are and how you can be reached. Write no more about the person than is needed."
        ),
        max_length=MAX_LETTER_SIGNS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something first.")},
    )
    letter = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
