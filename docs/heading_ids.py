"""Ids of headings in the documentation: the theme's scripts stop at one that begins with a digit."""

from __future__ import annotations

from typing import Any

from markdown.extensions.toc import slugify


def heading_id(text: str, separator: str) -> str:
    """The usual id, with "section" before a number."""
    usual = slugify(text, separator)
    return f"section{separator}{usual}" if usual[:1].isdigit() else usual


def on_config(config: Any) -> Any:
    """Called by MkDocs when it has read its configuration."""
    config["mdx_configs"].setdefault("toc", {})["slugify"] = heading_id
    return config
