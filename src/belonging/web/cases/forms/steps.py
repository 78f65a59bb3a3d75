"""Review, redaction, sign-off, publication, withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from belonging.web.actions.forms.plan import long_text, short_text
from belonging.web.cases.models import Naming, Treatment, Use
from belonging.web.cases.rules.redacting import Marked, Replaced
from belonging.web.cases.services.publishing import Where
from belonging.web.ui.whole_text import WholeText

HUB, PUBLIC, BOTH = "hub", "public", "both"


class RemarkForm(forms.Form):
    text = WholeText(label="Your comment", required=False, **long_text(1000, rows=3))


class ChangesForm(forms.Form):
    text = WholeText(
        label="What should the school change?",
        help_text="Leave it empty if your comments beside the parts say it all.",
        required=False,
        **long_text(1000, rows=3),
    )


class NamesForm(forms.Form):
    """Two fields for each of the words that were found."""

    def __init__(self, *args: Any, marked: Sequence[Marked], decided: Sequence[Replaced], **options: Any) -> None:
        super().__init__(*args, **options)
        self._marked = list(marked)
        before = {each.words.lower(): each for each in decided}
        for at, each in enumerate(self._marked):
            held = before.get(each.words.lower())
            self.fields[f"how-{at}"] = forms.ChoiceField(
                label=f"“{each.words}”",
                choices=Treatment.choices,
                widget=forms.RadioSelect,
                initial=held.treatment if held else each.treatment,
                error_messages={"required": f"Please choose: does “{each.words}” name a person or a place?"},
            )
            self.fields[f"instead-{at}"] = forms.CharField(
                label=f"What stands in place of “{each.words}”",
                required=False,
                initial=(held.replacement if held else "") or each.replacement,
                **short_text(80),
            )

    @property
    def decisions(self) -> list[Replaced]:
        given = self.cleaned_data
        return [
            Replaced(each.words, given[f"how-{at}"], given[f"instead-{at}"]) for at, each in enumerate(self._marked)
        ]

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"how-{at}"], self[f"instead-{at}"]) for at in range(len(self._marked))]


class SignForm(forms.Form):
    use = forms.ChoiceField(
        label="Who may read it?",
        choices=[
            (Use.HUB, "Schools that take part, in the hub"),
            (Use.PUBLIC, "Schools that take part, and everybody on the public pages"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose who may read it."},
    )
    naming = forms.ChoiceField(
        label="May your school be named?",
        choices=[(Naming.MASKED, "No: publish it without the school’s name"), (Naming.NAMED, "Yes")],
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose whether your school may be named."},
    )
    read = forms.CharField(widget=forms.HiddenInput, required=False)


class PublishForm(forms.Form):
    """Offers what the school has agreed to, and nothing else."""

    naming = forms.ChoiceField(label="Which version?", widget=forms.RadioSelect)
    place = forms.ChoiceField(label="Where?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, may_be_named: bool, may_be_public: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        versions = [(Naming.MASKED.value, "Without the school’s name"), (Naming.NAMED.value, "With the school’s name")]
        places = [(HUB, "In the hub"), (BOTH, "In the hub and on the public pages"), (PUBLIC, "On the public pages")]
        self.fields["naming"] = forms.ChoiceField(
            label="Which version?",
            choices=versions if may_be_named else versions[:1],
            widget=forms.RadioSelect,
            initial=Naming.MASKED,
        )
        self.fields["place"] = forms.ChoiceField(
            label="Where?", choices=places if may_be_public else places[:1], widget=forms.RadioSelect, initial=HUB
        )

    @property
    def where(self) -> Where:
        place = self.cleaned_data["place"]
        return Where(self.cleaned_data["naming"], in_hub=place in (HUB, BOTH), in_public=place in (PUBLIC, BOTH))


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Why?",
        help_text="The school and the programme team read it, nobody else. Please name nobody.",
        **{**short_text(300), "error_messages": {"required": "Please say why in a few words."}},
    )
