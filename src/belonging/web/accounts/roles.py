"""Who may do what, as code. One table; pages and docs are drawn from it."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    SEE_SCHOOL = "see-school"
    SET_UP = "set-up"
    """Dates, contacts, letters, opt-outs and the calendar of the school."""
    ACCEPT_AGREEMENT = "accept-agreement"
    MANAGE_PEOPLE = "manage-people"
    RUN_ROUNDS = "run-rounds"
    PRINT_SLIPS = "print-slips"
    SEE_RESPONSE_RATES = "see-response-rates"
    CHOOSE_PICTURES = "choose-pictures"
    RECORD_VOICE = "record-voice"
    """Write down what pupils who can use no edition showed or said, in groups or as observed."""
    RUN_TRIALS = "run-trials"
    """Try wording with children, and sign editions off as tried."""
    ANSWER_TALK_REQUESTS = "answer-talk-requests"
    TAKE_TURNED_REQUESTS = "take-turned-requests"
    """Talk requests that were turned to this person because another did not take them up, or is their subject."""
    READ_COMMENTS = "read-comments"
    """Comments that a screener has released."""
    READ_SCHOOL_REPORT = "read-school-report"
    OPEN_REPORT = "open-report"
    """Write notes on the school's report, and open it to staff, governors, pupils and families."""
    READ_OPENED_REPORT = "read-opened-report"
    """What has been opened to the school's staff."""
    ENTER_OUTCOMES = "enter-outcomes"
    """Attendance, suspensions, exclusions and incidents of the school, as counts."""
    SEE_AUDIT = "see-audit"
    """The school's audits, its action plan and the pages that come of them."""
    WORK_ON_AUDIT = "work-on-audit"
    """Rate statements, add evidence; add actions and write how they go."""
    DISCUSS_AUDIT = "discuss-audit"
    RUN_AUDIT = "run-audit"
    """Start, share out, tailor and sign off audits; approve what pupils and families read."""
    WRITE_SUPPORT_LOG = "write-support-log"
    SEE_BODY = "see-body"
    """The published figures of the schools of a trust or local authority."""
    SIGN_FOR_BODY = "sign-for-body"
    SEE_COHORTS = "see-cohorts"
    """Every school's progress, under its letter; SEE_PROGRAMME adds the names."""
    SEE_PROGRAMME = "see-programme"
    RUN_PROGRAMME = "run-programme"
    """Expressions of interest, cohorts, schools, nudges, the log of support."""
    MANAGE_TEAM = "manage-team"
    SCREEN_COMMENTS = "screen-comments"
    REVIEW_TRANSLATIONS = "review-translations"
    ANSWER_COMPLAINTS = "answer-complaints"
    EDIT_INSTRUMENT = "edit-instrument"
    """New versions of the audit."""
    SEE_ACROSS = "see-across"
    """Audits and plans of all schools together; no school is told apart."""
    LEARN = "learn"
    """Sign up for training, work through modules, take certificates."""
    BOOK_TRAINING = "book-training"
    """Sign up the school's staff for sessions, and see who has been."""
    USE_HUB = "use-hub"
    """Resources and conversations of those who take part; nobody outside sees them."""
    SIT_IN_SET = "sit-in-set"
    """Be a member of an action learning set. Which one is a matter of the set, not of the role."""
    MESSAGE_ADVISER = "message-adviser"
    """Write to the school's adviser or, as the adviser, to the school."""
    WRITE_CASE_STUDY = "write-case-study"
    SIGN_CASE_STUDY = "sign-case-study"
    """Sign the school's case study off, and take it back."""
    REVIEW_CASE_STUDY = "review-case-study"
    PUBLISH_CASE_STUDY = "publish-case-study"
    RUN_TRAINING = "run-training"
    """Programmes, sessions, attendance, feedback."""
    RUN_SETS = "run-sets"
    """Make sets and name who sits in them; see that they met, not what was said."""
    FACILITATE = "facilitate"
    """Lead the meetings of one's own sets."""
    RUN_HUB = "run-hub"
    """Publish resources, moderate conversations."""
    RUN_LEADS_SURVEY = "run-leads-survey"
    READ_PROGRAMME_REPORT = "read-programme-report"
    DOWNLOAD_FINDINGS = "download-findings"
    WRITE_PROGRAMME_REPORT = "write-programme-report"
    """The words around the figures of the programme's report."""
    CODE_COMMENTS = "code-comments"
    """Give released comments their themes."""
    EDIT_CODEBOOK = "edit-codebook"
    BRING_SURVEYS = "bring-surveys"
    """Other tools' answers and questionnaires, in and out."""
    ASK_FOR_PACKS = "ask-for-packs"
    """Sign the evaluator's agreement, ask for packs, and propose changes of a plan."""
    RELEASE_PACKS = "release-packs"
    """Release a pack as one of two people, and answer proposed changes of a plan."""
    MANAGE_KEYS = "manage-keys"
    """Keys with which programs read the API."""
    BREAK_GLASS = "break-glass"
    """Propose, or confirm as the second person, that one open answer is looked up where a life is at risk."""
    ANSWER_RIGHTS = "answer-rights"
    """What is held about an adult who asks: collect it, correct it, erase it."""


