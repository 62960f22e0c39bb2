"""Made-up content for the style page: a form with every kind of field, a signed-in member, a long list."""

from __future__ import annotations

from django import forms
from django.core.paginator import Page, Paginator

from latido.web.who import SignedIn

SIGNS = [
    (
        "In general",
        [
            ("afraid", "Seems afraid or watched"),
            ("papers", "Somebody else holds their papers"),
            ("free", "Cannot leave the place where they work or sleep, or only with somebody at their side"),
        ],
    ),
    ("At work", [("pay", "Is paid little or nothing"), ("debt", "Works to pay back a debt")]),
]

SIGNED_IN = SignedIn(name="Ana Ficticia", team="Front desk", agency="Office of Examples")


class SampleForm(forms.Form):
    """One field of every kind."""

    use_required_attribute = False

    place = forms.ChoiceField(
        label="Where was it?",
        choices=[("", "Choose a place"), ("1", "Ejemplo, bus station"), ("2", "Muestra")],
    )
    signs = forms.MultipleChoiceField(
        label="What did you notice?",
        help_text="Tick whatever fits. None of these proves anything by itself.",
        choices=SIGNS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    now = forms.ChoiceField(
        label="Is somebody in danger right now?",
        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "I am not sure")],
        widget=forms.RadioSelect,
    )
    seen = forms.CharField(
        label="What did you see?",
        help_text="In your own words. You need not be sure.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact = forms.CharField(label="How may we reach you?", help_text="Only if you wish.", required=False)
    agreed = forms.BooleanField(
        label="I have read how my message is protected",
        help_text="Only the receiving teams can open it.",
        required=False,
    )


def sample_form(*, wrong: bool) -> SampleForm:
    """Return the form, untouched or sent back with mistakes."""
    return (
        SampleForm({"signs": ["papers"], "seen": "", "contact": "+52 000 000 0000"})
        if wrong
        else SampleForm()
    )


def sample_page() -> Page[int]:
    """Return the second of five pages."""
    return Paginator(range(50), 10).page(2)
