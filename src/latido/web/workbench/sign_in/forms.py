"""The sign-in form: the password also unlocks the member's key, which then waits for the second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from latido.apps.agencies import actions
from latido.web.workbench.sign_in import session_keys


class SignInForm(LoginForm):
    """Username and password. A wrong pair gets one answer, whatever of the two was wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key_holder: Any = None
        self.fields["login"].label = _("User name")
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.user is not None:
            self.key_holder = self._unlock()
        return cleaned

    def _unlock(self) -> Any:
        try:
            return actions.unlock(by=self.user, password=self.cleaned_data["password"])
        except actions.WrongPasswordError as error:
            raise forms.ValidationError(
                _("Your password was changed, and your key still has the old one. Ask your administrator.")
            ) from error

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        session_keys.keep_pending(request, self.key_holder)
        return super().login(request, redirect_url)


class CodeForm(AuthenticateForm):
    """The six digits of the second step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        describe_code(self.fields["code"])


class FirstCodeForm(ActivateTOTPForm):
    """The first six digits, which prove that the phone has learnt the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        describe_code(self.fields["code"])


def describe_code(field: forms.Field) -> None:
    """Our own words for allauth's field, and the digits' keyboard on phones."""
    field.label = _("Code of six digits")
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update({"inputmode": "numeric", "autofocus": True})
