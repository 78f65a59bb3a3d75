"""A collection's words and what is in it."""

from __future__ import annotations

from django import forms

from belonging.web.hub.models import Collection
from belonging.web.hub.rules.words import LONGEST_SUMMARY, LONGEST_TITLE
from belonging.web.hub.services.collections import CollectionWords
from belonging.web.ui.whole_text import WholeText


class CollectionForm(forms.Form):
    title = forms.CharField(label="Title", max_length=LONGEST_TITLE)
    words = WholeText(
        label="What is it for?",
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Please say in a sentence what it is for."},
    )
    resources = WholeText(
        label="Resources, in their order",
        help_text="One to a line: the last part of its address, as in greeting-at-the-door.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        error_messages={"required": "Please name at least one resource."},
    )
    position = forms.IntegerField(
        label="Place among the collections", help_text="The lowest comes first.", min_value=0, max_value=999, initial=0
    )

    @property
    def kept(self) -> CollectionWords:
        given = self.cleaned_data
        named = (line.strip().rstrip("/").rpartition("/")[2] for line in str(given["resources"]).splitlines())
        return CollectionWords(given["title"], given["words"], tuple(filter(None, named)), given["position"])


def initial_of(collection: Collection) -> dict[str, object]:
    return {
        "title": collection.title,
        "words": collection.words,
        "resources": "\n".join(entry.resource.slug for entry in collection.entries.all()),
        "position": collection.position,
    }
