"""A meeting at which the plan is looked at: planned, then held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from belonging.web.actions.errors import StopNeedsReason
from belonging.web.actions.forms.plan import choose, day_field, long_text, short_text
from belonging.web.actions.models import Action, Review, Status
from belonging.web.actions.services.plan import UpdateWords
from belonging.web.actions.services.reviews import LONGEST_NOTES, MeetingWords
from belonging.web.base.numbers import LARGEST_NUMBER
from belonging.web.schools.rules.calendar import Calendar
from belonging.web.ui.whole_text import WholeText

HALF_TERM: Final = 30
"""School days."""
LENGTHS = [(15, "15 minutes"), (30, "30 minutes"), (45, "45 minutes"), (60, "An hour"), (90, "An hour and a half")]


class MeetingForm(forms.Form):
    day = day_field("Day")
    at = forms.TimeField(
        label="Time",
        help_text="For example 15:30",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": "Please say at what time.",
            "invalid": "A time looks like 15:30. Please write it like that.",
        },
    )
    minutes = forms.TypedChoiceField(label="How long", choices=LENGTHS, coerce=int, initial=45)
    place = forms.CharField(label="Where", required=False, **short_text(120))
    who = forms.CharField(label="Who comes", help_text="In words; no mail is sent.", required=False, **short_text(300))
    actions = forms.TypedMultipleChoiceField(
        label="Which actions",
        help_text="None ticked: all that are open.",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these actions is not in the plan. Please choose again."},
    )
    revision = forms.IntegerField(required=False, max_value=LARGEST_NUMBER, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Iterable[Action], calendar: Calendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._calendar = calendar
        self.fields["day"].required = True
        self.fields["day"].error_messages["required"] = "Please choose a day."
        choose(self.fields["actions"], "", [(str(action.number), f"{action.number}. {action.what}") for action in plan])

    def clean_day(self) -> object:
        day = self.cleaned_data["day"]
        if not self._calendar.is_school_day(day):
            raise forms.ValidationError("School is closed on that day. Please choose another.")
        return day

    @property
    def words(self) -> MeetingWords:
        said = self.cleaned_data
        starts = timezone.make_aware(datetime.combine(said["day"], said["at"]))
        return MeetingWords(
            starts_at=starts,
            minutes=said["minutes"],
            place=said["place"],
            who=said["who"],
            actions=said["actions"],
        )


def initial_of(review: Review) -> dict[str, object]:
    starts = timezone.localtime(review.starts_at)
    return {
        "day": starts.date(),
        "at": starts.time(),
        "minutes": review.minutes,
        "place": review.place,
        "who": review.who,
        "actions": review.actions,
        "revision": review.revision,
    }


def next_of(review: Review, calendar: Calendar, today: date) -> dict[str, object]:
    """A meeting like the last one, half a term later; none of its actions is ticked: by then others are open."""
    last = timezone.localtime(review.starts_at)
    day = calendar.add_school_days(max(last.date(), today), HALF_TERM)
    return {"day": day, "at": last.time(), "minutes": review.minutes, "place": review.place, "who": review.who}


class HeldForm(forms.Form):
    """What was said: of the plan, and of each action that was looked at.

    Once it is posted the actions are those that it was posted with: what somebody did to the plan while the minutes
    were typed takes no field away. `known`: the whole plan, by number. `shown`: the actions to ask about at first.
    """

    notes = WholeText(
        label="What was said and decided?",
        help_text="Please name no pupil.",
        required=False,
        **long_text(LONGEST_NOTES, rows=5),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, known: Mapping[int, Action], shown: Iterable[Action]
    ) -> None:
        super().__init__(data)
        self._plan = list(shown) if data is None else [known[number] for number in known if f"text-{number}" in data]
        for action in self._plan:
            self.fields[f"text-{action.number}"] = WholeText(
                label="How is it going?", required=False, **long_text(2000, rows=2)
            )
            self.fields[f"status-{action.number}"] = forms.ChoiceField(
                label="Status", choices=Status.choices, required=False, initial=action.status
            )
            self.fields[f"was-{action.number}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=action.status
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for number, update in self._updates(said).items():
            if update.status == Status.STOPPED and not update.text:
                self.add_error(f"text-{number}", str(StopNeedsReason()))
        return said

    def rows(self) -> Iterator[tuple[Action, BoundField, BoundField, BoundField]]:
        """Each action with its fields: the words, the status, and the status that the page showed."""
        for action in self._plan:
            number = action.number
            yield action, self[f"text-{number}"], self[f"status-{number}"], self[f"was-{number}"]

    @property
    def updates(self) -> dict[int, UpdateWords]:
        """Of the actions about which something was said; a status left as the page showed it is none."""
        return self._updates(self.cleaned_data)

    def _updates(self, cleaned: Mapping[str, Any]) -> dict[int, UpdateWords]:
        said = {}
        for action in self._plan:
            text, status, was = (cleaned.get(f"{name}-{action.number}", "") for name in ("text", "status", "was"))
            status = "" if status == was else status
            if text or status:
                said[action.number] = UpdateWords(text=text, status=status)
        return said
