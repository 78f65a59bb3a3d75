"""What the team plans for a cohort."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import slugify

from belonging.instruments.load import load, published
from belonging.instruments.model import Audience
from belonging.web.programme.errors import NothingToLink
from belonging.web.programme.models import Cohort, CohortQuestionnaire, Entrance, Wave
from belonging.web.programme.rules.modes import FACTS, LANGUAGES, USUAL_FACTS, linkable, titled
from belonging.web.programme.rules.planning import NEEDED, WAVES, Window, window_faults
from belonging.web.programme.services import Asked, CohortDates, Modes

MOST_SCHOOLS: Final = 30_000
_DAY: Final = {"required": "Please choose the day.", "invalid": "Please choose a day of the calendar."}


def _day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget, error_messages=_DAY)


class NewCohortForm(forms.Form):
    name = forms.CharField(
        label="Name",
        help_text="Schools and families read it. For instance “London 2027”.",
        max_length=80,
        error_messages={"required": "Please give the cohort a name."},
    )
    starts_on = _day("First day of the programme")

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if not slugify(name):
            raise forms.ValidationError("Please use letters or digits in the name: it becomes part of an address.")
        return name

    @property
    def slug(self) -> str:
        return slugify(str(self.cleaned_data["name"]))[:60]


class DatesForm(forms.Form):
    """First and last days, each wave's window, places, and when results are told."""

    starts_on = _day("First day of the programme")
    ends_on = _day("Last day of the programme")
    results_on = _day(
        "Day by which pupils and families hear the results",
        help_text="It is printed in the letter to parents, so choose a day that you can keep.",
    )
    places = forms.IntegerField(
        label="How many schools is there room for?",
        min_value=1,
        max_value=MOST_SCHOOLS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Please say how many schools there is room for.",
            "invalid": "Please give a whole number, for instance 10.",
            "min_value": "Please give 1 or more.",
            "max_value": f"Please give at most {MOST_SCHOOLS:,}.",
        },
    )

    def __init__(self, *args: object, cohort: Cohort, windows: dict[str, Window], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        for name in ("starts_on", "ends_on", "results_on", "places"):
            self.fields[name].initial = getattr(cohort, name)
        for wave in WAVES:
            needed = wave in NEEDED
            self.fields[f"{wave}_opens"] = _day("First day", required=needed)
            self.fields[f"{wave}_closes"] = _day("Last day", required=needed)
            if wave in windows:
                self.fields[f"{wave}_opens"].initial = windows[wave].opens_on
                self.fields[f"{wave}_closes"].initial = windows[wave].closes_on
        # Errors are listed in the order of the page.
        days = [f"{wave}_{end}" for wave in WAVES for end in ("opens", "closes")]
        self.order_fields(["starts_on", "ends_on", *days, "results_on", "places"])

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        opens, closes = cleaned.get("midpoint_opens"), cleaned.get("midpoint_closes")
        if not self.errors and bool(opens) != bool(closes):
            missing = "midpoint_closes" if opens else "midpoint_opens"
            self.add_error(missing, "Please give both days of the midpoint, or leave both empty.")
        starts, ends, results = (cleaned.get(name) for name in ("starts_on", "ends_on", "results_on"))
        if isinstance(starts, date) and isinstance(ends, date) and ends <= starts:
            self.add_error("ends_on", "The last day has to come after the first day.")
        if self.errors or not isinstance(starts, date) or not isinstance(ends, date):
            return cleaned
        for wave, fault in window_faults(self.windows, starts_on=starts, ends_on=ends).items():
            self.add_error(f"{wave}_closes" if "last day" in fault else f"{wave}_opens", f"{Wave(wave).label}: {fault}")
        if isinstance(results, date) and results <= max(window.closes_on for window in self.windows.values()):
            self.add_error("results_on", "Results can be told only after the last wave has closed. Choose a later day.")
        return cleaned

    @property
    def windows(self) -> dict[str, Window]:
        said = self.cleaned_data
        return {
            wave: Window(said[f"{wave}_opens"], said[f"{wave}_closes"])
            for wave in WAVES
            if said.get(f"{wave}_opens") and said.get(f"{wave}_closes")
        }

    @property
    def waves(self) -> Iterator[tuple[str, str, BoundField, BoundField]]:
        """(name, what is said of it, its first day, its last day), in the order of the page."""
        for wave in WAVES:
            words = "" if wave in NEEDED else "Leave both days empty if there is none."
            yield Wave(wave).label, words, self[f"{wave}_opens"], self[f"{wave}_closes"]

    @property
    def dates(self) -> CohortDates:
        said = self.cleaned_data
        return CohortDates(said["starts_on"], said["ends_on"], said["results_on"], said["places"], self.windows)


def _can_link(asked: Asked) -> bool:
    return linkable(asked.instrument, asked.entrance, asked.waves)


class ModesForm(forms.Form):
    """For each questionnaire: its waves, the way in and what slips say. No wave: it is not asked."""

    languages = forms.MultipleChoiceField(
        label="Languages beside English",
        help_text="A text is shown in a language once a translator has signed it off; until then in English.",
        required=False,
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    links_waves = forms.BooleanField(label="Link baseline and endline by pupils’ slips", required=False)

    def __init__(self, *args: object, cohort: Cohort, asked: Iterable[CohortQuestionnaire], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.fields["languages"].initial = cohort.languages
        self.fields["links_waves"].initial = cohort.links_waves
        known = {each.instrument: each for each in asked}
        order = list(Audience)
        self.instruments = tuple(sorted(published(), key=lambda name: (order.index(load(name).audience), name)))
        for name in self.instruments:
            self._add(name, known.get(name), fresh=not known)

    def _add(self, name: str, planned: CohortQuestionnaire | None, *, fresh: bool) -> None:
        audience = load(name).audience.value
        usual = USUAL_FACTS.get(audience, ())
        self.fields[f"waves_{name}"] = forms.MultipleChoiceField(
            label="When is it asked?",
            required=False,
            choices=Wave.choices,
            initial=planned.waves if planned else list(NEEDED) if fresh else [],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[f"entrance_{name}"] = forms.ChoiceField(
            label="How do people get in?",
            choices=Entrance.choices,
            initial=planned.entrance if planned else Entrance.SLIPS if usual else Entrance.OPEN_LINK,
            widget=forms.RadioSelect,
            error_messages={"required": "Please choose how people get in."},
        )
        if usual:
            self.fields[f"facts_{name}"] = forms.MultipleChoiceField(
                label="What does a slip say, so that nobody is asked?",
                help_text="Choose only what you will compare groups by: a rare mix could point at few pupils.",
                required=False,
                choices=[(fact, FACTS[fact]) for fact in usual],
                initial=planned.slip_facts if planned else [],
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if not any(cleaned.get(f"waves_{name}") for name in self.instruments):
            raise forms.ValidationError("Please choose at least one questionnaire, and when it is asked.")
        if cleaned.get("links_waves") and not self.errors and not any(map(_can_link, self._asked())):
            self.add_error("links_waves", str(NothingToLink()))
        return cleaned

    @property
    def blocks(self) -> Iterator[tuple[str, list[BoundField]]]:
        """(title, its fields), in the order of the page."""
        for name in self.instruments:
            parts = ("waves", "entrance", "facts")
            yield titled(name), [self[f"{part}_{name}"] for part in parts if f"{part}_{name}" in self.fields]

    @property
    def modes(self) -> Modes:
        said = self.cleaned_data
        return Modes(tuple(self._asked()), tuple(said["languages"]), links_waves=said["links_waves"])

    def _asked(self) -> Iterator[Asked]:
        said = self.cleaned_data
        for name in self.instruments:
            if said[f"waves_{name}"]:
                slips = said[f"entrance_{name}"] == Entrance.SLIPS
                facts = tuple(said.get(f"facts_{name}", ())) if slips else ()
                waves = tuple(wave for wave in WAVES if wave in said[f"waves_{name}"])
                yield Asked(name, said[f"entrance_{name}"], waves, facts)
