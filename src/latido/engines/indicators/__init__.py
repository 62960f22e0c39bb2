"""Published indicators as versioned, cited data; answers in, strength of indication and reasons out.

    sheet = answer_sheet("ilo-adult-labour", "2009.1", {"D4-01": "yes", "D4-02": "yes"})
    scored = score(sheet)
    scored.positive_dimensions                      # (Dimension.EXPLOITATION,)
    explain(scored.dimension(Dimension.EXPLOITATION))
    act = ElementAssessment(Element.ACT, Finding.PRESENT, "Recruited by an agency in another town.")
    result = un_protocol_lens(Circumstances(AgeGroup.ADULT), scored=scored, assessments=[act])
    result.scored.indication                        # Indication.NOT_INDICATED_SO_FAR: no means so far
    result.scored.missing                           # (Element.MEANS,)

Every result carries `CAVEAT`, none is a verdict. Texts are English message ids, labels are data in
several languages. Whatever is wrong with the input is an IndicatorError with a stable `code`.
"""

from latido.engines.indicators.answers import Answer, AnswerSheet, answer_sheet
from latido.engines.indicators.assessments import AgeGroup, Circumstances, Element, ElementAssessment, Finding
from latido.engines.indicators.catalogue import instrument, instruments, prompt_list, prompt_lists
from latido.engines.indicators.codes import CAVEAT, Code, Mark, Wording
from latido.engines.indicators.dimension_rule import Clause, DimensionResult, Shortfall, fired_clauses
from latido.engines.indicators.errors import (
    AssessmentError,
    CatalogueError,
    IndicatorError,
    UnknownAnswerError,
    UnknownIndicatorError,
    UnknownInstrumentError,
)
from latido.engines.indicators.explanation import Sentence, explain
from latido.engines.indicators.instruments import (
    Dimension,
    Indicator,
    Instrument,
    Population,
    Status,
    Weight,
)
from latido.engines.indicators.law import LegalForm, LegalItem, Waiver, legal_form
from latido.engines.indicators.lenses import legal_lens, un_protocol, un_protocol_lens
from latido.engines.indicators.moldova import MoldovaClass, MoldovaReading, moldova_class
from latido.engines.indicators.prompts import Prompt, PromptKind, PromptList, Situation
from latido.engines.indicators.readings import (
    Consent,
    ElementReading,
    Indication,
    LensResult,
    NoResult,
    Origin,
    Reading,
    Unscored,
)
from latido.engines.indicators.scoring import ScoredSheet, score

__all__ = [
    "CAVEAT",
    "AgeGroup",
    "Answer",
    "AnswerSheet",
    "AssessmentError",
    "CatalogueError",
    "Circumstances",
    "Clause",
    "Code",
    "Consent",
    "Dimension",
    "DimensionResult",
    "Element",
    "ElementAssessment",
    "ElementReading",
    "Finding",
    "Indication",
    "Indicator",
    "IndicatorError",
    "Instrument",
    "LegalForm",
    "LegalItem",
    "LensResult",
    "Mark",
    "MoldovaClass",
    "MoldovaReading",
    "NoResult",
    "Origin",
    "Population",
    "Prompt",
    "PromptKind",
    "PromptList",
    "Reading",
    "ScoredSheet",
    "Sentence",
    "Shortfall",
    "Situation",
    "Status",
    "UnknownAnswerError",
    "UnknownIndicatorError",
    "UnknownInstrumentError",
    "Unscored",
    "Waiver",
    "Weight",
    "Wording",
    "answer_sheet",
    "explain",
    "fired_clauses",
    "instrument",
    "instruments",
    "legal_form",
    "legal_lens",
    "moldova_class",
    "prompt_list",
    "prompt_lists",
    "score",
    "un_protocol",
    "un_protocol_lens",
]
