"""What is said at a meeting, one form for each part of it."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from belonging.web.sets.forms.fields import NoteForm, day, line, words
from belonging.web.sets.models import Came
from belonging.web.sets.rules.questions import why_not_a_question
from belonging.web.sets.services.notes import Outcome

ABOUT: Final = "What happened, what you tried, what is at stake for you."


class ReportForm(NoteForm):
    text = words("How has it been since last time?", 2000, rows=3, hint="A few sentences; please name no child.")


class IssueForm(NoteForm):
    title = line(
        "The issue in a few words",
        120,
        hint="As a “How can I …?”, if you can.",
        empty="Please say in a few words what the issue is.",
    )
    text = words("What is it about?", 4000, rows=6, hint=ABOUT, required=False)


class QuestionForm(NoteForm):
    text = line("A question", 500, hint="A question only: what, who, when, how.", empty="What would you like to ask?")

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if text and (why_not := why_not_a_question(text)):
            raise forms.ValidationError(why_not)
        return text


class InsightForm(NoteForm):
    text = words("What did you see, or see in a new way?", 1000, rows=2)


class CommitmentForm(NoteForm):
    what = line(
        "What will you do?", 300, hint="One step, small enough to be done.", empty="Please say what you will do."
    )
    by_on = day("By when?")


class OutcomeForm(NoteForm):
    """`at_meeting`: whether it is told at the meeting, where the same may be promised again, or ahead of it."""

    came = forms.ChoiceField(
        label="What came of it?",
        choices=Came.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what came of it. “Not yet” is an answer too."},
    )
    came_words = words("In your words", 1000, rows=2, hint="What happened, what you learnt.", required=False)
    again = forms.BooleanField(label="If it is not done: set out to do it again", required=False)

    def __init__(self, *args: Any, at_meeting: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not at_meeting:
            del self.fields["again"]

    @property
    def outcome(self) -> Outcome:
        said: dict[str, Any] = self.cleaned_data
        return Outcome(came=said["came"], words=said["came_words"], again=said.get("again", False))


class ReflectionForm(NoteForm):
    """No other person reads it, so nothing in it is pointed out."""

    text = words("What do you take with you?", 4000, rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["no_names"]

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data
