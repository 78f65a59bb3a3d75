"""What somebody writes: a topic, an answer, a change. What looks like a name is pointed out before it is posted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from django import forms
from django.http import QueryDict

from belonging.web.accounts.models import User
from belonging.web.base.names_guard import Personal, personal_in
from belonging.web.community.models import Kind, Post
from belonging.web.community.queries.people import Signature, people_named, told_apart, writers_like
from belonging.web.community.rules.limits import LONGEST_TEXT, LONGEST_TITLE
from belonging.web.community.rules.mentions import named_in, spoken_in, unknown_in, without
from belonging.web.community.rules.tags import MOST, tags_offered
from belonging.web.community.services.writing import MAY_NOTICE, Said, TopicWords
from belonging.web.hub.queries.resources import resource_named
from belonging.web.ui.whole_text import WholeText

CONFIRM: Final = "No child or colleague can be recognised in this"
IF_NOBODY: Final = "If nobody can be recognised, tick the box below and send again."
TOO_LONG: Final = f"Please say it in {LONGEST_TEXT:,} letters at most."
HELP: Final = (
    "Name no child, family or colleague. To speak to somebody who is here, write @ and their name. **Two stars** make "
    "bold, a hyphen begins a list."
)


class AnswerForm(forms.Form):
    """A post. `signatures`: how its writer may sign; `known`: names and places that may stand in it."""

    text = WholeText(
        label="Your words",
        help_text=HELP,
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=LONGEST_TEXT,
        error_messages={"required": "Please write something first.", "max_length": TOO_LONG},
    )
    signed = forms.ChoiceField(label="Sign it as", error_messages={"required": "Please choose how to sign it."})

    def __init__(
        self, *args: Any, writer: User, signatures: Collection[Signature], known: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.writer, self.signatures = writer, {each.key: each for each in signatures}
        self.known = [writer.name, *(each.place for each in signatures if each.place), *known]
        self.fields["signed"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (each.key, f"{writer.name}, {each.words}") for each in signatures
        ]
        self.people: dict[str, User] = {}
        self.found_any = False
        self.asks_to_confirm = bool(self.data.get("confirmed"))
        self._offer(str(self.data.get("text", "")))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._take(given)
        self._warn(given)
        return given

    @property
    def said(self) -> Said:
        return Said(self.cleaned_data["text"], self.people, confirmed=self.found_any)

    @property
    def spoken_to(self) -> str:
        """Whom it speaks to, to be told when it is posted."""
        names = [user.name for user in self.people.values()]
        return f" They speak to {_listed(names)}." if names else ""

    @property
    def signature(self) -> Signature:
        return self.signatures[self.cleaned_data["signed"]]

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions that came up: who is meant, and whether nobody can be recognised."""
        return [self[name] for name in self.fields if name.startswith("who-") or name == "confirmed"]

    def _offer(self, text: str) -> None:
        """Find whom the text speaks to; ask where several have the name."""
        spoken = spoken_in(text)
        self.named = people_named({name for each in spoken for name in each.names}) if spoken else {}
        for at, (name, users) in enumerate(self.named.items()):
            if len(users) == 1:
                self.people[name] = users[0]
                continue
            choices = [("", "Choose"), *told_apart(users).items()]
            self.fields[f"who-{at}"] = forms.ChoiceField(
                label=f"Which {users[0].name} do you mean?",
                choices=choices,
                error_messages={"required": f"{len(users)} people here are called {users[0].name}. Please choose one."},
            )
        self.fields["confirmed"] = forms.BooleanField(label=CONFIRM, required=False)
        if not self.asks_to_confirm and not self._points(text):
            del self.fields["confirmed"]

    def _take(self, given: dict[str, Any]) -> None:
        for at, (name, users) in enumerate(self.named.items()):
            chosen = next((user for user in users if str(user.pk) == given.get(f"who-{at}")), None)
            if chosen is not None:
                self.people[name] = chosen

    def _points(self, text: str, *, speaks: bool = True) -> list[str]:
        """What looks like a name, in sentences. `speaks`: an @ in it speaks to somebody."""
        unknown = unknown_in(text, self.named.keys()) if speaks else ()
        masked = without(text, (*named_in(text, self.named.keys()), *unknown))
        pieces = personal_in(masked, known=self.known)
        return [*(_nobody(each.name) for each in unknown), *([_warning(pieces)] if pieces else [])]

    def _warn(self, given: dict[str, Any]) -> None:
        fields = [name for name in ("title", "text") if name in self.fields]
        found = {name: self._points(str(given.get(name, "")), speaks=name == "text") for name in fields}
        self.found_any = any(found.values())
        if given.get("confirmed") or not self.found_any:
            return
        if "confirmed" not in self.fields:
            self.fields["confirmed"] = forms.BooleanField(label=CONFIRM, required=False)
        for name, sentences in found.items():
            if sentences:
                self.add_error(name, " ".join([*sentences, IF_NOBODY]))


