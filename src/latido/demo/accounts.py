"""The demo's accounts: one member for each part of the journey. Named after the work, never after people."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "latido-de-demostracion"  # noqa: S105 - printed by the demo itself


@dataclass(frozen=True)
class Account:
    """Who signs in where, and what for."""

    username: str
    node: str
    where: str
    what: str


ACCOUNTS = (
    Account("mesa", "mx-chp", "Chiapas", "receives reports, screens, opens cases"),
    Account("guardia", "mx-chp", "Chiapas", "receives what was not answered in time"),
    Account("refugio", "mx-chp", "Chiapas", "shelter of another agency"),
    Account("enlace", "mx-chp", "Chiapas", "linking desk"),
    Account("campana", "mx-chp", "Chiapas", "prepares the campaign and its events"),
    Account("cifras", "mx-chp", "Chiapas", "prepares the quarterly figures"),
    Account("revision", "mx-chp", "Chiapas", "second person for the figures"),
    Account("frontera", "mx-chp", "Chiapas", "migration enforcement: can be granted nothing"),
    Account("caso", "mx-chh", "Chihuahua", "receives reports, keeps case files"),
    Account("turno", "mx-chh", "Chihuahua", "receives what was not answered in time"),
    Account("vinculo", "mx-chh", "Chihuahua", "linking desk"),
)
