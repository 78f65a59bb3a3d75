"""What a group of pupils said, question by question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from belonging.web.replies.rules.discussing import Question
from belonging.web.replies.services.discussions import DiscussionSaid
from belonging.web.safeguarding.rules.words import Mark, marks_of, names_in

CHECKED = "Nobody is named in it: I have read it again"


class DiscussionForm(forms.Form):
    """Words that look like a name are pointed out; who has read them again may go on."""

    held_on = forms.DateField(
        label="When did they talk?",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Please give the day.",
            "invalid": "Please give the day like 24/11/2026.",
        },
    )
    group = forms.CharField(
        label="Who talked?",
        max_length=120,
        help_text="For example: school council; eight pupils from Years 4 to 6. No names, and no group so small that "
        "everybody knows who it is.",
        error_messages={"required": "Please say who talked, without a name."},
    )
    pupils = forms.IntegerField(
        label="How many pupils?",
        min_value=1,
        max_value=200,
        error_messages={
            "required": "Please say how many pupils talked.",
            "invalid": "Please give the number in figures, such as 8.",
            "min_value": "Please say how many pupils talked: 1 or more.",
            "max_value": "Please record one group at a time, 200 pupils at the most.",
        },
    )

    def __init__(self, *args: Any, asked: Sequence[Question], wave: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.wave, self.today = asked, wave, today
        for at, question in enumerate(asked):
            self.fields[f"words-{at}"] = forms.CharField(
                label=question.question,
                help_text=question.finding,
                max_length=1000,
                required=False,
                widget=forms.Textarea({"rows": 3}),
                error_messages={"max_length": "This is too long. Please keep it to %(limit_value)d letters."},
            )
        self.fields["checked"] = forms.BooleanField(label=CHECKED, required=False)

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on > self.today:
            raise forms.ValidationError("This day has not come yet. Please give the day on which they talked.")
        return held_on

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        texts = {name: given.get(name, "") for name in self.fields if name.startswith("words-") or name == "group"}
        if not any(text.strip() for name, text in texts.items() if name != "group"):
            self.add_error(None, "Please write what the group said to one question at least.")
        if not given.get("checked"):
            for name, text in texts.items():
                self._warn(name, text)
        return given

    @property
    def said(self) -> DiscussionSaid:
        given = self.cleaned_data
        return DiscussionSaid(
            wave=self.wave,
            held_on=given["held_on"],
            group=given["group"],
            pupils=given["pupils"],
            words=tuple((question, given[f"words-{at}"]) for at, question in enumerate(self.asked)),
        )

    @property
    def answers(self) -> list[forms.BoundField]:
        return [self[f"words-{at}"] for at, _ in enumerate(self.asked)]

    def _warn(self, name: str, text: str) -> None:
        names = names_in(text)
        if names:
            found = ", ".join(f"“{each}”" for each in names)
            self.add_error(
                name, f"{found} looks like a name. Please take it out. If it is none, tick the box at the end."
            )
        if Mark.DANGER in marks_of(text):
            self.add_error(
                name,
                "This may be about harm. If a child is worried or at risk, tell your safeguarding lead now, and leave "
                "it out here. If it is not, tick the box at the end.",
            )
