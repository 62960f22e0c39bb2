"""base64url without padding (RFC 4648, section 5): how binary values travel in JSON, forms and addresses."""

import base64
import re

from latido.engines.vault.errors import EnvelopeError

SIGNS = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def to_base64url(raw: bytes) -> str:
    """Encode without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """Decode strictly: no padding, no spaces, one spelling per value. Raises EnvelopeError "base64url"."""
    if SIGNS.fullmatch(text) is None or len(text) % 4 == 1:
        raise EnvelopeError("base64url", "The text is not base64url without padding.")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_base64url(raw) != text:
        raise EnvelopeError("base64url", "The text has stray bits at its end.")
    return raw
