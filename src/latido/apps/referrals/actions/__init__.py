"""Writes of referrals: offering, answering, ending, and reading what was sealed."""

from latido.apps.referrals.actions.answering import accept_referral, decline_referral
from latido.apps.referrals.actions.ending import (
    complete_referral,
    end_after_closure,
    expire_referral,
    withdraw_referral,
)
from latido.apps.referrals.actions.offering import AlreadyOfferedError, offer_referral
from latido.apps.referrals.actions.reading import Cover, open_cover, open_granted_parts

__all__ = [
    "AlreadyOfferedError",
    "Cover",
    "accept_referral",
    "complete_referral",
    "decline_referral",
    "end_after_closure",
    "expire_referral",
    "offer_referral",
    "open_cover",
    "open_granted_parts",
    "withdraw_referral",
]
