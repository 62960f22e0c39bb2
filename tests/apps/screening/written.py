"""Sections as a form would write them."""

from __future__ import annotations


def assessed(**elements):
    """An assessment section: ``assessed(act=("present", "Why", ["un-protocol-3:recruit"]))``."""
    found = {
        name: {"finding": finding, "reason": reason, "items": list(items[0]) if items else []}
        for name, (finding, reason, *items) in elements.items()
    }
    return {"elements": found, "unable_to_understand": False}
