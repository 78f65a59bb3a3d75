"""What pretend schools put into their plans, and how it went: after what the pilot's report tells of its schools.

Every action is made up but for one figure: a breakfast club for pupils with SEND that 118 pupils came to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from belonging.web.actions.models import Status, WhoFor

Day = tuple[int, int]
"""Month and day of the pilot's school year."""
OCT, NOV, DEC, JAN, FEB, MAR, APR, MAY, JUN, JUL = 10, 11, 12, 1, 2, 3, 4, 5, 6, 7
UNDER_WAY, DONE, STOPPED = Status.UNDER_WAY.value, Status.DONE.value, Status.STOPPED.value


@dataclass(frozen=True, slots=True)
class Noted:
    on: Day
    text: str
    status: str = ""
    reach: int | None = None
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Intended:
    """One action. `item` of pupils (or, with `audience`, of others) should move, among pupils with SEND where `send`.

    `owner`: "lead", "head", "senco" or "colleague".
    """

    what: str
    practice: str
    statement: str
    item: str
    owner: str
    starts: Day
    due: Day
    notes: tuple[Noted, ...]
    audience: str = "pupil"
    send: bool = False
    who_for: str = WhoFor.EVERYONE.value
    who_words: str = ""
    reach: int | None = None
    cost: int | None = None
    detail: str = ""


