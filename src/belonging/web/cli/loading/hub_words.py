"""What the pretend schools wrote in the hub, and what the team put together. Words alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from belonging.web.hub.services.collections import CollectionWords
from belonging.web.hub.services.saying import NoteWords

COLLECTIONS: Final = (
    CollectionWords(
        "The first six weeks",
        "For September, or whenever pupils join: names, doors, and an adult to turn to.",
        ("new-pupil-first-ten-days", "greeting-at-the-door", "names-said-right", "trusted-adult-map"),
        1,
    ),
    CollectionWords(
        "Pupils with SEND first",
        "Where pupils with SEND answer less positively than others, begin with one of these.",
        (
            "hearing-every-pupil-without-words",
            "my-page-one-page-profile",
            "same-goal-different-ways",
            "ways-to-ask-for-help",
            "fair-rules-adjusted",
        ),
        2,
    ),
    CollectionWords(
        "Feeling safe",
        "Places, times and people: find out where pupils feel unsafe, and what to do on the day after.",
        ("safety-walk-with-pupils", "the-first-day-after-unkindness", "breaktime-in-zones", "repair-conversation"),
        3,
    ),
    CollectionWords(
        "For leaders and governors",
        "Half an hour at a time: data by group, questions to ask, lines for the plan, and showing what was done.",
        (
            "reading-results-by-group",
            "governors-questions-on-belonging",
            "belonging-in-the-improvement-plan",
            "you-said-we-did-in-a-week",
        ),
        4,
    ),
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A note by somebody of the school in that place among those that use the hub; `shown`: with its name."""

    place: int
    resource: str
    words: NoteWords
    verdict: str
    shown: bool = False


def _tried(place: int, resource: str, verdict: str, *said: str, shown: bool = False) -> Tried:
    what, with_whom, how_it_went = said
    return Tried(place, resource, NoteWords(what, with_whom, how_it_went), verdict, shown)


TRIED: Final = (
    _tried(
        0, "greeting-at-the-door", "helped",
        "Every adult on the ground floor did it for the first three lessons of the day. We gave out the five greetings "
        "on a card for those who found it hard to begin.",
        "All of Year 7, then the whole school after half-term",
        "Late starts went down within a week. Two adults forgot on Mondays, so we put it on the briefing sheet. "
        "Ask the quiet ones: they noticed most.",
        shown=True,
    ),
    _tried(
        1, "greeting-at-the-door", "helped",
        "Pupils chose their own greeting from four pictures on the door.",
        "Two Reception classes and one class of Year 2",
        "Very good for pupils who do not like to be touched. It takes four minutes, not two, with thirty of them.",
    ),
    _tried(
        2, "greeting-at-the-door", "partly",
        "We tried it at the main gate instead of at each door.",
        "Whole school, two weeks",
        "The gate is too crowded to say names. We went back to classroom doors.",
    ),
    _tried(
        1, "names-said-right", "helped",
        "Each pupil recorded their name on a class tablet. Cover staff listen before the lesson.",
        "Years 3 to 6",
        "Families told us at parents’ evening that they were glad somebody asked. Record again in January.",
        shown=True,
    ),
    _tried(
        3, "my-page-one-page-profile", "helped",
        "We wrote the page with each pupil and one adult of their choice, and put it where cover staff see it.",
        "Twelve pupils with a support plan",
        "Lessons with cover staff had fewer upsets. Keep it to one page: ours grew to two, and nobody read those.",
    ),
    _tried(
        4, "safety-walk-with-pupils", "helped",
        "Six pupils led the walk and put red dots on a plan of the school.",
        "Pupils from Years 5 and 6, three of them with SEND",
        "Four of nine dots were by the lower toilets, which none of us had listed. An adult is there at break now.",
        shown=True,
    ),
    _tried(
        5, "ways-to-ask-for-help", "partly",
        "We put up a box and gave out cards for the desk.",
        "One year group for a term",
        "The cards are used every day, the box hardly ever. Next time only the cards.",
    ),
    _tried(
        6, "hearing-every-pupil-without-words", "helped",
        "We used talking mats with photographs of our own rooms.",
        "Nine pupils who use little or no speech",
        "It took two sessions each, and was worth it: three pupils showed us that lunch is the worst part of the day.",
    ),
    _tried(
        2, "daily-strategies-in-thirty-minutes", "helped",
        "We ran it in a twilight session and chose one strategy for half a term.",
        "Teachers, teaching assistants and lunchtime staff",
        "One strategy is enough. Lunchtime staff said that it was the first training they had been asked to.",
    ),
    _tried(
        3, "you-said-we-did-in-a-week", "helped",
        "We made a poster and said it in assembly, with the two things that we will not do and why.",
        "Whole school",
        "Pupils remembered what we would not do, and why. That built more trust than the rest.",
    ),
    _tried(
        4, "fair-rules-adjusted", "not_suited",
        "We looked at our uniform rule with the table from the guide.",
        "Senior leaders and the SENCO",
        "Our trust decides on uniform, so we could change little. The questions were good for the behaviour policy.",
    ),
)  # fmt: skip
