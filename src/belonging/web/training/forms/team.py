"""The team's forms: a programme, a session, who came without signing up, a material."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from belonging.web.actions.forms.plan import choose, day_field, long_text, short_text
from belonging.web.base.numbers import LARGEST_NUMBER
from belonging.web.files.rules.kinds import too_large
from belonging.web.files.services import LARGEST_EVIDENCE
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.forms.faults import say_faults
from belonging.web.training.models import Audience, MaterialWhen, Session, SessionKind
from belonging.web.training.rules.people import Attendee, read_list
from belonging.web.training.services.materials import MaterialWords
from belonging.web.training.services.sessions import SessionWords
from belonging.web.ui.whole_text import WholeText

CLOCK = {"required": "Please say at what time.", "invalid": "A time looks like 15:30. Please write it like that."}


def time_field(label: str) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, help_text="For example 15:30", widget=widget, error_messages=CLOCK)


class ProgrammeForm(forms.Form):
    title = forms.CharField(
        label="Title",
        max_length=120,
        error_messages={
            "required": "Please give the programme a title.",
            "max_length": "Please say it in 120 characters at most.",
        },
    )
    about = WholeText(label="What it is about", required=False, **long_text(2000, rows=4))
    cohort = forms.ChoiceField(
        label="Which schools?",
        required=False,
        error_messages={"invalid_choice": "This cohort is not there. Please choose again."},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, cohorts: Sequence[Cohort]) -> None:
        super().__init__(data)
        self._cohorts = {cohort.slug: cohort for cohort in cohorts}
        names = [(slug, cohort.name) for slug, cohort in self._cohorts.items()]
        choose(self.fields["cohort"], "All schools that take part", names)

    @property
    def chosen_cohort(self) -> Cohort | None:
        return self._cohorts.get(self.cleaned_data["cohort"])


class SessionForm(forms.Form):
    """`schools` are offered while they are few enough to tick; from then on those picked before are kept."""

    title = forms.CharField(
        label="Title",
        max_length=120,
        error_messages={
            "required": "Please give the session a title.",
            "max_length": "Please say it in 120 characters at most.",
        },
    )
    kind = forms.ChoiceField(label="How is it held?", choices=SessionKind.choices, widget=forms.RadioSelect)
    audience = forms.ChoiceField(label="Who is it for?", choices=Audience.choices, widget=forms.RadioSelect)
    day = day_field("Day")
    starts = time_field("Starts at")
    ends = time_field("Ends at")
    place = forms.CharField(
        label="Place, if it is in person", help_text="Its name and address.", required=False, **short_text(200)
    )
    way_there = WholeText(label="Getting there, or getting in", required=False, **long_text(1000, rows=3))
    link = forms.CharField(
        label="Link to join, if it is online",
        help_text="Only people with a place see it. You can add it later: then they get it by mail.",
        required=False,
        **short_text(500),
    )
    places = forms.IntegerField(
        label="How many places?",
        help_text="Online it may stay empty: then everybody gets one.",
        required=False,
        min_value=1,
        max_value=10_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Please give a whole number, for instance 40.",
            "min_value": "Please give at least one place.",
            "max_value": "That number is too large to be right. Please look at it again.",
        },
    )
    sign_up_until = day_field("Last day to sign up", "If it is empty, people can sign up until the session starts.")
    trainer = forms.CharField(label="Who leads it?", required=False, **short_text(120))
    about = WholeText(label="What it is about", required=False, **long_text(2000, rows=4))
    schools = forms.MultipleChoiceField(
        label="Only for these schools",
        help_text="None ticked: all of the programme’s schools.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these schools is not in the programme. Please choose again."},
    )
    sequence = forms.IntegerField(required=False, max_value=LARGEST_NUMBER, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        schools: Sequence[School],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"kind": SessionKind.IN_PERSON, "audience": Audience.ALL, **(initial or {})})
        self.fields["day"].required = True
        self.fields["day"].error_messages["required"] = "Please choose a day."
        choose(self.fields["schools"], "", [(str(school.pk), school.name) for school in schools])
        if not schools:
            del self.fields["schools"]

    def clean(self) -> dict[str, Any]:
        """A link that is typed for a room, or a room for a link, is asked about: neither is dropped unsaid."""
        said = super().clean() or self.cleaned_data
        if said.get("kind") == SessionKind.IN_PERSON and said.get("link"):
            self.add_error("link", "A session in person has no link. Please take it out, or choose “Online” above.")
        if said.get("kind") == SessionKind.ONLINE and said.get("place"):
            self.add_error("place", "An online session has no place. Please take it out, or choose “In person” above.")
        return said

    @property
    def kept(self) -> str:
        """Says whom the session stays for, where schools are not offered."""
        count = 0 if "schools" in self.fields else len(self.initial.get("schools", ()))
        if not count:
            return ""
        whom = "one school that was" if count == 1 else f"{count} schools that were"
        return f"Only for {whom} chosen before: too many take part to be listed here."

    @property
    def words(self) -> SessionWords:
        said = self.cleaned_data
        until = said["sign_up_until"]
        starts = _at(said["day"], said["starts"])
        return SessionWords(
            title=said["title"],
            kind=said["kind"],
            starts_at=starts,
            ends_at=_at(said["day"], said["ends"]),
            audience=said["audience"],
            about=said["about"],
            trainer=said["trainer"],
            place=said["place"],
            way_there=said["way_there"],
            link=said["link"],
            places=said["places"],
            sign_up_until=None if until is None or until == said["day"] else _at(until + timedelta(days=1), time(0)),
            schools=[int(key) for key in (said if "schools" in self.fields else self.initial).get("schools", ())],
        )


def session_initial(session: Session, schools: Iterable[int]) -> dict[str, Any]:
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    until = timezone.localtime(session.sign_up_until)
    same = ("title", "kind", "audience", "place", "way_there", "link", "places", "trainer", "about", "sequence")
    return {name: getattr(session, name) for name in same} | {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "sign_up_until": None if until == starts else (until - timedelta(minutes=1)).date(),
        "schools": [str(key) for key in schools] if session.picks_schools else [],
    }


def _at(day: Any, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


class CallOffForm(forms.Form):
    reason = forms.CharField(
        label="Why is it called off?",
        help_text="Everybody who is signed up reads this.",
        max_length=300,
        error_messages={
            "required": "Please say in a sentence why it is called off.",
            "max_length": "Please say it in 300 characters at most.",
        },
    )


class WalkInForm(forms.Form):
    """One person, or a list kept on paper."""

    school = forms.ChoiceField(
        label="School",
        error_messages={"required": "Please choose a school.", "invalid_choice": "Please choose a school of the list."},
    )
    people = WholeText(
        label="Who came",
        help_text="One person a line: name, e-mail, and “leader” for a senior leader. The e-mail may be left out: "
        "“Jo Bright” or “Jo Bright, , leader”.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        max_length=40_000,
        error_messages={
            "required": "Please name at least one person.",
            "max_length": "That list is too long. Please add it in two parts.",
        },
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, schools: Sequence[School]) -> None:
        super().__init__(data)
        self._schools = {school.slug: school for school in schools}
        choose(self.fields["school"], "Choose", [(slug, school.name) for slug, school in self._schools.items()])

    def clean_people(self) -> str:
        text = str(self.cleaned_data["people"])
        found = read_list(text, need_email=False)
        say_faults(self, found.faults)
        self._named = found.people
        return text

    @property
    def chosen_school(self) -> School:
        return self._schools[self.cleaned_data["school"]]

    @property
    def attendees(self) -> tuple[Attendee, ...]:
        return self._named


class MaterialForm(forms.Form):
    title = forms.CharField(
        label="What is it?",
        max_length=120,
        error_messages={
            "required": "Please say in a few words what it is.",
            "max_length": "Please say it in 120 characters at most.",
        },
    )
    when = forms.ChoiceField(
        label="Who gets it?",
        choices=MaterialWhen.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please say who gets it."},
    )
    file = forms.FileField(
        label="File",
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument text, a picture or plain text, up to 5 MB.",
        required=False,
        allow_empty_file=True,
    )
    link = forms.CharField(label="Or a link", required=False, **short_text(500))

    def __init__(
        self, data: Mapping[str, Any] | None = None, files: MultiValueDict[str, UploadedFile[Any]] | None = None
    ) -> None:
        super().__init__(data, files)

    @property
    def words(self) -> MaterialWords:
        """Raises FileRefused for a file that is too large."""
        said, upload = self.cleaned_data, self.cleaned_data["file"]
        if upload is None:
            return MaterialWords(said["when"], said["title"], said["link"])
        if (upload.size or 0) > LARGEST_EVIDENCE:
            raise too_large(LARGEST_EVIDENCE)
        return MaterialWords(said["when"], said["title"], said["link"], upload.name or "", upload.read())
