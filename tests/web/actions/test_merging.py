"""Two edits of one action, put together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from belonging.web.actions.rules.merging import merge

NAMES = ("what", "detail", "owner", "due_on")
values = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b", "c"]) for name in NAMES})


def test_what_each_of_them_changed_is_kept() -> None:
    found = merge(
        base={"what": "Club", "due_on": "2026-12-11"},
        mine={"what": "Breakfast club", "due_on": "2026-12-11"},
        theirs={"what": "Club", "due_on": "2027-01-15"},
    )
    assert found.values == {"what": "Breakfast club", "due_on": "2027-01-15"}
    assert (found.disputed, found.taken) == ((), ("due_on",))


def test_what_both_changed_is_mine_in_the_form_and_named() -> None:
    found = merge(base={"what": "Club"}, mine={"what": "My club"}, theirs={"what": "Their club"})
    assert (found.values, found.disputed) == ({"what": "My club"}, ("what",))


def test_a_browsers_line_ends_are_no_change() -> None:
    found = merge(base={"detail": "a\nb"}, mine={"detail": "a\r\nb "}, theirs={"detail": "new"})
    assert found.values == {"detail": "new"}


@given(values, values, values)
def test_nothing_of_mine_or_theirs_is_lost(base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]) -> None:
    found = merge(base=base, mine=mine, theirs=theirs)
    for name in NAMES:
        if mine[name] not in (base[name], theirs[name]):
            assert found.values[name] == mine[name]
        if theirs[name] != found.values[name]:
            assert theirs[name] == base[name] or name in found.disputed


@given(values, values)
def test_without_a_base_every_difference_is_shown(mine: dict[str, str], theirs: dict[str, str]) -> None:
    found = merge(base={}, mine=mine, theirs=theirs)
    differing = {name for name in NAMES if mine[name] not in ("", theirs[name]) and theirs[name]}
    assert set(found.disputed) == differing
