"""Key findings follow what is stored: each rule with findings made up for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belonging.evaluation.released import (
    Cell,
    Change,
    Findings,
    Frame,
    Gap,
    Interval,
    Measure,
    Reading,
    Refusal,
    ReleasedTable,
    Responses,
    Rung,
    Share,
    Supplement,
)
from belonging.instruments.load import load_audit
from belonging.web.audit.rules.across import Counted, across
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.programme.content import KeyFinding
from belonging.web.reports.presenters.programme.key_findings import RULES, key_findings
from belonging.web.reports.presenters.programme.saying import number_of
from belonging.web.reports.queries.programme import Evidence
from belonging.web.reports.queries.voices import Voices
from belonging.web.training.queries.totals import Totals
from tests.web.reports.conftest import RELEASED_AT, released

TEXTS = {
    Reading.MORE: "More {}: 80 in 100, up from 70",
    Reading.FEWER: "Fewer {}: 60 in 100, down from 70",
    Reading.NO_CLEAR_CHANGE: "No clear change: 71 in 100, 70 before",
    Reading.TOO_FEW: "Too few to tell",
}


def share(value: float) -> dict[str, Share]:
    return {"positive": Share(value, value, f"{value:g} in 100")}


def table(item: str, reading: Reading, *, by: str = "all", groups: tuple[str, ...] = ("all",)) -> ReleasedTable:
    own = f"{item}-by-{by}"
    labels = {"all": "All pupils", "send": "With SEND", "no_send": "Without SEND", "boy": "Boys", "girl": "Girls"}
    cells = tuple(
        Cell(group, labels[group], wave, 400, 10, share(value), rung=Rung.WHOLE, id=f"{own}:{group}:{wave}")
        for group in groups
        for wave, value in (("baseline", 70), ("endline", 80))
    )
    changes = tuple(
        Change(
            group,
            labels[group],
            "baseline",
            "endline",
            10,
            10,
            Interval(2, 18, "CR2"),
            reading,
            TEXTS[reading].format("pupils"),
            id=f"{own}:change:{group}",
        )
        for group in groups
    )
    waves = ("baseline", "endline")
    return ReleasedTable(
        own, item, f"About {item}", False, "safety", by, Frame.SCHOOLS_LIKE_THESE, Rung.WHOLE, waves, cells, changes
    )


def gap(of: ReleasedTable, reading: Reading, *, moved: bool = False) -> ReleasedTable:
    first, second = of.cells[0], of.cells[2]
    earlier = "baseline" if moved else None
    made = Gap(
        f"{of.id}:gap{'-change' if moved else ''}",
        first.group,
        first.group_label,
        second.group,
        second.group_label,
        "endline",
        earlier,
        -10,
        -10,
        Interval(-15, -5, "CR2"),
        reading,
        "Fewer with SEND: with SEND 60 in 100, without 70",
    )
    return replace(of, gaps=(*of.gaps, made))


def findings(*tables: ReleasedTable, audience: str = "pupil") -> Findings:
    whole = released(audience)
    answered = (Responses("baseline", 1200, "About 1,200", None, 10),)
    return replace(whole, tables=tables, headlines=(), notes=(), supplements=(), responses=answered)


def evidence(*heard: Findings, **more: object) -> Evidence:
    voices = Voices({one.audience: one for one in heard}, RELEASED_AT)
    return replace(Evidence(Cohort(name="Pilot", slug="pilot"), voices), **more)  # type: ignore[arg-type]  # made up


def told(of: Evidence, rule: str) -> KeyFinding | None:
    return next((one for one in key_findings(of) if one.rule == rule), None)


def words(found: KeyFinding | None) -> str:
    assert found is not None
    return " ".join([found.title, *(said.text for said in found.sentences)])


@pytest.mark.parametrize(
    ("reading", "tone", "said"),
    [
        (Reading.MORE, "more", "More pupils feel that they belong at their school: 80 in 100, up from 70."),
        (Reading.FEWER, "fewer", "Fewer pupils feel that they belong at their school: 60 in 100, down from 70."),
        (Reading.NO_CLEAR_CHANGE, "level", "No clear change in how many pupils feel that they belong"),
        (Reading.TOO_FEW, "untold", "Too few answered to tell whether more or fewer pupils feel that they belong"),
    ],
)
def test_belonging_itself_is_told_first_whichever_way_it_went(reading: Reading, tone: str, said: str) -> None:
    (first, *_) = key_findings(evidence(findings(table("belong", reading))))
    assert (first.rule, first.tone) == ("main", tone)
    assert said in words(first)
    assert first.sentences[0].findings == ("pupil:belong-by-all:change:all",)


def test_what_rose_and_what_fell_are_told_apart_with_their_figures() -> None:
    of = evidence(findings(table("safe", Reading.MORE), table("fair", Reading.FEWER)))
    assert "More pupils feel safe at school: 80 in 100, up from 70." in words(told(of, "rise"))
    assert "Fewer pupils say that teachers treat pupils fairly: 60 in 100, down from 70." in words(told(of, "fall"))


def test_no_clear_change_is_counted_and_never_called_a_rise() -> None:
    of = evidence(findings(table("safe", Reading.NO_CLEAR_CHANGE), table("fair", Reading.NO_CLEAR_CHANGE)))
    assert "No clear change on 2 statements" in words(told(of, "level"))
    assert told(of, "rise") is None
    assert told(of, "fall") is None


def test_what_too_few_answered_is_said_for_each_audience() -> None:
    staff = findings(table("staff_belong", Reading.TOO_FEW), audience="staff")
    of = evidence(findings(table("safe", Reading.TOO_FEW)), staff)
    assert "1 of 1 put to pupils; 1 of 1 put to staff" in words(told(of, "untold"))


def test_send_is_told_by_what_moved_among_them_and_by_the_gap() -> None:
    send = table("safe", Reading.MORE, by="send", groups=("send", "no_send"))
    of = evidence(findings(table("safe", Reading.MORE), gap(gap(send, Reading.FEWER), Reading.MORE, moved=True)))
    said = words(told(of, "send"))
    assert "More pupils with SEND feel safe at school: 80 in 100, up from 70." in said
    assert "Pupils with SEND less often feel safe at school than pupils without SEND" in said
    assert "Pupils with SEND gained on the others in how many feel safe at school." in said


def test_a_gap_that_is_not_clear_is_not_stated() -> None:
    send = table("safe", Reading.NO_CLEAR_CHANGE, by="send", groups=("send", "no_send"))
    said = words(told(evidence(findings(gap(send, Reading.NO_CLEAR_CHANGE))), "send"))
    assert "less often feel safe" not in said
    assert "less often positive than the other pupils’ on 1 of 1 statement; none of the differences is clear" in said
    both = replace(send, gaps=(replace(gap(send, Reading.NO_CLEAR_CHANGE).gaps[-1], estimate_high=5),))
    said = words(told(evidence(findings(both)), "send"))
    assert "No difference between them and the other pupils is clear enough to state." in said


def test_the_average_school_stands_under_the_main_finding_with_its_interval() -> None:
    made = Measure("average-school:belong:all:school", "", "belong", "all", 1.0, "points", low=-2.0, high=10.0)
    method = Supplement("average-school", "The average school", "", "average-school", (made,))
    of = replace(findings(table("belong", Reading.MORE)), supplements=(method,))
    found = told(evidence(of), "main")
    assert found is not None
    assert "counts as much as a large one: +1 point, anywhere from −2 to +10." in words(found)
    assert found.sentences[-1].findings == ("pupil:average-school:belong:all:school",)
    refused = replace(method, measures=(replace(made, refusal=Refusal("few", "Too few."), value=None),))
    assert "average school" not in words(told(evidence(replace(of, supplements=(refused,))), "main"))


def test_send_that_cannot_be_shown_is_said() -> None:
    send = replace(table("safe", Reading.MORE, by="send"), refusal=Refusal("few", "Too few."), waves=())
    assert "cannot be shown on their own" in words(told(evidence(findings(send)), "send"))


def test_other_groups_are_told_where_they_clearly_differ() -> None:
    by_gender = table("safe", Reading.MORE, by="gender", groups=("boy", "girl"))
    assert "Boys less often feel safe at school than girls" in words(
        told(evidence(findings(gap(by_gender, Reading.FEWER))), "gap")
    )
    assert told(evidence(findings(gap(by_gender, Reading.NO_CLEAR_CHANGE))), "gap") is None


def test_a_reverse_statement_is_compared_by_its_negative_answers_where_they_bear_it_out() -> None:
    lonely = gap(table("lonely", Reading.MORE, by="gender", groups=("boy", "girl")), Reading.FEWER)

    def with_negative(boys: float, girls: float) -> str:
        parts = {"boy": share(boys)["positive"], "girl": share(girls)["positive"]}
        cells = tuple(replace(each, parts={**share(60), "negative": parts[each.group]}) for each in lonely.cells)
        return words(told(evidence(findings(replace(lonely, cells=cells))), "gap"))

    assert "Boys more often feel lonely at school than girls (rarely or never" in with_negative(30, 20)
    assert "Boys less often rarely or never feel lonely" in with_negative(20, 20), "more left it out: nothing is turned"


def test_a_number_of_a_group_names_it_also_in_one_wave() -> None:
    send = table("belong", Reading.MORE, by="send", groups=("send", "no_send"))
    found = number_of(findings(send), replace(send, changes=()), "send")
    assert found is not None
    assert found.says == "pupils with SEND feel that they belong at their school"


def test_parents_and_staff_are_quoted_by_their_statements() -> None:
    parents = findings(table("child_safe", Reading.MORE), audience="parent")
    staff = findings(table("staff_proud", Reading.NO_CLEAR_CHANGE), audience="staff")
    of = evidence(parents, staff)
    assert "More parents and carers answered “About child_safe” positively: 80 in 100" in words(told(of, "parents"))
    assert "On no statement is a change clear among staff." in words(told(of, "staff"))


def test_training_is_counted_in_people_and_sessions() -> None:
    said = words(told(evidence(training=Totals(19, 4, 15, 408, 27, 60)), "training"))
    assert "19 sessions were held, 4 in person and 15 online. 408 members of staff came, 27 of them senior" in said
    assert told(evidence(training=Totals(0, 0, 0, 0, 0, 0)), "training") is None


def test_the_audit_is_told_as_what_schools_think_of_themselves() -> None:
    edition = load_audit()
    rows = [Counted(one.key, "fully", "partly", 7) for one in edition.statements]
    rows += [Counted(one.key, "partly", "partly", 3) for one in edition.statements]
    found = told(evidence(across=across(rows, edition, stage="final", schools=10)), "audit")
    assert "70 of 100 ratings fully met, 0 at the baseline" in words(found)
    assert "Schools rate themselves" in words(found)


def test_every_rule_has_words_and_a_name_of_its_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.says.endswith(".") for rule in RULES)


@pytest.mark.parametrize("audience", ["pupil", "parent", "staff"])
def test_no_sentence_says_more_or_fewer_without_a_stored_reading_of_it(audience: str) -> None:
    whole = released(audience)
    changes = {f"{audience}:{one.id}": one.reading for each in whole.tables for one in each.changes}
    readings = changes | {f"{audience}:{one.id}": one.reading for each in whole.tables for one in each.gaps}
    for found in key_findings(evidence(whole)):
        for said in found.sentences:
            if said.text.startswith(("More ", "Fewer ")):
                wanted = Reading.MORE if said.text.startswith("More ") else Reading.FEWER
                assert {readings[one] for one in said.findings} == {wanted}, said.text
