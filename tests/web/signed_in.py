"""A Django test client that has passed both steps of the sign-in."""

from __future__ import annotations

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from latido.apps.agencies import actions
from latido.apps.agencies.key_holders import KeyHolder
from latido.web.workbench.sign_in import session_keys


def give_second_factor(holder: KeyHolder) -> str:
    """Activate a one-time code for the member; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(holder.member, secret)
    return secret


def sign_in(client: Client, holder: KeyHolder) -> Client:
    """Put the session and both cookies of a finished sign-in into ``client`` (the pages are tested apart)."""
    member = get_user_model().objects.get(pk=holder.id)
    client.force_login(member)
    half, sealed = actions.seal_session_key(by=holder, live=True)
    session = client.session
    session[session_keys.LIVE] = sealed
    session.save()
    client.cookies[settings.LATIDO_HALF_COOKIE] = half
    return client
