"""What the team writes of a version: a statement, what stands around the statements, a source, notes."""

from __future__ import annotations

from math import ceil
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict

from belonging.instruments.audit import AuditInstrument
from belonging.instruments.framework import Reference
from belonging.instruments.load import load, load_framework, published
from belonging.web.audit.rules.editions import LISTS, TEXTS, FrameWords, StatementWords, frame_of, key_from
from belonging.web.audit.rules.tailoring import LONGEST_TEXT, LONGEST_WORDING
from belonging.web.audit.services.editions import LONGEST_NOTES

LONGEST_WHY: Final = 1000
LINE: Final = 60
"""Characters that stand in a line of a box on a desk."""
WHO: Final = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}


def _text(label: str, *, hint: str = "", most: int = LONGEST_TEXT, rows: int = 3, required: bool = True) -> forms.Field:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": f"Please write something under “{label}”.",
            "max_length": f"Please stay within {most} characters under “{label}”.",
        },
    )


def _some(label: str, *, hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple)


class StatementForm(forms.Form):
    """`words`: what stands now, None for a new statement, which has a short name of its own."""

    name = forms.CharField(
        label="Short name",
        help_text="A few words, for instance “quiet rooms”. Ratings are kept under it for ever. Schools do not see it.",
        max_length=40,
        error_messages={"required": "Please give the statement a short name."},
    )
    area = forms.ChoiceField(label="Area", error_messages={"invalid_choice": "Please choose one of the areas."})
    place = forms.IntegerField(
        label="Place in the area",
        help_text="1 is the first. The others are numbered anew.",
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Please give a whole number from 1 to 99 as the place."
        ),
    )
    wording = _text("Statement", hint="One sentence that begins with “We”.", most=LONGEST_WORDING, rows=2)
    fully = _text("Fully met", hint="What a stranger would see. Two strangers should choose the same rating.")
    partially = _text("Partially met")
    not_yet = _text("Not yet met")
    why = _text("Why it matters", most=LONGEST_WHY, required=False)
    send = _text("For pupils with SEND", most=LONGEST_WHY, required=False)
    tips = _text("Tips", hint="One on each line.", most=3 * LONGEST_WHY, rows=4, required=False)
    example = _text("An example", most=LONGEST_WHY, required=False)
    links = _text(
        "Links", hint="One on each line: words | https://address", most=2 * LONGEST_WHY, rows=2, required=False
    )
    references = _some("Sources that it cites")
    constructs = _some("Sides of belonging that it is about")
    pairings = _some("Questions that stand beside it", hint="What people answer to these is shown beside the rating.")
    themes = _some("Themes")
    began = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, audit: AuditInstrument, words: StatementWords | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.words = words
        for name, choices in _choices(audit).items():
            cast(forms.ChoiceField, self.fields[name]).choices = choices
        if words is None:
            return
        del self.fields["name"]
        self.initial = {**_initial(words), **self.initial}
        _make_room(self)

    def clean_name(self) -> str:
        key = key_from(str(self.cleaned_data["name"]))
        if not key:
            raise forms.ValidationError("Please use letters in the short name.")
        return key

    def clean_links(self) -> tuple[tuple[str, str], ...]:
        links = []
        for line in _lines(self.cleaned_data["links"]):
            text, _, address = (part.strip() for part in line.rpartition("|"))
            if not text or not address.startswith("https://") or " " in address:
                raise forms.ValidationError(
                    f"Please write “{line[:60]}” as words, then |, then an address with https://."
                )
            links.append((text, address))
        return tuple(links)

    def clean_tips(self) -> tuple[str, ...]:
        tips = _lines(self.cleaned_data["tips"])
        if len(set(tips)) < len(tips):
            raise forms.ValidationError("One tip stands there twice. Please take one of the two out.")
        return tips

    def begins_from(self, words: StatementWords) -> None:
        """The writer has seen what stands now: the next save begins from it."""
        _begin_from(self, words.mark)

    @property
    def said(self) -> StatementWords:
        said = self.cleaned_data
        texts: dict[str, Any] = {name: said[name] for name in TEXTS}
        lists: dict[str, Any] = {name: tuple(said[name]) for name in ("tips", "links", *LISTS)}
        return StatementWords(
            key=self.words.key if self.words else said["name"],
            area=said["area"],
            place=said["place"],
            **texts,
            **lists,
            pairings=tuple(_pair(each) for each in said["pairings"]),
        )