BANK: Mapping[str, Intended] = {
    "breakfast": Intended(
        "A breakfast club for pupils with SEND, and a friend", "breakfast_club", "clubs_cost", "included", "senco",
        (NOV, 10), (JUL, 3),
        (
            Noted(
                (NOV, 17), "Opened in the food room: toast, cards, no music. Nobody has to sign up.", UNDER_WAY, 22, 90,
            ),
            Noted(
                (JAN, 19), "Pupils bring friends. We moved to the bigger room and asked for a second adult.",
                "", 64, 480,
            ),
            Noted((MAR, 23), "Our register: pupils who come are late less often than in the autumn.", "", 97, 950),
            Noted(
                (JUN, 29), "118 pupils have come at least once. It stays, paid from next year's budget.",
                DONE, 118, 1640,
            ),
        ),
        send=True, who_for=WhoFor.SEND.value, reach=40, cost=1800,
        detail="From 7.45 on each school day, in a quiet room near the side door. Two adults whom pupils know.",
    ),
    "mentors": Intended(
        "Peer mentors from Year 10 for pupils in Years 7 and 8", "peer_mentoring", "peer_programmes", "friendly",
        "colleague",
        (NOV, 3), (JUL, 10),
        (
            Noted(
                (NOV, 24), "Eighteen mentors chosen by interview, five of them with SEND. Two hours of training.",
                UNDER_WAY, 18,
            ),
            Noted(
                (FEB, 9), "Pairs meet on Thursdays. Three mentors had stopped coming; they have been replaced.",
                "", 36, 120,
            ),
            Noted((JUN, 22), "It works where pairs share an interest. Training needs a second session.", "", 41),
        ),
        who_for=WhoFor.YEARS.value, who_words="Years 7 and 8, mentors from Year 10", reach=40, cost=300,
    ),
    "ambassadors": Intended(
        "Friendship ambassadors at break", "friendship_ambassadors", "friendships", "lonely", "lead",
        (NOV, 3), (JUN, 26),
        (
            Noted((NOV, 20), "Eight pupils from Year 5 trained, three of them with SEND.", UNDER_WAY, 8, 60),
            Noted((FEB, 6), "They sit beside whoever is alone and have a bench. We added a quiet game.", "", 31),
            Noted((JUN, 19), "A new group is being trained by the old one.", DONE, 52, 140),
        ),
        send=True, reach=30, cost=150,
    ),
    "carers": Intended(
        "A group for young carers", "young_carers_group", "trusted_adult", "adult_to_talk_to", "senco",
        (NOV, 12), (JUL, 3),
        (
            Noted((DEC, 4), "Nine pupils came to the first meeting; we knew of four.", UNDER_WAY, 9),
            Noted((MAR, 5), "The group wrote a page for staff: what a late morning can mean.", "", 14, 85),
            Noted((JUN, 25), "Fourteen pupils, one adult who is always there. It goes on.", DONE, 14, 160),
        ),
        who_for=WhoFor.GROUP.value, who_words="Pupils who look after somebody at home", reach=10, cost=200,
    ),
    "coffee": Intended(
        "Coffee mornings for families, with no agenda", "coffee_mornings", "parental_engagement", "family_welcome",
        "head",
        (NOV, 5), (JUL, 10),
        (
            Noted((NOV, 27), "Eleven families, most of them new to us. Two asked for an evening.", UNDER_WAY, 11, 25),
            Noted((FEB, 26), "The evening was full. An interpreter came for the Somali families.", "", 34, 110),
            Noted((JUN, 18), "Two mothers now run it. Fathers still hardly come.", DONE, 58, 190),
        ),
        audience="parent", who_for=WhoFor.FAMILIES.value, reach=40, cost=250,
    ),
    "buddies": Intended(
        "A buddy for each pupil who joins in mid-year", "buddy_system", "transitions", "belong", "lead",
        (NOV, 2), (MAY, 22),
        (
            Noted((NOV, 16), "Buddies chosen with each class; a page says what a buddy does.", UNDER_WAY, 6),
            Noted((MAR, 12), "Seventeen joiners so far. Each was asked after six weeks how it is going.", "", 17),
            Noted(
                (MAY, 21), "All who joined this year had a buddy. It is part of how we admit pupils now.", DONE, 21, 30,
            ),
        ),
        who_for=WhoFor.GROUP.value, who_words="Pupils who join in mid-year", reach=20,
    ),
    "leaders": Intended(
        "Leaders at the gates, in corridors and at the taxi bay", "visible_leadership", "visible_leadership", "safe",
        "head",
        (OCT, 26), (APR, 3),
        (
            Noted((NOV, 9), "A rota for four leaders; the taxi bay is on it each morning.", UNDER_WAY),
            Noted((FEB, 12), "Kept on 52 of 58 days. Corridors before lunch were added."),
            Noted((MAR, 30), "It has become how we do things.", DONE),
        ),
    ),
    "hub": Intended(
        "A calm room that any pupil may use", "safe_space", "asking_for_help", "adult_to_talk_to", "senco",
        (NOV, 3), (JUN, 5),
        (
            Noted((DEC, 1), "The old office is cleared: lamps, two desks, a door that shuts.", UNDER_WAY, None, 640),
            Noted((MAR, 9), "Forty pupils use it in a week, more of them without SEND than we thought.", "", 40, 900),
            Noted(
                (JUN, 2), "Open all day, with an adult. Pupils say where else it is too loud: next year's work.",
                DONE, 85, 1150,
            ),
        ),
        send=True, reach=50, cost=1200,
    ),
    "moving_up": Intended(
        "Four short afternoons for pupils who worry about moving up", "transition_support", "transitions", "belong",
        "senco",
        (APR, 20), (JUL, 10),
        (
            Noted((MAY, 12), "Nineteen families wrote to us after the letter. Places for all.", UNDER_WAY, 19),
            Noted(
                (JUN, 30), "Three of four held. Each pupil knows who will meet them at the gate in September.",
                DONE, 18, 75,
            ),
        ),
        send=True, who_for=WhoFor.SEND.value, reach=15, cost=100,
    ),
    "told": Intended(
        "“You said, we did” in the hall each half-term", "said_and_done", "said_and_done", "included", "lead",
        (OCT, 26), (JUL, 10),
        (
            Noted(
                (NOV, 13), "First board: quieter lunch, a later club, and one thing that we cannot do, with why.",
                UNDER_WAY,
            ),
            Noted((FEB, 27), "Pupils write it now. Families get it as a photograph."),
            Noted((JUN, 12), "Five boards this year.", DONE, None, 15),
        ),
    ),
    "calm_clubs": Intended(
        "Two clubs for those who find noise hard", "sensory_friendly_clubs", "clubs_sensory", "included", "colleague",
        (JAN, 12), (JUL, 3),
        (
            Noted((JAN, 26), "Chess and drawing, eight pupils at most, in the small library.", UNDER_WAY, 9, 40),
            Noted((MAR, 17), "Four pupils came who never stayed after school before.", "", 15),
            Noted((MAY, 5), "The taxi firm agreed to one later day.", "", 16, 130),
        ),
        send=True, who_for=WhoFor.SEND.value, reach=16, cost=200,
    ),
    "training": Intended(
        "Training on belonging for all staff, lunchtime and office too", "staff_training", "training_all",
        "pupils_supported",
        "head", (JAN, 5), (MAY, 29),
        (
            Noted((JAN, 22), "First session for teachers and assistants.", UNDER_WAY, 24),
            Noted((MAR, 26), "Lunchtime staff had theirs in four parts of fifteen paid minutes.", "", 38, 420),
        ),
        audience="staff", who_for=WhoFor.STAFF.value, reach=45, cost=600,
    ),
    "books": Intended(
        "Look through ten topics for who is shown", "curriculum_review", "curriculum_representation", "liked_as_i_am",
        "colleague", (JAN, 12), (APR, 24),
        (
            Noted(
                (FEB, 10), "History and English are done. The other teams asked for time after exams.",
                UNDER_WAY, None, 180,
            ),
        ),
        cost=400,
    ),
    "free_clubs": Intended(
        "Free clubs on three days, with kit to borrow", "free_after_school_clubs", "clubs_cost", "included", "lead",
        (NOV, 9), (MAY, 29),
        (
            Noted((NOV, 30), "Football, choir and cooking. The boots came from families.", UNDER_WAY, 48, 310),
            Noted((MAR, 19), "A third of those who come are eligible for free school meals.", "", 71, 700),
            Noted((MAY, 28), "Paid for another year by the parents' association.", DONE, 83, 980),
        ),
        reach=60, cost=1000,
    ),
    "calm_words": Intended(
        "Talks that mend, within two days of a conflict", "restorative_meetings", "repair", "fair", "lead",
        (NOV, 4), (JUN, 26),
        (
            Noted((NOV, 25), "Two adults trained. Seven talks so far.", UNDER_WAY, 14, 350),
            Noted(
                (FEB, 11), "Stopped for now: the trained adults have left, and we will not do it by halves.",
                STOPPED, 22,
            ),
        ),
        reach=40, cost=500,
    ),
    "profiles": Intended(
        "One-page profiles, written with each pupil", "one_page_profiles", "support_plans", "support_in_work", "senco",
        (NOV, 3), (MAR, 27),
        (
            Noted((DEC, 8), "Half are written. Supply staff find them inside the door.", UNDER_WAY, 20),
            Noted((MAR, 24), "All written, and read aloud in class teams.", DONE, 43),
        ),
        send=True, who_for=WhoFor.SEND.value, reach=45,
    ),
    "wellbeing": Intended(
        "Ten lessons on feelings and friendship", "wellbeing_programme", "friendships", "friendly", "colleague",
        (JAN, 12), (MAY, 22),
        (
            Noted((FEB, 2), "Begun in two classes, with pictures for those who read little.", UNDER_WAY, 18, 210),
            Noted((MAY, 19), "All classes have had it. Pupils liked the ones with a task best.", DONE, 40, 260),
        ),
        reach=40, cost=300,
    ),
    "names": Intended(
        "Every name said as it should be", "names", "welcome", "respected_as_i_am", "lead",
        (OCT, 26), (DEC, 18),
        (
            Noted((NOV, 11), "A column on the registers; pupils filled it in.", UNDER_WAY, 300),
            Noted((DEC, 15), "In all registers, and read by supply staff.", DONE, 740),
        ),
        reach=740,
    ),
}  # fmt: skip

