"""Refusals: counted by the hour, the first of each hour also written into the audit chain."""

from __future__ import annotations

import datetime as dt

from django.db.models import F
from django.utils import timezone

from latido.apps.audit.actions import Actor, audited
from latido.apps.exchange.models import Refusal
from latido.apps.exchange.protocol import NODE_NAME

STRANGERS_PER_HOUR = 20
"""Unknown names counted one by one each hour; further ones are counted together."""
OTHERS = "others"


def refuse(*, by: Actor, node: object, code: str, known: bool = True, about: str = "") -> None:
    """Note that something of ``node`` was refused. Runs in its own transaction: it outlives the refusal."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    name = _name(node, hour, known=known)
    with audited(
        by=by, action="exchange.refused", subject=about or f"node:{name}", code=code, node=name
    ) as note:
        row, made = Refusal.objects.get_or_create(
            node=name, code=code, hour=hour, defaults={"last_at": timezone.now()}
        )
        if not made:
            Refusal.objects.filter(pk=row.pk).update(count=F("count") + 1, last_at=timezone.now())
        note.details["first_of_the_hour"] = made


def _name(node: object, hour: dt.datetime, *, known: bool) -> str:
    text = str(node)
    if known:
        return text[:40]
    if not NODE_NAME.fullmatch(text):
        return OTHERS
    names = Refusal.objects.filter(hour=hour).values("node").distinct()
    crowded = names.count() >= STRANGERS_PER_HOUR and not names.filter(node=text).exists()
    return OTHERS if crowded else text
