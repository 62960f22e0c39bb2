"""What the pages show of a link: its words, our own side, the letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.cases.queries import names_of
from latido.apps.exchange import actions, queries
from latido.apps.exchange.troubles import LEFT_OUT
from latido.apps.keyring.shredding import ShreddedError
from latido.web.workbench.links import wording
from latido.web.workbench.links.forms import DecisionForm, LetterForm


@dataclass(frozen=True)
class Row:
    """One line of the inbox."""

    link: Any
    number: str
    node: str
    standing: wording.Standing
    agreed: list[wording.EvidenceLine]


def rows(links: Iterable[Any]) -> list[Row]:
    """Lines of the inbox, in the order given."""
    found = list(links)
    numbers = queries.case_numbers(found)
    return [
        Row(
            link=link,
            number=numbers.get(link.id, ""),
            node=wording.node_name(link.peer),
            standing=wording.standing(link),
            agreed=[line for line in wording.evidence_lines(link) if line.agreement == "agreed"],
        )
        for link in found
    ]


def details(by: KeyHolder, view: queries.LinkView) -> dict[str, Any]:
    """Everything the page of one link shows. Opening our own side and the letters is audited."""
    link = view.link
    letters = _letters(by, view)
    people = names_of([link.decided_by, *(letter.written_by for letter in letters)])
    return {
        "link": link,
        "view": view,
        "row": rows([link])[0],
        "question": wording.question(link),
        "lines": wording.evidence_lines(link),
        "of_a_hundred": wording.of_a_hundred(link.probability),
        "innocent": wording.innocent_reasons(link),
        "their_answer": wording.their_answer(link),
        "closed_because": wording.closed_because(link),
        "own": _own_side(by, view),
        "left_out": [LEFT_OUT.get(code, code) for code in link.record.left_out],
        "case_id": link.record.subject_id if queries.reaches_case(by.member, link) else None,
        "decided_by": people.get(link.decided_by, ""),
        "letters": [(letter, people.get(letter.written_by, "")) for letter in letters],
        "decision_form": DecisionForm(
            kind=link.kind, talking=view.may_end, initial={"version": link.version}
        ),
        "letter_form": LetterForm(),
    }


def _own_side(by: KeyHolder, view: queries.LinkView) -> list[tuple[Any, str]] | None:
    """Label and value of what our own file says; None when this member's teams may not open it."""
    try:
        own = actions.open_own_side(by=by, link_id=view.link.id)
    except ShreddedError:  # forgotten meanwhile: there is nothing left to show
        return None
    if own is None:
        return None
    facts = [(wording.FACTS.get(name, name), _value(name, value)) for name, value in own.facts]
    return facts + [(wording.FACTS.get(kind, kind), value) for kind, value in own.identifiers]


def _value(name: str, value: str) -> str:
    return wording.state_name(value) if name == "birth_state" else value


def _letters(by: KeyHolder, view: queries.LinkView) -> list[actions.OpenedLetter]:
    if not view.may_write or view.link.opened_at is None:
        return []
    return actions.open_letters(by=by, link_id=view.link.id)
