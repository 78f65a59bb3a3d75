"""What the pretend schools' people ask, tell and answer each other. No child or colleague is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from belonging.web.community.models import Kind

AMARA, BEN, PRIYA, JOSIE, OWN, TEAM, ADVISER, FACILITATOR = (
    "amara", "ben", "priya", "josie", "own", "team", "adviser", "facilitator",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """`ago`: days before today. `who`: one of the names above, or "lead 2": the lead of the third other school."""

    ago: int
    who: str
    text: str
    with_school: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """`solved`: which answer did it, from 1; 0 for none."""

    ago: int
    kind: str
    who: str
    title: str
    text: str
    tags: tuple[str, ...] = ()
    answers: tuple[Answered, ...] = ()
    solved: int = 0
    resource: str = ""
    with_school: bool = False


TALKS: Final = (
    Talk(
        43,
        Kind.QUESTION,
        BEN,
        "What do you do in the first ten minutes of form time?",
        "Mine come in tired, some of them cross already. I read the register and then it is just noise until the "
        "bell. What do you do that makes them feel somebody is glad they came?",
        ("area:positive_relationships", "phase:secondary"),
        (
            Answered(
                42,
                "colleague 1",
                "Stand at the door, not at the desk. I say each name and one thing I remember: the match, the dog, "
                "the dentist. It takes four minutes. The register I do from the seats afterwards.",
                with_school=True,
            ),
            Answered(
                41,
                "senco 2",
                "For two of ours a greeting is too much. They hand me a card, green or orange, and sit down. Nobody "
                "minds, and I know how the morning went.",
            ),
            Answered(40, BEN, "The door it is. I did it on Thursday and three of them talked first. Thank you, both."),
        ),
        solved=1,
        resource="greeting-at-the-door",
    ),
    Talk(
        36,
        Kind.DISCUSSION,
        "lead 1",
        "What surprised you in your baseline?",
        "We had rated “pupils feel safe everywhere” as fully met. Then the answers came: inside, yes. Toilets and "
        "the back stairs, no. I walked there at break for a week and could have told you the same on "
        "Monday.\n\nWhat did your pupils see that you did not?",
        ("area:inclusive_culture",),
        (
            Answered(
                35,
                AMARA,
                "That pupils with SEND like us, the adults, as much as the others do, and each other much less. All "
                "our help went into lessons. Break is where it hurts.",
                with_school=True,
            ),
            Answered(
                34, "lead 3", "That parents feel welcome at the gate and lost on the website. We had asked nobody."
            ),
            Answered(
                33,
                ADVISER,
                "Three of the schools I visit say “toilets”. If you put an adult there, tell pupils why first. One "
                "school did not, and it felt like being watched.",
            ),
        ),
    ),
    Talk(
        30,
        Kind.NOTICE,
        TEAM,
        "How we look after this place",
        "Welcome. Three things keep it useful:\n\n- Write about what you do, not about who a child is. A warning "
        "comes up when something looks like a name.\n- Say “this answered it” when it did. The next person finds it "
        "sooner.\n- If something worries you here, press “Tell the team” below it. A person looks, usually on the "
        "same day.\n\nA child at risk does not belong here. Tell your safeguarding lead.",
    ),
    Talk(
        27,
        Kind.QUESTION,
        "senco 1",
        "Assembly is too loud for two of ours. Do they have to come?",
        "They sit by the door with ear defenders and an adult. It works until the singing. I don’t want them to "
        "miss it, and I don’t want them to suffer it for the sake of being there.",
        ("phase:primary", "area:school_activities"),
        (
            Answered(
                26,
                PRIYA,
                "Ask them which part they like. Ours wanted the birthdays and nothing else. So they come for the "
                "birthdays.",
            ),
            Answered(
                25,
                "colleague 2",
                "We film the first verse on Monday so that they know what is coming, and the song begins quietly. "
                "Cost: nothing. It helped ten others we had not thought of.",
            ),
            Answered(
                24,
                "senco 1",
                "“Which part do you like.” I had never asked. Done today, and one wants to hold the lamp.",
            ),
        ),
        solved=1,
        resource="sensory-check-of-a-room",
    ),
    Talk(
        22,
        Kind.QUESTION,
        AMARA,
        "Year 6 to Year 7: who has a plan for pupils who join in November?",
        "Our transition days are lovely in July. Then a pupil comes in the middle of November, gets a timetable and "
        "a locker key, and that is it. Has anybody a plan for **any** day of the year?",
        ("phase:secondary", "area:inclusive_culture"),
        (
            Answered(
                21,
                "lead 2",
                "Ten days, one page: a buddy for lunch, a map walked together, one adult who checks in on days 1, 3 "
                "and 10, and a call home on day 4. We print five of them in September so that they lie ready.",
                with_school=True,
            ),
            Answered(
                20,
                BEN,
                "Could the buddy be somebody who came late too? They remember what nobody tells you: where to stand.",
            ),
            Answered(
                3,
                "colleague 3",
                "We tried the ten days in our school last week. Day 4, the call home, was the one that counted.",
            ),
        ),
        solved=1,
        resource="new-pupil-first-ten-days",
    ),
    Talk(
        18,
        Kind.DISCUSSION,
        "colleague 3",
        "Clubs: what makes pupils with SEND come, and stay?",
        "We have eleven clubs and the same thirty children in all of them. What have you changed that brought "
        "others in?",
        ("area:school_activities",),
        (
            Answered(17, JOSIE, "A first visit with a friend and no promise to come again. Half of ours stayed."),
            Answered(16, "senco 3", "We moved chess from the loud hall to the library. That was all it took."),
            Answered(
                2,
                OWN,
                "Ask who is **not** there and go to them. We asked six pupils. Four said the same: “nobody told me "
                "it was for me”.",
            ),
        ),
        resource="clubs-that-cost-nothing",
    ),
    Talk(
        14,
        Kind.QUESTION,
        JOSIE,
        "Lunchtime supervisors are not in our staff meeting. How do you reach them?",
        "Everything we decide about break is carried out by four people who leave at half past one. I would like to "
        "give them more than a sheet of paper.",
        ("phase:primary", "area:data_policies_training"),
        (
            Answered(
                13,
                "lead 4",
                "We pay them fifteen minutes on Mondays at half past eleven. One thing a week, with tea. It costs "
                "us about £25 a week, and the sheet of paper cost us more.",
                with_school=True,
            ),
            Answered(
                12,
                "colleague 0",
                "Ask **them** first where children are alone. Ours drew a map that I now have on my wall.",
            ),
        ),
        resource="lunchtime-team-briefing",
    ),
    Talk(
        11,
        Kind.DISCUSSION,
        "senco 0",
        "Words for parents who stopped coming",
        "I have written “hard to reach” for the last time. It was us who were hard to reach: letters in English, "
        "meetings at four. What do you say in the first call?",
        ("area:positive_relationships",),
        (
            Answered(
                10,
                FACILITATOR,
                "A question rather than an invitation: “What would you want us to know?” Then be quiet for a while.",
            ),
            Answered(9, "lead 0", "Good news first, three times, before anything else. It felt slow. It was not."),
        ),
        resource="good-news-calls",
    ),
    Talk(
        8,
        Kind.NOTICE,
        AMARA,
        "Friday: come and see our breakfast club",
        "It runs from half past seven, the doors are open to you, and there is toast. We show what it costs, who "
        "comes, and what did not work. Please say here if you come, so that there is enough toast.",
        ("phase:secondary",),
        (Answered(7, "lead 2", "Two of us. We bring jam."), Answered(1, "colleague 1", "One more, if there is room.")),
        with_school=True,
    ),
    Talk(
        6,
        Kind.QUESTION,
        "colleague 2",
        "How do you tell a class what they said without anybody feeling pointed at?",
        "We have the pages for pupils. I am to talk about them with my class of 27, and the finding is about being "
        "left out. I am a bit afraid of the silence.",
        ("area:data_policies_training", "phase:primary"),
        (
            Answered(
                5,
                BEN,
                "I began with what they liked. Then “some of you, in many classes, say break is lonely. What could "
                "a school do?” Never “who”. They had nine ideas before the bell.",
            ),
        ),
        resource="you-said-we-did-in-a-week",
    ),
    Talk(
        4,
        Kind.DISCUSSION,
        "colleague 0",
        "A plain moan about wet break",
        "Third week of rain. The hall is full, the library is full, and the ones who need quiet stand in the "
        "corridor with their coats on. Is it the same with you? I know this is no question.",
        ("phase:primary",),
        (
            Answered(
                3,
                "colleague 3",
                "The same. We open two classrooms: one for noise, one where nobody has to talk. The quiet one was "
                "full first.",
            ),
            Answered(
                3, "colleague 1", "Anybody who cannot manage a wet break without moaning is in the wrong job, frankly."
            ),
        ),
    ),
    Talk(
        2,
        Kind.QUESTION,
        "lead 4",
        "Signs at lunch: which ten words first?",
        "Two pupils sign, and nobody at their table does. We want every child in the year to know ten signs by "
        "Easter. Which ten would you begin with?",
        ("phase:special", "area:inclusive_culture"),
    ),
)
REPORTED: Final = (10, 2, "This is unkind to somebody who only asked for company.")
"""The talk and the answer in it, from 0 and 1, that one reader told the team about; and what they said."""
UNREAD: Final = 4
"""Days before today on which the demo's people last looked."""
