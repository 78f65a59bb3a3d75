"""What the pretend schools wrote down of pupils whom no questionnaire hears."""

from __future__ import annotations

from typing import Final

from belonging.web.voice.services.records import Account

OBJECTS: Final = Account(
    kind="group",
    size="6-9",
    seen="",
    ways=["objects", "eyes", "body"],
    about=["inclusion", "staff_and_pupils", "safety"],
    asked=(
        "In the sensory room, two at a time, with the adult who knows them best. We showed the cup of the dining hall, "
        "the towel of the pool and the bell of the bus, one after the other, and waited."
    ),
    assent="Two turned to the door at the start. They went back to their class, and we did not ask again that day.",
    well="Most reached for the towel, some twice. Several leaned towards an adult when they heard that adult’s voice.",
    uneasy="Nobody took the bell. Some pushed the cup away, and covered their ears when plates were put down.",
    taken="The pool is a place where pupils are at ease. The bus and the dining hall are not. First, a quieter table.",
)
CORRIDOR: Final = Account(
    kind="observation",
    size="3-5",
    seen="both",
    ways=["aid", "signing", "body"],
    about=["peers", "safety"],
    asked="We watched five minutes of the change between lessons, from both ends of the corridor, on two days.",
    assent="All know us and carried on as usual. We stopped when they moved out of sight.",
    well="On both days others held the door and said hello. Signs were answered with signs by two or three pupils.",
    uneasy="They waited at the wall until the corridor was empty, and came late to the lesson three times out of four.",
    taken="Others are friendly when there is time. Leaving earlier, with a friend, may give them that time.",
)
OTHERWISE: Final = (
    "I saw the same, and I think that waiting at the wall may be a choice: they watch, and some of them smile. I would "
    "ask them with photos before we change it."
)
DINING_HALL: Final = Account(
    kind="observation",
    size="3-5",
    seen="two-occasions",
    ways=["pictures", "signing"],
    about=["peers", "being_oneself"],
    asked="Lunch in the hall, and on another day lunch in the classroom with a friend whom they chose from photos.",
    assent="All pointed at a friend’s photo. Who put the photo back ate as before, and nobody asked again.",
    well="In the classroom they stayed until the end, laughed, and passed things to each other.",
    uneasy="In the hall they sat at the end of the table and left before the others.",
    taken="It is the noise and not the company. A small room with a friend is a lunch that they share.",
)
IN_A_RING: Final = Account(
    kind="group",
    size="3-5",
    seen="",
    ways=["pictures", "signing", "body"],
    about=["inclusion", "staff_and_pupils"],
    asked="Ten minutes on the mat after singing, with photos of the classroom, the hall and the quiet room.",
    assent="All came when the mat was laid out. Some lay down and watched, and we took that as taking part.",
    well="The photo of the quiet room went round and was kissed. Hands signed “more” when the singing stopped.",
    uneasy="The photo of the hall was turned face down, both times.",
    taken="The quiet room is theirs. We will look at what the hall is like when it is full.",
)
AT_PLAY: Final = Account(
    kind="observation",
    size="3-5",
    seen="two-adults",
    ways=["pictures", "signing", "body"],
    about=["peers", "pride"],
    asked="Morning play by the bench, watched by two of us from different sides.",
    assent="They know that we are often there. Nobody moved away.",
    well="They took turns on the swing with another class. Leaves were brought to us, and they waited for us to look.",
    uneasy="When the ball game came near, all of them went to the fence.",
    taken="They look for others, and find them away from the ball. A corner without balls may be enough.",
)