class FrameForm(forms.Form):
    introduction = _text("Introduction", most=LONGEST_WHY)
    minutes = forms.IntegerField(
        label="Minutes for all of it",
        help_text="For one person who knows the school. Schools are told before they begin.",
        min_value=1,
        max_value=600,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Please give the minutes as a whole number up to 600."
        ),
    )

    began = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, audit: AuditInstrument, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.audit = audit
        started = {"introduction": str(audit.introduction), "minutes": audit.minutes, "began": frame_of(audit).mark}
        self.initial = {**started, **self.initial}
        for area in audit.areas:
            self.fields[f"title_{area.key}"] = _text(f"Title of area {area.number}", most=80, rows=1)
            self.fields[f"about_{area.key}"] = _text(f"What area {area.number} is about", rows=2)
            self.initial[f"title_{area.key}"], self.initial[f"about_{area.key}"] = (
                str(area.title),
                str(area.description),
            )
        _make_room(self)

    def begins_from(self, frame: FrameWords) -> None:
        """The writer has seen what stands now: the next save begins from it."""
        _begin_from(self, frame.mark)

    @property
    def frame(self) -> FrameWords:
        said = self.cleaned_data
        areas = {area.key: (said[f"title_{area.key}"], said[f"about_{area.key}"]) for area in self.audit.areas}
        return FrameWords(said["introduction"], said["minutes"], areas)


class SourceForm(forms.Form):
    authors = _text("Authors", hint="Surname, initials; more of them after a semicolon.", most=300, rows=1)
    year = forms.IntegerField(
        label="Year",
        min_value=1900,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Please give the year in four digits."
        ),
    )
    title = _text("Title", most=300, rows=2)
    where = _text("Where", hint="Journal, volume and pages; or the publisher of a book.", most=300, rows=2)

    @property
    def reference(self) -> Reference:
        said = self.cleaned_data
        key = key_from(f"{str(said['authors']).split(',')[0].split(';')[0]}_{said['year']}") or f"source_{said['year']}"
        return Reference(key, said["authors"], said["year"], said["title"], said["where"])


class PublishForm(forms.Form):
    notes = _text("What has changed, and why", hint="Schools read this.", most=LONGEST_NOTES, rows=5)


def theme_words(theme: str) -> str:
    """Safety and monitoring."""
    return theme.replace("_", " ").capitalize()


def _choices(audit: AuditInstrument) -> dict[str, list[tuple[str, str]]]:
    asked = [load(name) for name in published()]
    themes = dict.fromkeys(theme for statement in audit.statements for theme in statement.themes)
    return {
        "area": [(area.key, f"{area.number} {area.title}") for area in audit.areas],
        "references": [(each.key, f"{each.short}: {each.title}") for each in audit.references],
        "constructs": [(each.key, str(each.title)) for each in load_framework().constructs],
        "pairings": [
            (f"{each.audience.value}:{item.key}", f"{WHO[each.audience.value]}: {item.wording[each.editions[0]]}")
            for each in asked
            for item in each.items
        ],
        "themes": [(theme, theme_words(theme)) for theme in themes],
    }


def _begin_from(form: forms.Form, mark: str) -> None:
    seen = cast(QueryDict, form.data).copy()
    seen["began"] = mark
    form.data = seen


def _make_room(form: forms.Form) -> None:
    """Each box as tall as what stands in it, and a line more."""
    for name, field in form.fields.items():
        if isinstance(field.widget, forms.Textarea):
            lines = str(form.initial.get(name, "")).splitlines()
            needed = 1 + sum(max(1, ceil(len(line) / LINE)) for line in lines)
            field.widget.attrs["rows"] = max(int(field.widget.attrs["rows"]), needed)


def _initial(words: StatementWords) -> dict[str, object]:
    return {
        **{name: getattr(words, name) for name in ("area", "place", *TEXTS, *LISTS)},
        "tips": "\n".join(words.tips),
        "links": "\n".join(f"{text} | {href}" for text, href in words.links),
        "pairings": [f"{audience}:{item}" for audience, item in words.pairings],
        "began": words.mark,
    }


def _lines(text: object) -> tuple[str, ...]:
    return tuple(line.strip() for line in str(text).splitlines() if line.strip())


def _pair(value: str) -> tuple[str, str]:
    audience, _, item = value.partition(":")
    return audience, item
