"""Members: made with a key pair of their own, unlocked by their password alone."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth.password_validation import validate_password

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.models import Agency, Member
from latido.apps.audit.actions import Actor, audited
from latido.engines import vault


class WrongPasswordError(PermissionError):
    """The password does not open the member's key."""


def parameters() -> vault.PasswordParameters:
    memory_kib, iterations, lanes = settings.LATIDO_ARGON2
    return vault.PasswordParameters(memory_kib=memory_kib, iterations=iterations, lanes=lanes)


def enrol_member(
    *, by: Actor, agency: Agency, username: str, display_name: str, password: str, email: str = ""
) -> KeyHolder:
    """Make a member with a new key pair wrapped by ``password``.

    Raises Django's ``ValidationError`` for a weak password and ``IntegrityError`` for a taken username.
    """
    member = Member(id=uuid.uuid4(), agency=agency, username=username, display_name=display_name, email=email)
    validate_password(password, user=member)
    with audited(by=by, action="member.enrol", subject=f"member:{member.id}"):
        pair = vault.new_key_pair()
        member.set_password(password)
        member.public_key = pair.public
        member.wrapped_private_key = vault.wrap_with_password(
            pair.private, password, aad=member.id.bytes, parameters=parameters()
        )
        member.save(force_insert=True)
    return KeyHolder(member, pair.private)


def unlock(*, by: Member, password: str) -> KeyHolder:
    """Open the member's private key; wraps it anew when the recorded parameters have become too weak.

    Raises ``WrongPasswordError``.
    """
    wrapped = bytes(by.wrapped_private_key)
    try:
        private = vault.unwrap_with_password(wrapped, password, aad=by.id.bytes)
    except vault.OpeningError as error:
        raise WrongPasswordError("This password does not open the key.") from error
    if vault.needs_upgrade(wrapped, parameters()):
        _wrap_anew(by=by, private=private, password=password)
    return KeyHolder(by, private)


def _wrap_anew(*, by: Member, private: bytes, password: str) -> None:
    with audited(by=by, action="member.rewrap_key", subject=f"member:{by.id}"):
        by.wrapped_private_key = vault.wrap_with_password(
            private, password, aad=by.id.bytes, parameters=parameters()
        )
        by.save(update_fields=["wrapped_private_key"])
