"""A Django form's fields, written by our components."""

from __future__ import annotations

import pytest
from django import forms

from belonging.web.ui.forms import render_errors, render_field
from tests.web.ui.dom import Node, tree


class Invitation(forms.Form):
    email = forms.EmailField(
        label="Work email",
        help_text="We send reminders there.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "vTextField"}),
        error_messages={"required": "Enter an email address"},
    )
    closes = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    how = forms.ChoiceField(
        label="How?", choices=[("paper", "On paper"), ("screen", "On screen")], widget=forms.RadioSelect
    )
    setting = forms.ChoiceField(choices=[("", "Choose one"), ("primary", "Primary")], required=False)
    others = forms.MultipleChoiceField(
        choices=[("p", "Parents"), ("s", "Staff")], widget=forms.CheckboxSelectMultiple, required=False
    )
    told = forms.BooleanField(label="I have told the parents")
    why = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    secret = forms.CharField(widget=forms.PasswordInput(render_value=True), required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def shown(form: forms.Form, name: str) -> Node:
    return tree(render_field(form[name]))


FILLED = {
    "email": "a@b.example",
    "closes": "2026-12-04",
    "how": "screen",
    "setting": "primary",
    "others": ["s"],
    "told": "on",
    "why": "Because",
    "secret": "hush",
    "token": "k",
}


@pytest.fixture
def filled() -> Invitation:
    return Invitation(FILLED, auto_id="%s")


def test_a_text_field_shows_label_hint_value_and_what_the_browser_should_fill_in(filled: Invitation) -> None:
    group = shown(filled, "email")
    (control,) = group.all("input")

    assert group.all("label")[0].attributes["for"] == control.attributes["id"]
    assert control.attributes["type"] == "email"
    assert control.attributes["value"] == "a@b.example"
    assert control.attributes["autocomplete"] == "email"
    assert control.attributes["class"] == "govuk-input"
    assert control.attributes["aria-describedby"] == "email-hint"


def test_a_date_from_the_service_is_written_as_the_browser_needs_it() -> None:
    from datetime import date

    form = Invitation(initial={"closes": date(2026, 12, 4)})

    assert shown(form, "closes").all("input")[0].attributes["value"] == "2026-12-04"


def test_choices_keep_what_was_chosen(filled: Invitation) -> None:
    def marked(name: str, element: str, word: str) -> list[str | None]:
        return [each.attributes["value"] for each in shown(filled, name).all(element) if word in each.attributes]

    assert marked("how", "input", "checked") == ["screen"]
    assert marked("setting", "option", "selected") == ["primary"]
    assert marked("others", "input", "checked") == ["s"]
    assert marked("told", "input", "checked") == ["on"]


def test_other_kinds_of_field(filled: Invitation) -> None:
    assert shown(filled, "why").all("textarea")[0].text() == "Because"
    assert shown(filled, "why").all("textarea")[0].attributes["rows"] == "3"
    assert shown(filled, "token").all("input")[0].attributes == {"type": "hidden", "name": "token", "value": "k"}


def test_a_password_is_never_written_back(filled: Invitation) -> None:
    assert "value" not in shown(filled, "secret").all("input")[0].attributes


def test_errors_stand_at_the_field_and_in_the_summary_that_links_to_it() -> None:
    form = Invitation({}, auto_id="%s")
    summary = tree(render_errors(form))
    target = {link.attributes["href"]: link.text() for link in summary.all("a")}

    assert target["#email"] == "Enter an email address"
    assert shown(form, "email").all("p")[0].text() == "Error: Enter an email address"
    ids = {each.attributes.get("id") for name in form.fields for each in shown(form, name).all("input")}
    assert {href[1:] for href in target if href} <= ids


def test_an_error_of_the_whole_form_is_said_without_a_link(filled: Invitation) -> None:
    filled.add_error(None, "The round is closed. Ask your lead to open it again.")
    summary = tree(render_errors(filled))

    assert summary.all("li")[0].text() == "The round is closed. Ask your lead to open it again."
    assert not summary.all("a")


def test_no_summary_when_all_is_well(filled: Invitation) -> None:
    assert render_errors(filled) == ""


def test_grouped_choices_are_refused() -> None:
    class Grouped(forms.Form):
        where = forms.ChoiceField(choices=[("North", [("a", "A")])])

    with pytest.raises(TypeError, match="flat list"):
        render_field(Grouped()["where"])
