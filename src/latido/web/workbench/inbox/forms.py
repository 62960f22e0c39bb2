"""Answering and closing a report."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from latido.apps.reports.choices import CloseReason

LONGEST_ANSWER = 20_000
"""Letters; well inside what an envelope carries, in any script."""


class AnswerForm(forms.Form):
    """An answer to the reporter. ``message_id`` names it, ``seen`` says how much of the thread was read."""

    use_required_attribute = False

    text = forms.CharField(
        max_length=LONGEST_ANSWER,
        label=_("Answer the reporter"),
        help_text=_(
            "Plain words, no names. Whoever holds the receipt reads it, even somebody who took it by force."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write the answer first."),
            "max_length": _("The answer is too long: shorten it to 20,000 letters."),
        },
    )
    message_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class CloseForm(forms.Form):
    """Why nothing more is done. Nothing is chosen beforehand."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("Why do you close it?"),
        choices=CloseReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
