"""What the published accuracy of short screening tools means where few people are trafficked."""

from __future__ import annotations

from dataclasses import dataclass

# QYIT, 4 items, one yes or more: 340 assessments of homeless young people in the United States, against the
# HTIAM-14 interview. Both figures were read in the published abstract.
SENSITIVITY = 0.867
SPECIFICITY = 0.765
SOURCE = "QYIT, 340 assessments of homeless youth, against HTIAM-14: sensitivity 86.7 %, specificity 76.5 %"

PREVALENCE = 0.01
"""One in a hundred: the example of the warning, near what emergency departments have measured (1.1-1.4 %)."""
PEOPLE = 1_000


@dataclass(frozen=True)
class Expected:
    """Counts among ``people`` screened: who is trafficked, who is marked, and who is both."""

    people: int
    trafficked: int
    marked: int
    marked_and_trafficked: int

    @property
    def missed(self) -> int:
        """Trafficked, and not marked."""
        return self.trafficked - self.marked_and_trafficked


def expected(
    *,
    sensitivity: float = SENSITIVITY,
    specificity: float = SPECIFICITY,
    prevalence: float = PREVALENCE,
    people: int = PEOPLE,
) -> Expected:
    """Expected counts, rounded to whole people. Raises ``ValueError`` for shares outside 0 to 1."""
    if not all(0 <= share <= 1 for share in (sensitivity, specificity, prevalence)):
        raise ValueError("Shares lie between 0 and 1.")
    trafficked = people * prevalence
    found = trafficked * sensitivity
    false_alarms = (people - trafficked) * (1 - specificity)
    return Expected(people, round(trafficked), round(found + false_alarms), round(found))
