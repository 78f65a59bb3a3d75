"""A resource's words, as the team writes them, or as somebody proposes one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from belonging.instruments.audit import AuditInstrument
from belonging.web.files.rules.kinds import FileRefused, too_large
from belonging.web.files.services import LARGEST_EVIDENCE, Checked, check_evidence
from belonging.web.hub.errors import NotAResource
from belonging.web.hub.queries.resources import items_offered
from belonging.web.hub.rules.checks import MOST_MINUTES, checked
from belonging.web.hub.rules.words import (
    COSTS,
    KINDS,
    LICENCES,
    LONGEST_AUTHOR,
    LONGEST_BODY,
    LONGEST_SOURCE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    OWN_TYPES,
    PHASES,
    ResourceWords,
)
from belonging.web.ui.whole_text import WholeText

UNNAMED = "new"
"""In place of an address that the service will make from the title."""
ENDINGS = ".pdf,.docx,.xlsx,.pptx,.odt,.png,.jpg,.jpeg,.webp,.txt"


def _named(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return list(words.items())


class ResourceForm(forms.Form):
    """`had_file`: the one that is changed has a file already. `whole`: it is published, or will be."""

    title = forms.CharField(label="Title", max_length=LONGEST_TITLE)
    summary = WholeText(
        label="What is it, and for whom?",
        help_text=f"One or two sentences, {LONGEST_SUMMARY} letters at most. Lists show this.",
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label="What does one get?",
        help_text="A page is read here. Links and videos open at another site.",
        choices=_named(KINDS),
        widget=forms.RadioSelect,
    )
    type = forms.ChoiceField(label="What is it for?", choices=_named(OWN_TYPES), widget=forms.RadioSelect)
    phases = forms.MultipleChoiceField(
        label="Kind of school", choices=_named(PHASES), widget=forms.CheckboxSelectMultiple, required=False
    )
    minutes = forms.IntegerField(
        label="Minutes to use it once",
        help_text="0 where that cannot be said.",
        min_value=0,
        max_value=MOST_MINUTES,
        initial=0,
    )
    cost = forms.ChoiceField(label="Cost", choices=_named(COSTS), widget=forms.RadioSelect, initial="free")
    url = forms.CharField(
        label="The link, for a link or a video",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="The file, for a file",
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument text, a picture or plain text, up to 5\u00a0MB.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    body = WholeText(
        label="The page’s words",
        help_text="A line that begins with ## is a heading, one that begins with - is part of a list, **two stars** "
        "make words bold, [words](https://…) is a link.",
        required=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    statements = forms.MultipleChoiceField(
        label="Statements of the audit that it helps with", widget=forms.CheckboxSelectMultiple, required=False
    )
    items = forms.MultipleChoiceField(
        label="Questions in which a change would show", widget=forms.CheckboxSelectMultiple, required=False
    )
    author = forms.CharField(label="Who made it?", required=False, max_length=LONGEST_AUTHOR)
    licence = forms.ChoiceField(label="What may others do with it?", choices=_named(LICENCES))
    source = forms.CharField(
        label="Where does it come from?",
        help_text="A book, a study, another site; what a sentence of it rests on.",
        required=False,
        max_length=LONGEST_SOURCE,
    )

    def __init__(self, *args: Any, audit: AuditInstrument, had_file: bool, whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.had_file, self.whole = had_file, whole
        self.checked_file: Checked | None = None
        statements = self.fields["statements"]
        if isinstance(statements, forms.MultipleChoiceField):
            statements.choices = [(each.key, f"{each.number} {each.wording}") for each in audit.statements]
        items = self.fields["items"]
        if isinstance(items, forms.MultipleChoiceField):
            items.choices = [pair for group in items_offered().values() for pair in group.items()]

    def clean_file(self) -> object:
        sent = self.cleaned_data["file"]
        if isinstance(sent, UploadedFile):
            self.checked_file = _looked_through(sent)
        return sent

    def clean(self) -> dict[str, Any]:
        """What the service would refuse is said here, at its field."""
        if not self.errors:
            try:
                has_file = self.had_file or self.checked_file is not None
                checked(replace(self.words, slug=UNNAMED), has_file=has_file, whole=self.whole)
            except NotAResource as refusal:
                self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
        if self.errors and self.checked_file and "file" not in self.errors:
            self.add_error("file", "Please choose the file again: your browser does not keep it.")
        return self.cleaned_data

    @property
    def words(self) -> ResourceWords:
        given = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return ResourceWords.of({**given, "slug": ""})


class ProposalForm(forms.Form):
    """What anybody of the hub may propose: a link or words; the team fills in the rest."""

    title = forms.CharField(
        label="What is it called?",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Please give it a title: a few words that say what it is."},
    )
    summary = WholeText(
        label="What is it, and for whom?",
        help_text="One or two sentences.",
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Please say in a sentence or two what it is and whom it is for.",
            "max_length": f"Please use at most {LONGEST_SUMMARY} letters.",
        },
    )
    url = forms.CharField(
        label="Where is it on the web? (if it is there)",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )
    body = WholeText(
        label="How do you use it? (if you like)",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": "Please use at most 4,000 letters."},
    )

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                checked(replace(self.words, slug=UNNAMED), has_file=False, whole=False)
            except NotAResource as refusal:
                self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
        return self.cleaned_data

    @property
    def words(self) -> ResourceWords:
        given = self.cleaned_data
        kind = "link" if given["url"].strip() else "page"
        return ResourceWords(
            slug="",
            title=given["title"],
            summary=given["summary"],
            kind=kind,
            type="guide",
            licence="See site" if kind == "link" else "All rights reserved",
            url=given["url"],
            body=given["body"],
        )


def initial_of(words: ResourceWords) -> dict[str, Any]:
    """As the form shows them."""
    return asdict(words)


def _looked_through(sent: UploadedFile[Any]) -> Checked:
    if (sent.size or 0) > LARGEST_EVIDENCE:
        raise forms.ValidationError(str(too_large(LARGEST_EVIDENCE)))
    try:
        return check_evidence(name=sent.name or "", content=sent.read())
    except FileRefused as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
