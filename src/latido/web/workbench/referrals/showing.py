"""What the page of a referral shows to each of its two teams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.cases import code_lists
from latido.apps.cases.access import Access
from latido.apps.cases.choices import CASE_PARTS
from latido.apps.cases.queries import names_of
from latido.apps.keyring.actions import OpenedPart
from latido.apps.keyring.choices import PartKind
from latido.apps.referrals import actions, queries
from latido.web.workbench.cases.showing import NoteView, PartView, note_view, part_view


@dataclass(frozen=True)
class ReferralPage:
    """``parts`` are open for the receiving team alone; ``kinds`` are their names for both."""

    receives: bool
    offers: bool
    grant_lives: bool
    note: str
    needs: tuple[str, ...]
    kinds: tuple[str, ...]
    parts: tuple[PartView, ...]
    notes: tuple[NoteView, ...]
    offered_by: str
    answered_by: str

    @property
    def contact(self) -> PartView | None:
        """Shown first: how to reach the person safely."""
        return next((part for part in self.parts if part.kind == PartKind.CONTACT), None)

    @property
    def other_parts(self) -> list[PartView]:
        return [part for part in self.parts if part.kind != PartKind.CONTACT]


def referral_page(by: KeyHolder, referral: queries.Referral) -> ReferralPage:
    """Open the note and, where the member's team has accepted, the granted parts."""
    cover = actions.open_cover(by=by, referral=referral)
    receives = queries.receives(by.member, referral)
    lives = queries.grant_lives(referral)
    opened: Mapping[str, OpenedPart] = {}
    if receives and queries.may_open_parts(referral):
        opened = actions.open_granted_parts(by=by, referral=referral)
    writers = {entry.saved_by for part in opened.values() for entry in part.entries}
    names = names_of(writers | {referral.offered_by, referral.answered_by})
    notes = opened[PartKind.NOTES].entries if PartKind.NOTES in opened else ()
    return ReferralPage(
        receives=receives,
        offers=queries.offers(by.member, referral),
        grant_lives=lives,
        note=cover.text,
        needs=tuple(str(code_lists.NEEDS.get(code, code)) for code in cover.needs),
        kinds=tuple(str(PartKind(kind).label) for kind in CASE_PARTS if kind in referral.kinds),
        parts=_parts(referral, opened, names),
        notes=tuple(note_view(entry, names) for entry in reversed(notes)),
        offered_by=names.get(referral.offered_by, ""),
        answered_by=names.get(referral.answered_by, ""),
    )


def _parts(
    referral: queries.Referral, opened: Mapping[str, OpenedPart], names: Mapping[str, str]
) -> tuple[PartView, ...]:
    if referral.grant is None:
        return ()
    why = Access(referral.grant, tuple(referral.kinds))
    single = [kind for kind in CASE_PARTS if kind in opened and kind != PartKind.NOTES]
    return tuple(part_view(kind, opened[kind], why, opened, names) for kind in single)
