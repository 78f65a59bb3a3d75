"""Lists of people as they are pasted: read whole, or told line by line what is wrong."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.web.training.rules.people import Attendee, person_key, read_list

NAMES = st.text("abcdefghij ABC'-é", min_size=1, max_size=30).filter(lambda name: name.strip())


def test_names_with_and_without_commas_tabs_and_a_head_line() -> None:
    text = (
        "Name, E-mail, Leader\nJo Bright, Jo@Maple.Example, leader\r\n\n"
        "Sam Reed\tsam@maple.example\nAl Fox,al@maple.example,no"
    )

    found = read_list(text)

    assert found.faults == ()
    assert found.people == (
        Attendee("Jo Bright", "jo@maple.example", True),
        Attendee("Sam Reed", "sam@maple.example", False),
        Attendee("Al Fox", "al@maple.example", False),
    )


def test_each_line_that_cannot_be_used_is_told_by_its_number() -> None:
    text = (
        "Jo Bright\njo@maple.example\nSam, sam(at)maple\n"
        "Al, al@maple.example, perhaps\nKim, k@m.example, no, 3\n, x@m.example"
    )

    faults = read_list(text).faults

    assert [fault.partition(":")[0] for fault in faults] == [f"Line {number}" for number in range(1, 7)]
    assert "no e-mail for Jo Bright" in faults[0]
    assert "is no e-mail address" in faults[2]
    assert "“perhaps” is not clear" in faults[3]


def test_the_same_address_twice_and_too_many_at_once() -> None:
    assert "stands in line 1 already" in read_list("Jo, jo@m.example\nJoanna, JO@m.example").faults[0]
    assert "at most 200" in read_list("\n".join(f"P, p{n}@m.example" for n in range(201))).faults[0]


def test_a_list_kept_on_paper_needs_no_addresses() -> None:
    found = read_list("Jo Bright\nSam Reed, , leader", need_email=False)

    assert found.people == (Attendee("Jo Bright"), Attendee("Sam Reed", "", True))


@given(st.lists(NAMES, min_size=1, max_size=8), st.booleans())
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_by_these_rules_is_read_again(names: list[str], leads: bool) -> None:
    lines = [f"{name}, p{n}@m.example, {'leader' if leads else ''}" for n, name in enumerate(names)]

    found = read_list("\n".join(lines))

    assert found.faults == ()
    assert [each.name for each in found.people] == [" ".join(name.split()) for name in names]
    assert {each.is_leader for each in found.people} == {leads}


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_it_and_what_it_reads_can_be_stored(text: str) -> None:
    for each in read_list(text).people:
        assert 0 < len(each.name) <= 120
        assert "@" in each.email


def test_one_address_is_one_person_in_every_school_and_a_bare_name_in_one() -> None:
    one = person_key(email="Jo@m.example", name="Jo", school=1)

    assert one == person_key(email="jo@m.example ", name="Joanna", school=2)
    assert "jo" not in one
    assert person_key(email="", name="Jo  Bright", school=1) == person_key(email="", name="jo bright", school=1)
    assert person_key(email="", name="Jo", school=1) != person_key(email="", name="Jo", school=2)
