"""Answer sheets: what they take, what they refuse, and what they never repeat."""

from __future__ import annotations

import pytest

from latido.engines.indicators import (
    Answer,
    UnknownAnswerError,
    UnknownIndicatorError,
    UnknownInstrumentError,
    answer_sheet,
    prompt_list,
)
from tests.engines.indicators.builders import sheet_of


def test_an_answer_sheet_says_what_it_was_made_with() -> None:
    sheet = sheet_of(D1_01="yes")
    assert (sheet.instrument_id, sheet.version) == ("ilo-adult-labour", "2009.1")
    assert (sheet.answer("D1-01"), sheet.answer("D1-02")) == (Answer.YES, Answer.NOT_ASKED)
    assert hash(sheet) == hash(sheet_of(D1_01="yes"))
    with pytest.raises(TypeError):
        sheet.answers["D1-01"] = Answer.NO  # type: ignore[index]
    with pytest.raises(UnknownIndicatorError):
        sheet.answer("D1-99")


def test_unknown_indicators_are_refused_by_name() -> None:
    with pytest.raises(UnknownIndicatorError, match=r"ilo-adult-labour 2009\.1") as refusal:
        answer_sheet("ilo-adult-labour", "2009.1", {"D9-01": "yes", "D1-01": "yes", "D1-77": "no"})
    assert (refusal.value.code, refusal.value.refused) == ("unknown_indicator", ("D1-77", "D9-01"))


def test_what_does_not_look_like_a_code_is_not_repeated() -> None:
    with pytest.raises(UnknownIndicatorError) as refusal:
        answer_sheet("ilo-adult-labour", "2009.1", {"Ana Ficticia": "yes"})
    assert "Ficticia" not in str(refusal.value)
    assert refusal.value.refused == ("(not a code)",)


def test_prompts_are_no_indicators() -> None:
    with pytest.raises(UnknownIndicatorError) as refusal:
        answer_sheet("ilo-adult-labour", "2009.1", {prompt_list().prompts[0].code: "yes"})
    assert refusal.value.refused == ("UG-01",)


def test_unknown_answers_are_refused_and_not_repeated() -> None:
    with pytest.raises(UnknownAnswerError, match="prefer_not_to_say") as refusal:
        answer_sheet("ilo-adult-labour", "2009.1", {"D1-02": "Ficticia", "D1-01": "", "D1-03": "yes"})
    assert (refusal.value.code, refusal.value.refused) == ("unknown_answer", ("D1-01", "D1-02"))
    assert "Ficticia" not in str(refusal.value)


def test_an_answer_sheet_of_another_version_is_refused() -> None:
    with pytest.raises(UnknownInstrumentError):
        answer_sheet("ilo-adult-labour", "2010.1", {})