class Role(StrEnum):
    LEAD = "lead"
    HEAD = "head"
    SENCO = "senco"
    SAFEGUARDING = "safeguarding"
    """The designated safeguarding lead, and the deputy."""
    CHAIR = "chair"
    """The chair of governors: let in when a talk request is turned to them, for that alone."""
    COLLEAGUE = "colleague"
    """A member of staff whom the lead has asked to work on the audit and the plan."""
    STAFF = "staff"
    """Anybody who works at the school: training, modules and the hub."""
    ADVISER = "adviser"
    TRUST = "trust"
    AUTHORITY = "authority"
    MANAGER = "manager"
    SCREENER = "screener"
    TRANSLATOR = "translator"
    EVALUATOR = "evaluator"
    FACILITATOR = "facilitator"
    """Of action learning sets; sees its own sets alone."""


ROLE_NAMES: dict[Role, str] = {
    Role.LEAD: "School lead",
    Role.HEAD: "Headteacher",
    Role.SENCO: "SENCO",
    Role.SAFEGUARDING: "Safeguarding lead",
    Role.CHAIR: "Chair of governors",
    Role.COLLEAGUE: "Colleague",
    Role.STAFF: "Member of staff",
    Role.ADVISER: "Programme adviser",
    Role.TRUST: "Trust",
    Role.AUTHORITY: "Local authority",
    Role.MANAGER: "Programme manager",
    Role.SCREENER: "Comment reader",
    Role.TRANSLATOR: "Translation reviewer",
    Role.EVALUATOR: "Independent evaluator",
    Role.FACILITATOR: "Facilitator",
}

