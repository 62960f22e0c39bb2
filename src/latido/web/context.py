"""What every template may know about this installation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from latido import countries


def installation(_request: HttpRequest) -> dict[str, Any]:
    """The country pack, the node's state and role, and whether this is the demo."""
    country = countries.load(settings.LATIDO_COUNTRY)
    return {
        "country": country,
        "node": settings.LATIDO_NODE,
        "state_code": settings.LATIDO_STATE,
        "role": settings.LATIDO_ROLE,
        "is_demo": settings.LATIDO_DEMO,
    }
