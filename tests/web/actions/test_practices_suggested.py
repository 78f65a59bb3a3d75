"""Which practices come first for a school, and why: the rule, for any library and any needs."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belonging.instruments.load import load_practices
from belonging.instruments.practices import Evidence, Practice
from belonging.web.actions.rules.suggestions import Need, Suggested, Wanted, suggested, suits

LIBRARY = load_practices().practices
SETTINGS = st.sampled_from(["primary", "secondary", "all_through", "special", "alternative_provision"])
STATEMENTS = sorted({key for practice in LIBRARY for key in practice.statements})
ITEMS = sorted({(pairing.audience, pairing.item) for practice in LIBRARY for pairing in practice.pairings})
STATEMENT_NEEDS = st.sampled_from(STATEMENTS).map(lambda key: Need(f"About {key}.", statement=key))
ITEM_NEEDS = st.sampled_from(ITEMS).map(lambda item: Need(f"About {item}.", item=item))
NEEDS = st.lists(st.one_of(STATEMENT_NEEDS, ITEM_NEEDS), max_size=10)
KINDS = ("primary", "secondary", "special", "alternative_provision")
PLACES = st.tuples(st.integers(0, len(LIBRARY) - 1), st.integers(1, 2 ** len(KINDS) - 1))
PRACTICES = st.lists(PLACES, max_size=12, unique_by=lambda drawn: drawn[0]).map(
    lambda drawn: [for_some(LIBRARY[place], kinds) for place, kinds in drawn]
)

unhurried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def for_some(practice: Practice, kinds: int) -> Practice:
    """For the kinds of school whose bits are set."""
    return replace(practice, settings=tuple(kind for bit, kind in enumerate(KINDS) if kinds >> bit & 1))


def keys(found: list[Suggested]) -> list[str]:
    return [each.practice.key for each in found]


def shared(practice: Practice, needs: list[Need]) -> int:
    return len({need.statement for need in needs if need.statement in practice.statements})


def test_a_statement_that_is_not_yet_met_brings_what_others_do_about_it() -> None:
    need = Need("You rated as not yet met 3.6, “Pupils help pupils”.", statement="peer_programmes")

    first = suggested(LIBRARY, needs=[need], setting="primary")

    assert set(keys(first)) >= {"peer_mentoring", "friendship_ambassadors", "buddy_system"}
    assert all(each.because == (need.words,) for each in first)


def test_what_people_said_brings_what_is_about_the_same_thing() -> None:
    need = Need("Many feel lonely.", item=("pupil", "lonely"))

    first = keys(suggested(LIBRARY, needs=[need], setting="primary"))

    assert set(first) >= {"peer_mentoring", "play_leaders"}
    assert not {"breakfast_club", "rules_review"} & set(first)


def test_a_school_with_no_needs_gets_no_suggestion() -> None:
    assert suggested(LIBRARY, needs=[], setting="primary") == []


def test_a_practice_that_answers_two_statements_comes_before_the_better_tested_that_answers_one() -> None:
    tested, helpful = (practice for practice in LIBRARY if practice.key in ("bullying_response", "safe_space"))
    needs = [
        Need("One.", statement="unkindness"),
        Need("Two.", statement="breaks"),
        Need("Three.", statement="asking_for_help"),
    ]
    both = [replace(tested, statements=("unkindness",)), replace(helpful, statements=("breaks", "asking_for_help"))]

    found = suggested(both, needs=needs, setting="secondary")

    assert keys(found) == [both[1].key, both[0].key]
    assert found[0].because == ("Two.", "Three.")


def test_among_equals_the_better_tested_comes_first() -> None:
    one = LIBRARY[0]
    twins = [replace(one, key=evidence.value, evidence=evidence) for evidence in reversed(Evidence)]

    found = suggested(twins, needs=[Need("It.", statement=one.statements[0])], setting="primary")

    assert keys(found) == [evidence.value for evidence in Evidence]


@unhurried
@given(practices=PRACTICES, needs=NEEDS, setting=SETTINGS)
def test_what_is_suggested_suits_the_school_and_answers_something(
    practices: list[Practice], needs: list[Need], setting: str
) -> None:
    found = suggested(practices, needs=needs, setting=setting)

    assert {each.practice.key for each in found} == {
        practice.key
        for practice in practices
        if suits(practice, setting) and any(need.is_answered_by(practice) for need in needs)
    }
    assert all(each.because and set(each.because) <= {need.words for need in needs} for each in found)


def test_a_school_is_not_offered_what_is_for_others() -> None:
    need = Need("Break is rough.", statement="breaks")

    assert "play_leaders" in keys(suggested(LIBRARY, needs=[need], setting="primary"))
    assert "play_leaders" not in keys(suggested(LIBRARY, needs=[need], setting="alternative_provision"))


@unhurried
@given(practices=PRACTICES, needs=NEEDS, setting=SETTINGS)
def test_most_statements_come_first(practices: list[Practice], needs: list[Need], setting: str) -> None:
    counts = [shared(each.practice, needs) for each in suggested(practices, needs=needs, setting=setting)]

    assert counts == sorted(counts, reverse=True)


@unhurried
@given(practices=PRACTICES, needs=NEEDS, setting=SETTINGS, more=STATEMENT_NEEDS)
def test_a_further_need_never_moves_what_answers_it_behind_what_does_not(
    practices: list[Practice], needs: list[Need], setting: str, more: Need
) -> None:
    before = keys(suggested(practices, needs=needs, setting=setting))
    after = keys(suggested(practices, needs=[*needs, more], setting=setting))
    answers = {practice.key for practice in practices if more.is_answered_by(practice)}

    for place, helped in enumerate(before):
        if helped in answers:
            overtaken = set(before[place + 1 :]) - answers
            assert overtaken.isdisjoint(after[: after.index(helped)])


@unhurried
@given(kinds=st.integers(1, 2 ** len(KINDS) - 1))
def test_an_all_through_school_is_a_primary_and_a_secondary(kinds: int) -> None:
    practice = for_some(LIBRARY[0], kinds)

    assert suits(practice, "all_through") is (suits(practice, "primary") or suits(practice, "secondary"))


@unhurried
@given(place=st.integers(0, len(LIBRARY) - 1))
def test_who_looks_for_nothing_finds_everything(place: int) -> None:
    practice = LIBRARY[place]

    assert Wanted().is_met_by(practice)
    assert Wanted(cost=practice.cost, effort=practice.effort, evidence=practice.evidence).is_met_by(practice)
    others = Wanted(construct="x"), Wanted(setting="x"), Wanted(cost="x"), Wanted(effort="x"), Wanted(evidence="x")
    assert not any(other.is_met_by(practice) for other in others)
