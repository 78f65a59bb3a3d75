"""Who may do what, drawn from the one table that the doors use."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from belonging.web.accounts.roles import BODY_ROLES, GRANTS, ROLE_NAMES, SCHOOL_ROLES, Permission, Role
from belonging.web.ui.components import SummaryRow

MAY = {
    Permission.SEE_SCHOOL: "See the school's page: what to do next, and the state of its questionnaires",
    Permission.SET_UP: "Set the school up: contacts, dates, letters, the calendar",
    Permission.ACCEPT_AGREEMENT: "Accept the agreement for the school",
    Permission.MANAGE_PEOPLE: "Invite people to the school, and end their roles",
    Permission.RUN_ROUNDS: "Open, close and seal questionnaires",
    Permission.PRINT_SLIPS: "Print slips with codes",
    Permission.SEE_RESPONSE_RATES: "See how many have answered, to the nearest 5",
    Permission.CHOOSE_PICTURES: "Put the school's own pictures in place of ours",
    Permission.RECORD_VOICE: "Write down what pupils who can use no edition showed or said",
    Permission.RUN_TRIALS: "Try wording with children, and sign editions off as tried",
    Permission.ANSWER_TALK_REQUESTS: "Read and answer “I want to talk to someone”",
    Permission.TAKE_TURNED_REQUESTS: "Take up talk requests that were turned to them",
    Permission.READ_COMMENTS: "Read comments that a comment reader has released",
    Permission.READ_SCHOOL_REPORT: "Read the school's report",
    Permission.SEE_AUDIT: "See the school's audits, its action plan and its “You said, we did” pages",
    Permission.WORK_ON_AUDIT: "Rate statements, add evidence, add actions and write how they go",
    Permission.DISCUSS_AUDIT: "Discuss statements and the plan",
    Permission.RUN_AUDIT: "Start, share out, tailor and sign off audits; approve what pupils and families read",
    Permission.WRITE_SUPPORT_LOG: "Write the log of calls, visits and agreed next steps",
    Permission.SEE_BODY: "See the published figures of the trust's or authority's own schools",
    Permission.SIGN_FOR_BODY: "Sign the agreement for the trust's or authority's schools",
    Permission.SEE_COHORTS: "See every school's progress and rounded counts, under a letter",
    Permission.SEE_PROGRAMME: "See which school each letter stands for",
    Permission.RUN_PROGRAMME: "Answer expressions of interest, make cohorts, support schools",
    Permission.MANAGE_TEAM: "Invite anyone to any role, and end roles",
    Permission.SCREEN_COMMENTS: "Read comments before anyone else, and release or keep them",
    Permission.REVIEW_TRANSLATIONS: "Review translations and sign them off",
    Permission.ANSWER_COMPLAINTS: "Read and answer questions and complaints",
    Permission.EDIT_INSTRUMENT: "Write and publish new versions of the audit",
    Permission.SEE_ACROSS: "See audits and plans of all schools together, no school told apart",
    Permission.LEARN: "Sign up for training, work through modules, take certificates",
    Permission.BOOK_TRAINING: "Sign up the school's staff for training, and see who has been",
    Permission.USE_HUB: "Use the hub's resources and join its conversations",
    Permission.SIT_IN_SET: "Be a member of an action learning set, and read that set's notes",
    Permission.MESSAGE_ADVISER: "Write messages between the school and its adviser",
    Permission.WRITE_CASE_STUDY: "Write the school's case study",
    Permission.SIGN_CASE_STUDY: "Sign the school's case study off, and take it back",
    Permission.REVIEW_CASE_STUDY: "Comment on a school's case study before it is signed off",
    Permission.PUBLISH_CASE_STUDY: "Publish case studies that schools have signed off",
    Permission.RUN_TRAINING: "Plan training sessions, and see who came",
    Permission.RUN_SETS: "Make action learning sets; see that they met, not what was said",
    Permission.FACILITATE: "Lead the meetings of one's own action learning sets",
    Permission.RUN_HUB: "Publish resources, and moderate the hub's conversations",
    Permission.RUN_LEADS_SURVEY: "Open and close the school leads' survey",
    Permission.READ_PROGRAMME_REPORT: "Read the programme's report, schools under letters",
    Permission.DOWNLOAD_FINDINGS: "Download the released figures",
    Permission.OPEN_REPORT: "Write notes on the school's report, and open it to staff, governors, pupils and families",
    Permission.READ_OPENED_REPORT: "Read what has been opened to the school's staff",
    Permission.ENTER_OUTCOMES: "Enter attendance, suspensions, exclusions and incidents, as counts",
    Permission.WRITE_PROGRAMME_REPORT: "Write the words around the figures of the programme's report",
    Permission.CODE_COMMENTS: "Give released comments their themes",
    Permission.EDIT_CODEBOOK: "Write the codebook of themes",
    Permission.BRING_SURVEYS: "Bring in other tools' answers and questionnaires",
    Permission.ASK_FOR_PACKS: "Ask for evaluator's packs, and propose changes of a plan",
    Permission.RELEASE_PACKS: "Release evaluator's packs as one of two people, and answer proposed changes of a plan",
    Permission.MANAGE_KEYS: "Make and end keys for the API",
    Permission.BREAK_GLASS: "Where a life is at risk, have one open answer looked up, as one of two people",
    Permission.ANSWER_RIGHTS: "Collect, correct and erase what is held about an adult who asks",
}
SEEN = "No role has a page that shows what one person chose."
SEEN_ALL_THE_SAME = (
    "Others can come to see it all the same: who helps somebody to answer or types in a sheet of paper, and "
    "evaluators, as rows without names, where two people release them. What is written in words is read by trained "
    "readers, one comment at a time."
)


@dataclass(frozen=True, slots=True)
class RoleCard:
    """One role: where it is held, and what it may do."""

    name: str
    place: str
    may: tuple[str, ...]


def role_cards() -> list[RoleCard]:
    return [
        RoleCard(ROLE_NAMES[role], _place(role), tuple(MAY[each] for each in Permission if each in GRANTS[role]))
        for role in Role
    ]


def who_may() -> list[SummaryRow]:
    """The same, the other way round: for each act, who may do it."""
    return [
        SummaryRow(MAY[each], ", ".join(ROLE_NAMES[role] for role in Role if each in GRANTS[role]))
        for each in Permission
    ]


def roles_document() -> str:
    """docs/roles.md, whole. Written by `python -m belonging.web.home.presenters.roles > docs/roles.md`."""
    lines = [
        "# Who may do what",
        "",
        "Drawn from `accounts/roles.py`, which the pages themselves ask; a test compares the two. The same is in the",
        "app, at `/roles/`. A person may hold several roles: lead in one school, adviser in three.",
        "",
        f"{SEEN} {SEEN_ALL_THE_SAME}",
        "",
        "## By role",
    ]
    for card in role_cards():
        lines += ["", f"### {card.name}", "", f"{card.place}.", "", *(f"- {words}" for words in card.may)]
    lines += ["", "## By act", "", "| act | who |", "|---|---|"]
    lines += [f"| {row.key} | {row.value} |" for row in who_may()]
    return "\n".join([*lines, ""])


def _place(role: Role) -> str:
    if role in SCHOOL_ROLES:
        return "Held in named schools"
    return "Held in a named trust or local authority" if role in BODY_ROLES else "Held in the whole programme"


if __name__ == "__main__":
    sys.stdout.write(roles_document())
