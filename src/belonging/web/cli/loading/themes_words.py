"""Codebooks of the demo, and by which words of the invented comments its pretend coders find a theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from belonging.web.themes.services.codebooks import ThemeWords


@dataclass(frozen=True, slots=True)
class Coded:
    """A theme, and words of which one is in each comment that has it."""

    words: ThemeWords
    found_by: tuple[str, ...]


BOOKS: Final[dict[str, tuple[Coded, ...]]] = {
    "parent": (
        Coded(
            ThemeWords(
                "Being known",
                "Somebody at school knows the child: notices how they are, and does what helps.",
                "A named or unnamed adult to go to.",
                "Being welcomed as a family: that is a theme of its own.",
            ),
            ("noticed he was", "what helps my son", "known here", "one grown-up"),
        ),
        Coded(
            ThemeWords(
                "Friends and other pupils",
                "Being with other pupils: friends made, friends missed, being treated kindly or not.",
                "Buddies and playtimes.",
            ),
            ("buddy", "friends within", "good friends", "not kind", "play football"),
        ),
        Coded(
            ThemeWords("Families made welcome", "Parents and carers feel that the school is theirs too."),
            ("welcome at the gate", "picnic", "home language"),
        ),
        Coded(
            ThemeWords(
                "Hearing from school",
                "How school and home tell each other things: calls, letters, meetings, answers.",
                "",
                "What a call was about, if that is a theme of its own.",
            ),
            ("good news", "hear earlier", "who to ask", "Letters home", "evening", "get an answer"),
        ),
        Coded(
            ThemeWords("Clubs, trips and breakfast", "What there is besides lessons, and who can come to it."),
            ("breakfast", "Clubs are", "Trips cost", "play football"),
        ),
    ),
    "staff": (
        Coded(
            ThemeWords("Small daily acts", "What adults do every day so that a pupil feels seen."),
            ("at the door", "saying every name", "form tutors"),
        ),
        Coded(
            ThemeWords(
                "Knowing pupils together",
                "Colleagues share what works for a pupil, and have the time for it.",
                "Pupils who join in the middle of a year.",
            ),
            ("share what works", "talk about children", "Supply staff", "join us mid-year"),
        ),
        Coded(
            ThemeWords("Places and times", "Quiet rooms, lunchtimes, corridors, buses: where and when it is hard."),
            ("quiet room", "Lunchtime", "corridor", "buses"),
        ),
        Coded(
            ThemeWords("Leaders and training", "Trust in leaders, training, and whether good ideas last."),
            ("trusted by", "training", "made welcome", "forgotten by", "behaviour policy"),
        ),
        Coded(
            ThemeWords("Pupils' part in it", "Pupils change something, or are shown in what the school shows."),
            ("councillors", "buddy bench", "last survey", "books on our shelves"),
        ),
    ),
}
