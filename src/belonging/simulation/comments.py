"""Invented comments of parents and staff: no names, no real events, every sentence made up for this file."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.random import Generator

from belonging.instruments.model import Audience, Instrument

SHARE_WITH_COMMENT = {Audience.PARENT: 0.34, Audience.STAFF: 0.37}
SHARE_WITH_BOTH = 0.2
BOXES_FOR_PRAISE = frozenset({"what_helps"})
WARM_SHARE = {"baseline": 0.45, "midpoint": 0.55, "endline": 0.68}

WARM: Mapping[Audience, tuple[str, ...]] = {
    Audience.PARENT: (
        "My daughter comes home talking about what she did, not about what went wrong.",
        "The teaching assistant noticed he was quiet before I did. That meant a lot.",
        "We feel welcome at the gate. People say hello and know who we are.",
        "The breakfast club has made mornings so much easier for all of us.",
        "He has a buddy in the year above and it has changed how he feels about playtime.",
        "I was nervous about moving schools mid-year. She had friends within a week.",
        "They asked what helps my son when he is upset, and then they did it.",
        "The family picnic was the first time I met other parents from our class.",
        "Staff take the time to ring with good news as well as bad.",
        "Our home language was part of the assembly. My mother cried, happily.",
        "She says there is always one grown-up she can go to.",
        "I can see my child is known here and not just taught here.",
    ),
    Audience.STAFF: (
        "Meeting pupils at the door each morning has made more difference than I expected.",
        "The quiet room at lunch is used every day and by children I would not have guessed.",
        "We share what works for a pupil much more than we did a year ago.",
        "Pupils tell each other about the buddy bench now. We hardly have to.",
        "I feel trusted by the leadership team and I think pupils can tell.",
        "The training gave me words for what I was already trying to do.",
        "New colleagues are made welcome. I was, and I have not forgotten it.",
        "Pupil councillors came to our meeting and changed our minds about the uniform.",
        "Small things, like saying every name properly, are taken seriously here.",
        "Our team has time to talk about children and not only about data.",
    ),
}

WISHES: Mapping[Audience, tuple[str, ...]] = {
    Audience.PARENT: (
        "I would like to hear earlier when my child has had a bad day.",
        "Clubs are full within minutes. It is always the same families who get in.",
        "Please make the corridors calmer at lunchtime. The noise is too much for him.",
        "I never know who to ask when the support plan is not followed.",
        "Letters home are long and hard to follow for those of us new to English.",
        "He says the older pupils are not kind on the stairs.",
        "Trips cost more than we can manage and it is hard to say so.",
        "She has good friends but finds group work lonely.",
        "Parents' evening is difficult with shift work. A call would be enough.",
        "More could be done for the children who do not play football.",
        "It took a long time to get an answer about the bus.",
    ),
    Audience.STAFF: (
        "We need cover so that form tutors can have proper conversations.",
        "Supply staff do not get the information they need about our pupils.",
        "Lunchtime supervision is stretched and that is when most upsets happen.",
        "Support staff are not always invited to the training. We would like to be.",
        "Good ideas start in September and are forgotten by spring.",
        "The behaviour policy is read differently from one corridor to the next.",
        "I would like more help with pupils who join us mid-year.",
        "Displays show our pupils, but the books on our shelves do not yet.",
        "After-school clubs clash with the buses for pupils who live far away.",
        "It would help to hear what happened after the last survey.",
    ),
}


def draw_comments(rng: Generator, instrument: Instrument, wave: str, n: int) -> list[dict[str, str]]:
    """Comments of `n` people by comment box key: an exact share of them writes, some in both boxes."""
    audience = instrument.audience
    boxes = {box.key: WARM if box.key in BOXES_FOR_PRAISE else WISHES for box in instrument.comment_boxes}
    writers = set(rng.permutation(n)[: round(n * SHARE_WITH_COMMENT[audience])].tolist())
    comments: list[dict[str, str]] = [{} for _ in range(n)]
    for person in sorted(writers) if boxes else ():
        chance = np.array([WARM_SHARE[wave] if tone is WARM else 1 - WARM_SHARE[wave] for tone in boxes.values()])
        size = min(len(boxes), 2 if rng.random() < SHARE_WITH_BOTH else 1)
        chosen = rng.choice(list(boxes), size=size, replace=False, p=chance / chance.sum())
        comments[person] = {str(box): str(rng.choice(boxes[str(box)][audience])) for box in chosen}
    return comments
