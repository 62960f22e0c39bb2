"""The named reasons for which one key is sealed to another; a key sealed for one opens for no other."""

from uuid import UUID

from latido.engines.vault.keys import key_id, open_key, public_point, seal_key

GRANT = b"latido grant v1\x00"
TEAM = b"latido team v1\x00"
ROTATION = b"latido rotation v1\x00"


def seal_for_grant(content_key: bytes, team_public: bytes, *, part_id: UUID) -> bytes:
    """Seal the content key of one part to a team that is granted it."""
    return seal_key(content_key, team_public, info=GRANT + part_id.bytes)


def open_from_grant(sealed: bytes, team_private: bytes, *, part_id: UUID) -> bytes:
    """The content key of a granted part. Raises OpeningError when it was sealed for another part or team."""
    return open_key(sealed, team_private, info=GRANT + part_id.bytes)


def seal_team_key(team_private: bytes, member_public: bytes, *, team_id: UUID) -> bytes:
    """Seal a team's private key to one of its members."""
    return seal_key(team_private, member_public, info=TEAM + team_id.bytes)


def open_team_key(sealed: bytes, member_private: bytes, *, team_id: UUID) -> bytes:
    """The team's private key, opened by a member. Raises OpeningError for another member or team."""
    return open_key(sealed, member_private, info=TEAM + team_id.bytes)


def seal_rotation(old_private: bytes, new_public: bytes) -> bytes:
    """Seal a team's old private key under its new public key, so that everything old stays readable."""
    return seal_key(old_private, new_public, info=ROTATION + key_id(new_public))


def open_rotation(sealed: bytes, new_private: bytes) -> bytes:
    """The team's old private key. Raises OpeningError when it was sealed under another key."""
    new_id = key_id(public_point(new_private))
    return open_key(sealed, new_private, info=ROTATION + new_id)
