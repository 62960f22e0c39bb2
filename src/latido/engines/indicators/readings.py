"""What a lens says: the scored reading and the reading assessed by a person, kept apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from latido.engines.indicators.assessments import Circumstances, Element, Finding
from latido.engines.indicators.codes import CAVEAT, Code, _
from latido.engines.indicators.errors import CatalogueError
from latido.engines.indicators.instruments import Dimension
from latido.engines.indicators.law import LegalForm, LegalItem

# Findings by which a source has spoken about an element, so that two sources can differ.
SPOKEN = frozenset({Finding.PRESENT, Finding.NOT_ESTABLISHED, Finding.INTENDED})
FULFILLED = frozenset({Finding.PRESENT, Finding.INTENDED, Finding.NOT_NEEDED})


class Indication(Code):
    """The only three results. None of them is a finding about what did not happen."""

    INDICATED = "indicated", _("indicated")
    NOT_INDICATED_SO_FAR = "not_indicated_so_far", _("not indicated so far")
    AT_RISK_INTERRUPTED = "at_risk_interrupted", _("at risk, interrupted")


class Origin(Code):
    """Where a finding comes from."""

    SCORED = "scored", _("scored")
    ASSESSED = "assessed", _("assessed by a person")


class Unscored(Code):
    """Why a lens has no scored reading."""

    NO_ANSWERS = "no_answers", _("No indicators were scored.")
    DRAFT = "draft", _("These indicators are a draft, and a draft is never read here.")
    OTHER_AGE = (
        "other_age",
        _("These indicators are for another age group. Use the set for this person's age."),
    )
    OTHER_FORM = "other_form", _("These indicators are not about this form of exploitation.")


class NoResult(Code):
    """Why a lens says nothing at all."""

    NOT_KEYED = "article_not_keyed_in", _("no result: article not keyed in")
    ONLY_MINORS = "only_minors", _("no result: this form is about people under 18")


class Consent(Code):
    """What the person's agreement means under this definition. It never lowers a result."""

    NEVER_COUNTS = "never_counts", _("Whether the person agreed does not count.")
    VOID = "void", _("Whether the person agreed does not count, because a means was used.")
    NOT_DECISIVE = "not_decisive", _("That the person agreed to something is no reason to withhold help.")


@dataclass(frozen=True)
class ElementReading:
    """One element in one reading.

    `origin` says who spoke: an act, and an intention, always come from a person, also in the scored
    reading. `reason` is the assessor's; `dimensions` are the positive ones behind a scored finding;
    `items` are codes of the form's acts, means or examples that were named or are shown by a dimension.
    """

    element: Element
    finding: Finding
    origin: Origin
    reason: str = field(default="", repr=False)
    items: tuple[str, ...] = ()
    dimensions: tuple[Dimension, ...] = ()


@dataclass(frozen=True)
class Reading:
    """Act, means and purpose in order, and what they give together.

    Indicated: all needed elements present. At risk, interrupted: the same with a purpose that was
    intended, before exploitation began. Otherwise not indicated so far.
    """

    elements: tuple[ElementReading, ...]
    caveat: str = field(default=CAVEAT, init=False)

    def __post_init__(self) -> None:
        if [each.element for each in self.elements] != list(Element):
            raise CatalogueError("bad_reading", "A reading holds act, means and purpose in order.")

    @property
    def missing(self) -> tuple[Element, ...]:
        """The needed elements that are neither present nor intended, for the reader to know why."""
        return tuple(each.element for each in self.elements if each.finding not in FULFILLED)

    @property
    def indication(self) -> Indication:
        """The result of this reading."""
        if self.missing:
            return Indication.NOT_INDICATED_SO_FAR
        intended = self.finding(Element.PURPOSE) is Finding.INTENDED
        return Indication.AT_RISK_INTERRUPTED if intended else Indication.INDICATED

    def finding(self, element: Element) -> Finding:
        """What is held about one element."""
        return next(each.finding for each in self.elements if each.element is element)


@dataclass(frozen=True, kw_only=True)
class LensResult:
    """One definition seen twice: `scored` from indicators, `assessed` by a person. They are never merged.

    `scored` is None with the reason in `unscored`; `assessed` is None when nobody assessed an element.
    With `no_result` both are None. `examples` are listed examples that answered signs point to, for a
    person to judge; they decide nothing.
    """

    form: LegalForm
    circumstances: Circumstances
    consent: Consent
    scored: Reading | None = None
    assessed: Reading | None = None
    unscored: Unscored | None = None
    no_result: NoResult | None = None
    examples: tuple[LegalItem, ...] = ()
    caveat: str = field(default=CAVEAT, init=False)

    def __post_init__(self) -> None:
        if self.no_result and (self.scored or self.assessed or self.unscored):
            raise CatalogueError("bad_lens_result", "Without a result there is no reading.")
        if not self.no_result and (self.scored is None) == (self.unscored is None):
            raise CatalogueError("bad_lens_result", "A scored reading, or the reason why there is none.")

    @property
    def divergent_elements(self) -> tuple[Element, ...]:
        """The needed elements about which indicators and person both spoke and differ."""
        if self.scored is None or self.assessed is None:
            return ()
        pairs = [(each, self.scored.finding(each), self.assessed.finding(each)) for each in Element]
        return tuple(element for element, one, other in pairs if one != other and {one, other} <= SPOKEN)

    @property
    def divergent(self) -> bool:
        """Whether the two readings differ about an element: to be shown as such, not to be settled here."""
        return bool(self.divergent_elements)
