"""Writing a record, and what the second person says of it. No form saves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from belonging.web.base.names_guard import personal_in
from belonging.web.ui.whole_text import WholeText
from belonging.web.voice.models import VoiceRecord
from belonging.web.voice.rules.listening import KINDS, SEEN, SIZES, WAYS, Kind, Seen, View, constructs
from belonging.web.voice.services.records import CHANGED, Account, Second

LONGEST = 1500
TEXTS = ("asked", "assent", "well", "uneasy", "taken")
SURE = "No pupil can be recognised in this"
LOOK_AGAIN = "Please look at what may point at a pupil. Take it out, or tick the box if nobody can be recognised."


def _words(label: str, hint: str, wanted: str = "", rows: int = 3) -> WholeText:
    """`wanted`: what is said where it is empty; a text without it may be left out."""
    return WholeText(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        required=bool(wanted),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": wanted,
            "max_length": f"Please use at most {LONGEST:,} letters: others read it in a minute.",
        },
    )


def _one(label: str, choices: Mapping[str, str], wanted: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(str(key), words) for key, words in choices.items()],
        widget=forms.RadioSelect,
        error_messages={"required": wanted},
    )


def _several(label: str, choices: Mapping[str, str], wanted: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": wanted},
    )


class RecordForm(forms.Form):
    """`found`: what looks like somebody, once it was sent without the box ticked."""

    of = forms.ChoiceField(label="Which time of asking is it part of?")
    kind = _one("How did you listen?", KINDS, "Please say how you listened.")
    size = _one("How many pupils is it about?", SIZES, "Please say how many pupils it is about.")
    seen = forms.ChoiceField(
        label="If you watched: who, and how often?",
        help_text="One adult on one day sees what they expect to see.",
        choices=list(SEEN.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    ways = _several("How do these pupils communicate?", WAYS, "Please tick how these pupils communicate.")
    asked = _words(
        "What did you say, show or watch?",
        "Where, with which pictures or objects.",
        "Please say it in a sentence or two.",
    )
    assent = _words(
        "How did pupils show that they wanted to, or did not?",
        "For instance: two turned away, and we stopped.",
        "Please say how pupils showed it. This counts as much as what they said.",
        rows=2,
    )
    about = _several("What is it about?", {}, "Please tick what it is about.")
    well = _words("Signs of belonging", "What you saw or heard, not what it means.")
    uneasy = _words("Signs of unease", "What you saw or heard, not what it means.")
    taken = _words(
        "What do the adults take from it?",
        "Now say what it may mean, and what you will do.",
        "Please say what you take from it.",
    )
    sure = forms.BooleanField(label=SURE, required=False)

    def __init__(self, *args: Any, occasions: Mapping[str, str], known: str, **kwargs: Any) -> None:
        """`occasions`: cohort and wave; `known`: the school's name, which may stand."""
        super().__init__(*args, **kwargs)
        self.known = known
        self.found: tuple[str, ...] = ()
        cast(forms.ChoiceField, self.fields["of"]).choices = list(occasions.items())
        cast(forms.MultipleChoiceField, self.fields["about"]).choices = list(constructs().items())

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        watched = given.get("kind") == Kind.OBSERVATION
        if watched and not given.get("seen"):
            self.add_error("seen", "Please say who watched, and how often.")
        if not (given.get("well") or given.get("uneasy")) and not {"well", "uneasy"} & set(self.errors):
            self.add_error("well", "Please write at least one sign: of belonging, or of unease.")
        told = [each.text for name in TEXTS for each in personal_in(str(given.get(name, "")), known=[self.known])]
        self.found = tuple(dict.fromkeys(told))
        if self.found and not given.get("sure"):
            self.add_error("sure", LOOK_AGAIN)
        return given

    @property
    def account(self) -> Account:
        given = self.cleaned_data
        seen = given["seen"] if given["kind"] == Kind.OBSERVATION else Seen.NOT_ASKED.value
        return Account(
            kind=given["kind"],
            size=given["size"],
            seen=seen,
            ways=list(given["ways"]),
            about=list(given["about"]),
            **{name: given[name].strip() for name in TEXTS},
        )


def as_written(record: VoiceRecord) -> dict[str, object]:
    """What the form begins with to change a draft, or to write a new version."""
    names = ("kind", "size", "seen", "ways", "about", *TEXTS)
    return {"of": f"{record.cohort_id}:{record.wave}", **{name: getattr(record, name) for name in names}}


class SecondForm(forms.Form):
    """`read`: the version that was on the page; another one is shown again before it can be confirmed."""

    read = forms.CharField(required=False)
    view = _one(
        "Do you see it this way?",
        {
            View.AGREES.value: "Yes, this is what I saw too, or what fits these pupils",
            View.OTHERWISE.value: "I see some of it otherwise",
        },
        "Please say whether you see it this way.",
    )
    otherwise = _words("If otherwise: how?", "Both views stand in the report.")
    nobody = forms.BooleanField(
        label="I have read it as a stranger would: no pupil can be recognised",
        error_messages={"required": "Please read it once more, and tick this if no pupil can be recognised."},
    )
    shared = forms.BooleanField(
        label="The programme’s report may show what the adults take from it, without the school’s name",
        help_text="Mixed with others’ words, once three schools and ten pupils are behind them. It may be public.",
        required=False,
    )

    def __init__(self, *args: Any, version: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("read") != self.version:
            self.add_error("view", CHANGED)
        if given.get("view") == View.OTHERWISE and not given.get("otherwise"):
            self.add_error("otherwise", "Please say in a few words how you see it.")
        for each in personal_in(str(given.get("otherwise", ""))):
            self.add_error("otherwise", f"“{each.text}” looks like {each.kind.value}. Please say it without.")
        return given

    @property
    def second(self) -> Second:
        given = self.cleaned_data
        return Second(View(given["view"]), given["otherwise"].strip(), given["shared"])
