"""Forms of an interview: nothing is preselected, no answer is forced."""

from latido.apps.screening.forms.assessment import AssessmentForm
from latido.apps.screening.forms.sections import DimensionForm, PlanForm, PreparationForm, SectionForm
from latido.apps.screening.forms.starting import StartForm

__all__ = [
    "AssessmentForm",
    "DimensionForm",
    "PlanForm",
    "PreparationForm",
    "SectionForm",
    "StartForm",
]
