"""Invented comments on trainings and on the whole programme: no names, every sentence made up for this file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

ON_TRAINING: Final[Mapping[str, Sequence[str]]] = {
    "do_differently": (
        "Stand at my door at the start of each lesson and say every name.",
        "Find out who eats alone and sit with them once this week.",
        "Begin the day with a two-minute check-in instead of the register.",
        "Ask our quietest pupil what would make form time easier.",
        "Tell pupils what comes next before a change, not during it.",
        "Stop reading out who has lost their break.",
        "Ring three families with good news before Friday.",
        "Walk the corridor by the toilets at lunchtime.",
        "Plan group work so that nobody is chosen last.",
        "Give the pupil who came back from suspension a proper welcome.",
        "Look at our list of club members for who is not on it.",
        "Learn to say two names properly that I have been avoiding.",
        "Share the one-page profiles with supply staff.",
        "Use the calm words from the slide when somebody is upset.",
        "Talk to the lunchtime team. They see more than we do.",
        "Put pictures of our own pupils on the timetable cards.",
    ),
    "better": (
        "More time to talk with colleagues from other schools.",
        "An example from a special school as well as from a primary.",
        "The slides beforehand, so that I could follow with my screen reader.",
        "It was the end of a long day. A morning would suit us better.",
        "A shorter version for staff who are only here at lunchtime.",
        "Nothing. It was clear and it was kind.",
        "More about older pupils who have stopped coming in.",
        "A minute to write things down after each strategy.",
        "The breakout room was too short to get to the point.",
        "A film of what it looks like in a real classroom.",
        "More on what to do when a whole class is unkind to one pupil.",
        "Fewer slides and more practice.",
    ),
}

WITHOUT_THE_HUB: Final = "I did not get round to it. A short list to begin with would help."
"""Of a lead who has not used the hub."""

ON_PROGRAMME: Final[Mapping[str, Sequence[str]]] = {
    "about_audit_and_plan": (
        "Rating ourselves as a team started the best staff meeting of the year.",
        "We had thought transitions were our strong side. The audit made us look again.",
        "The plan kept us to three things. Before, we would have tried ten.",
        "It took longer than we thought, above all the evidence.",
        "Governors now ask about the plan by name.",
    ),
    "about_learning_sets": (
        "It helped that nobody gave advice and everybody asked questions.",
        "I tried another school's idea for lunchtimes in the same week.",
        "Having to report back made me do what I had promised.",
        "Finding a date was hard. Once we met it was always worth it.",
    ),
    "about_training": (
        "Support staff came, and they have been the ones to carry it on.",
        "Staff greet pupils by name at the gate and at the door.",
        "People say “that is a belonging question” in meetings now.",
        "We would like it again in September for everyone who is new.",
    ),
    "about_questionnaire": (
        "We did not know that our Year 8 girls felt so alone. Now there is a group.",
        "Pupils named one staircase. We moved a duty there and it is better.",
        "The results by SEND changed what we spent the money on.",
        "It was good to be able to tell pupils what we had done about it.",
    ),
    "about_hub": (
        "The meeting outlines saved me an evening each time.",
        "We used the buddy materials and changed them for our setting.",
        "I looked for something on moving up to sixth form and did not find it.",
    ),
    "about_send": (
        "Two clubs were moved to lunchtime so that pupils who go home by taxi can come.",
        "Pupils with plans now help to run the library, and others have noticed.",
        "We ask pupils before their review meeting and not only in it.",
        "It is early. The ones we worried about most are still finding it hard.",
    ),
    "about_whole_school": (
        "Mornings are calmer, and fewer pupils come late.",
        "Families stay and talk at pick-up. They used to hurry off.",
        "The site manager and the office feel part of this too.",
        "It is stronger in some year groups than in others.",
    ),
    "about_overall": (
        "Keep the visits. A friendly eye from outside was worth a lot.",
        "Start earlier in the autumn, before the timetable is full.",
        "It gave us permission to do what we believed in.",
        "Fewer log-ins, please. Apart from that, more of the same.",
    ),
}
