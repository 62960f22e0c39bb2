"""On a hub: linking the records of different nodes, round by round, without any key."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q
from django.utils import timezone

from latido.apps.audit.actions import SYSTEM, audited
from latido.apps.exchange.actions.hub_links import tell_candidate
from latido.apps.exchange.actions.hub_records import end_links
from latido.apps.exchange.choices import Decision, LinkState
from latido.apps.exchange.models import Candidate, HubEpoch, HubRecord
from latido.engines.linkage import CandidateLink, EncodedRecord, LinkResult, link


@dataclass(frozen=True)
class Row:
    """One record as this round sees it."""

    id: uuid.UUID
    revision: int
    is_new: bool
    record: EncodedRecord


def run_round() -> int:
    """Link every two nodes of every open epoch of which one has new records; returns new or changed links.

    The whole files of both are compared, not the new records alone: an identifier that is some person's own
    anywhere in them must never form a network of suspects. Done twice, it changes nothing.
    """
    found = 0
    for epoch in HubEpoch.objects.filter(ended_at__isnull=True):
        files = _files(epoch)
        for left, right in combinations(sorted(files), 2):
            if any(row.is_new for row in (*files[left], *files[right])):
                found += _link_two(epoch, files[left], files[right], (left, right))
        _mark_linked([row for rows in files.values() for row in rows if row.is_new])
    return found


def _files(epoch: HubEpoch) -> dict[str, list[Row]]:
    """Node -> its live records. Suspended nodes stay out; their records wait."""
    rows = HubRecord.objects.filter(
        epoch=epoch, removed_at__isnull=True, node__suspended_at__isnull=True
    ).select_related("node")
    files: dict[str, list[Row]] = {}
    for row in rows.order_by("opaque_id"):
        record = EncodedRecord.from_dict(row.encoded)
        one = Row(row.id, row.revision, row.revision > row.linked_revision, record)
        files.setdefault(row.node.node, []).append(one)
    return files


def _mark_linked(rows: Sequence[Row]) -> None:
    for row in rows:
        HubRecord.objects.filter(pk=row.id, revision=row.revision).update(linked_revision=row.revision)


def _link_two(epoch: HubEpoch, left: Sequence[Row], right: Sequence[Row], names: tuple[str, str]) -> int:
    result = link([row.record for row in left], [row.record for row in right])
    rows = {row.record.opaque_id: row for row in (*left, *right)}
    with audited(by=SYSTEM, action="hub.round", subject=f"epoch:{epoch.name}") as note:
        told = [_keep(one, result, rows) for one in result]
        kept = {candidate.id for candidate, _ in filter(None, told)}
        note.details["gone"] = _end_unsupported(epoch, names, kept)
        note.details["links"] = sum(is_new for _, is_new in filter(None, told))
    return int(note.details["links"])


def _keep(one: CandidateLink, result: LinkResult, rows: dict[bytes, Row]) -> tuple[Candidate, bool] | None:
    """Store a candidate, or bring an old one up to date; whether the two sides were told.

    A rejected pair is told again only when its evidence has changed: the same question is never asked twice.
    """
    pair = sorted([rows[one.left_id], rows[one.right_id]], key=lambda row: row.record.opaque_id)
    if not _still_there(pair):
        return None
    evidence = [{"kind": e.kind, "agreement": e.agreement, "weight": e.weight} for e in one.evidence]
    values = {
        "weight": one.weight,
        "probability": one.probability,
        "calibration": result.calibration,
        "evidence": evidence,
        "digest": evidence_digest(one.kind, evidence),
    }
    candidate, made = Candidate.objects.select_for_update(of=("self",)).get_or_create(
        left_id=pair[0].id,
        right_id=pair[1].id,
        kind=one.kind,
        defaults={**values, "found_at": timezone.now()},
    )
    changed = made or candidate.digest != values["digest"] or candidate.state == LinkState.WITHDRAWN
    if changed and not made:
        _renew(candidate, values)
    if changed:
        tell_candidate(candidate)
    return candidate, changed


def _still_there(pair: Sequence[Row]) -> bool:
    """Whether both records are as this round read them: one withdrawn or replaced meanwhile is left out."""
    same = Q()
    for row in pair:
        same |= Q(pk=row.id, revision=row.revision)
    locked = HubRecord.objects.select_for_update().filter(same, removed_at__isnull=True).order_by("opaque_id")
    return len(locked) == len(pair)


def _renew(candidate: Candidate, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(candidate, name, value)
    candidate.revision += 1
    if candidate.state in (LinkState.REJECTED, LinkState.WITHDRAWN):
        candidate.state = LinkState.OPEN
        candidate.left_decision = candidate.right_decision = Decision.UNDECIDED
        candidate.left_proof = candidate.right_proof = ""
    candidate.save()


def evidence_digest(kind: str, evidence: Sequence[dict[str, object]]) -> str:
    """What counts as the same evidence: which comparisons agreed; for the name, to the whole bit."""
    told = sorted(
        (
            str(one["kind"]),
            str(one["agreement"]),
            round(float(str(one["weight"]))) if one["kind"] == "name_and_birth" else 0,
        )
        for one in evidence
    )
    return hashlib.sha256(json.dumps([kind, told]).encode()).hexdigest()


def _end_unsupported(epoch: HubEpoch, names: tuple[str, str], kept: set[uuid.UUID]) -> int:
    """End questions that nobody has touched and that the records, as they are now, no longer ask."""
    untouched = Candidate.objects.filter(
        left__epoch=epoch,
        left__node__node__in=names,
        right__node__node__in=names,
        state=LinkState.OPEN,
        left_decision=Decision.UNDECIDED,
        right_decision=Decision.UNDECIDED,
    )
    gone = set(untouched.values_list("id", flat=True)) - kept
    return end_links(Q(pk__in=gone), why="not_supported") if gone else 0
