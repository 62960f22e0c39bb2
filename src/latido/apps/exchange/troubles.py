"""What can go wrong between node and hub, in words: what happened and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Trouble:
    """Two sentences for the people of a node."""

    happened: str | Promise
    do: str | Promise


NOTHING_LOST = _("Nothing is lost: what waits here is sent as soon as it works again.")

TROUBLES: dict[str, Trouble] = {
    "no_hub": Trouble(
        _("No hub has been set up for this node."), _("Set LATIDO_HUB_URL and start the node again.")
    ),
    "hub_down": Trouble(_("The hub does not answer."), NOTHING_LOST),
    "hub_error": Trouble(
        _("The hub answered that something broke on its side."),
        _("Tell the hub's operator if it lasts. Nothing is lost: this node tries again."),
    ),
    "hub_answer": Trouble(
        _("What answered at the hub's address did not speak our protocol."),
        _("Check LATIDO_HUB_URL, and that no proxy answers in the hub's place."),
    ),
    "unknown_node": Trouble(
        _("The hub does not know this node, so it refuses what we send."),
        _("Give the hub's operator what “latido node key” prints and compare the fingerprint by telephone."),
    ),
    "suspended": Trouble(
        _("The hub's operator has suspended this node."), _("Call the hub's operator and ask why.")
    ),
    "wrong_key": Trouble(
        _("The signature does not belong to the key on record."),
        _("If the key was changed on purpose, give it to the other side again. If not, call them at once."),
    ),
    "replayed": Trouble(
        _("The hub has already seen this request."),
        _("This node sends it again by itself. If it lasts, call the hub's operator."),
    ),
    "clock": Trouble(
        _("The clocks of this node and of the hub differ too much."),
        _("Set this machine's clock by the network time and wait for the next try."),
    ),
    "unknown_protocol": Trouble(
        _("The other side speaks another version of the protocol."),
        _("Update the older of the two installations."),
    ),
    "bad_request": Trouble(
        _("What was sent could not be read."),
        _("Tell the people who run the other installation; send them this code."),
    ),
    "too_large": Trouble(_("What was sent is larger than the hub takes."), _("Write a shorter message.")),
    "no_epoch_key": Trouble(
        _("The linkage key of this epoch is missing on this node, so nothing can be encoded."),
        _("Get it from another node in person and run “latido node epoch-key”."),
    ),
    "wrong_epoch_key": Trouble(
        _("This node's linkage key is not the one that the other nodes use in this epoch."),
        _("Compare the check value (“latido node epoch-key --show”) by telephone and install the right key."),
    ),
    "epoch_not_open": Trouble(
        _("The hub has not opened this epoch yet."),
        _("Ask the hub's operator to run “latido hub open-epoch”."),
    ),
    "epoch_over": Trouble(
        _("This epoch has ended: the hub keeps none of its records any more."),
        _("Set LATIDO_EPOCH to the epoch in use; records are encoded again by themselves."),
    ),
    "changed": Trouble(
        _("The hub has another item under this number."),
        _("Tell the people who run the hub; send them this code."),
    ),
    "removed": Trouble(_("This record was taken out of the hub before."), _("Nothing needs to be done.")),
    "not_your_record": Trouble(
        _("Another node uses this record number."), _("Tell the people who run the hub; send them this code.")
    ),
    "unknown_link": Trouble(
        _("The hub has no such link for this node."),
        _("Nothing needs to be done: it was probably withdrawn."),
    ),
    "new_evidence": Trouble(
        _("New evidence arrived while the decision was on its way, so it was not counted."),
        _("Look at the link again and decide anew."),
    ),
    "busy": Trouble(_("The hub was taking the same item from another request."), NOTHING_LOST),
    "not_open": Trouble(
        _("This link is not open for that any more."),
        _("Look at the link: the other side may have closed it."),
    ),
    "unpinned_peer": Trouble(
        _("A node has written whose key is not pinned here."),
        _("Compare its fingerprint by telephone, then run “latido node add-peer”. What it sent waits."),
    ),
    "wrong_peer_key": Trouble(
        _("A message was refused: it was not signed with the key that we pinned for that node."),
        _("Call the other node and compare fingerprints. The message was not shown to anybody."),
    ),
    "not_for_us": Trouble(
        _("A message was refused: it was meant for somebody else or for another link."),
        _("Tell the people who run the hub."),
    ),
    "bad_event": Trouble(
        _("The hub sent something this version does not understand; it was left aside."),
        _("Update this node."),
    ),
}

LEFT_OUT: dict[str, str | Promise] = {
    "birth_date": _("the date of birth could not be read"),
    "phone": _("a telephone number could not be read"),
    "plate": _("a number plate could not be read"),
    "document": _("a document number could not be read"),
    "curp": _("a CURP could not be read"),
    "account": _("an account number could not be read"),
    "handle": _("a user name could not be read"),
    "url": _("an address on the internet could not be read"),
    "identifier": _("an identifier of an unknown kind"),
}
"""Code of something left out of an encoding -> words for the officer who can correct it."""


def trouble(code: str) -> Trouble | None:
    """The words for a code; None for none, general words for a code of a newer version."""
    if not code:
        return None
    return TROUBLES.get(code, TROUBLES["bad_request"])
