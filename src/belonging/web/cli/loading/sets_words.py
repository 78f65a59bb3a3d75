"""What pretend action learning sets said in the pilot's year; members stand under their place in the set, from 0."""

from __future__ import annotations

from dataclasses import dataclass

Day = tuple[int, int]
"""Month and day of the school year."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, and (at the next meeting) what came of it; `came` empty while nobody has asked."""

    member: int
    what: str
    came: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """One meeting. `reports`, `questions` and `insights` by member, in the order in which they were said."""

    day: Day
    presenter: int
    title: str
    issue: str
    reports: tuple[tuple[int, str], ...]
    questions: tuple[tuple[int, str], ...]
    insights: tuple[tuple[int, str], ...]
    promises: tuple[Promise, ...]
    away: tuple[int, ...] = ()
    reflection: tuple[int, str] | None = None


KINGFISHER = (
    Talk(
        day=(11, 12),
        presenter=0,
        title="How can I hear the pupils who answered “rarely” without hunting for them?",
        issue=(
            "Our first findings say that pupils with SEND feel less known by adults than others do. My "
            "deputy wants to find out who they are. I promised them that nobody would look. I want to do "
            "something, and I am afraid that whatever I do breaks that promise."
        ),
        reports=(
            (0, ("The slips went out in a week. Two form tutors asked whether they would be told who said what.")),
            (1, "We opened late, the hall had no network. The younger ones loved the pictures."),
            (2, "Our audit took three evenings. We rated ourselves too kindly, I think."),
            (3, "Fewer parents than I hoped. One wrote that nobody had ever asked her before."),
            (4, "I am new to all this. I mostly listen today."),
        ),
        questions=(
            (1, "What exactly did you promise them?"),
            (2, "Who in your school already knows every pupil’s name, and how did that come about?"),
            (3, "If one of these pupils stood here, what would you want to say?"),
            (4, "What are you afraid your deputy would do with a list?"),
            (2, "Where do adults and pupils meet without a desk between them?"),
        ),
        insights=(
            (0, "I do not need to know who. If every pupil is greeted by name, those are among them."),
            (4, "The lunch queue is the one place where I meet pupils who are in no trouble."),
            (1, "We ask for answers, and then we want faces. I do that too."),
        ),
        promises=(
            Promise(
                0,
                "Stand at the gate each morning for three weeks and learn ten names a day",
                "partly",
                "Sixty names, then I was ill. They began to greet me first. Two tutors have joined.",
            ),
            Promise(
                1,
                "Ask the kitchen staff whom they never see with anybody",
                "done",
                "Five. We started a games table.",
            ),
            Promise(
                2,
                "Have the audit’s first area rated again by teaching assistants",
                "not_yet",
                "No cover until January.",
            ),
            Promise(
                3,
                "Ring the mother who wrote",
                "done",
                "She talked for an hour. She will come to the parents’ group.",
            ),
        ),
        reflection=(
            0,
            ("I came wanting a way to look without being seen to look. Greeting everybody is slower and it is right."),
        ),
    ),
    Talk(
        day=(1, 21),
        presenter=2,
        title="How can I bring up what my own staff do not want to see?",
        issue=(
            "Teaching assistants rated us lower than teachers did on almost everything. When I showed it "
            "in a meeting it went quiet, and then somebody said that assistants do not see the whole "
            "picture. I said nothing. I have not slept well since."
        ),
        reports=(
            (2, "The assistants have rated the first area. It hurt, and it is the issue I bring."),
            (0, "Sixty names. I stop being the one who only comes when something is wrong."),
            (1, "The games table has nine regulars. One brought his own chess set."),
            (3, "Eleven parents came. We had chairs for six."),
        ),
        questions=(
            (0, "What did you want to say when it went quiet?"),
            (3, "What do the assistants see that nobody else sees?"),
            (1, "Who in the room agreed with them and kept silent?"),
            (0, "What would have to be true for you to say it next time?"),
        ),
        insights=(
            (2, ("I protected the meeting and not the people. I can say: I was one of those who did not see.")),
            (3, "Whoever is paid least sees most of the corridor."),
        ),
        promises=(
            Promise(
                2,
                "Begin the next staff meeting with what I had not seen myself",
                "done",
                ("My voice shook. An assistant spoke for the first time in two years. We pair up now on Fridays."),
            ),
            Promise(
                0,
                "Ask tutors to give me one name a week of somebody who had a good day",
                "done",
                "It is the best part of my Friday.",
            ),
            Promise(
                1,
                "Let the pupils run the games table",
                "partly",
                "They do, on two days of five.",
            ),
            Promise(
                3,
                "Move the parents’ group to half past eight",
                "dropped",
                "They said no: half past two suits them. I should have asked first.",
            ),
        ),
        away=(4,),
    ),
    Talk(
        day=(3, 11),
        presenter=4,
        title="How can I go on when the head has other worries?",
        issue=(
            "We have been told that we will be inspected. Everything that is not about the inspection has"
            " stopped. I am asked, kindly, whether belonging could wait until the summer. I do not know "
            "what to fight for."
        ),
        reports=(
            (4, "I have little to tell, which is the trouble."),
            (0, "A pupil I had greeted every day asked whether I could come to her assembly. I went."),
            (2, "Pairs on Fridays: four now. Two teachers asked to join."),
            (1, "The chess players have challenged the staff. We lost."),
            (3, "Half past two it is. Seventeen came."),
        ),
        questions=(
            (0, "What in all of this already costs nothing?"),
            (2, "Which of it would your head miss if it were gone tomorrow?"),
            (1, "What does your head worry about at night?"),
            (3, "What would you keep if you could keep one thing?"),
        ),
        insights=(
            (
                4,
                (
                    "I was defending a programme. What I want to keep is ten minutes each morning in "
                    "which somebody asks the children how they are."
                ),
            ),
            (1, "The things that lasted with us had no name and no budget."),
            (0, "I have never asked my head what she is afraid of."),
        ),
        promises=(
            Promise(
                4,
                "Ask for ten minutes each morning, and for nothing else",
                "done",
                "She said yes before I had finished. It now starts the day in every class.",
            ),
            Promise(
                0,
                "Ask my head what keeps her awake",
                "done",
                "Attendance on Fridays. We look at it together now.",
            ),
            Promise(
                3,
                "Write down how the parents’ group began, for the others",
                "not_yet",
                "Half a page. I will bring it.",
            ),
        ),
    ),
    Talk(
        day=(5, 20),
        presenter=3,
        title="How can I let go of something that works because of me?",
        issue=(
            "The parents’ group has twenty families. They come because they know me. I move to another "
            "school in September. I have told nobody but you."
        ),
        reports=(
            (3, "Twenty families. And my news, which is why I bring it."),
            (4, ("Ten minutes, every class, every morning. The inspector sat in one and wrote nothing down for once.")),
            (0, "Friday attendance is up a little. I greet by name without thinking now."),
            (1, "The games table has a committee. I am not on it."),
            (2, "Six pairs. The assistant who spoke up leads them."),
        ),
        questions=(
            (4, "Who do the parents turn to when you are not there?"),
            (0, "What do you do there that nobody sees?"),
            (2, "What would the group lose, and what might it gain?"),
            (1, "What do you need in order to leave well?"),
        ),
        insights=(
            (
                3,
                (
                    "It was never only me: two of the mothers ring round the night before. I have not "
                    "once thanked them aloud."
                ),
            ),
            (0, "If it needs me it is not yet belonging. I think of my gate."),
            (2, "Saying goodbye is part of it."),
        ),
        promises=(
            Promise(3, "Ask the two mothers whether they will lead the group with the SENCO"),
            Promise(0, "Find two colleagues who take the gate on the days when I am away"),
            Promise(1, "Come to the pairs on a Friday and see how it is done"),
        ),
        reflection=(
            0,
            (
                "The gate works because I stand there. In September it should work because we stand there: "
                "a rota of six, and pupils among them."
            ),
        ),
    ),
)
