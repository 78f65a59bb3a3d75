"""Who may do what, drawn from the one table that the doors use."""

from __future__ import annotations

from belonging.web.accounts.roles import GRANTS, ROLE_NAMES, SCHOOL_ROLES, Permission, Role
from belonging.web.ui.components import SummaryRow, Table

MAY = {
    Permission.SEE_SCHOOL: "See the school's page: what to do next, and the state of its questionnaires",
    Permission.SET_UP: "Set the school up: contacts, dates, letters, the calendar",
    Permission.ACCEPT_AGREEMENT: "Accept the agreement for the school",
    Permission.MANAGE_PEOPLE: "Invite people to the school, and end their roles",
    Permission.RUN_ROUNDS: "Open, close and seal questionnaires",
    Permission.PRINT_SLIPS: "Print slips with codes",
    Permission.SEE_RESPONSE_RATES: "See how many have answered, to the nearest 5",
    Permission.CHOOSE_PICTURES: "Put the school's own pictures in place of ours",
    Permission.ANSWER_TALK_REQUESTS: "Read and answer “I want to talk to someone”",
    Permission.READ_COMMENTS: "Read comments that a comment reader has released",
    Permission.READ_SCHOOL_REPORT: "Read the school's report",
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
    Permission.READ_PROGRAMME_REPORT: "Read the programme's report, schools under letters",
    Permission.DOWNLOAD_FINDINGS: "Download the released figures",
}


def roles_table() -> Table:
    roles = tuple(Role)
    return Table(
        caption="What each role may do",
        head=("May", *(ROLE_NAMES[role] for role in roles)),
        rows=[(MAY[permission], *(_said(permission, role) for role in roles)) for permission in Permission],
        caption_size="m",
    )


def role_places() -> list[SummaryRow]:
    """Where each role is held."""
    in_school = [ROLE_NAMES[role] for role in Role if role in SCHOOL_ROLES]
    everywhere = [ROLE_NAMES[role] for role in Role if role not in SCHOOL_ROLES]
    return [
        SummaryRow("In named schools only", ", ".join(in_school)),
        SummaryRow("In the whole programme", ", ".join(everywhere)),
    ]


def _said(permission: Permission, role: Role) -> str:
    return "Yes" if permission in GRANTS[role] else "No"
