"""What a sealed part belongs to: a case, a screening, a report, a shelter."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

KINDS = frozenset({"case", "screening", "report", "shelter"})


@dataclass(frozen=True)
class Subject:
    """Kind and identifier of the owner of sealed parts; raises ``ValueError`` for an unknown kind."""

    kind: str
    id: uuid.UUID

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Sealed parts belong to {', '.join(sorted(KINDS))}, not to {self.kind}.")

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"
