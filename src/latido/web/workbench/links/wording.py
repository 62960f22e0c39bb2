"""A link in words: what was compared, what it may mean, who waits for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from latido import countries

Words = str | Promise

OWN = {
    "phone": (
        gettext_lazy("The same telephone of the person"),
        gettext_lazy("Different telephones of the person"),
        gettext_lazy("A telephone of the person is known to one side only"),
    ),
    "plate": (
        gettext_lazy("The same number plate of the person"),
        gettext_lazy("Different number plates of the person"),
        gettext_lazy("A number plate of the person is known to one side only"),
    ),
    "document": (
        gettext_lazy("The same document of the person"),
        gettext_lazy("Different documents of the person"),
        gettext_lazy("A document of the person is known to one side only"),
    ),
    "curp": (
        gettext_lazy("The same CURP"),
        gettext_lazy("Different CURPs"),
        gettext_lazy("A CURP is known to one side only"),
    ),
    "account": (
        gettext_lazy("The same account of the person"),
        gettext_lazy("Different accounts of the person"),
        gettext_lazy("An account of the person is known to one side only"),
    ),
    "handle": (
        gettext_lazy("The same user name of the person"),
        gettext_lazy("Different user names of the person"),
        gettext_lazy("A user name of the person is known to one side only"),
    ),
    "url": (
        gettext_lazy("The same page of the person on the internet"),
        gettext_lazy("Different pages of the person on the internet"),
        gettext_lazy("A page of the person on the internet is known to one side only"),
    ),
    "name_and_birth": (
        gettext_lazy("Name, date and place of birth are alike"),
        gettext_lazy("Name, date and place of birth are not much alike"),
        gettext_lazy("One side knows too little to compare name and birth"),
    ),
}
"""Kind of evidence -> words for agreed, disagreed, missing, in a question about a person."""
SHARED: dict[str, Words] = {
    "phone": gettext_lazy("Both files name the same telephone of a suspect"),
    "plate": gettext_lazy("Both files name the same number plate of a suspect"),
    "document": gettext_lazy("Both files name the same document of a suspect"),
    "curp": gettext_lazy("Both files name the same CURP of a suspect"),
    "account": gettext_lazy("Both files name the same account of a suspect"),
    "handle": gettext_lazy("Both files name the same user name of a suspect"),
    "url": gettext_lazy("Both files name the same page of a suspect on the internet"),
}
AGREEMENTS = ("agreed", "disagreed", "missing")

INNOCENT_PERSON: tuple[Words, ...] = (
    gettext_lazy("Sisters and cousins share surnames, addresses and telephones."),
    gettext_lazy("Some names are very common, and 1 January is written when only the year is known."),
    gettext_lazy("Somebody may have been given another person's papers."),
    gettext_lazy("One of the two offices may have typed something wrong."),
)
INNOCENT_SHARED: tuple[Words, ...] = (
    gettext_lazy("A number may belong to a taxi rank, a hotel, a shop or an office that many people call."),
    gettext_lazy("Telephone numbers are given to somebody else after some months."),
    gettext_lazy("A relative or a helper may have been taken for a suspect."),
    gettext_lazy("A recruiter may use a victim's telephone: the number says nothing about who held it."),
)

CLOSED: dict[str, Words] = {
    "ours": gettext_lazy("Your side rejected it."),
    "theirs": gettext_lazy("The other side rejected it."),
    "withdrawn_here": gettext_lazy("The person of your file no longer takes part in linking."),
    "withdrawn": gettext_lazy("One of the two people no longer takes part in linking."),
    "not_supported": gettext_lazy("The files were corrected and no longer raise this question."),
    "epoch_over": gettext_lazy("The period of comparison ended before both sides had answered."),
}

FACTS: dict[str, Words] = {
    "given_names": gettext_lazy("Given names"),
    "surnames": gettext_lazy("Surnames"),
    "other_names": gettext_lazy("Other names"),
    "birth_date": gettext_lazy("Date of birth"),
    "birth_state": gettext_lazy("State of birth"),
    "municipality": gettext_lazy("Municipality"),
    "phone": gettext_lazy("Telephone"),
    "plate": gettext_lazy("Number plate"),
    "document": gettext_lazy("Document"),
    "curp": gettext_lazy("CURP"),
    "account": gettext_lazy("Account"),
    "handle": gettext_lazy("User name"),
    "url": gettext_lazy("Page on the internet"),
}


class LinkRow(Protocol):
    """What the words are made from: a row of ``exchange``'s links."""

    kind: str
    peer: str
    state: str
    mine: str
    theirs: str
    closed_why: str
    probability: float | None
    evidence: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class EvidenceLine:
    """One comparison in words; ``agreement`` chooses its sign."""

    text: Words
    agreement: str


