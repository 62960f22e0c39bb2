"""What a statistician fills in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 300


class CorrectionForm(forms.Form):
    """Why a published quarter needs a correction."""

    reason = forms.CharField(
        label=_("Why is a correction needed?"),
        help_text=_("One sentence that everybody will read. Name no person and no small number."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write one sentence about what was wrong.")},
    )
