"""The case studies of the pretend pilot: what its schools wrote, in words of this project's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """A quote: the words and whose they are."""

    words: str
    whose: str


@dataclass(frozen=True, slots=True)
class Told:
    """One case study. `figures` are tried in turn as (audience, item, breakdown, group), `drawn` names its picture.
    `instead`: what stands in place of a name."""

    title: str
    summary: str
    context: str
    aims: str
    actions: str
    impact: str
    lessons: str
    areas: tuple[str, ...]
    quotes: tuple[Said, ...]
    drawn: str
    numbers_from: str = ""
    named: bool = False
    public: bool = False
    instead: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[tuple[str, str, str, str], ...] = (
        ("pupil", "belong", "all", "all"),
        ("pupil", "safe", "send", "send"),
        ("pupil", "lonely", "all", "all"),
    )


BREAKFAST = Told(
    title="A breakfast club that begins with pupils with SEND",
    summary="We opened the hall at eight, free for everybody, and asked pupils with SEND first what it should be like.",
    context="Marigold Wharf is a primary school of two classes a year. Pupils with SEND told us that mornings were "
    "the hardest part of the day: noise at the gate, a crowd in the cloakroom, and nobody to sit with.",
    aims="Every pupil should begin the day with something to eat and someone who is glad to see them. Pupils who "
    "find crowds hard should have a way in that suits them.",
    actions="Our SENCO asked fifteen pupils with SEND to plan the club. They chose the tables, a quiet corner with "
    "books, and a picture menu. The club is free, so nobody has to ask. Two teaching assistants moved half an hour "
    "of their day from the afternoon to the morning; toast and fruit come from a food charity.\n"
    "In the second month the hall was too loud. We opened the library as well, with one adult, for those who like "
    "calm.",
    impact="In all, 118 pupils came in the spring term, many of them with SEND. The families we used to ring about "
    "late arrival are now often the first at the door. Teachers say that lessons begin sooner, because pupils are "
    "settled.",
    lessons="Ask the pupils who find mornings hardest before you buy anything. Make it free for all: a club for some "
    "is a label. Plan for noise from the first day.",
    areas=("school_activities", "inclusive_culture"),
    quotes=(
        Said("I used to hide in the toilets till the bell. Now I do the toast.", "a Year 5 pupil"),
        Said("He is dressed before I am. That has never happened before.", "a parent"),
    ),
    drawn="Three overlapping circles, like plates on a table",
    numbers_from="the club’s register, spring term",
    named=True,
    public=True,
)
AMBASSADORS = Told(
    title="Friendship ambassadors on the playground",
    summary="Twelve pupils learned to notice who is alone and to invite them in, and changed places each half-term.",
    context="Saffron Lock has one class in each year, so a falling-out is felt all over the school. In our first "
    "questionnaire break was where pupils felt most alone, girls in Year 5 above all.",
    aims="Nobody should spend a whole break alone unless they want to. Helping should be for everybody, and not only "
    "for the confident ones.",
    actions="Any pupil from Year 3 on could apply, with a drawing or a few words. We drew twelve names, six of them "
    "with SEND or new to the school. Mrs Delaney trained them in three lunchtimes: how to notice, how to ask, and "
    "how to take a no. They wear a yellow band and carry a small bag of games for two.\n"
    "After half a term they hand over to the next twelve and teach them.",
    impact="Lunchtime staff write down fewer quarrels, and they are shorter. The adults say that it is the "
    "ambassadors themselves who changed most: quiet pupils speak in assembly now.",
    lessons="Draw names, or the same children are always chosen. Teach them that a no is fine. Change them often, so "
    "that it stays a gift and does not become a duty.",
    areas=("positive_relationships",),
    quotes=(
        Said("You don’t have to say anything. You just sit down next to them first.", "a Year 4 pupil"),
        Said("My daughter came home with a friend. The first one in two years.", "a parent"),
    ),
    drawn="Two yellow circles, one reaching into the other",
    instead={"Mrs Delaney": "our playground leader"},
    named=True,
    public=True,
)
COFFEE = Told(
    title="Coffee mornings where families of pupils with SEND lead",
    summary="Parents of pupils with SEND chose what we talk about; the head came to listen, and brought the cake.",
    context="Kestrel Yard is a small primary school in Eastreach. Parents of pupils with SEND told us that they "
    "heard from school when something had gone wrong, and hardly ever otherwise.",
    aims="Families should know one another and know us before there is a problem. They should decide what is talked "
    "about.",
    actions="Every third Friday after drop-off, for an hour, in the room nearest to the gate. A parent sets the "
    "topic and opens it: sleep, transport, how to read a plan. The head is there and says little. Little ones may "
    "come; an interpreter joins by telephone when somebody needs one. It costs us cake and an hour.\n"
    "When few fathers came, a father suggested one evening each term with the same coffee.",
    impact="Between eight and twenty families come. Three changes to our SEND policy began at that table, and two of "
    "the parents now help new families with forms. Meetings about plans are shorter, because people know each other.",
    lessons="Let a parent hold the chair. Come to listen, and write nothing down in the room. Hold it near the gate: "
    "two corridors are one too many.",
    areas=("positive_relationships", "inclusive_culture"),
    quotes=(
        Said("For the first time I was asked what my son is good at.", "a parent"),
        Said("I learned more in an hour there than in a year of meetings.", "a member of staff"),
    ),
    drawn="Circles in a ring, like people around a table",
    numbers_from="a count by the parent who opens the meeting",
    public=True,
    figures=(
        ("parent", "family_welcome", "all", "all"),
        ("pupil", "belong", "send", "send"),
        ("pupil", "safe", "all", "all"),
    ),
)
BUDDIES = Told(
    title="A buddy for everyone who starts in the middle of the year",
    summary="New pupils have two buddies, a map with photographs, and a visit before their first day.",
    context="Tamarind Row is a large primary school. Some sixty pupils join us outside September each year, many of "
    "them new to English.",
    aims="A new pupil should know two names, one adult and the way to the toilets before the first bell.",
    actions="Buddies come in twos, one of them with the same home language where we can. They are trained in one "
    "lunchtime and have a card with ten small jobs. The office sends each family a map with photographs and a day "
    "for a visit. After two weeks the adult at the door asks the new pupil three questions, with pictures.",
    impact="Class teachers say that new pupils join in games within days. Buddies ask to do it again. Families have "
    "begun to send one another the map.",
    lessons="Two buddies, never one: buddies are ill too. Ask after two weeks, not after two days, when everybody "
    "says that all is well.",
    areas=("positive_relationships", "inclusive_culture"),
    quotes=(Said("They showed me where you can be when it is too loud.", "a Year 3 pupil"),),
    drawn="A small circle between two large ones",
    numbers_from="our admissions register",
)
CARERS = Told(
    title="A young carers’ group that decides for itself",
    summary="Pupils who look after somebody at home meet each week, and have changed three of our rules.",
    context="Lanternbridge is a secondary school with a sixth form. We knew of nine young carers. After one assembly "
    "and a card to tick in tutor time we knew of forty.",
    aims="Young carers should have a place where nothing needs explaining. School rules should not punish them for "
    "caring.",
    actions="Ms Ito hosts the group on Wednesdays at lunch: food, homework help, and a talk with somebody from "
    "outside once a month. The group looked at our rules and asked for three changes: a pass to keep the telephone "
    "on, a quiet way to say why homework is late, and a late mark that does not count after a hospital night. "
    "Governors agreed to all three.",
    impact="Attendance in the group has gone up, and detentions for late homework have all but stopped. Two members "
    "spoke to all staff in September; it was the training that colleagues talked about most.",
    lessons="Tell everybody what a young carer is before you ask who is one. Give the group something to decide. "
    "Keep lunch: after school they are needed at home.",
    areas=("inclusive_culture", "positive_relationships"),
    quotes=(
        Said("Here I am not the one who is always late. I am just me.", "a Year 9 pupil"),
        Said("I had marked him down for months. I did not know, and I did not ask.", "a teacher"),
    ),
    drawn="A large circle that holds three small ones",
    instead={"Ms Ito": "one of our form tutors"},
    numbers_from="the group’s register",
    public=True,
)
LEADERSHIP = Told(
    title="Leaders who are seen: the first ten minutes of the day",
    summary="Five leaders stand at five doors each morning and know what they are there for.",
    context="Copperfinch High is a large secondary school with four entrances. Pupils told us that the only time "
    "they saw senior staff was when somebody was in trouble.",
    aims="Every pupil should be greeted by name by somebody who matters, and small worries should be heard before "
    "lessons.",
    actions="Each leader has one door, from twenty past eight, in all weathers, for ten minutes. They learn ten "
    "names a week, with the right sound. There is one rule: no talk of uniform at the door. What pupils say goes "
    "onto one shared card, and somebody takes it up by break. The budget was five umbrellas.",
    impact="Tutors are told of worries at half past eight instead of at three. Pupils come to the door with news. "
    "Leaders say that it is the best ten minutes of their day, and nobody has asked to stop.",
    lessons="Put it into the diary before everything else. Leave uniform alone for ten minutes. Learn names from the "
    "pupils, not from a list.",
    areas=("inclusive_culture",),
    quotes=(Said("She says my name right. Most people don’t even try.", "a Year 8 pupil"),),
    drawn="Five circles in a row, like doors",
    figures=(
        ("pupil", "adult_to_talk_to", "all", "all"),
        ("pupil", "belong", "all", "all"),
        ("pupil", "safe", "all", "all"),
    ),
)
TRANSITION = Told(
    title="From Year 6 to Year 7 in small steps",
    summary="Pupils who worry most come five times before September, with an older pupil they already know.",
    context="Quillmarsh Community School takes pupils from seventeen primary schools. A child may know nobody in the "
    "new class. Our Year 7 pupils with SEND felt least safe in corridors and at lunch.",
    aims="Nobody should walk through the door in September without knowing a face, a room and the way to lunch.",
    actions="Primary teachers name the pupils who worry most, whatever the reason. These come in five small groups "
    "from May on: to look, to eat, to do a lesson, to bring their family, and to plan the first week. Each meets the "
    "same Year 9 pupil every time. Their one-page profile is written with them, in their words, and all their "
    "teachers read it.\n"
    "On the first day Year 7 has the school to itself until lunch.",
    impact="In September none of the group stayed away in the first fortnight. Year 9 pupils asked to be at the gate "
    "in the second week as well. Form tutors say that they know in July what they used to learn at half-term.",
    lessons="Ask about lunch and toilets first: pupils do. Five short visits do more than one long day. Give the "
    "older pupils a role that goes on after September.",
    areas=("inclusive_culture", "positive_relationships"),
    quotes=(
        Said("I already knew where to sit, so I could think about other things.", "a Year 7 pupil"),
        Said("We cried at the gate in May. In September she just waved.", "a parent"),
    ),
    drawn="Circles that grow from left to right",
    numbers_from="our attendance register, September",
    named=True,
    public=True,
)
SENSORY = Told(
    title="After-school clubs that are kind to the senses",
    summary="We looked at our clubs with ears and eyes, and nearly all pupils now come to one.",
    context="Paper Kite is a special school. Few of our pupils could go to clubs: transport left at three, and what "
    "there was was loud.",
    aims="Every pupil who wants to should have a club that feels good, and a way home afterwards.",
    actions="Pupils and an occupational therapist walked through each club and marked what was too loud, bright or "
    "close. We made groups of six, put a calm space beside each, and showed what happens next in pictures. The "
    "council moved one bus to half past four on two days; it took four months of asking.",
    impact="Clubs are full on both days. Two pupils who used to need one-to-one support at clubs now come with the "
    "group. Families have met at the later bus, and stay to talk.",
    lessons="Begin with the bus. Let pupils mark what hurts; adults do not hear the projector. Six is a group, nine "
    "is a crowd.",
    areas=("school_activities",),
    quotes=(
        Said("Tuesday is my day.", "a pupil"),
        Said("We never thought we would hear “can I stay longer?”", "a parent"),
    ),
    drawn="Soft circles, far apart",
    numbers_from="the registers of our clubs",
    figures=(("pupil", "included", "all", "all"), ("pupil", "belong", "all", "all"), ("pupil", "safe", "all", "all")),
)
RESTORATIVE = Told(
    title="Talks that repair, on the same day",
    summary="After a conflict both sides talk with an adult before they go home, in five questions.",
    context="We teach pupils who cannot be in a mainstream school at the moment. Groups change every few weeks. A "
    "quarrel that is left overnight has often grown by the morning.",
    aims="Nobody should go home with it. Pupils should learn words that they can take with them to their next school.",
    actions="All adults, drivers and kitchen staff too, learned five questions: what happened, what were you "
    "thinking, who was affected, what do they need, what happens now. Talks are on the same day, standing or walking "
    "if that is easier, with cards for those who would rather not speak. Lessons wait when they have to.",
    impact="We send pupils home early far less often. Some have begun to ask for a talk before anything happens. "
    "Mainstream schools have asked us for the cards, so that pupils meet the same words there.",
    lessons="Train everybody at once, the kitchen too. Let pupils walk while they talk. An adult who was part of it "
    "says sorry first.",
    areas=("positive_relationships", "inclusive_culture"),
    quotes=(Said("He said sorry first. Teachers don’t do that.", "a pupil"),),
    drawn="Two circles, side by side and just touching",
    public=True,
)
GATE = Told(
    title="Good morning at the gate",
    summary="Somebody greets every child by name, in the language of their home where we can.",
    context="Hazel Bank is a primary school with one small class in each year. Families told us that the gate was "
    "the loneliest place of the day.",
    aims="No child and no parent should pass the gate without a word from somebody.",
    actions="Since September two adults stand at the gate every morning. Pupils taught us “good morning” in eleven "
    "languages; the words hang on the fence. Mrs Whitlock has a bench there for parents who would like to stay a "
    "moment.",
    impact="Mornings feel warmer, and 70% of pupils say that they like coming in. Parents talk to each other more.",
    lessons="Ask pupils how their names sound. Be there in the rain too.",
    areas=("inclusive_culture",),
    quotes=(Said("They say Günaydın to my mum now.", "a Year 2 pupil"),),
    drawn="A row of open circles along a line",
    figures=(("pupil", "belong", "all", "all"),),
)
PILOT = {
    "marigold-wharf": BREAKFAST,
    "saffron-lock": AMBASSADORS,
    "kestrel-yard": COFFEE,
    "tamarind-row": BUDDIES,
    "lanternbridge": CARERS,
    "copperfinch": LEADERSHIP,
    "quillmarsh": TRANSITION,
    "paper-kite": SENSORY,
    "thistledown-rooms": RESTORATIVE,
}
REVIEWED = "A story I would like to read as another school. Please say a little more about who did the work each week."
REMARKS = (
    ("impact", "Where does the 70% come from? If it is from your questionnaire, please pick the figure, so that it is "
     "drawn as it was released."),
    ("actions", "I like the bench. What did it cost, and how many parents use it on a usual day?"),
    ("lessons", "One thing that did not work would help others more than anything."),
)  # fmt: skip
