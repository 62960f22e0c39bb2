"""Which step of a referral may follow which, and who may take it."""

from __future__ import annotations

from latido.apps.referrals.choices import ReferralStatus

OFFER = "referrals.offer"
RECEIVE = "referrals.receive"

FOLLOWS: dict[str, frozenset[str]] = {
    ReferralStatus.OFFERED: frozenset(
        {
            ReferralStatus.ACCEPTED,
            ReferralStatus.DECLINED,
            ReferralStatus.WITHDRAWN,
            ReferralStatus.EXPIRED,
        }
    ),
    ReferralStatus.ACCEPTED: frozenset(
        {ReferralStatus.COMPLETED, ReferralStatus.WITHDRAWN, ReferralStatus.EXPIRED}
    ),
}
"""Status -> what may follow. The others are final."""


class WrongStepError(ValueError):
    """This step does not follow from where the referral stands; somebody may have been faster."""


class NotGrantableError(ValueError):
    """Something was named that cannot be offered: no part, a part that is not there, a team that may not."""


def check_step(before: str, after: str) -> None:
    """Raises ``WrongStepError``."""
    if after not in FOLLOWS.get(before, frozenset()):
        raise WrongStepError(f"A referral that is {before} does not become {after}.")
