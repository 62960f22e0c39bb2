"""What the node signs about a publication, and whether it still holds."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from latido import signing
from latido.apps.statistics.models import Publication

KIND = "latido.publication/1"


def statement(publication: Publication) -> dict[str, Any]:
    """Everything that is published, in plain JSON. It names nobody: two people stand behind it, unnamed."""
    return {
        "kind": KIND,
        "id": str(publication.id),
        "node": settings.LATIDO_NODE,
        "country": settings.LATIDO_COUNTRY,
        "quarter": publication.quarter,
        "frozen_at": publication.frozen_at.isoformat(),
        "corrects": str(publication.corrects_id) if publication.corrects_id else None,
        "reason": publication.reason,
        "people": 2,
        "methods": publication.methods,
        "table": publication.table,
    }


def seal(publication: Publication) -> None:
    """Sign a publication that is about to be kept."""
    publication.signature = signing.sign(statement(publication))
    publication.signing_key = signing.own_public_jwk()


def verify(publication: Publication) -> bool:
    """Whether what is kept is what was signed."""
    try:
        return signing.verify(publication.signature, publication.signing_key) == statement(publication)
    except signing.SignatureError:
        return False
