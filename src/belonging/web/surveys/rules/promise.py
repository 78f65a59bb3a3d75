"""What the first page may truthfully promise. The condition of each sentence stands in docs/privacy.md.

The word is "private". What we hold of a person who has answered is never called by the stronger word:
a rare mix of facts can still point at few.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reader(StrEnum):
    """Who may read comments."""

    NONE_ASKED = "none_asked"
    SCREENED = "screened"


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """All that a sentence may depend on.

    `slip_facts`: facts the slip carries (year_group, sex, sen). `helped`: somebody is known to help with
    this answering. `paper`: answered on paper. `linked`: slips join baseline and endline. `backup_days`:
    how long copies made while the round is open are kept, 0 where none are made.
    """

    audience: str
    slips: bool
    slip_facts: frozenset[str] = frozenset()
    helped: bool = False
    paper: bool = False
    linked: bool = False
    researchers: bool = False
    comments: Reader = Reader.NONE_ASKED
    backup_days: int = 0
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """`more`: stands under "More about your answers", not among the first lines."""

    key: str
    text: str
    more: bool = False


GROUPS = {
    "pupil": "Your teachers and head teacher can't see your answers. They only see groups of ten or more answers.",
    "parent": "The school can't see your answers. It only sees groups of ten or more answers.",
    "staff": "Your leaders and colleagues can't see your answers. They only see groups of ten or more answers.",
}
GROUPS_HELPED = {
    "pupil": "Nobody else at school can see your answers. They only see groups of ten or more answers.",
    "parent": "Nobody else at the school can see your answers. It only sees groups of ten or more answers.",
    "staff": "Nobody else you work with can see your answers. They only see groups of ten or more answers.",
}
URGENT = {
    "pupil": "Nobody will read your answers today. If something is wrong, tell an adult you trust.",
    "parent": "Nobody reads answers as they come in. If you are worried about a child, please tell the school.",
    "staff": "Nobody reads answers as they come in. If you are worried about a child, please tell the "
    "school's safeguarding lead.",
}
URGENT_COMMENTS = {
    "pupil": "It can be days until someone reads what you write. If something is wrong, tell an adult you trust.",
    "parent": "It can be days until someone reads what you write. If you are worried about a child, please tell the "
    "school.",
    "staff": "It can be days until someone reads what you write. If you are worried about a child, please tell the "
    "school's safeguarding lead.",
}
TALK = {
    "pupil": "Would you like to talk to an adult? Press “I want to talk to someone”. It is not part of your answers.",
    "parent": "If you press “I want to talk to someone”, the school's safeguarding lead reads that. It is not part of "
    "your answers.",
    "staff": "If you press “I want to talk to someone”, the school's safeguarding lead reads that. It is not part of "
    "your answers.",
}
PROFESSIONAL = {
    "training": "Figures are shown for all sessions of the programme together, never for one.",
    "lead": "Figures are shown for all schools together, never for one.",
}
"""Of those asked in a professional role: what the programme shows of their forms."""
ON_TICKET = {
    "year_group": "your year group",
    "sex": "whether you are a boy or a girl",
    "sen": "whether you get extra help",
}


COMMENTS_PROFESSIONAL = (
    "A trained reader reads what you write first and takes out names. Then the programme's team reads it, mixed up "
    "with what others wrote."
)
URGENT_PROFESSIONAL = (
    "Nobody reads answers as they come in. If you are worried about a child, please tell your school's "
    "safeguarding lead."
)
MAILED = (
    "Your link is your school's own, so that each school answers once. Nobody is told who has answered. While the "
    "questionnaire is open, our computer could tell which form came with which link. After it closes that is destroyed."
)


def promise(facts: PromiseFacts) -> tuple[Sentence, ...]:
    """The sentences that are true of this round and this way of answering, in reading order."""
    if facts.audience in PROFESSIONAL:
        return tuple(sentence for sentence in [_demo(facts), *_professional(facts)] if sentence is not None)
    found = [_demo(facts), *_who_sees(facts), *_freedom(facts), *_ticket(facts), *_afterwards(facts)]
    return tuple(sentence for sentence in found if sentence is not None)


def _demo(facts: PromiseFacts) -> Sentence | None:
    if not facts.demo:
        return None
    return Sentence("demo", "This is only for trying things out: the school is made up.")


def _who_sees(facts: PromiseFacts) -> list[Sentence | None]:
    if facts.helped:
        return [
            Sentence("no_name", "We don't ask your name."),
            Sentence("helper", "The person helping you will see your answers."),
            Sentence("groups_helped", GROUPS_HELPED[facts.audience]),
        ]
    return [
        Sentence("no_name", "We don't ask your name."),
        Sentence("groups", GROUPS[facts.audience]),
        Sentence("if_helped", "If someone helps you, that person will see your answers.", more=True),
    ]


def _freedom(facts: PromiseFacts) -> list[Sentence | None]:
    return [
        Sentence("skip", "You can skip anything you like."),
        _comments(facts),
        _urgent(facts),
        Sentence("talk", TALK[facts.audience]) if not facts.paper else None,
    ]


def _urgent(facts: PromiseFacts) -> Sentence:
    if facts.comments is Reader.SCREENED:
        return Sentence("urgent_comments", URGENT_COMMENTS[facts.audience])
    return Sentence("urgent", URGENT[facts.audience])


def _comments(facts: PromiseFacts) -> Sentence | None:
    if facts.comments is Reader.NONE_ASKED:
        return None
    return Sentence(
        "comments_screened",
        "A trained adult reads what you write before anyone at the school can. "
        "If you write that someone is being hurt, they may need to act. Please don't name any child.",
    )


def _ticket(facts: PromiseFacts) -> list[Sentence | None]:
    if not facts.slips:
        return []
    carried = [words for fact, words in ON_TICKET.items() if fact in facts.slip_facts]
    return [
        Sentence("ticket", "Your code is only a ticket. Your name isn't on our list of tickets."),
        Sentence("ticket_facts", f"Your ticket tells us {_listed(carried)}, so we don't ask.", more=True)
        if carried
        else None,
        Sentence(
            "linked",
            "You may get the same ticket again later in the programme. Your two sets of answers are then put "
            "together. Until that is done, your answers can be found by your ticket.",
            more=True,
        )
        if facts.linked
        else None,
    ]


def _professional(facts: PromiseFacts) -> list[Sentence | None]:
    """At an occasion. That no name is asked, and from how many forms on figures are shown, stands above it already."""
    return [
        Sentence("groups_professional", PROFESSIONAL[facts.audience]),
        Sentence("comments_professional", COMMENTS_PROFESSIONAL) if facts.comments is Reader.SCREENED else None,
        Sentence("urgent_professional", URGENT_PROFESSIONAL),
        Sentence("mailed", MAILED) if facts.slips else None,
        *_afterwards(facts),
    ]


def _afterwards(facts: PromiseFacts) -> list[Sentence | None]:
    copies = f"We make safety copies while the questionnaire is open. They are gone after {facts.backup_days} days."
    return [
        Sentence(
            "delete",
            "When you have sent your answers you get a receipt. With it you can delete them while the "
            "questionnaire is open.",
            more=True,
        )
        if not facts.paper
        else None,
        Sentence("shuffled", "After the questionnaire closes, all the answers are shuffled.", more=True),
        Sentence("copies", copies, more=True) if facts.backup_days else None,
        Sentence("researchers", "Researchers may study the answers, without names.", more=True)
        if facts.researchers
        else None,
    ]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
