"""What the team fills in about interested schools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django import forms

from belonging.web.programme.models import Arm, Cohort, InterestState
from belonging.web.schools.models import Setting
from belonging.web.schools.rules.nations import NATIONS
from belonging.web.ui.addresses import AddressField

LETTER: Final = "\n\n".join(
    (
        "Dear {name},",
        "Thank you for telling us that {school} is interested in Belonging Matters.",
        "We are sorry that we cannot offer your school a place this time. There were more schools than places, "
        "and this says nothing about your school.",
        "You are welcome to look at our questionnaires and findings, and to ask again for the next cohort.",
        "With best wishes\nThe Belonging Matters team",
    )
)


_COHORT: Final = {"required": "Please choose a cohort.", "invalid_choice": "Please choose one of these cohorts."}


class FilterForm(forms.Form):
    """Anything that is not a choice is taken as no choice: a filter never fails."""

    words = forms.CharField(label="School, person or reference", required=False, max_length=100)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any"), *InterestState.choices])
    setting = forms.ChoiceField(label="Kind of school", required=False, choices=[("", "Any"), *Setting.choices])

    def __init__(self, *args: object, authorities: Iterable[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        choices = [("", "Any"), *((name, name) for name in authorities)]
        self.fields["authority"] = forms.ChoiceField(label="Local authority", required=False, choices=choices)


class NoteForm(forms.Form):
    text = forms.CharField(
        label="Add a note",
        help_text="The programme team reads notes; schools never do.",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Please write the note.", "max_length": "Please shorten this to 3,000 characters."},
    )


class CohortChoiceForm(forms.Form):
    """A cohort that schools can still join. With `arms`, the arm too."""

    arm = forms.ChoiceField(
        label="How the school takes part", choices=Arm.choices, initial=Arm.INTERVENTION.value, widget=forms.RadioSelect
    )

    def __init__(self, *args: object, cohorts: Iterable[tuple[Cohort, str]], arms: bool, **kwargs: object) -> None:
        """`cohorts`: each with the words for its places."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        cohorts = list(cohorts)
        self.offered = {cohort.slug: cohort for cohort, _ in cohorts}
        self.fields["cohort"] = forms.ChoiceField(
            label="Cohort",
            choices=[(cohort.slug, f"{cohort.name}: {places}") for cohort, places in cohorts],
            initial=next(iter(self.offered)) if len(self.offered) == 1 else None,
            widget=forms.RadioSelect,
            error_messages=_COHORT,
        )
        if not arms:
            del self.fields["arm"]

    @property
    def chosen(self) -> Cohort:
        return self.offered[self.cleaned_data["cohort"]]


class SelectForm(CohortChoiceForm):
    """The place, and who leads the programme in the school: the one who wrote, or somebody else."""

    lead_name = forms.CharField(
        label="Name of the school's lead", max_length=120, error_messages={"required": "Please give the lead's name."}
    )
    lead_email = AddressField(
        label="E-mail address of the school's lead",
        error_messages={
            "required": "Please give the lead's e-mail address.",
            "invalid": "Please give an e-mail address such as name@school.example.",
        },
    )


class DeclineForm(forms.Form):
    letter = forms.CharField(
        label="The letter",
        help_text="It goes by e-mail. The school's reference is added at the end.",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": "Please write the letter.", "max_length": "Please shorten it to 3,000 characters."},
    )


class AddSchoolForm(forms.Form):
    """A school outside the register, and, if it joins at once, its cohort and its lead."""

    name = forms.CharField(
        label="Name of the school", max_length=120, error_messages={"required": "Please give the name of the school."}
    )
    town = forms.CharField(label="Town", max_length=60, error_messages={"required": "Please give the town."})
    nation = forms.ChoiceField(
        label="Where is the school?",
        choices=list(NATIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose where the school is."},
    )
    setting = forms.ChoiceField(
        label="What kind of school is it?",
        choices=Setting.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose the kind of school."},
    )
    has_sixth_form = forms.BooleanField(label="It has a sixth form", required=False)
    local_authority = forms.CharField(label="Council or local authority (if it has one)", max_length=60, required=False)
    lead_name = forms.CharField(label="Name of the school's lead", max_length=120, required=False)
    lead_email = AddressField(
        label="E-mail address of the school's lead",
        required=False,
        error_messages={"invalid": "Please give an e-mail address such as name@school.example."},
    )

    def __init__(self, *args: object, cohorts: Iterable[tuple[Cohort, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        cohorts = list(cohorts)
        self.offered = {cohort.slug: cohort for cohort, _ in cohorts}
        joinable = [(cohort.slug, f"{cohort.name}: {words}") for cohort, words in cohorts]
        self.fields["cohort"] = forms.ChoiceField(
            label="Give it a place at once (if you like)",
            required=False,
            choices=[("", "No cohort yet"), *joinable],
            error_messages=_COHORT,
        )

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        name, email = cleaned.get("lead_name"), cleaned.get("lead_email")
        if "lead_email" in cleaned and bool(name) != bool(email):
            self.add_error(
                "lead_email" if name else "lead_name", "Please give both the lead's name and address, or neither."
            )
        if name and email and not cleaned.get("cohort"):
            self.add_error("cohort", "Please choose the cohort for which the lead is invited, or leave the lead empty.")
        return cleaned

    @property
    def chosen(self) -> Cohort | None:
        return self.offered.get(str(self.cleaned_data.get("cohort", "")))
