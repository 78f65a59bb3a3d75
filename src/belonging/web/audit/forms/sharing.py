"""Whom each area of an audit goes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.utils.datastructures import MultiValueDict

from belonging.web.accounts.models import User
from belonging.web.audit.services.sharing import Shared

Holders = Mapping[str, Sequence[User]]
BEGAN = "began-"
"""Before an area's key: who had the area when the page was made."""


class ShareForm(forms.Form):
    """One list of people for each area. The names of the fields are the areas' keys.

    `held`: who has each area now. `proposed`: who is ticked instead, where nobody has an area yet.
    """

    def __init__(
        self,
        *args: object,
        areas: Sequence[tuple[str, str]],
        people: Sequence[User],
        held: Holders,
        proposed: Holders | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.areas, self.held = areas, held
        self.people = {str(person.pk): person for person in people}
        ticked = proposed or held
        for key, title in areas:
            self.fields[key] = forms.MultipleChoiceField(
                label=title,
                required=False,
                initial=_keys(ticked.get(key, ())),
                choices=[(pk, person.name) for pk, person in self.people.items()],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "One of these people no longer works on the audit. Choose again."},
            )
            began = ",".join(_keys(held.get(key, ())))
            self.fields[f"{BEGAN}{key}"] = forms.CharField(required=False, initial=began, widget=forms.HiddenInput)

    @property
    def shared(self) -> dict[str, Shared]:
        return {key: Shared(self._chosen(key), self._began(key)) for key, _ in self.areas}

    def once_more(self, held: Holders, theirs: Mapping[str, Sequence[str]]) -> ShareForm:
        """The same choices beside who has the areas now; areas that were left alone as they are now."""
        sent: MultiValueDict[str, str] = MultiValueDict()
        for key, each in self.shared.items():
            sent.setlist(key, _keys(each.people if each.is_changed else held.get(key, ())))
            sent[f"{BEGAN}{key}"] = ",".join(_keys(held.get(key, ())))
        again = ShareForm(sent, areas=self.areas, people=list(self.people.values()), held=held)
        titles = dict(self.areas)
        for key, names in theirs.items():
            again.add_error(key, _both(titles[key], names, [person.name for person in self._chosen(key)]))
        return again

    def _chosen(self, area: str) -> list[User]:
        return [self.people[pk] for pk in self.cleaned_data[area]]

    def _began(self, area: str) -> frozenset[str]:
        return frozenset(filter(None, str(self.cleaned_data[f"{BEGAN}{area}"]).split(",")))


def _keys(people: Iterable[User]) -> list[str]:
    return [str(person.pk) for person in people]


def _both(area: str, theirs: Sequence[str], yours: Sequence[str]) -> str:
    has, chose = (", ".join(names) or "nobody" for names in (theirs, yours))
    return f"{area} is with {has} now. You chose: {chose}. Save again to have it as it is ticked here."
