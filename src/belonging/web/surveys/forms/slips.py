"""How many slips for one class, and what they carry; a pack that is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from django import forms
from django.forms.boundfield import BoundField

from belonging.instruments.load import load
from belonging.web.programme.models import Wave
from belonging.web.surveys.models import Round
from belonging.web.surveys.rules.rounds import SLIP_VALUES
from belonging.web.surveys.rules.year_groups import years_of
from belonging.web.surveys.services.packs import LONGEST_REASON
from belonging.web.surveys.services.slips import LABEL_LENGTH, PackOrder, SlipOrder, Wanted
from belonging.web.ui.addresses import AddressField

MOST = 400
SEX_WORDS = {"boy": "Boys", "girl": "Girls", "": "Pupils"}
SEN_WORDS = {
    "N": "without SEN support",
    "K": "with SEN support",
    "E": "with an education, health and care (EHC) plan",
    "": "",
}


@dataclass(frozen=True, slots=True)
class SlipSet:
    """Slips that carry the same facts, and the words for those they are for."""

    words: str
    order: SlipOrder


class SlipsForm(forms.Form):
    """One number for each kind of slip that the round's facts tell apart."""

    pack_label = forms.CharField(
        label="Class or group",
        help_text="For instance “4 Maple”. It is printed on the cover, not on the slips.",
        max_length=LABEL_LENGTH,
        error_messages={"required": "Please say which class or group the slips are for."},
    )
    large = forms.BooleanField(label="Large print: two slips on a page", required=False)
    joined = forms.BooleanField(
        label="These pupils joined after the first questionnaire",
        required=False,
    )
    sits_on = forms.DateField(
        label="Day on which the class sits (you can leave this empty)",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Please give a day, for instance 4/12/2026."},
    )
    teacher_email = AddressField(
        label="Teacher’s e-mail (you can leave this empty)",
        help_text="We send a reminder if few of the slips are used. It is deleted when the questionnaire is sealed.",
        required=False,
        max_length=254,
        error_messages={"invalid": "Please give a whole e-mail address, for instance a.khan@school.example."},
    )

    def __init__(self, *args: object, round_: Round, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        if round_.wave == Wave.BASELINE or round_.audience != "pupil":
            del self.fields["joined"]
        if "year_group" in round_.slip_facts:
            self.fields["year_group"] = forms.ChoiceField(
                label="Year group",
                choices=[("", "Choose the year"), *_years(round_)],
                error_messages={"required": "Please choose the year group."},
            )
        self.kinds = dict(_kinds(round_))
        for name, (words, _sex, _sen) in self.kinds.items():
            self.fields[name] = forms.IntegerField(
                label=words,
                min_value=0,
                max_value=MOST,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages={
                    "invalid": "Please give a whole number, for instance 24.",
                    "min_value": "Please give 0 or more.",
                    "max_value": f"At most {MOST} slips are printed at once. Please print them class by class.",
                },
            )

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if not self.errors and not self.sets:
            raise forms.ValidationError("Please say how many slips you need.")
        return cleaned

    @property
    def opened(self) -> bool:
        """Whether something about the day or the reminder is wrong, so that it has to be in sight."""
        return bool(self.errors.keys() & {"sits_on", "teacher_email"})

    @property
    def counts(self) -> Iterator[BoundField]:
        """The fields for the numbers, in the order of the page."""
        return (self[name] for name in self.kinds)

    @property
    def sets(self) -> list[SlipSet]:
        """The kinds of which at least one slip is wanted."""
        year_group = str(self.cleaned_data.get("year_group", ""))
        joined = bool(self.cleaned_data.get("joined"))
        wanted = ((kind, self.cleaned_data.get(name) or 0) for name, kind in self.kinds.items())
        return [
            SlipSet(words, SlipOrder(count=count, year_group=year_group, sex=sex, sen=sen, joined=joined))
            for (words, sex, sen), count in wanted
            if count
        ]

    @property
    def wanted(self) -> Wanted:
        """The pack that a valid form asks for."""
        sets = self.sets
        order = PackOrder(
            label=self.cleaned_data["pack_label"],
            orders=tuple(each.order for each in sets),
            year_group=str(self.cleaned_data.get("year_group", "")),
            teacher_email=self.cleaned_data["teacher_email"],
            sits_on=self.cleaned_data["sits_on"],
        )
        return Wanted(order, words=tuple(each.words for each in sets))


class LostPackForm(forms.Form):
    reason = forms.CharField(
        label="What happened to the slips?",
        help_text="A few words for the journal, for instance “left on a bus”. No child’s name, please.",
        max_length=LONGEST_REASON,
        error_messages={
            "required": "Please say what happened to the slips.",
            "max_length": f"Please say it in {LONGEST_REASON} letters.",
        },
    )


def kinds_of(facts: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The words for the slips of each sex and SEN status that slips with these facts tell apart."""
    sexes = SLIP_VALUES["sex"] if "sex" in facts else ("",)
    statuses = SLIP_VALUES["sen"] if "sen" in facts else ("",)
    for sex, sen in product(sexes, statuses):
        yield words_for(sex, sen), (sex, sen)


def words_for(sex: str, sen: str) -> str:
    return " ".join(filter(None, [SEX_WORDS[sex], SEN_WORDS[sen]]))


def _years(round_: Round) -> Iterable[tuple[str, str]]:
    question = next(each for each in load(round_.instrument).about_me if each.fact == "year_group")
    school = round_.host
    years = years_of(school.setting, has_sixth_form=school.has_sixth_form)
    return [(option.value, str(option.label)) for option in question.options if option.value in years]


def _kinds(round_: Round) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for words, (sex, sen) in kinds_of(round_.slip_facts):
        alone = not sex and not sen
        yield "_".join(filter(None, ["count", sex, sen])), ("How many slips" if alone else words, sex, sen)
