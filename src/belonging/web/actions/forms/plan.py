"""An action, and what is written about one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms

from belonging.web.actions.models import Direction, Status, WhoFor
from belonging.web.actions.rules.measures import (
    Measure,
    group_value,
    groups_offered,
    is_released,
    item_value,
    items_offered,
    parted,
)
from belonging.web.actions.services.plan import ActionWords, UpdateWords
from belonging.web.audit.rules.evidence import cleaned_text
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.ui.whole_text import WholeText

MOST = 2_000_000_000
NUMBER = {
    "invalid": "Please give a whole number, for instance 40.",
    "min_value": "Please give a number from 0 on.",
    "max_value": "That number is too large to be right. Please look at it again.",
}
DAY = {"invalid": "Please choose a day of the calendar."}


@dataclass(frozen=True, slots=True)
class Offered:
    """What an action's form lets a person choose from. `kept`: an owner and a measure that may stay as they are."""

    owners: Mapping[UUID, str]
    voices: SchoolVoices | None
    kept_owner: tuple[UUID, str] | None = None
    kept_measure: tuple[Measure, str] | None = None


def long_text(most: int, *, rows: int = 3) -> dict[str, Any]:
    return {
        "max_length": most,
        "widget": forms.Textarea(attrs={"rows": rows}),
        "error_messages": {"max_length": f"Please say it in {most:,} characters at most."},
    }


def short_text(most: int) -> dict[str, Any]:
    return {"max_length": most, "error_messages": {"max_length": f"Please say it in {most:,} characters at most."}}


def number_field(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=NUMBER,
    )


def day_field(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=False, widget=widget, error_messages=DAY)


