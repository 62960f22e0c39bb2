"""The second factor: secrets encrypted under a key outside the database, QR codes of our own making."""

from __future__ import annotations

import base64

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from latido import secret_files


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's hooks, so that a copy of the database makes no one-time code."""

    def _cipher(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(secret_files.read(secret_files.SECOND_FACTOR_KEY)))

    def encrypt(self, text: str) -> str:
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return self._cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise secret_files.MissingSecretError(
                "The second factors of this database belong to another secrets directory."
            ) from error

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def build_totp_svg(self, url: str) -> str:
        return str(segno.make(url).svg_inline(scale=4, border=2))

    def send_notification_mail(self, *_args: object, **_kwargs: object) -> None:
        """No mail: a message about a sign-in would say where somebody works."""


def current_code(username: str) -> str:
    """The one-time code of this moment, for the demo alone; raises ``PermissionError`` elsewhere."""
    from allauth.mfa.totp.internal import auth

    if not settings.LATIDO_DEMO:
        raise PermissionError("One-time codes are shown in the demo only.")
    authenticator = Authenticator.objects.get(user__username=username, type=Authenticator.Type.TOTP)
    secret = SecondFactorAdapter().decrypt(authenticator.data["secret"])
    now = list(auth.yield_hotp_counters_from_time())
    return str(auth.format_hotp_value(auth.hotp_value(secret, now[len(now) // 2])))
