"""What is decided without a database: consent, numbers, names, snapshots."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.cases.forms.beside import PictureForm, QuoteForm
from belonging.web.cases.forms.steps import NamesForm
from belonging.web.cases.models import Treatment, Use
from belonging.web.cases.presenters.naming import decided_words
from belonging.web.cases.rules.claims import own_numbers, shares_unpicked
from belonging.web.cases.rules.consents import Given, Seen, may_show_picture
from belonging.web.cases.rules.one_person import could_be_one_person
from belonging.web.cases.rules.plan_words import action_words
from belonging.web.cases.rules.redacting import OwnNames, Replaced, marked_in, redacted, undecided
from belonging.web.replies.rules.shares import Printed

TODAY = date(2026, 11, 23)
OWN = OwnNames("Maple Tree School", ("Eastreach",))
consents = st.lists(
    st.builds(
        Given,
        use=st.sampled_from(Use.values),
        until=st.sampled_from([None, date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)]),
        withdrawn=st.booleans(),
    ),
    max_size=4,
)
seen = st.builds(
    Seen, adults=st.integers(0, 2), children=st.integers(0, 2), confirmed=st.booleans(), withdrawn=st.booleans()
)


@given(seen, consents)
def test_what_the_public_may_see_the_hub_may_see_too(shown: Seen, given_: list[Given]) -> None:
    if may_show_picture(shown, given_, Use.PUBLIC, TODAY):
        assert may_show_picture(shown, given_, Use.HUB, TODAY)


@given(seen, consents, st.sampled_from(Use.values))
def test_a_picture_is_shown_only_with_the_consent_of_everybody_in_it(
    shown: Seen, given_: list[Given], use: str
) -> None:
    if may_show_picture(shown, given_, use, TODAY):
        standing = [each for each in given_ if not each.withdrawn and (each.until is None or each.until >= TODAY)]
        assert len(standing) >= max(1, shown.adults + shown.children)
        assert not shown.withdrawn
        assert shown.confirmed or not shown.children


@given(st.text(alphabet="ab .\n", max_size=20), st.sampled_from(["Ms Ito", "Maple Tree", "Eastreach Library"]))
def test_a_replaced_word_is_in_no_version(around: str, words: str) -> None:
    decided = [Replaced(words, Treatment.ALWAYS, "[out]")]
    assert f" {words} ".lower() not in redacted(f"{around} {words} {around}", decided, masked=False).lower()


def test_numbers_of_the_questionnaires_are_picked_and_not_typed() -> None:
    picked = [Printed("between 75 and 80 in 100", 75, 80)]
    assert shares_unpicked("It is calm; between 75 and 80 in 100 say so.", picked) == []
    assert shares_unpicked("Now 92% of pupils feel safe.", picked) == ["92%"]
    assert "118 pupils" in " ".join(own_numbers("In all 118 pupils came.", []))
    assert own_numbers("We began in Year 5, at eight.", []) == []


def test_names_and_places_are_found_and_replaced_in_the_masked_version_alone_where_they_name_nobody() -> None:
    text = "Maple Tree School is in Eastreach. Mrs Okafor opens the hall. Pupils of Maple Tree come."
    marked = marked_in(text, OWN)
    assert {each.words for each in marked} == {"Maple Tree School", "Maple Tree", "Eastreach", "Mrs Okafor"}
    decided = [Replaced(each.words, str(each.treatment), each.replacement) for each in marked]
    assert undecided(marked, decided) == []
    masked, named = redacted(text, decided, masked=True), redacted(text, decided, masked=False)
    assert masked == "Our school is in our area. A colleague opens the hall. Pupils of our school come."
    assert named == "Maple Tree School is in Eastreach. A colleague opens the hall. Pupils of Maple Tree come."


def test_words_are_filled_in_only_for_what_is_a_name_and_others_are_asked_about() -> None:
    text = "They say Günaydın to my mum. Amir and Mrs Delaney wave; write to rosa@maple.example."
    found = {each.words: (each.treatment, each.replacement) for each in marked_in(text, OWN)}
    assert found == {
        "Günaydın": (None, ""),
        "Amir": (Treatment.ALWAYS, "somebody"),
        "Mrs Delaney": (Treatment.ALWAYS, "a colleague"),
        "rosa@maple.example": (Treatment.ALWAYS, "the school office"),
    }
    form = NamesForm({"how-1": "kept"}, marked=marked_in("They say Günaydın to Amir.", OWN), decided=[])
    assert "does “Günaydın” name" in str(form.errors["how-0"])


def test_what_is_said_of_decisions_follows_them() -> None:
    decided = [
        Replaced("Mrs Lee", Treatment.MASKED, "a colleague"),
        *(Replaced(words, Treatment.KEPT, "") for words in ("A", "B", "C", "D", "E", "F")),
    ]
    said = decided_words(decided)
    assert "with your school’s name still has “Mrs Lee”" in said
    assert "Every version has “A”, “B”, “C”, “D” and 2 more." in said
    assert "No published version" not in said
    assert "No published version has “Mrs Lee”." in decided_words(
        [Replaced("Mrs Lee", Treatment.ALWAYS, "a colleague")]
    )


def test_a_school_is_known_by_the_short_forms_of_its_name() -> None:
    text = "Copperfinch High is large. Copperfinch pupils say so."
    marked = marked_in(text, OwnNames("Copperfinch High School", ()))
    decided = [Replaced(each.words, str(each.treatment), each.replacement) for each in marked]
    assert redacted(text, decided, masked=True) == "Our school is large. Our school pupils say so."


@pytest.mark.parametrize(
    ("whose", "one"),
    [("a parent", False), ("a Year 5 pupil", False), ("the caretaker", True), ("our SENCO", True), ("head girl", True)],
)
def test_who_said_it_could_be_one_person(whose: str, one: bool) -> None:
    assert could_be_one_person(whose) is one


def test_an_action_of_the_plan_in_a_line() -> None:
    assert action_words("Quiet room.", None, None) == "Quiet room."
    assert action_words("Quiet room", 1, 0) == "Quiet room (reached 1 person; cost nothing)."


def test_a_quote_that_may_name_somebody_is_asked_about_and_nothing_typed_is_lost() -> None:
    sent = {
        "words": "Amir sits with me.", "whose": "the only Year 2 pupil with a dog", "given_by": "a parent",
        "given_on": "2026-11-02", "use": "hub",
    }  # fmt: skip
    first = QuoteForm(sent)
    assert "Amir" in str(first.errors["checked"])
    assert first["words"].value() == "Amir sits with me."
    assert QuoteForm(sent | {"checked": "on"}).is_valid()


def test_children_in_a_picture_are_counted() -> None:
    form = PictureForm(
        {"alt": "A hall", "who": "children", "given_by": "a parent", "given_on": "2026-11-02", "use": "hub"}
    )
    assert "each one’s parent has to agree" in str(form.errors["children"])
    assert "choose the picture again" not in str(form.errors.get("alt", ""))
