"""One national application of the ILO rule: the classes of a labour-force survey in Moldova.

It is an example, not "the" ILO rule, it concerns adults in labour exploitation only, and it is never
merged with anything else.
"""

from dataclasses import dataclass, field

from latido.engines.indicators.codes import CAVEAT, Code, _


class MoldovaClass(Code):
    """Classes of one national labour-force survey. `outside_table` is ours: the table has no such row."""

    NO_PROBLEM_RECORDED = "no_problem_recorded", _("migrated; no problem recorded so far")
    EXPLOITED = "exploited", _("exploited at work")
    DECEIVED_AND_EXPLOITED = "deceived_and_exploited", _("deceived and exploited at work")
    TRAFFICKED = (
        "trafficked_for_forced_labour",
        _("trafficked for forced labour, in the terms of that survey"),
    )
    OUTSIDE_TABLE = "outside_table", _("not in the table of that survey")


@dataclass(frozen=True)
class MoldovaReading:
    """One national application of the ILO rule, for comparison only; it decides nothing about the person.

    `settled` is False while open or withheld answers could still change the class.
    """

    survey_class: MoldovaClass
    settled: bool
    caveat: str = field(default=CAVEAT, init=False)


def moldova_class(*, deceived: bool, coerced: bool, exploited: bool, held: bool) -> MoldovaClass:
    """The row of the survey's table for D1, D2, D4 and D5 being positive.

    The table names coercive recruitment (D2) only in the row of trafficking; every other row is read
    with D2 negative, and combinations that the table leaves out are said to be outside it.
    """
    if exploited and held and (deceived or coerced):
        return MoldovaClass.TRAFFICKED
    if held or coerced or (deceived and not exploited):
        return MoldovaClass.OUTSIDE_TABLE
    if deceived:
        return MoldovaClass.DECEIVED_AND_EXPLOITED
    return MoldovaClass.EXPLOITED if exploited else MoldovaClass.NO_PROBLEM_RECORDED
