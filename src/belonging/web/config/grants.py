"""What each database role may do on PostgreSQL, table by table. `belonging migrate` makes it so.

A table that a role does not need is not named, and is closed to it. Migrations run as the owner, who is
neither role; the nightly rebuild too.
"""

from __future__ import annotations

from typing import Final

from belonging.web.base.database_roles import Matrix

READ: Final = frozenset({"SELECT"})
ADD: Final = frozenset({"SELECT", "INSERT"})
CHANGE: Final = frozenset({"SELECT", "INSERT", "UPDATE"})
MOVE_OUT: Final = frozenset({"SELECT", "DELETE"})
ALL: Final = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})

ANSWERING: Final = "belonging_answering"
STAFF: Final = "belonging_staff"

MATRIX: Final[Matrix] = {
    ANSWERING: {
        "schools_school": READ,
        "programme_cohort": READ,
        "surveys_round": READ,
        "files_picture": READ,
        # For class sessions; not who teaches the class.
        "surveys_pack": frozenset({"SELECT (id, school_id, round_id, label, slips, class_key, revoked_at)"}),
        "surveys_slip": READ,
        "surveys_response": CHANGE,
        "surveys_wrongcodes": CHANGE,
        # When a school is in: what may be said to somebody who asks to talk.
        "schools_calendartemplate": READ,
        "schools_templatespan": READ,
        "schools_schoolcalendar": READ,
        "schools_schoolspan": READ,
        "schools_schoolday": READ,
        "safeguarding_call": frozenset({"INSERT"}),
    },
    STAFF: {
        "django_migrations": READ,
        "django_content_type": READ,
        "django_session": ALL,
        "accounts_user": CHANGE,
        "accounts_membership": ALL,
        "accounts_invitation": ALL,
        "account_emailaddress": ALL,
        "mfa_authenticator": ALL,
        "socialaccount_socialaccount": ALL,
        "socialaccount_socialapp": READ,
        "usersessions_usersession": ALL,
        "django_cache": ALL,
        "schools_body": CHANGE,
        "schools_school": CHANGE,
        "schools_registerentry": CHANGE,
        "schools_registerword": ALL,
        "schools_calendartemplate": ALL,
        "schools_templatespan": ALL,
        "schools_schoolcalendar": ALL,
        "schools_schoolspan": ALL,
        "schools_schoolday": ALL,
        "programme_cohort": CHANGE,
        "programme_cohortwave": ALL,
        "programme_cohortquestionnaire": ALL,
        "programme_enrolment": CHANGE,
        "programme_interest": CHANGE,
        "programme_interestnote": ALL,
        "programme_supportnote": CHANGE,
        "programme_nudge": ADD,
        "programme_wordingpermission": CHANGE,
        "enrolment_parties": CHANGE,
        "enrolment_acceptance": ADD,
        "enrolment_bodyacceptance": ADD,
        "enrolment_contact": ALL,
        "enrolment_schoolwave": CHANGE,
        "enrolment_choices": CHANGE,
        "enrolment_optouts": ALL,
        "enrolment_dutydone": ALL,
        "enrolment_translation": ADD,
        "enrolment_translationreview": ADD,
        "files_picture": ALL,
        "surveys_round": CHANGE,
        "surveys_pack": CHANGE,
        "surveys_slip": frozenset({"SELECT", "INSERT", "DELETE"}),
        # Answers are counted and, at sealing, moved; of a row, staff's processes write a reader's verdict alone.
        "surveys_response": MOVE_OUT | {"UPDATE (screening)"},
        "surveys_wrongcodes": READ,
        "surveys_sealedanswers": ADD,
        "surveys_sealedcomment": ADD | {"UPDATE (state, released_text)"},
        "safeguarding_call": ALL,
        "safeguarding_claim": ALL,
        "safeguarding_backlog": CHANGE,
        "safeguarding_sitting": CHANGE,
        "findings_fixedplan": ADD,
        "findings_release": ADD,
        "findings_ledgerentry": ADD,
        "notices_outgoingmail": CHANGE,
        "notices_noreminders": frozenset({"SELECT", "INSERT", "DELETE"}),
        "notices_dutyrun": CHANGE,
        "complaints_enquiry": CHANGE,
        "complaints_remark": CHANGE,
        "home_publication": ALL,
        "journal_entry": ADD,
        "home_standing": ALL,
        "audit_edition": CHANGE,
        "audit_audit": CHANGE,
        "audit_areashare": ALL,
        "audit_ownstatement": CHANGE,
        "audit_hidden": ALL,
        "audit_rating": CHANGE,
        "audit_ratingentry": ADD | {"UPDATE (settled_at)"},
        "audit_remark": CHANGE,
        "audit_evidence": CHANGE,
        "audit_evidencefile": MOVE_OUT | {"INSERT"},
        "actions_action": CHANGE,
        "actions_ground": ADD,
        "actions_update": ADD,
        "actions_review": CHANGE,
        "actions_countedplan": CHANGE,
        "replies_page": CHANGE,
        "replies_line": ALL,
        "replies_discussion": ALL,
        "replies_discussionword": ALL,
        "reports_sharing": CHANGE,
        "sets_learningset": CHANGE,
        "sets_member": CHANGE,
        "sets_meeting": CHANGE,
        "sets_proposedtime": ADD,
        "sets_timeanswer": CHANGE,
        "sets_attendance": frozenset({"SELECT", "INSERT", "DELETE"}),
        "sets_report": ALL,
        "sets_issue": ALL,
        "sets_question": ALL,
        "sets_insight": ALL,
        "sets_commitment": ALL,
        "sets_reflection": ALL,
    },
}