PLANS: Mapping[str, tuple[str, ...]] = {
    "marigold-wharf": ("ambassadors", "coffee", "told", "books", "buddies"),
    "saffron-lock": ("buddies", "ambassadors", "told", "books"),
    "kestrel-yard": ("coffee", "free_clubs", "leaders", "buddies"),
    "tamarind-row": ("ambassadors", "training", "told", "coffee", "books"),
    "lanternbridge": ("breakfast", "hub", "mentors", "leaders", "told", "calm_words", "books"),
    "copperfinch": ("mentors", "carers", "profiles", "calm_clubs", "told"),
    "quillmarsh": ("hub", "mentors", "moving_up", "told", "calm_words"),
    "plumtree-basin": ("names", "leaders", "carers", "moving_up", "mentors"),
    "paper-kite": ("wellbeing", "calm_clubs", "coffee", "training"),
    "thistledown-rooms": ("profiles", "training", "calm_words", "wellbeing"),
}
GAP_NOTES = (
    Noted((NOV, 23), "Begun small, with two classes that wanted to.", UNDER_WAY),
    Noted((MAR, 4), "All classes now. We ask pupils each half-term how it is for them.", "", 45),
    Noted((MAY, 14), "Done as we meant it; it goes on without a plan.", DONE, 80),
)
"""How an action went that was begun because ratings and answers lay apart."""
OTHERS = ("told", "hub", "calm_words", "books")
"""Of any other school."""
IDEAS = (
    (
        "Pupils choose the music in the dining hall",
        "Pupils of the council asked for it, and nobody has thought it through.",
    ),
    ("A garden bench where two can talk", "Three pupils walk the fence on most days."),
)