SCHOOL_ROLES = frozenset(
    {Role.LEAD, Role.HEAD, Role.SENCO, Role.SAFEGUARDING, Role.CHAIR, Role.COLLEAGUE, Role.STAFF, Role.ADVISER}
)
"""Roles held in a named school."""
BODY_ROLES = frozenset({Role.TRUST, Role.AUTHORITY})
"""Roles held in a named trust or local authority. All others are held in the programme."""
GIVEN_BY_A_SCHOOL = frozenset({Role.LEAD, Role.HEAD, Role.SENCO, Role.SAFEGUARDING, Role.COLLEAGUE, Role.STAFF})
"""What a lead may give and take in the lead's own school."""

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.LEAD: frozenset(
        {
            Permission.SEE_SCHOOL,
            Permission.SET_UP,
            Permission.ACCEPT_AGREEMENT,
            Permission.MANAGE_PEOPLE,
            Permission.RUN_ROUNDS,
            Permission.PRINT_SLIPS,
            Permission.SEE_RESPONSE_RATES,
            Permission.CHOOSE_PICTURES,
            Permission.RECORD_VOICE,
            Permission.READ_COMMENTS,
            Permission.READ_SCHOOL_REPORT,
            Permission.SEE_AUDIT,
            Permission.WORK_ON_AUDIT,
            Permission.DISCUSS_AUDIT,
            Permission.RUN_AUDIT,
            Permission.LEARN,
            Permission.BOOK_TRAINING,
            Permission.USE_HUB,
            Permission.SIT_IN_SET,
            Permission.MESSAGE_ADVISER,
            Permission.WRITE_CASE_STUDY,
            Permission.SIGN_CASE_STUDY,
            Permission.OPEN_REPORT,
            Permission.READ_OPENED_REPORT,
            Permission.ENTER_OUTCOMES,
        }
    ),
    Role.HEAD: frozenset(
        {
            Permission.SEE_SCHOOL,
            Permission.ACCEPT_AGREEMENT,
            Permission.SEE_RESPONSE_RATES,
            Permission.TAKE_TURNED_REQUESTS,
            Permission.READ_SCHOOL_REPORT,
            Permission.SEE_AUDIT,
            Permission.WORK_ON_AUDIT,
            Permission.DISCUSS_AUDIT,
            Permission.LEARN,
            Permission.BOOK_TRAINING,
            Permission.USE_HUB,
            Permission.MESSAGE_ADVISER,
            Permission.SIGN_CASE_STUDY,
            Permission.OPEN_REPORT,
            Permission.READ_OPENED_REPORT,
            Permission.ENTER_OUTCOMES,
        }
    ),
    Role.SENCO: frozenset(
        {
            Permission.SEE_SCHOOL,
            Permission.PRINT_SLIPS,
            Permission.SEE_RESPONSE_RATES,
            Permission.CHOOSE_PICTURES,
            Permission.RECORD_VOICE,
            Permission.READ_SCHOOL_REPORT,
            Permission.SEE_AUDIT,
            Permission.WORK_ON_AUDIT,
            Permission.DISCUSS_AUDIT,
            Permission.LEARN,
            Permission.USE_HUB,
            Permission.WRITE_CASE_STUDY,
            Permission.READ_OPENED_REPORT,
            Permission.ENTER_OUTCOMES,
        }
    ),
    Role.SAFEGUARDING: frozenset({Permission.ANSWER_TALK_REQUESTS}),
    Role.CHAIR: frozenset({Permission.TAKE_TURNED_REQUESTS}),
    Role.COLLEAGUE: frozenset(
        {
            Permission.SEE_SCHOOL,
            Permission.SEE_AUDIT,
            Permission.WORK_ON_AUDIT,
            Permission.DISCUSS_AUDIT,
            Permission.LEARN,
            Permission.USE_HUB,
            Permission.WRITE_CASE_STUDY,
            Permission.READ_OPENED_REPORT,
        }
    ),
    Role.STAFF: frozenset({Permission.LEARN, Permission.USE_HUB, Permission.READ_OPENED_REPORT}),
    Role.ADVISER: frozenset(
        {
            Permission.SEE_SCHOOL,
            Permission.SEE_RESPONSE_RATES,
            Permission.READ_SCHOOL_REPORT,
            Permission.SEE_AUDIT,
            Permission.DISCUSS_AUDIT,
            Permission.WRITE_SUPPORT_LOG,
            Permission.USE_HUB,
            Permission.MESSAGE_ADVISER,
            Permission.REVIEW_CASE_STUDY,
        }
    ),
    Role.TRUST: frozenset({Permission.SEE_BODY, Permission.SIGN_FOR_BODY}),
    Role.AUTHORITY: frozenset({Permission.SEE_BODY, Permission.SIGN_FOR_BODY}),
    Role.MANAGER: frozenset(
        {
            Permission.SEE_COHORTS,
            Permission.SEE_PROGRAMME,
            Permission.RUN_PROGRAMME,
            Permission.MANAGE_TEAM,
            Permission.ANSWER_COMPLAINTS,
            Permission.EDIT_INSTRUMENT,
            Permission.RUN_TRIALS,
            Permission.SEE_ACROSS,
            Permission.RUN_TRAINING,
            Permission.RUN_SETS,
            Permission.USE_HUB,
            Permission.RUN_HUB,
            Permission.PUBLISH_CASE_STUDY,
            Permission.RUN_LEADS_SURVEY,
            Permission.READ_PROGRAMME_REPORT,
            Permission.WRITE_PROGRAMME_REPORT,
            Permission.CODE_COMMENTS,
            Permission.EDIT_CODEBOOK,
            Permission.BRING_SURVEYS,
            Permission.RELEASE_PACKS,
            Permission.MANAGE_KEYS,
            Permission.BREAK_GLASS,
            Permission.ANSWER_RIGHTS,
        }
    ),
    Role.SCREENER: frozenset({Permission.SCREEN_COMMENTS, Permission.CODE_COMMENTS}),
    Role.TRANSLATOR: frozenset({Permission.REVIEW_TRANSLATIONS}),
    Role.EVALUATOR: frozenset(
        {
            Permission.SEE_COHORTS,
            Permission.SEE_ACROSS,
            Permission.READ_PROGRAMME_REPORT,
            Permission.DOWNLOAD_FINDINGS,
            Permission.BRING_SURVEYS,
            Permission.ASK_FOR_PACKS,
        }
    ),
    Role.FACILITATOR: frozenset({Permission.FACILITATE, Permission.USE_HUB}),
}
