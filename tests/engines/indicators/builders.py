"""Answer sheets and assessments for the tests of scoring and of the lenses."""

from __future__ import annotations

from hypothesis import strategies as st

from latido.engines.indicators import (
    AgeGroup,
    Answer,
    AnswerSheet,
    Circumstances,
    Element,
    ElementAssessment,
    Finding,
    Indication,
    Reading,
    ScoredSheet,
    answer_sheet,
    instrument,
    instruments,
    score,
)

ADULT_SET = instrument("ilo-adult-labour", "2009.1")
CHILD_SET = instrument("ilo-child-labour", "2009.1")
ADULT = Circumstances(AgeGroup.ADULT)
CHILD = Circumstances(AgeGroup.CHILD)

PRESENT, ABSENT, INTENDED = Finding.PRESENT, Finding.NOT_ESTABLISHED, Finding.INTENDED
INDICATED, NOT_YET = Indication.INDICATED, Indication.NOT_INDICATED_SO_FAR
INTERRUPTED = Indication.AT_RISK_INTERRUPTED

# Signs that make one dimension positive, in both sets.
SIGNS = {
    "D1": ["D1-01", "D1-02"],
    "D2": ["D2-05", "D2-06", "D2-10"],
    "D3": ["D3-01", "D3-02", "D3-03"],
    "D4": ["D4-01", "D4-02"],
    "D5": ["D5-01", "D5-02"],
    "D6": ["D6-01", "D6-02", "D6-03"],
}
MEANS_DIMENSIONS = ["D1", "D2", "D3", "D5", "D6"]


def sheet_of(*dimensions: str, child: bool = False, **others: str) -> AnswerSheet:
    """A sheet on which these dimensions are positive; `D4_01="no"` adds an answer."""
    answers = {code: "yes" for each in dimensions for code in SIGNS[each]}
    answers |= {name.replace("_", "-"): answer for name, answer in others.items()}
    return answer_sheet("ilo-child-labour" if child else "ilo-adult-labour", "2009.1", answers)


def scored(*dimensions: str, child: bool = False, **others: str) -> ScoredSheet:
    """The same sheet scored."""
    return score(sheet_of(*dimensions, child=child, **others))


@st.composite
def sheets(draw: st.DrawFn) -> AnswerSheet:
    """Any answers to any instrument."""
    chosen = draw(st.sampled_from(instruments()))
    codes = st.sampled_from([row.code for row in chosen.indicators])
    return AnswerSheet(chosen, draw(st.dictionaries(codes, st.sampled_from(list(Answer)), max_size=40)))


def held(
    act: Finding | None = None,
    means: Finding | None = None,
    purpose: Finding | None = None,
    items: tuple[str, ...] = (),
) -> list[ElementAssessment]:
    """A person's assessment of the elements that are given, each with its reason."""
    pairs = [(Element.ACT, act), (Element.MEANS, means), (Element.PURPOSE, purpose)]
    return [
        ElementAssessment(element, finding, f"Why {element}.", items if element is Element.MEANS else ())
        for element, finding in pairs
        if finding
    ]


def reading_of(reading: Reading | None) -> Reading:
    """A reading that must be there."""
    assert reading is not None
    return reading
