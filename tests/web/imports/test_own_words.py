"""Words and names that stand in a survey's file: none of them is in what the database keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from belonging.instruments.load import load
from belonging.web.base.scope import programme_scope
from belonging.web.imports.models import SavedMapping, Upload
from belonging.web.imports.queries import table_of
from belonging.web.imports.rules.answering import OTHER_WORDS, is_answer
from belonging.web.imports.services.uploads import KEPT_FOR, forget_due
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.imports.given import PUPILS, answers
from tests.web.imports.test_bringing import LIST, TERMS, evaluator, through, upload

__all__ = ["evaluator"]

TEACHERS = ("Ava Smith", "Tom Jones", "Amina Begum", "Joe Brown")
SAID = "I am Ava Smith of 7B, I hate it here"
ROWS = 40


def told(**changed: str) -> bytes:
    """Pupils who named four teachers, their form and themselves; and one who wrote into Gender and a statement."""
    head, *rows = answers(rows=ROWS).decode().splitlines()
    lines = [f"{head},My favourite teacher,Q13 nickname,Form group,Do you like lunch?,Q20"]
    for at, row in enumerate(rows):
        lines.append(f"{row},{TEACHERS[at % 4]},Zippy,7B,Sometimes,{at % 4}")
    lines[7] = lines[7].replace(",Girl,", f',"{changed.get("gender", SAID)}",')
    lines[8] = lines[8].replace("Most of the time", f'"{SAID}"', 1)
    lines[9] = lines[9].replace("Maple Tree School", f'"{SAID}"', 1)
    return "\n".join(lines).encode()


def stored(upload: Upload) -> str:
    with programme_scope("test"):
        kept = Upload.objects.get(pk=upload.pk)
        return f"{table_of(kept).rows} {kept.mapping}"


def assert_nobody_is_named(kept: str) -> None:
    for secret in ("Ava", "Smith", "Tom Jones", "Amina", "Zippy", "7B", "hate"):
        assert secret not in kept


def test_names_nicknames_forms_and_a_sentence_are_not_in_the_table(evaluator: Client, maple: School) -> None:
    found = upload(evaluator, told())

    assert_nobody_is_named(stored(found))
    with programme_scope("test"):
        table = table_of(Upload.objects.get())
    headings = {column.heading for column in table.columns}
    assert {"Do you like lunch?", "Q20"} <= headings, "what can only have been ticked is kept"
    dropped = {each.heading: each.why for each in table.dropped}
    assert dropped == dict.fromkeys(("My favourite teacher", "Q13 nickname", "Form group"), "words of people’s own")
    for heading in ("gender", "belong", "school"):
        assert table.values([heading])[OTHER_WORDS] == 1


def test_other_words_come_in_as_not_stated_and_a_kept_mapping_has_labels_alone(
    evaluator: Client, maple: School
) -> None:
    found = upload(evaluator, told())
    here = f"{LIST}{found.pk}/"
    assert through(evaluator, f"{here}columns/") == f"{here}answers/"
    page = evaluator.get(f"{here}answers/")
    means = {"school": "leave out", "gender": "-unsaid", "answer": "-unanswered"}
    other = {
        bound.html_name: means[bound.html_name.partition("_")[0]]
        for bound in page.context["form"]
        if OTHER_WORDS in str(bound.label)
    }
    assert len(other) == 3
    assert through(evaluator, f"{here}answers/", **other) == f"{here}check/"
    assert evaluator.post(f"{here}check/", TERMS).status_code == 302

    with programme_scope("test"):
        kept = SavedMapping.objects.get().mapping
    assert_nobody_is_named(str(kept))
    assert kept["values"]["gender"] == {"Girl": "girl"}
    assert kept["values"]["school"] == {"Maple Tree School": str(maple.pk)}
    assert kept["answers"]["frequency"] == {"Most of the time": 3}


def test_a_name_that_many_gave_is_in_no_kept_mapping(evaluator: Client, maple: School) -> None:
    content = answers(rows=ROWS).replace(b"Maple Tree School", b"Ava Smith")
    found = upload(evaluator, content)
    here = f"{LIST}{found.pk}/"
    through(evaluator, f"{here}columns/")
    school = next(b.html_name for b in evaluator.get(f"{here}answers/").context["form"] if "Ava Smith" in str(b.label))
    assert through(evaluator, f"{here}answers/", **{school: maple.name}) == f"{here}check/"
    assert evaluator.post(f"{here}check/", TERMS).status_code == 302

    with programme_scope("test"):
        assert SavedMapping.objects.get().mapping["values"]["school"] == {}


def test_what_was_confirmed_is_not_forgotten_before_it_is_in(evaluator: Client, maple: School) -> None:
    found = upload(evaluator, answers())
    here = f"{LIST}{found.pk}/"
    through(evaluator, f"{here}columns/")
    through(evaluator, f"{here}answers/")
    assert evaluator.post(f"{here}check/", TERMS).status_code == 302

    assert forget_due(now=max(NOW, found.uploaded_at) + KEPT_FOR + timedelta(days=3)) == 0
    with programme_scope("test"):
        assert Upload.objects.filter(survey__isnull=False).exists()


@pytest.mark.parametrize("cell", ["Sometimes", "Strongly agree", "4", "A2", "Girl", "Year 7", "I don’t want to say"])
def test_what_can_have_been_ticked_is_an_answer(cell: str) -> None:
    assert is_answer(cell, load(PUPILS))


@pytest.mark.parametrize("cell", ["7B", "Zippy", "Ava Smith", "4127", "hate it", SAID])
def test_what_names_somebody_is_no_answer(cell: str) -> None:
    assert not is_answer(cell, load(PUPILS))
