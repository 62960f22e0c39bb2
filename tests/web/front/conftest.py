"""Pages are asked for in Spanish unless a test says otherwise."""

from __future__ import annotations

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def spanish():
    """Addresses without a language are Spanish, whatever page another test has read before."""
    with translation.override("es"):
        yield
