"""What all pages share: templates, styles, template tags, pages for problems."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "latido.web"
    label = "web"
