"""Bad days of a school, played through the service's own code: who is told, and when. The tests play the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cli.drills._safeguarding_stage import SECRETS, WANTED, Check, Escalate, Stage, a_stage, mail_server
from belonging.web.notices.models import MailState
from belonging.web.notices.services import send_due
from belonging.web.safeguarding.models import Call, Outcome
from belonging.web.safeguarding.presenters.calls import Sight, cards
from belonging.web.safeguarding.queries.calls import calls_with_the_team, readable_calls
from belonging.web.safeguarding.rules.escalation import About, Asked
from belonging.web.safeguarding.rules.standing import KEEPERS, Standing
from belonging.web.safeguarding.services.calls import close_call, pass_on_concern, take_up
from belonging.web.safeguarding.services.talking import Wanted
from belonging.web.schools.queries import calendar_of

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NEXT_DAY = MONDAY + timedelta(days=1)
LEAD, DEPUTY, HEAD, CHAIR, TEAM = Asked
SIXTY = 60


def sixty_in_one_lesson(escalate: Escalate) -> Iterator[Check]:
    """Twenty seconds apart. Each is in the list at once; the mails do not bury anybody."""
    stage = a_stage("Sixty requests in one lesson", "sixty", escalate)
    calls: list[Call] = []
    for number in range(SIXTY):
        at = MONDAY + timedelta(seconds=20 * number)
        calls.append(stage.ask(at))
        if number % 15 == 0:
            escalate(at)
    end = MONDAY + 20 * MINUTE
    escalate(end)
    yield stage.check(end, "requests turned to the lead", str(SIXTY), str(_turned(stage, LEAD)))
    at_once = [each for each in stage.mails(LEAD) if each.due_at == MONDAY]
    yield stage.check(end, "mails to the lead at once", "1", str(len(at_once)))
    yield stage.check(end, "mails to the lead in all, 6 at most", "yes", _yes(0 < len(stage.mails(LEAD)) <= 6))
    with school_scope(stage.school.pk):
        take_up(call=calls[0], actor="lead", now=end)
    later = end + HOUR
    escalate(later)
    yield stage.check(later, "not taken up, turned to the deputy", str(SIXTY - 1), str(_turned(stage, DEPUTY)))
    yield stage.silence(later)


def half_term(escalate: Escalate) -> Iterator[Check]:
    """Asked a quarter of an hour before the holidays: the lead hears at once, the hour goes on after them."""
    stage = a_stage("Half-term", "half-term", escalate)
    friday = datetime(2026, 10, 23, 14, 0, tzinfo=UTC)
    back = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    yield from stage.follow(
        stage.ask(friday),
        [
            (friday, (LEAD,)),
            (friday + timedelta(days=5), (LEAD,)),
            (back - MINUTE, (LEAD,)),
            (back, (LEAD, DEPUTY)),
            (back + 3 * HOUR, (LEAD, DEPUTY, HEAD)),
            (back + 5 * HOUR, (LEAD, DEPUTY, HEAD)),
            (back + 5 * HOUR + 30 * MINUTE, (LEAD, DEPUTY, HEAD, TEAM)),
        ],
    )
    yield stage.silence(back)


def without_a_name(escalate: Escalate) -> Iterator[Check]:
    stage = a_stage("A request without a name", "nameless", escalate)
    call = stage.ask(MONDAY, Wanted())
    yield from stage.follow(call, [(MONDAY, (LEAD,)), (MONDAY + HOUR, (LEAD, DEPUTY))])
    with school_scope(stage.school.pk):
        sight = Sight("lead", {}, calendar_of(stage.school), MONDAY)
        (card,) = cards(readable_calls(stage.school, _keeper(stage)), sight)
        yield stage.check(MONDAY, "the list says", "A pupil asks to talk and gave no name", card.title)
        take_up(call=call, actor="lead", now=MONDAY + HOUR)
        close_call(call=call, outcome=Outcome.UNKNOWN_PERSON, actor="lead", now=MONDAY + HOUR)
    yield from stage.follow(call, [(NEXT_DAY, (LEAD, DEPUTY))])


def the_head_accused(escalate: Escalate) -> Iterator[Check]:
    stage = a_stage("The head accused", "accused", escalate)
    call = stage.ask(MONDAY, Wanted(*SECRETS[:2], about=About.HEAD, words=WANTED.words))
    yield from stage.follow(call, _round_the_head())
    yield stage.check(NEXT_DAY, "mails to the head", "0", str(len(stage.mails(HEAD))))
    head = Standing(stage.address(HEAD), frozenset({HEAD, *KEEPERS}))
    with school_scope(stage.school.pk):
        read = readable_calls(stage.school, head)
    yield stage.check(NEXT_DAY, "requests that the head can open", "0", str(len(read)))
    yield stage.silence(NEXT_DAY)


def safeguarding_accused(escalate: Escalate) -> Iterator[Check]:
    """Neither the lead nor the deputy hears of it: a child cannot be asked to tell them apart."""
    stage = a_stage("The safeguarding lead or the deputy accused", "keepers", escalate)
    call = stage.ask(MONDAY, Wanted(*SECRETS[:2], about=About.SAFEGUARDING, words=WANTED.words))
    steps = [(MONDAY, (HEAD,)), (MONDAY + HOUR, (HEAD, CHAIR)), (MONDAY + 4 * HOUR, (HEAD, CHAIR, TEAM))]
    yield from stage.follow(call, steps)
    for kind in (LEAD, DEPUTY):
        yield stage.check(NEXT_DAY, f"mails to the {kind}", "0", str(len(stage.mails(kind))))
        with school_scope(stage.school.pk):
            read = readable_calls(stage.school, Standing(stage.address(kind), KEEPERS))
        yield stage.check(NEXT_DAY, f"requests that the {kind} can open", "0", str(len(read)))
    yield stage.silence(NEXT_DAY)


def nobody_left(escalate: Escalate) -> Iterator[Check]:
    """The school has named its safeguarding lead alone, whom it is about: the team is told at once."""
    stage = a_stage("The school has nobody left to ask", "nobody", escalate, named=[LEAD])
    call = stage.ask(MONDAY, Wanted(*SECRETS[:2], about=About.SAFEGUARDING, words=WANTED.words))
    yield from stage.follow(call, [(MONDAY, (TEAM,)), (NEXT_DAY, (TEAM,))])
    yield stage.check(NEXT_DAY, "mails to the lead", "0", str(len(stage.mails(LEAD))))
    yield stage.check(NEXT_DAY, "mails to the programme", "1", str(len(stage.mails())))
    yield stage.silence(NEXT_DAY)


def told_and_invited(escalate: Escalate) -> Iterator[Check]:
    """Whoever is told and cannot come in is invited in that moment, and nobody sooner."""
    stage = a_stage("Told, and without an account", "invited", escalate)
    lead = User.objects.create(email=stage.address(LEAD), name="The lead")
    Membership.objects.create(user=lead, role=Role.SAFEGUARDING, school=stage.school)
    call = stage.ask(MONDAY)
    steps = [(MONDAY, (LEAD,), "0 0 0"), (MONDAY + HOUR, (LEAD, DEPUTY), "0 1 0")]
    for now, told, invited in [*steps, (MONDAY + 4 * HOUR, (LEAD, DEPUTY, HEAD), "0 1 1")]:
        yield from stage.follow(call, [(now, told)])
        wanted = ((LEAD, Role.SAFEGUARDING), (DEPUTY, Role.SAFEGUARDING), (HEAD, Role.HEAD))
        found = " ".join(str(stage.invited(kind, role)) for kind, role in wanted)
        yield stage.check(now, "invitations to lead (who has an account), deputy, head", invited, found)


def the_lead_on_leave(escalate: Escalate) -> Iterator[Check]:
    away = (LEAD, MONDAY.date(), MONDAY.date() + timedelta(days=4))
    stage = a_stage("The lead on leave", "leave", escalate, away=away)
    steps = [(MONDAY, (DEPUTY,)), (MONDAY + HOUR, (DEPUTY, HEAD)), (NEXT_DAY, (DEPUTY, HEAD, TEAM))]
    yield from stage.follow(stage.ask(MONDAY), steps)
    yield stage.check(NEXT_DAY, "mails to the lead", "0", str(len(stage.mails(LEAD))))


def mail_down(escalate: Escalate) -> Iterator[Check]:
    """Nothing goes out; the list has it, the clock goes on, and all is sent when the server is back."""
    stage = a_stage("Mail down", "mail-down", escalate)
    call = stage.ask(MONDAY)
    with mail_server(down=True):
        steps = [(MONDAY, (LEAD,)), (MONDAY + HOUR, (LEAD, DEPUTY)), (NEXT_DAY, (LEAD, DEPUTY, HEAD, TEAM))]
        for step in steps:
            yield from stage.follow(call, [step])
            send_due(now=step[0])
        with school_scope(stage.school.pk):
            listed = readable_calls(stage.school, _keeper(stage))
        yield stage.check(NEXT_DAY, "in the list of the school", "1", str(len(listed)))
        with programme_scope("drill"):
            with_team = [each for each in calls_with_the_team() if each.pk == call.pk]
        yield stage.check(NEXT_DAY, "in the list of the programme", "1", str(len(with_team)))
        yield stage.check(NEXT_DAY, "mails sent", "0", str(_sent(stage)))
    with mail_server(down=False):
        later = NEXT_DAY + HOUR
        while send_due(now=later):
            pass
        yield stage.check(later, "mails sent once it is back", "4", str(_sent(stage)))


def a_comment_that_worries(escalate: Escalate) -> Iterator[Check]:
    """Passed on by a reader, about the head: the same clock, and round the head too."""
    stage = a_stage("A comment passed on, about the head", "comment", escalate)
    with school_scope(stage.school.pk):
        pass_on_concern(round_=stage.round, text=WANTED.words, about=About.HEAD, actor="reader", now=MONDAY)
        call = Call.objects.get()
    yield from stage.follow(call, _round_the_head())
    yield stage.silence(NEXT_DAY)


SCENES: tuple[Callable[[Escalate], Iterator[Check]], ...] = (
    sixty_in_one_lesson,
    half_term,
    without_a_name,
    the_head_accused,
    safeguarding_accused,
    nobody_left,
    told_and_invited,
    the_lead_on_leave,
    mail_down,
    a_comment_that_worries,
)


def _round_the_head() -> list[tuple[datetime, tuple[Asked, ...]]]:
    return [
        (MONDAY, (LEAD,)),
        (MONDAY + HOUR, (LEAD, DEPUTY)),
        (MONDAY + 4 * HOUR, (LEAD, DEPUTY, CHAIR)),
        (NEXT_DAY, (LEAD, DEPUTY, CHAIR, TEAM)),
    ]


def _keeper(stage: Stage) -> Standing:
    return Standing(stage.address(LEAD), KEEPERS)


def _turned(stage: Stage, kind: Asked) -> int:
    with school_scope(stage.school.pk):
        return sum(any(each["who"] == kind for each in call.asked_of) for call in Call.objects.all())


def _sent(stage: Stage) -> int:
    with programme_scope("drill"):
        return sum(each.state == MailState.SENT for each in stage.mails())


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