class EditForm(forms.Form):
    """All that can be said of an action. `SHORT` stands on the page at once, the rest under "Say more"."""

    SHORT = ("what", "why", "owner", "due_on", "measure_item", "measure_group", "measure_direction")

    what = forms.CharField(
        label="What will you do?",
        widget=forms.TextInput(attrs={"maxlength": 200}),
        max_length=200,
        error_messages={
            "required": "Please say in a few words what you will do.",
            "max_length": "Please say it in 200 characters at most. There is room for more under “Say more”.",
        },
    )
    owner = forms.ChoiceField(label="Who looks after it?", required=False)
    due_on = day_field("By when?", "A school day if you can.")
    detail = WholeText(label="How will you do it?", required=False, **long_text(2000, rows=4))
    who_for = forms.ChoiceField(label="Who is it for?", choices=WhoFor.choices)
    who_words = forms.CharField(
        label="Which years, or which group?",
        help_text="Leave it empty if it is for all of them. Please name nobody.",
        required=False,
        **short_text(120),
    )
    owner_name = forms.CharField(
        label="Or somebody who has no account here",
        help_text="Their name and role, for instance “Mr Lane, site manager”.",
        required=False,
        **short_text(120),
    )
    starts_on = day_field("When does it start?")
    measure_item = forms.ChoiceField(label="Which statement should move?", required=False)
    measure_group = forms.ChoiceField(label="Whose answers?", required=False)
    measure_direction = forms.ChoiceField(
        label="What counts as success?", choices=Direction.choices, required=False, initial=Direction.MORE
    )
    reach_planned = number_field("How many people should it reach?", "A rough number is fine.")
    cost_planned = number_field("What may it cost, in pounds?", "Whole pounds, staff’s paid hours left out.")
    for_pupils = WholeText(
        label="How will you tell pupils?",
        help_text="One plain sentence for their “You said, we did” page.",
        required=False,
        **long_text(300, rows=2),
    )
    for_families = WholeText(
        label="How will you tell families?",
        help_text="One plain sentence for their “You said, we did” page.",
        required=False,
        **long_text(300, rows=2),
    )

    def __init__(self, *args: object, offered: Offered, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.offered = offered
        owners = dict(offered.owners)
        if offered.kept_owner:
            owners.setdefault(*offered.kept_owner)
        choose(self.fields["owner"], "Not decided yet", [(str(pk), name) for pk, name in owners.items()])
        items, groups = items_offered(offered.voices), groups_offered(offered.voices)
        if offered.kept_measure:
            kept, words = offered.kept_measure
            items = _with(items, item_value(kept.audience, kept.item), words)
            groups = _with(groups, group_value(kept.by, kept.group), kept.group)
        choose(self.fields["measure_item"], "No measure yet", items)
        choose(self.fields["measure_group"], "", groups)
        self.has_measures = bool(items)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        starts, due = said.get("starts_on"), said.get("due_on")
        if starts and due and due < starts:
            self.add_error("due_on", "It is due before it starts. Please choose a later day, or an earlier start.")
        if said.get("owner") and said.get("owner_name"):
            self.add_error("owner_name", "Please choose a person from the list or type a name here, not both.")
        measure = self._measure(said)
        kept = self.offered.kept_measure
        if measure and not (kept and _same(kept[0], measure)) and not is_released(self.offered.voices, measure):
            self.add_error(
                "measure_group",
                "The answers of this group to this statement are not shown for your school. "
                "Please choose “Everyone who was asked”, or another statement.",
            )
        return said

    def _measure(self, said: Mapping[str, Any]) -> Measure | None:
        audience, item = parted(said.get("measure_item") or "")
        by, group = parted(said.get("measure_group") or "all|all")
        if not audience or not by:
            return None
        return Measure(audience, item, by, group, said.get("measure_direction") or Direction.MORE.value)

    @property
    def words(self) -> ActionWords:
        """What was said, once it is valid. Practice and statement are not asked: the caller puts them in."""
        said = self.cleaned_data
        asked = ("what", "detail", "who_for", "who_words", "owner_name", "starts_on", "due_on")
        rest = ("reach_planned", "cost_planned", "for_pupils", "for_families")
        return ActionWords(
            **{name: said[name] for name in (*asked, *rest)},
            owner=UUID(said["owner"]) if said["owner"] else None,
            measure=self._measure(said),
        )

    @property
    def more_is_wrong(self) -> bool:
        """Whether something under "Say more" has to be mended."""
        return any(name not in self.SHORT for name in self.errors)


class AddForm(EditForm):
    """`needs_why`: nothing else says where it comes from. `idea`: kept as an idea, so it needs no day."""

    why = WholeText(label="Why?", required=False, **long_text(1500))

    def __init__(self, *args: object, offered: Offered, needs_why: bool, idea: bool = False, **kwargs: object) -> None:
        super().__init__(*args, offered=offered, **kwargs)
        self.needs_why, self.idea = needs_why, idea
        why = self.fields["why"]
        why.label = "Why?" if needs_why else "Anything to add to why?"
        why.help_text = "What you saw, heard or read. Please name no pupil."
        self.fields["due_on"].help_text = "A school day if you can. Needed, unless you keep it as an idea."
        self.order_fields(self.SHORT)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        said["why"] = cleaned_text(said.get("why") or "")
        if self.needs_why and not said["why"] and "why" not in self.errors:
            self.add_error("why", "Please say why: what you saw, heard or read that made you think of it.")
        if not self.idea and not said.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Please choose a day by which it is done, or keep it as an idea.")
        return said


class UpdateForm(forms.Form):
    """How an action goes. Empty numbers stay as they were."""

    text = WholeText(
        label="How is it going?", help_text="Please name no pupil.", required=False, **long_text(2000, rows=4)
    )
    status = forms.ChoiceField(label="Status", choices=Status.choices, required=False)
    reach = number_field("How many people took part so far?", "Leave it empty if it is as before.")
    cost = number_field("What has it cost so far, in pounds?", "Leave it empty if it is as before.")
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def numbers_are_wrong(self) -> bool:
        return "reach" in self.errors or "cost" in self.errors

    @property
    def said(self) -> UpdateWords:
        """A status that the person left as the page showed it is not a wish to set it back."""
        given = self.cleaned_data
        status = "" if given["status"] == given["was"] else given["status"]
        return UpdateWords(text=given["text"], status=status, reach=given["reach"], cost=given["cost"])


class NoteForm(forms.Form):
    """Words alone, from somebody who does not work on the plan."""

    text = WholeText(
        label="Write a note to the school",
        help_text="Everybody who works on the plan can read it. Please name no pupil.",
        **long_text(2000, rows=4)
        | {"error_messages": {"required": "Please write something first.", "max_length": "2,000 characters at most."}},
    )

    @property
    def said(self) -> UpdateWords:
        return UpdateWords(text=self.cleaned_data["text"])


def choose(field: forms.Field, empty: str, choices: list[tuple[str, str]]) -> None:
    if not isinstance(field, forms.ChoiceField):
        raise TypeError("Only a field of choices has choices")
    field.choices = [("", empty), *choices] if empty else choices


def _with(choices: list[tuple[str, str]], value: str, words: str) -> list[tuple[str, str]]:
    return choices if value in dict(choices) else [*choices, (value, words)]


def _same(first: Measure, second: Measure) -> bool:
    return (first.audience, first.item, first.by, first.group) == (
        second.audience,
        second.item,
        second.by,
        second.group,
    )
