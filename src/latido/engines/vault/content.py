"""The content of an envelope: a JSON object in UTF-8, padded so that its size tells little."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from latido.engines.vault.errors import EnvelopeError

BLOCK_BYTES = 1024
ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
MAX_CONTENT_BYTES = 64 * 1024  # before padding; larger things travel as files


def write_content(content: Mapping[str, Any]) -> bytes:
    """Encode and pad with trailing spaces, which JSON ignores, to a multiple of 1024 bytes.

    Raises EnvelopeError "content_not_json" or "content_too_large" (over 64 KiB before padding).
    """
    try:
        text = ENCODER.encode(dict(content))
    except (TypeError, ValueError, RecursionError) as error:
        raise EnvelopeError("content_not_json", "The content cannot be written as JSON.") from error
    # Half of a surrogate pair carries no text; "replace" keeps the rest.
    raw = text.encode("utf-8", "replace")
    if len(raw) > MAX_CONTENT_BYTES:
        raise EnvelopeError(
            "content_too_large", f"The content is over {MAX_CONTENT_BYTES} bytes; shorten it."
        )
    return raw.ljust(-(-len(raw) // BLOCK_BYTES) * BLOCK_BYTES)


def read_content(padded: bytes) -> dict[str, Any]:
    """Decode what `write_content` or the browser made. Raises EnvelopeError "content_not_json"."""
    try:
        content = json.loads(_well_formed(padded.decode("utf-8")), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise EnvelopeError("content_not_json", "The content is not JSON in UTF-8.") from error
    if not isinstance(content, dict):
        raise EnvelopeError("content_not_json", "The content is not a JSON object.")
    return content


def _well_formed(text: str) -> str:
    """JSON.stringify escapes half a surrogate pair; no database takes it, so it becomes U+FFFD."""
    if "\\ud" not in text.lower():
        return text
    written = json.dumps(json.loads(text, parse_constant=_refuse), ensure_ascii=False)
    return written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
