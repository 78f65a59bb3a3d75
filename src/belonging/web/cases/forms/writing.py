"""The text of a case study."""

from __future__ import annotations

from typing import Any

from django import forms

from belonging.instruments.load import load_audit
from belonging.web.actions.forms.plan import long_text, short_text
from belonging.web.cases.models import Phase, Section
from belonging.web.cases.rules.kinds import LONGEST_SUMMARY, LONGEST_TITLE, PARTS
from belonging.web.cases.services.writing import StudyWords
from belonging.web.ui.whole_text import WholeText


def area_choices() -> list[tuple[str, str]]:
    return [(area.key, str(area.title)) for area in load_audit().areas]


class StartForm(forms.Form):
    title = forms.CharField(
        label="What is it about?",
        help_text="A working title, for instance “Breakfast club for everybody”. You can change it later.",
        **{**short_text(LONGEST_TITLE), "error_messages": {"required": "Please give it a title.",
           "max_length": f"Please say it in {LONGEST_TITLE} characters at most."}},
    )  # fmt: skip


class StudyForm(forms.Form):
    """The sections are added from PARTS: prompts and lengths stand in one place."""

    title = forms.CharField(label="Title", **short_text(LONGEST_TITLE))
    summary = forms.CharField(
        label="In one sentence",
        help_text="What you did and what came of it. It stands in lists.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        **short_text(LONGEST_SUMMARY),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for section in Section:
            part = PARTS[section]
            self.fields[section.value] = WholeText(
                label=part.title,
                help_text=f"{part.prompt} Up to {part.longest:,} characters, some {part.longest // 6} words.",
                required=False,
                **long_text(part.longest, rows=part.rows),
            )
        self.fields["numbers_from"] = forms.CharField(
            label="Where do numbers of your own come from?",
            help_text="For instance “the club’s register, autumn 2025”. Leave it empty if there are none.",
            required=False,
            **short_text(200),
        )
        self.fields["phase"] = forms.ChoiceField(label="What kind of school?", choices=Phase.choices)
        self.fields["areas"] = forms.MultipleChoiceField(
            label="Which areas of the audit is it about?",
            choices=area_choices(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def words(self) -> StudyWords:
        given = dict(self.cleaned_data)
        return StudyWords(**{**given, "areas": tuple(given["areas"])})

    @property
    def typed(self) -> dict[str, str]:
        """What was sent, for putting two people's changes together."""
        return {name: self.data.get(name, "") for name in self.fields if name != "areas"}
