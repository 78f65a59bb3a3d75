"""What the pretend sessions are called and about, and who comes. All of it is made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ABOUT: Final = "Nineteen short sessions through the year, for everybody who works in the pilot’s schools."
OPEN_ABOUT: Final = "Open to everybody in a school that takes part, now or before."
TRAINERS: Final = ("Ada Grant", "Joel Amankwah", "Tess Holloway")
PLACES: Final = (
    ("Eastreach Town Hall, Council Room", "Go in by the side door in Mill Lane and take the lift to the first floor."),
    ("Canal Street Library, Learning Room", "Five minutes from the station. Step-free from the car park."),
)


@dataclass(frozen=True, slots=True)
class Talk:
    title: str
    about: str


YEAR: Final = (
    Talk("What belonging is, and why it comes first", "What pupils told us in the autumn, and what it asks of adults."),
    Talk("Daily strategies 1: names and greetings", "Saying every name right, and meeting every pupil at the door."),
    Talk("Noticing who is left out", "Where to look at break, in group work and on the way home."),
    Talk("Emotional safety in lessons", "Mistakes without shame: what we say, and what we leave unsaid."),
    Talk("Working with pupils who get SEN support", "One page about a pupil, written with the pupil, used by all."),
    Talk("Reading your findings together", "From the report to three questions for your own school."),
    Talk("Daily strategies 2: check-ins", "Two minutes that tell you how a pupil has come to school today."),
    Talk("Toilets, corridors, bus stops", "Making the places without a teacher feel safe."),
    Talk("Friendship, and when it breaks", "Helping without taking over."),
    Talk("Autism and the school day", "Noise, change and waiting: small things that keep a pupil in the room."),
    Talk("From gaps to an action plan", "Choosing few things, and how to tell that they worked."),
    Talk("Daily strategies 3: fair praise", "Who hears their name with something good after it."),
    Talk("Families who stay away", "Other times, other places, other words."),
    Talk("Talk after conflict", "A conversation that puts things right, with words to begin from."),
    Talk("Clubs that everybody can join", "Cost, transport, support: taking the barriers away one by one."),
    Talk("Listening to pupils, and showing it", "You said, we did: the short way back to pupils."),
    Talk("Coming back after time away", "The first day, the first week, and who is there."),
    Talk("Belonging for staff", "People who belong make places to belong."),
    Talk("Keeping it going", "What stays when the programme ends."),
)
READING: Final = (
    "Before the session",
    (
        "Think of one pupil who you think does not feel they belong. What did you see or hear that made you think so?",
        "Bring it with you; please bring no name.",
    ),
    (),
)
"""Title, paragraphs, steps."""
HANDOUT: Final = (
    "Three things to try",
    (),
    (
        "Greet every pupil at the door, by name.",
        "At break, look for who stands alone. Ask, do not push.",
        "At the end of the day, tell one pupil what you noticed.",
    ),
)
OPEN: Final = (
    Talk("Pupils’ voices: asking, hearing, acting", "How to ask well, and what to do with what you hear."),
    Talk("Daily strategies for belonging", "Names, greetings, check-ins and fair praise in an hour."),
    Talk("Noticing who is left out", "Where to look at break, in group work and on the way home."),
    Talk("Leading for belonging", "For senior leaders: from findings to a plan that lasts."),
)
FIRST: Final = (
    "Adaeze", "Alfie", "Anwen", "Bartek", "Bilal", "Carys", "Chidi", "Dana", "Demi", "Elif", "Esme", "Fergus", "Gita",
    "Hana", "Idris", "Imogen", "Jamal", "Kirsty", "Leon", "Maeve", "Nadim", "Orla", "Petra", "Rhys", "Saskia", "Theo",
)  # fmt: skip
LAST: Final = (
    "Appleby", "Begum", "Carver", "Dunmore", "Eze", "Fenn", "Garrod", "Hussain", "Ingram", "Jolly", "Kaur", "Lund",
    "Marsden", "Nwosu", "Oakley", "Paget", "Quinn",
)  # fmt: skip
