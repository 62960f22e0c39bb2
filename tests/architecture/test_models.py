"""What every table keeps to: relations look back, fields are classified, identifiers say nothing."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

JOURNEY = [
    {"audit"},
    {"places", "taxonomy"},
    {"agencies"},
    {"keyring"},
    {"directory"},
    {"reports"},
    {"screening"},
    {"cases"},
    {"referrals"},
    {"exchange"},
    {"statistics"},
    {"campaigns", "practices", "training"},
    {"planning"},
    {"yearbook"},
]
"""App labels in the order of the journey; a relation may point down this list's past, never its future."""

CLASSES = {"open", "personal", "sealed"}

OTHER_IDENTIFIERS = {
    "audit.Head": "one row, whose lock puts the chain in order",
}
"""Models whose primary key is no UUID, each with its reason."""


SEALED_BUT_NO_BYTES = {
    "reports.Report.sealed_keys": "keys by recipient, each sealed, as base64",
}
"""Sealed fields that are not raw bytes, each with its reason."""


def rank(label: str) -> int:
    return next(number for number, step in enumerate(JOURNEY) if label in step)


def forward_relations(found) -> list[str]:
    """Relations that point to a later app or to a neighbour on the same step, however they were written."""
    forward = []
    for model in found:
        for field in model._meta.get_fields():
            target = field.related_model
            if field.auto_created or not isinstance(target, type) or field.model is not model:
                continue
            here, there = model._meta.app_label, target._meta.app_label
            known = any(there in step for step in JOURNEY)
            if known and here != there and rank(there) >= rank(here):
                forward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    return forward


def misclassified(model) -> dict[str, str]:
    """Field name -> what is wrong with its class, for one model."""
    classes = vars(model).get("FIELD_CLASSES", {})
    fields = {
        field.name for field in model._meta.concrete_fields if not (field.primary_key and field.name == "id")
    }
    related = {field.name for field in model._meta.many_to_many}
    wrong = dict.fromkeys(fields - classes.keys(), "unclassified")
    wrong |= dict.fromkeys(classes.keys() - fields - related, "no such field")
    return wrong | {
        name: f"unknown class {value!r}" for name, value in classes.items() if value not in CLASSES
    }


def is_uuid(field: models.Field) -> bool:
    """Whether a primary key is a UUID, or the one-to-one link to a row that has one."""
    while field.remote_field is not None:
        field = field.target_field
    return isinstance(field, models.UUIDField)


def test_the_journey_lists_every_app():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("latido.apps.")}
    assert ours - set().union(*JOURNEY) == set()
    assert len(ours) > 1


def test_relations_point_back_in_the_journey(our_models):
    assert forward_relations(our_models) == []


def test_every_field_is_classified(our_models):
    by_hand = [model for model in our_models if not model._meta.auto_created]
    found = {model._meta.label: misclassified(model) for model in by_hand}
    assert {label: wrong for label, wrong in found.items() if wrong} == {}


def sealed_but_no_bytes(found) -> list[str]:
    """Fields that call themselves sealed although a reader of the database could make sense of them."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in found
        for field in model._meta.concrete_fields
        if vars(model).get("FIELD_CLASSES", {}).get(field.name) == "sealed"
        and not isinstance(field, models.BinaryField)
    ]


def test_what_is_sealed_is_bytes(our_models):
    assert sealed_but_no_bytes(our_models) == list(SEALED_BUT_NO_BYTES)


def test_identifiers_are_uuids(our_models):
    others = {
        model._meta.label
        for model in our_models
        if not model._meta.auto_created and not is_uuid(model._meta.pk)
    }
    assert others == set(OTHER_IDENTIFIERS)


def test_the_admin_is_not_installed():
    assert not apps.is_installed("django.contrib.admin")
    assert [name for name in settings.INSTALLED_APPS if "admin" in name] == []


@isolate_apps("latido.apps.audit", "latido.apps.keyring", attr_name="registry")
def test_a_forward_relation_is_found():
    class Later(models.Model):
        class Meta:
            app_label = "keyring"

    class Earlier(models.Model):
        later = models.ForeignKey("keyring.Later", on_delete=models.CASCADE)
        themselves = models.ForeignKey("self", on_delete=models.CASCADE)

        class Meta:
            app_label = "audit"

    class Last(models.Model):
        back = models.ForeignKey("audit.Earlier", on_delete=models.CASCADE)

        class Meta:
            app_label = "keyring"

    assert forward_relations([Earlier, Later, Last]) == ["audit.Earlier.later -> keyring.Later"]


@isolate_apps("latido.apps.audit")
def test_wrong_classes_are_found():
    class Careless(models.Model):
        FIELD_CLASSES = {"name": "personal", "gone": "open", "note": "secret"}
        name = models.TextField()
        phone = models.TextField()
        note = models.TextField()

        class Meta:
            app_label = "audit"

    class Inheriting(Careless):
        class Meta:
            app_label = "audit"
            proxy = True

    assert misclassified(Careless) == {
        "phone": "unclassified",
        "gone": "no such field",
        "note": "unknown class 'secret'",
    }
    assert set(misclassified(Inheriting).values()) == {"unclassified"}


@isolate_apps("latido.apps.audit")
def test_words_that_call_themselves_sealed_are_found():
    class Talkative(models.Model):
        FIELD_CLASSES = {"letter": "sealed", "content": "sealed", "name": "personal"}
        letter = models.JSONField()
        content = models.BinaryField()
        name = models.TextField()

        class Meta:
            app_label = "audit"

    assert sealed_but_no_bytes([Talkative]) == ["audit.Talkative.letter"]


@isolate_apps("latido.apps.audit")
def test_a_counted_identifier_is_found():
    class Counted(models.Model):
        class Meta:
            app_label = "audit"

    class Named(models.Model):
        id = models.UUIDField(primary_key=True)

        class Meta:
            app_label = "audit"

    class Beside(models.Model):
        named = models.OneToOneField(Named, primary_key=True, on_delete=models.CASCADE)

        class Meta:
            app_label = "audit"

    assert [is_uuid(model._meta.pk) for model in (Counted, Named, Beside)] == [False, True, True]
