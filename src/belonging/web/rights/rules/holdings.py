"""Where something of an adult can stand: how it is found, what a copy has of it, what erasing does.

One entry for each table that has an adult's name or address, or points at an account. A guard fails on a new table of
that kind that is neither here nor in `NOBODYS`. Tables that have nothing but an account's number, in a column such as
"added_by", need no entry: they are found by themselves (`queries.traces`).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Holding:
    """`emails`, `users`, `ids`: the columns in which the address, the account or its number stands.

    `shown`: what a copy has; of these, `own_alone` stand in the copy that the person downloads, and in none that the
    team makes. `ends`: what erasing does to it; empty where it stays, and then `stays` says why.
    """

    table: str
    says: str
    shown: tuple[str, ...]
    emails: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    own_alone: tuple[str, ...] = ()
    ends: str = ""
    stays: str = ""


PROOF: Final = "It proves what was agreed, and with whom."
VOUCHES: Final = "Whoever vouched for words that are in use has to be known."
SCHOOLS_OWN: Final = "It belongs to the school’s work. Your name goes with the account; the words go with the work."
ACCOUNT: Final = (
    Holding("accounts.User", "Your account", ("name", "email", "opened_at", "last_login", "closed_at"),
            emails=("email",), users=("pk",), ends="Name, address and password are erased."),
    Holding("accounts.Membership", "Your roles", ("role", "school", "body"), users=("user",), ends="They end."),
    Holding("accounts.Invitation", "Invitations to you", ("name", "email", "role", "sent_at", "used_at"),
            emails=("email",), ends="They are deleted."),
    Holding("accounts.DayPass", "Schools that let you look for a day", ("school", "area", "given_at", "until"),
            users=("person",), stays="Schools can see for two years who could look. Your name goes with the account."),
    Holding("account.EmailAddress", "Addresses to sign in with", ("email", "verified"), users=("user",),
            ends="They are deleted."),
    Holding("mfa.Authenticator", "Second steps of your sign-in", ("type", "created_at", "last_used_at"),
            users=("user",), ends="They are deleted."),
    Holding("socialaccount.SocialAccount", "Other services you sign in with", ("provider", "date_joined"),
            users=("user",), ends="They are deleted."),
    Holding("usersessions.UserSession", "Where you are signed in", ("created_at", "last_seen_at", "user_agent"),
            users=("user",), ends="They end."),
)  # fmt: skip
WRITTEN_TO: Final = (
    Holding("notices.OutgoingMail", "Mail to you", ("subject", "queued_at", "finished_at"), emails=("to",),
            ends="Address and words of what was sent are erased."),
    Holding("complaints.Enquiry", "Your questions and complaints", ("reference", "kind", "received_at", "text"),
            emails=("email",), ends="Name, address and words of closed ones are erased. Open ones, this one among "
            "them, keep them until two years after they were closed, unless you ask again then."),
    Holding("complaints.Remark", "What was said about them", ("kind", "at", "text"), emails=("enquiry__email",),
            ends="As above."),
    Holding("programme.Interest", "Your interest in taking part",
            ("school_name", "contact_name", "contact_role", "contact_email", "contact_phone", "why", "came_at"),
            emails=("contact_email",), ends="Everything but the school’s name is erased."),
    Holding("programme.InterestNote", "Notes about it", ("text", "at"), emails=("interest__contact_email",),
            ends="They are deleted."),
    Holding("enrolment.Contact", "You are one of a school’s six people",
            ("kind", "name", "email", "away_from", "away_until"), emails=("email",),
            stays="The school has to have somebody there for its pupils. It names another person first."),
    Holding("surveys.Pack", "You teach a class that answers", ("label", "sits_on"), emails=("teacher_email",),
            ends="Your address is erased."),
    Holding("enrolment.Acceptance", "Agreements you accepted",
            ("document", "version", "signer_name", "signer_role", "accepted_at"), ids=("signer_id",), stays=PROOF),
    Holding("enrolment.BodyAcceptance", "Agreements you accepted for a trust or authority",
            ("document", "version", "signer_name", "signer_role", "accepted_at"), ids=("signer_id",), stays=PROOF),
    Holding("packs.Agreement", "Your agreements as an evaluator",
            ("name", "organisation", "purpose", "until", "accepted_at"), ids=("evaluator",), stays=PROOF),
    Holding("enrolment.Translation", "Texts you brought in", ("document", "language", "maker_name", "made_at"),
            ids=("made_by",), stays=VOUCHES),
    Holding("enrolment.TranslationReview", "Texts you reviewed",
            ("document", "language", "verdict", "words", "reviewer_name", "reviewed_at"), ids=("reviewer_id",),
            stays=VOUCHES),
    Holding("enrolment.WordingTried", "Editions you signed off",
            ("instrument", "edition", "language", "note", "signer_name", "signed_at"), ids=("signed_by",),
            stays=VOUCHES),
)  # fmt: skip
LEARNT: Final = (
    Holding("training.Booking", "Training sessions", ("session", "name", "email", "state", "attended", "asked_at"),
            emails=("email",), users=("user",), ends="Name and address are erased; that they were there is counted."),
    Holding("training.Certificate", "Certificates", ("name", "title", "minutes", "earned_on", "code"),
            users=("user",), ends="The name is taken off."),
    Holding("learning.Progress", "Modules", ("module", "page", "best", "started_at", "finished_at"), users=("user",),
            ends="It is deleted."),
    Holding("hub.Note", "What you wrote about resources", ("what", "with_whom", "how_it_went", "written_at"),
            users=("writer",), ends="It is deleted."),
    Holding("hub.Rating", "What you found of resources", ("resource", "verdict", "at"), users=("person",),
            ends="It is deleted."),
    Holding("hub.Resource", "Resources you proposed", ("title", "author", "created_at"), users=("proposed_by",),
            stays="They are published. Whoever is named in one can ask the team to change it."),
    Holding("community.Post", "What you wrote in conversations", ("text", "role", "place", "written_at"),
            users=("author",), ends="Your name is taken off; the words stay, for answers rest on them."),
    Holding("community.Mention", "Where you were mentioned", ("post",), users=("person",), ends="It is deleted."),
    Holding("community.Reading", "How far you have read", ("topic", "read_to", "follows"), users=("person",),
            ends="It is deleted."),
    Holding("community.Wishes", "What mail of the community you want", ("digest", "mentions"), users=("person",),
            ends="It is deleted."),
    Holding("community.Mute", "Whom you do not want to hear", ("since",), users=("by", "of"),
            ends="It is deleted."),
    Holding("community.Report", "Posts you reported", ("reason", "at"), users=("by",),
            stays="The team decides by it. Your name goes with the account."),
    Holding("community.Pause", "Times you could not write", ("reason", "since", "until"), users=("person",),
            stays="It is forgotten two years after its end."),
    Holding("sets.Member", "Action learning sets", ("learning_set", "joined_at", "left_at"), users=("user",),
            ends="What you said there is erased. You can read it in the set’s own room alone, so no copy has it."),
    Holding("sets.LearningSet", "Sets you lead", ("name", "facilitates_since"), users=("facilitator",),
            stays="Its members have to know who leads it. Your name goes with the account."),
)  # fmt: skip
WORKED: Final = (
    Holding("programme.AdviserMessage", "Messages between a school and its adviser", ("text", "at"), ids=("by",),
            own_alone=("text",), stays=SCHOOLS_OWN),
    Holding("programme.MessagesRead", "Until when you have read them", ("until",), users=("user",),
            stays="It is forgotten two years later."),
    Holding("programme.SupportNote", "Notes you wrote about schools", ("kind", "on", "what", "next_step"),
            ids=("by",), stays=SCHOOLS_OWN),
    Holding("audit.AreaShare", "Areas of an audit that you share", ("area", "assigned_at"), users=("person",),
            stays=SCHOOLS_OWN),
    Holding("audit.Remark", "What you said about statements", ("statement", "text", "at"), ids=("by",),
            stays=SCHOOLS_OWN),
    Holding("audit.Evidence", "Evidence you added", ("statement", "title", "text", "link", "added_at"),
            ids=("added_by",), stays=SCHOOLS_OWN),
    Holding("actions.Action", "Actions you answer for", ("what", "detail", "status"), users=("owner",),
            stays=SCHOOLS_OWN),
    Holding("actions.Update", "How you said they go", ("text", "at"), ids=("by",), stays=SCHOOLS_OWN),
    Holding("reports.SchoolNote", "Notes you wrote on reports", ("text", "written_at"), ids=("written_by",),
            stays=SCHOOLS_OWN),
    Holding("cases.CaseRemark", "What you said about case studies", ("section", "text", "at"), ids=("by",),
            stays=SCHOOLS_OWN),
)  # fmt: skip
HOLDINGS: Final = (*ACCOUNT, *WRITTEN_TO, *LEARNT, *WORKED)

NOBODYS: Final = MappingProxyType(
    {
        "notices.NoReminders": "A keyed hash of an address, which nobody can read. It keeps reminders away.",
        "enrolment.Parties": "Organisations, and the public addresses at which they answer questions.",
    }
)
"""Tables of adults that no copy has, and why."""

TYPED: Final = MappingProxyType(
    {
        "actions.Action.owner_name": "Who answers for an action and has no account, in the school's words.",
        "actions.Review.who": "Who is invited to a review, in the school's words.",
        "imports.BroughtSurvey.agreed_by": "Who agreed that earlier answers are used: it proves it.",
        "audit.Audit.record": "The audit as it was signed off, with the names of that day.",
        "audit.Audit.earlier": "The same of sign-offs that were taken back.",
        "cases.CaseStudy.signed": "The case study as it was signed off, word for word.",
        "cases.CasePublication.shown": "The case study as it was published, word for word.",
        "replies.Page.shown": "A page as it was published, word for word.",
        "enrolment.Acceptance.parties": "Who were the parties of an agreement: it proves what was agreed.",
        "enrolment.BodyAcceptance.parties": "The same, of a trust or an authority.",
        "hub.Note.school_name": "The school of who wrote a note; it goes with the note.",
        "complaints.Enquiry.name": "Who wrote; erased with the words.",
        "complaints.Enquiry.wanted_name": "A name that is to be put right; empty once it is, or erased with the words.",
        "safeguarding.Call.subjects": "Whom a call is about, as marks that bar them: a copy would tell them of it.",
        "safeguarding.BreakGlass.subjects": "The same, of a break-glass.",
        "safeguarding.Call.name": "Whom a child or an adult asked for, or themselves; safeguarding leads read it.",
    }
)
"""Columns in which a name may stand that somebody typed, beside no account and no address: no copy finds them, and
erasing leaves them. docs/privacy.md names each."""