class TopicForm(AnswerForm):
    """A topic: what it is, its title, its first post, and what it is about."""

    kind = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect, choices=Kind.choices)
    title = forms.CharField(
        label="Title",
        help_text="As you would ask a colleague in the corridor.",
        max_length=LONGEST_TITLE,
        error_messages={
            "required": "Please give it a title.",
            "max_length": f"Please keep the title to {LONGEST_TITLE} letters.",
        },
    )
    tags = forms.MultipleChoiceField(
        label="What is it about?",
        help_text=f"As many as {MOST}, or none.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Please choose from the list."},
    )
    resource = forms.CharField(required=False, widget=forms.HiddenInput, max_length=80)
    field_order = ("kind", "title", "text", "tags", "resource", "signed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may_notice = any(each.role in MAY_NOTICE for each in self.signatures.values())
        kinds = [(value, words) for value, words in Kind.choices if may_notice or value != Kind.NOTICE]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["kind"].error_messages["required"] = "Please choose what it is."
        self.fields["tags"].choices = list(tags_offered().items())  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["text"].label = "What would you like to ask or say?"

    def clean_tags(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["tags"]
        if len(chosen) > MOST:
            raise forms.ValidationError(f"Please choose {MOST} at the most: those that matter most.")
        return chosen

    def clean_resource(self) -> str:
        slug: str = self.cleaned_data["resource"]
        return slug if slug and resource_named(slug) else ""

    @property
    def words(self) -> TopicWords:
        given = self.cleaned_data
        return TopicWords(given["kind"], given["title"], tuple(given["tags"]), given["resource"])


class EditForm(AnswerForm):
    """One's own post again. `was` goes along, so that a change made elsewhere meanwhile is not written over."""

    title = forms.CharField(
        label="Title", max_length=LONGEST_TITLE, error_messages={"required": "Please give it a title."}
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    field_order = ("title", "text", "was")

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        first = {"text": post.text, "title": post.topic.title, "was": post.text}
        super().__init__(*args, initial=first, **kwargs)
        self.fields["text"].label = "Your words"
        del self.fields["signed"]
        if post.number != 1:
            del self.fields["title"]

    def begin_from(self, text: str) -> str:
        """The next save is meant for what stands there now."""
        self.data = {**self.data.dict(), "was": text} if isinstance(self.data, QueryDict) else {"was": text}
        return text


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={
            "required": "Please say why in a sentence.",
            "max_length": "Please say it in 500 letters at most.",
        },
    )


def _warning(found: Collection[Personal]) -> str:
    pieces = list(dict.fromkeys(f"“{each.text}”" for each in found))
    one = len(pieces) == 1
    looks = " or ".join(dict.fromkeys((each.kind.value if one else each.kind.several) for each in found))
    verb, them = ("looks", "it") if one else ("look", "them")
    says = f"{_listed(pieces)} {verb} like {looks}. Please take {them} out"
    return f"{says}, or write “a pupil in Year 5” instead."


def _nobody(name: str) -> str:
    """An @ for somebody who is not here."""
    like = writers_like(name)
    says = f"Nobody here is called “{name}”."
    if like:
        return f"{says} Did you mean {' or '.join(f'@{each}' for each in like)}? Please write the whole name."
    return f"{says} Please write the whole name as it stands above their posts, or take the @ and the name out."


def _listed(pieces: list[str]) -> str:
    return pieces[0] if len(pieces) == 1 else f"{', '.join(pieces[:-1])} and {pieces[-1]}"
