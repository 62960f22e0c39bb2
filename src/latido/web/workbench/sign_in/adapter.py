"""allauth's hooks for accounts: nobody signs up alone, and the key becomes usable after the second factor."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import get_adapter as second_factor_adapter
from django.http import HttpRequest

from latido.apps.agencies.key_holders import Member
from latido.web.workbench.sign_in import session_keys


class AccountAdapter(DefaultAccountAdapter):
    """Members are invited, never self-made."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def login(self, request: HttpRequest, user: Member) -> None:
        """Called when every step is done; without a second factor the key stays shut (``access``)."""
        super().login(request, user)
        if second_factor_adapter().is_mfa_enabled(user):
            session_keys.make_live(request, user)

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Not for somebody who has just typed the password and has no second step to protect yet."""
        member = current.request.user
        if isinstance(member, Member) and not second_factor_adapter().is_mfa_enabled(member):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_notification_mail(self, *_args: object, **_kwargs: object) -> None:
        """No mail about sign-ins."""

    def add_message(self, *_args: object, **_kwargs: object) -> None:
        """No "successfully signed in" over every page."""
