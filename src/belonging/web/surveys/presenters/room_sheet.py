"""One sheet for the adult in the room, by phase: what to say, where to stand, what to leave unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files
from typing import Final

from belonging.web.schools.models import Setting
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import typeset

PRIMARY_YEARS: Final = frozenset({"R", "1", "2", "3", "4", "5", "6"})


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    points: tuple[str, ...]


DRAFT: Final = (
    "Only the standard edition in English has been used with pupils. The other editions, their pictures and all other "
    "languages are drafts until the programme has tried them with children: where a page is one, its panel for the "
    "adult says so. Please tell us what children did not understand."
)
NOT_A_TEST: Final = (
    "“This is not a test. No answer is right or wrong. You can skip anything, and you can stop when you like.”"
)
PRIVATE: Final = (
    "“Your answers are private. Nobody at school sees them, unless they help you or type in your paper. We do not ask "
    "your name.”"
)
EITHER: Final = "“You choose whether you take part. Press ‘Yes, I’d like to’ or ‘Not today’. Both are fine.”"
TALK: Final = (
    "“If you want to talk to an adult, tell me, or press ‘I want to talk to someone’. Childline is free: 0800 1111.”"
)

STAND: Final = Part(
    "Where to stand",
    (
        "At the front or the back, where you can’t read a screen. Turn tablets away from each other.",
        "Come when a pupil asks. Explain a word with “I don’t understand” on the card, then step away again.",
        "If you read aloud or press for a pupil, choose that first under “For the adult” on the page. The pupil is "
        "then told that you see the answers.",
    ),
)
NEVER: Final = Part(
    "What not to say or do",
    (
        "Don’t say what you would choose, what a statement “really” means, or “are you sure?”.",
        "Don’t say “hurry up” or “everybody has to finish”. Don’t praise or reward taking part.",
        "Don’t look at answers, keep a list of who had which ticket, or ask who chose “Not today”.",
    ),
)
AWAY: Final = Part(
    "Who is away, and who does not take part",
    (
        "Keep the tickets that are left over. Who was away can answer on any later day until the questionnaire closes.",
        "“Not today” gives quiet pictures for the same time. Let nobody explain why they chose it.",
        "Whose parents said no gets no ticket: have something quiet ready that others may do, too.",
    ),
)
UPSET: Final = Part(
    "When a pupil is upset",
    (
        "Stop the tablet with “Pause” and go out of earshot with them, or ask a colleague to. Answers can wait.",
        "Listen. Don’t ask what they answered and promise no secrecy. What they tell you is a concern as any other: "
        "tell your safeguarding lead today.",
        "Nobody reads answers as they come in. So don’t wait for the questionnaire to tell anybody.",
    ),
)
DEVICES: Final = Part(
    "Tablets and the internet",
    (
        "Use a guest or private window, if “Ready” comes up in it, and close it only when no answers wait. Other "
        "windows leave tickets in the history: clear that and the browser’s data afterwards, when no answers wait.",
        "Open the class on each tablet with the key from the cover, while there is internet. Then it needs none.",
        "After “Finish” the next pupil sees nothing of the last. A tablet left alone for 10 minutes asks who is there, "
        "and clears 5 minutes later; opening the class’s page clears at once.",
        "If a tablet says that answers wait on it, keep it with you and open any of our pages on it when the internet "
        "is back.",
        "All answers are in when the board says “fewer than 5, or none” and no tablet has any waiting.",
    ),
)

IN_THE_ROOM: Final = (STAND, NEVER, AWAY, UPSET, DEVICES)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`say`: read out as it stands."""

    phase: str
    title: str
    time: str
    say: tuple[str, ...]
    parts: tuple[Part, ...] = IN_THE_ROOM
    draft: str = DRAFT


_SHEETS: Final = (
    Sheet(
        phase="primary",
        title="Primary: for the adult in the room",
        time="Plan 20 minutes, 30 in Reception to Year 2. In small groups the youngest can use the picture edition.",
        say=(
            "“We would like to know how school feels for you.”",
            NOT_A_TEST,
            PRIVATE,
            EITHER,
            "“If you don’t know a word, press ‘I don’t understand’. With ‘Listen’ the page reads to you.”",
            "“If something makes you sad, tell me. You can press ‘I want to talk to someone’, too.”",
        ),
    ),
    Sheet(
        phase="secondary",
        title="Secondary: for the adult in the room",
        time="Plan 15 minutes, and let nobody leave early for having finished.",
        say=(
            "“The school wants to know whether everybody feels they belong here. You know that better than we do.”",
            NOT_A_TEST,
            PRIVATE,
            EITHER,
            TALK,
        ),
    ),
    Sheet(
        phase="sixth_form",
        title="Sixth form: for the adult in the room",
        time="Plan 10 minutes. Students may use their own phones; then no class needs to be opened.",
        say=(
            "“The school asks everybody how it feels to be here. It takes about five minutes.”",
            "“It is up to you: take part, or press ‘Not today’. You can leave out any question and stop at any point.”",
            "“Your answers are private. Staff see groups of ten or more; somebody who helps you sees yours.”",
            "“You get a receipt. With it you can delete your answers while the questionnaire is open.”",
            TALK,
        ),
    ),
    Sheet(
        phase="special",
        title="Special schools and alternative provision: for the adult in the room",
        time="As long as it takes, over several days if that is better: one pupil, or a few, at a time.",
        say=(
            "“I have some questions about school. Would you like to look at them with me?”",
            "“You choose: yes, or not today.” Show both buttons. No answer is “not today”.",
            "“There is no right or wrong. You can skip, and you can stop.”",
            "“If I help you, I see what you choose. I tell nobody.” Unless it is about being safe: say that, too.",
        ),
        parts=(
            Part(
                "Before you begin",
                (
                    "Choose the edition with somebody who knows the pupil: picture cards with three answers or two, "
                    "easy read, younger or standard. Large slips help, and “Look and sound” has more: listening, one "
                    "button, big words.",
                    "Use the pupil’s own way to communicate, and say on the page which help you give. Offer both ends "
                    "of the answers, and wait at least ten seconds.",
                    "Who can use no edition is heard in another way: your school’s lead has the form for voices. Never "
                    "answer for a pupil what you think they would say.",
                ),
            ),
            NEVER,
            AWAY,
            UPSET,
            DEVICES,
        ),
    ),
)
SHEETS: Final[Mapping[str, Sheet]] = {sheet.phase: sheet for sheet in _SHEETS}

BY_SETTING: Final[Mapping[str, str]] = {
    Setting.PRIMARY: "primary",
    Setting.SECONDARY: "secondary",
    Setting.ALL_THROUGH: "secondary",
    Setting.SPECIAL: "special",
    Setting.ALTERNATIVE_PROVISION: "special",
}
OLDEST: Final = frozenset({"12", "13"})


def phase_for(setting: str, year_group: str = "") -> str:
    """The sheet that stands first: by the year group where one is known, else by the school's setting."""
    phase = BY_SETTING[setting]
    if phase == "special" or not year_group:
        return phase
    if year_group in OLDEST:
        return "sixth_form"
    return "primary" if year_group in PRIMARY_YEARS else "secondary"


def sheet_pdf(sheet: Sheet, *, now: datetime) -> bytes:
    template = files("belonging.web.surveys").joinpath("templates/surveys/room-sheet.typ").read_text("utf-8")
    return typeset(template, {**asdict(sheet), "label": environment_label()}, made_at=now).pdf
