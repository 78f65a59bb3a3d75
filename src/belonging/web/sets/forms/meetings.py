"""Times to meet, and who came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.validators import URLValidator
from django.forms.boundfield import BoundField
from django.utils import timezone

from belonging.web.sets.forms.fields import clock, day, line
from belonging.web.sets.models import Meeting, Member, ProposedTime, Suits
from belonging.web.sets.services.forgetting import WHY
from belonging.web.sets.services.meetings import MeetingWords

LENGTHS: Final = [(60, "An hour"), (75, "An hour and a quarter"), (90, "An hour and a half"), (120, "Two hours")]
ROWS: Final = 4
BOTH: Final = "Please give both the day and the time, or leave both empty."


class TimesForm(forms.Form):
    """Up to four moments; `rows` gives their pairs of fields."""

    def __init__(self, *args: Any, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._numbers = range(1, rows + 1)
        for number in self._numbers:
            self.fields[f"day-{number}"] = day("Day", required=number == 1)
            self.fields[f"at-{number}"] = clock("Time", required=number == 1)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for number in self._numbers:
            both = said.get(f"day-{number}"), said.get(f"at-{number}")
            failed = self.has_error(f"day-{number}") or self.has_error(f"at-{number}")
            if not failed and (both[0] is None) != (both[1] is None):
                self.add_error(f"day-{number}" if both[0] is None else f"at-{number}", BOTH)
        return said

    def rows(self) -> Iterator[tuple[int, BoundField, BoundField]]:
        for number in self._numbers:
            yield number, self[f"day-{number}"], self[f"at-{number}"]

    @property
    def rows_many(self) -> bool:
        return len(self._numbers) > 1

    @property
    def times(self) -> list[datetime]:
        pairs = ((self.cleaned_data[f"day-{each}"], self.cleaned_data[f"at-{each}"]) for each in self._numbers)
        return [timezone.make_aware(datetime.combine(on, at)) for on, at in pairs if on is not None and at is not None]


class PlanForm(TimesForm):
    minutes = forms.TypedChoiceField(label="How long", choices=LENGTHS, coerce=int, initial=90)
    place = line("Where", 120, hint="A school, a room; leave it empty if you meet online.", required=False)
    link = forms.CharField(
        label="Link to join online",
        help_text="Only the set sees it.",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": "This link is too long. Please copy it again."},
    )

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"]).strip()
        if link:
            wrong = "A link begins with https://. Please copy it again from the top of your browser."
            URLValidator(schemes=["https"], message=wrong)(link)
        return link

    @property
    def words(self) -> MeetingWords:
        said = self.cleaned_data
        return MeetingWords(times=self.times, minutes=said["minutes"], place=said["place"], link=said["link"])


def initial_of(meeting: Meeting) -> dict[str, object]:
    found: dict[str, object] = {"minutes": meeting.minutes, "place": meeting.place, "link": meeting.link}
    if meeting.starts_at is not None:
        starts = timezone.localtime(meeting.starts_at)
        found |= {"day-1": starts.date(), "at-1": starts.time()}
    return found


class AnswersForm(forms.Form):
    """Whether each proposed time suits; what is left open stays unsaid."""

    def __init__(self, *args: Any, times: Sequence[tuple[ProposedTime, str, str]], **kwargs: Any) -> None:
        """`times`: each with how it reads, and a warning that may be empty."""
        super().__init__(*args, **kwargs)
        for time, reads, warning in times:
            self.fields[f"time-{time.pk}"] = forms.ChoiceField(
                label=reads, help_text=warning, choices=Suits.choices, required=False, widget=forms.RadioSelect
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not any(said.values()):
            raise forms.ValidationError("Please say for at least one time whether you can.")
        return said

    @property
    def answers(self) -> dict[int, str]:
        return {int(name.removeprefix("time-")): value for name, value in self.cleaned_data.items() if value}


class PresenterForm(forms.Form):
    presenter = forms.ChoiceField(
        label="Who presents?",
        required=False,
        error_messages={"invalid_choice": "That person does not sit in this set. Please choose again."},
    )

    def __init__(
        self, *args: Any, choices: Iterable[tuple[str, str]], members: Iterable[Member], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._members = {str(each.pk): each for each in members}
        field = self.fields["presenter"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Nobody yet"), *choices]

    @property
    def chosen(self) -> Member | None:
        return self._members.get(self.cleaned_data["presenter"])


class ClosingForm(forms.Form):
    came = forms.MultipleChoiceField(
        label="Who came?",
        help_text="The programme’s team sees how many, not who.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Please tick who came. If nobody did, call the meeting off.",
            "invalid_choice": "One of these people does not sit in this set any more. Please tick again.",
        },
    )

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._members = {str(each.pk): each for each in members}
        field = self.fields["came"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(key, f"{each.user.name}, {each.school.name}") for key, each in self._members.items()]

    @property
    def who_came(self) -> list[Member]:
        return [self._members[key] for key in self.cleaned_data["came"]]


class ForgetForm(forms.Form):
    why = forms.ChoiceField(
        label="Why?",
        choices=WHY,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose why the notes are to be erased."},
    )
