"""Beginning a screening."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from latido.apps.agencies.models import Team
from latido.apps.screening.forms.sections import language
from latido.engines.indicators import (
    Instrument,
)


class StartForm(forms.Form):
    """Which set, for which team, and about which report if there is one."""

    use_required_attribute = False
    instrument = forms.ChoiceField(
        label=_("Whom will you talk with?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a set of questions.")},
    )
    team = forms.ChoiceField(
        label=_("Team that keeps the interview"),
        error_messages={"required": _("Choose the team that keeps the interview.")},
    )
    report = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, teams: list[Team], instruments: tuple[Instrument, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = [  # type: ignore[attr-defined]
            (each.id, each.title.in_language(language())) for each in instruments
        ]
        self.fields["team"].choices = [(str(each.id), str(each)) for each in teams]  # type: ignore[attr-defined]

    def hidden(self) -> Iterator[forms.BoundField]:
        return (field for field in self if field.is_hidden)
