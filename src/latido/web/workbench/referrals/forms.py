"""Forms of a referral: what is offered, and why it is declined."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from latido.apps.keyring.choices import PartKind
from latido.apps.referrals.choices import ACCESS_DAYS, DeclineReason
from latido.apps.referrals.queries import Team

MAX_NOTE = 4000
"""Characters; a covering note is read at a glance, the file itself stands in the parts."""


class OfferForm(forms.Form):
    """``teams`` are those the person agreed to; another one is refused by the action below, and audited."""

    use_required_attribute = False
    id = forms.UUIDField(widget=forms.HiddenInput)
    team = forms.UUIDField(
        label=_("To whom"),
        help_text=_("Only services whose help the person has agreed to."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a service.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("What they may open"),
        help_text=_("Only what they need in order to help. Nothing is chosen for you."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one part.")},
    )
    access_days = forms.TypedChoiceField(
        label=_("For how long, once they accept"),
        coerce=int,
        choices=[
            (days, ngettext_lazy("%(n)d day", "%(n)d days", days) % {"n": days}) for days in ACCESS_DAYS
        ],
    )
    note = forms.CharField(
        label=_("Covering note"),
        help_text=_("They read it before they decide: what kind of help, for how many people. No names."),
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write in a sentence or two what is asked for.")},
    )

    def __init__(
        self, data: object = None, *, teams: Iterable[Team], kinds: Iterable[str], team_id: object = None
    ) -> None:
        super().__init__(data, initial={"id": uuid.uuid4(), "team": team_id})  # type: ignore[arg-type]
        radio = cast(forms.RadioSelect, self.fields["team"].widget)
        radio.choices = [(str(team.id), str(team)) for team in teams]
        self.has_teams = bool(radio.choices)
        parts = cast(forms.MultipleChoiceField, self.fields["kinds"])
        parts.choices = [(kind, PartKind(kind).label) for kind in kinds]


class DeclineForm(forms.Form):
    use_required_attribute = False
    reason = forms.ChoiceField(
        label=_("Why not"),
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason that fits best.")},
    )
