"""What the second set of the demo said: shorter, for nobody opens it at once."""

from __future__ import annotations

from belonging.web.cli.loading.sets_words import Promise, Talk

HARBOUR = (
    Talk(
        day=(11, 19),
        presenter=1,
        title="How can I make room for this in a week that is full?",
        issue="I teach four days. Everything for the programme happens after six in the evening.",
        reports=(
            (0, "Slips done, audit begun."),
            (1, "Tired."),
            (2, "The pupils were glad to be asked."),
            (3, "Our letters went out late."),
            (4, "All well so far."),
        ),
        questions=(
            (0, "What have you stopped doing since September?"),
            (3, "Who else wants this as much as you do?"),
            (2, "What happens if it is not done by Friday?"),
        ),
        insights=(
            (1, "I have asked nobody. I took it as mine alone."),
            (2, "A team of one is no team."),
        ),
        promises=(
            Promise(
                1,
                "Ask two colleagues to take an area of the audit each",
                "done",
                "Both said yes, and one brought cake.",
            ),
            Promise(
                0,
                "Look at our day for one quarter of an hour that nobody would miss",
                "partly",
                "Found it, lost it again.",
            ),
        ),
    ),
    Talk(
        day=(1, 28),
        presenter=3,
        title="How can I welcome pupils who join in the middle of the year?",
        issue="Eleven have joined since October. By the time I meet them they have eaten alone for a week.",
        reports=(
            (1, "Three of us now."),
            (3, "Eleven new ones."),
            (0, "Still looking for my quarter of an hour."),
            (4, "Our first club for all."),
        ),
        questions=(
            (0, "What is their first hour like?"),
            (4, "Whom would a new pupil choose to be shown round by?"),
            (1, "What did you need when you were new?"),
        ),
        insights=(
            (3, "We give them a timetable and a map, and no person."),
            (0, "The office is the first face. I had not thought of the office."),
        ),
        promises=(
            Promise(
                3,
                "Let the last pupil who joined write the welcome for the next",
                "done",
                "It begins: ask for Friday, it is pizza.",
            ),
            Promise(
                4,
                "Ask our office what new families ask first",
                "done",
                "Where to park, and whether their child will have a friend.",
            ),
        ),
        away=(2,),
    ),
    Talk(
        day=(3, 18),
        presenter=0,
        title="How can I speak with parents who are angry with us?",
        issue="A plan took a year to come. They have every reason. I go stiff and talk of procedures.",
        reports=(
            (0, "A hard month."),
            (1, "The audit is rated, by five people."),
            (2, "We said what we did, in assembly."),
            (3, "Two more joined, and did not eat alone."),
            (4, "Nothing to tell, and that is nice."),
        ),
        questions=(
            (2, "What are they right about?"),
            (1, "What do you do with your hands when you go stiff?"),
            (4, "What would you want to hear in their place?"),
        ),
        insights=(
            (0, "They do not want me to defend the year. They want me to say that it was too long."),
            (4, "I have never said sorry for the school. I thought I must not."),
        ),
        promises=(
            Promise(
                0,
                "Say at the start of the next meeting that it took too long, and stop there",
                "done",
                "They cried. So did I, in the car.",
            ),
            Promise(
                2,
                "Write to three families before they write to me",
                "partly",
                "Two.",
            ),
        ),
    ),
    Talk(
        day=(5, 27),
        presenter=2,
        title="How can I keep the pupils’ council from being mine?",
        issue="They look at me before they speak. What they propose is what they think I like.",
        reports=(
            (2, "The council met twice."),
            (0, "A quieter month."),
            (1, "We have a plan, and it fits on a page."),
            (3, "The welcome is in four languages."),
            (4, "The club goes on without me."),
        ),
        questions=(
            (3, "Where do you sit?"),
            (1, "When did they last surprise you?"),
            (0, "What could they decide that you would not like?"),
        ),
        insights=(
            (2, "I sit at the head of the table. I could be somebody who fetches the biscuits."),
            (3, "We ask for voices and then give them our words."),
        ),
        promises=(
            Promise(2, "Leave the room for the first twenty minutes"),
            Promise(3, "Let pupils choose what the next assembly is about"),
        ),
    ),
)
