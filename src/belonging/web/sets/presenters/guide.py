"""What the facilitator says and stops in each part of a meeting: the guide that stands in the page.

After the usual practice of action learning: a round of reports, one issue, questions without advice, the presenter's
own conclusions, commitments that come back (Action Learning Associates; UNITAR Learning Wiki, "Action learning").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from belonging.web.sets.models import Step


@dataclass(frozen=True, slots=True)
class Guidance:
    """`why` for everybody; `say` and `stop` for the facilitator."""

    why: str
    say: tuple[str, ...]
    stop: tuple[str, ...]


GUIDE: Final[dict[Step, Guidance]] = {
    Step.REPORTS: Guidance(
        "Everybody arrives, and nobody’s promise is forgotten. First what came of the last commitments, then a few "
        "sentences each.",
        (
            "“What came of what you set out to do? Not yet is an answer too.”",
            "“A few sentences each, and nobody answers. We will have time later.”",
            "“Who brings something today that keeps them awake?”",
        ),
        (
            "Comments on a report: thank, and go on.",
            "Blame for what was not done. Ask what got in the way.",
            "The name of a child or colleague: “a pupil in Year 5” is enough.",
        ),
    ),
    Step.ISSUE: Guidance(
        "One person says what is on their mind. The others listen.",
        (
            "“Tell us what happened, what you tried, and why it matters to you.”",
            "“What would you like to leave with today?”",
            "“How can I …? Say it as a question if you can.”",
        ),
        (
            "Interruptions. Questions come next.",
            "An issue that is somebody else’s to solve: “Which part of it is yours?”",
            "A child who may be in danger: that goes to the safeguarding lead today, not to a set.",
        ),
    ),
    Step.QUESTIONS: Guidance(
        "Questions help the presenter to see; advice stops them from looking. Only questions are asked here.",
        (
            "“One question at a time, and wait. Silence is where the thinking happens.”",
            "“What else?” “What makes that hard?” “How would you know that it works?”",
            "“Is there a question you would rather not be asked?”",
        ),
        (
            "“Have you thought of …”, “Why don’t you …”, “You should …”: ask for the question behind it.",
            "“At our school we …”: it can wait for the insights.",
            "Two questions at once, or one that only yes or no answers.",
        ),
    ),
    Step.INSIGHTS: Guidance(
        "The presenter says first what they see now. Then everybody says what they take for themselves.",
        (
            "To the presenter: “What do you see that you did not see before?”",
            "To the others: “What did you hear that is about your school too?”",
            "“What surprised you?”",
        ),
        (
            "Others before the presenter.",
            "A new round of advice. “What do you take from it?” brings it back.",
        ),
    ),
    Step.COMMITMENTS: Guidance(
        "One step each, small enough to be done before the next meeting. It comes back then.",
        (
            "“What will you do, and by when?”",
            "“How sure are you, from one to ten? What would make it an eight?”",
            "“When do we meet again?”",
        ),
        (
            "“I’ll try to …”: what would be the first step?",
            "A commitment for somebody who is not in the room.",
            "More than two for one person.",
        ),
    ),
}