@dataclass(frozen=True)
class Standing:
    """Where a link stands, in a few words, with the look of its tag and its icon."""

    text: str
    look: str
    icon: str


def evidence_lines(link: LinkRow) -> list[EvidenceLine]:
    """What agreed first, then what did not, then what was missing."""
    shared = link.kind == "shared_identifier"
    lines = [
        EvidenceLine(_evidence(str(one["kind"]), str(one["agreement"]), shared=shared), str(one["agreement"]))
        for one in link.evidence
        if one["agreement"] in AGREEMENTS
    ]
    return sorted(lines, key=lambda line: AGREEMENTS.index(line.agreement))


def _evidence(kind: str, agreement: str, *, shared: bool) -> Words:
    if shared:
        return SHARED.get(kind, _("Both files name the same detail of a suspect"))
    words = OWN.get(kind)
    if words is None:
        return _("Another detail was compared")
    return words[AGREEMENTS.index(agreement)]


def of_a_hundred(probability: float | None) -> int | None:
    """How many of a hundred such pairs; never 100 and never 0, because no pair is certain."""
    return None if probability is None else min(max(round(probability * 100), 1), 99)


def question(link: LinkRow) -> str:
    if link.kind == "shared_identifier":
        return _("Could the two files have to do with the same suspect?")
    return _("Could this be the same person?")


def innocent_reasons(link: LinkRow) -> tuple[Words, ...]:
    return INNOCENT_SHARED if link.kind == "shared_identifier" else INNOCENT_PERSON


def standing(link: LinkRow) -> Standing:
    """Who waits for whom."""
    ended = {
        "talking": Standing(_("Both said yes: you can write"), "good", "chat"),
        "rejected": Standing(_("Rejected"), "done", "check"),
        "withdrawn": Standing(_("Withdrawn"), "done", "info"),
    }
    if link.state in ended:
        return ended[link.state]
    if link.mine == "confirmed":
        return Standing(_("Waiting for the other officer"), "", "clock")
    if link.theirs == "confirmed":
        return Standing(_("The other officer said yes and waits for you"), "warn", "bell")
    if link.mine == "need_more":
        return Standing(_("You asked for more"), "", "help")
    return Standing(_("Waiting for you"), "warn", "clock")


def their_answer(link: LinkRow) -> str:
    """The other officer's answer in words."""
    answers = {
        "undecided": _("The other officer has not answered yet."),
        "confirmed": _("The other officer has said: perhaps yes."),
        "need_more": _("The other officer wants to know more first."),
        "rejected": _("The other officer has said no."),
    }
    return answers.get(link.theirs, "")


def closed_because(link: LinkRow) -> Words:
    return CLOSED.get(link.closed_why, "")


def node_name(node: str) -> str:
    """The state of a node named by its ISO 3166-2 code, such as mx-chh; otherwise the node's own name."""
    country = countries.load(settings.LATIDO_COUNTRY)
    language = get_language() or settings.LANGUAGE_CODE
    names = {state.iso_3166_2.lower(): state.name.label(language) for state in country.states}
    return names.get(node, node)


def state_name(code: str) -> str:
    """The name of a state of the country pack, or the code itself."""
    country = countries.load(settings.LATIDO_COUNTRY)
    language = get_language() or settings.LANGUAGE_CODE
    return {state.code: state.name.label(language) for state in country.states}.get(code, code)
