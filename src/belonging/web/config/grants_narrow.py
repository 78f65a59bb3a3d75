"""What the narrower database roles may do: the engine, pages of a trust or authority, an evaluator's pages.

The engine alone reads sealed answers. The other two never sign in: base/narrowing.py steps into them for a page. None
of the three reads a call, an answer of an open round, or what schools write to their advisers and to one another.
What the narrow two may read that their pages do not show: decision 36.
"""

from __future__ import annotations

from typing import Final

from belonging.web.base.database_roles import Privileges

_READ: Final = frozenset({"SELECT"})
_ADD: Final = frozenset({"SELECT", "INSERT"})
_ALL: Final = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
_CHANGE: Final = frozenset({"SELECT", "INSERT", "UPDATE"})

_PACKS: Final = frozenset({"SELECT (id, school_id, round_id, slips, used, revoked_at, year_group)"})
"""How many slips were given out to which years; not to which class, nor who hands them out."""
_ROUNDS: Final = (
    "SELECT (id, school_id, cohort_id, wave, occasion, instrument, instrument_digest, audience, entrance, slip_facts, "
    "handle, state, roll, opens_at, closes_at, closed_at, answered, answered_counted_at, sealed_on, sealed_rows, "
    "sealed_digest, link_key)"
)
"""Without the salts: with one, and the pepper, slips of an open round can be told."""
_STUDIES: Final = (
    "SELECT (id, school_id, cohort_id, number, state, phase, areas, statements, revision, created_by, created_at, "
    "changed_by, changed_at, asked_by, asked_at, reviewed_by, reviewed_at, signed_by, signed_at, signed_digest, "
    "signed, may_be_named, may_be_used)"
)
"""Without the words as the school writes them: those that it signed off are in `signed`."""

ENGINE_MAY: Final[dict[str, Privileges]] = {
    "schools_body": _READ,
    "schools_school": _READ,
    "programme_cohort": _READ,
    "programme_cohortwave": _READ,
    "programme_cohortquestionnaire": _READ,
    "programme_enrolment": _READ,
    "surveys_round": _READ,
    "surveys_sealedanswers": _READ,
    # For the digest of a sealing, which was made of the words as they were written.
    "surveys_sealedcomment": _READ,
    "surveys_sealedlink": _READ,
    "surveys_archive": _READ,
    "surveys_archivedanswers": _READ,
    "surveys_linkkey": _READ,
    "imports_broughtsurvey": _READ,
    "findings_fixedplan": _READ,
    "findings_releaseorder": _READ,
    "findings_release": _ADD,
    "findings_ledgerentry": _ADD,
    "findings_planamendment": _READ,
    "findings_amendedrelease": _ADD,
    "packs_agreement": _READ,
    # A lock asks for the right to change; what it changes is what became of the build.
    "packs_pack": _READ | {"UPDATE"},
    "packs_packfile": _ADD,
    "journal_entry": _ADD,
}

TRUST_MAY: Final[dict[str, Privileges]] = {
    "accounts_membership": _READ,
    "schools_body": _READ,
    "schools_school": _READ,
    "programme_cohort": _READ,
    "programme_enrolment": _READ,
    "enrolment_parties": _READ,
    "enrolment_acceptance": _READ,
    "enrolment_bodyacceptance": _ADD,
    "reports_sharing": _READ,
    "findings_release": _READ,
    # That pupils were listened to; no word of it.
    "voice_voicerecord": frozenset({"SELECT (id, school_id, cohort_id, confirmed_at, withdrawn_at, replaces_id)"}),
    "surveys_round": frozenset({_ROUNDS}),
    "surveys_pack": _PACKS,
    # The next entry hangs on the last one's number and hash; what was done is not told.
    "journal_entry": frozenset({"INSERT", "SELECT (id, school_id, chain, number, hash)"}),
}

EVALUATOR_MAY: Final[dict[str, Privileges]] = {
    "accounts_membership": _READ,
    # By whom something was released or decided.
    "accounts_user": frozenset({"SELECT (id, name, email, is_active)"}),
    "schools_body": _READ,
    "schools_school": _READ,
    # A past survey is brought in as a cohort of its own; the worker seals its answers.
    "programme_cohort": _CHANGE,
    "programme_cohortwave": _ADD,
    "programme_cohortquestionnaire": _ADD,
    "programme_enrolment": _CHANGE,
    "programme_wordingpermission": _READ,
    "imports_upload": _ALL,
    "imports_savedmapping": _ADD | {"DELETE"},
    "imports_broughtsurvey": _ADD,
    "surveys_archive": _READ,
    "enrolment_parties": _READ,
    "enrolment_translation": _READ,
    "enrolment_translationreview": _READ,
    "home_standing": _READ,
    # How many schools wished to take part; not who wrote.
    "programme_interest": frozenset({"SELECT (id, school_id, cohort_id, state)"}),
    "findings_fixedplan": _READ,
    "findings_release": _READ,
    "findings_planamendment": _ADD,
    "findings_amendedrelease": _READ,
    "reports_reportwords": _READ,
    "outcomes_termrecord": _READ,
    "outcomes_termcount": _READ,
    "themes_codebook": _READ,
    "themes_theme": _READ,
    "themes_themerelease": _READ,
    "themes_codedcomment": _READ,
    "themes_quote": _READ,
    # What a reader has released; never what somebody wrote.
    "surveys_sealedcomment": frozenset(
        {"SELECT (key, school_id, round_id, box, sharing, may_print, state, released_text)"}
    ),
    # What adults of several schools take from listening; no child's word.
    "voice_voicerecord": frozenset(
        {"SELECT (id, school_id, cohort_id, confirmed_at, withdrawn_at, replaces_id, written_at, size, shared, taken)"}
    ),
    "surveys_round": frozenset({_ROUNDS, "INSERT"}),
    # Whether there is a matched file to ask for.
    "surveys_linkkey": frozenset({"SELECT (id, cohort_id, ended_at)"}),
    "surveys_pack": _PACKS,
    "audit_edition": _READ,
    "audit_audit": _READ,
    "actions_action": _READ,
    "actions_update": _READ,
    # Case studies that are out, with consent to each picture and quote; of others no draft.
    "cases_casestudy": frozenset({_STUDIES}),
    "cases_casepublication": _READ,
    "cases_caseconsent": _READ,
    "cases_casepicture": _READ,
    "cases_casequote": _READ,
    "training_trainingprogramme": _READ,
    "training_session": _READ,
    "training_booking": _READ,
    "learning_progress": _READ,
    "packs_agreement": _ADD | {"UPDATE (ended_at, ended_by)"},
    # Two others release it.
    "packs_pack": _ADD | {"UPDATE (downloads, last_downloaded_at)"},
    "packs_packfile": _READ,
    "journal_entry": _ADD,
    # To ask for a mail; of those that others asked for, whether there is one.
    "notices_outgoingmail": frozenset({"INSERT", "SELECT (id, key)"}),
    # Counts that the worker gathers. What has expired goes when somebody looks at it.
    "django_cache": frozenset({"SELECT", "DELETE"}),
}
