"""Clocks of people, mail, learning and sharing."""

from __future__ import annotations

from belonging.web.cli.retention.clock import clock

PEOPLE = (
    clock(
        "notices.DutyRun",
        "replaced at its next run",
        "notices.services.note_run",
    ),
    clock(
        "hub.Resource hub.Version hub.ResourceFile hub.Collection hub.CollectionEntry",
        "kept: published for schools to use; accounts' ids",
    ),
    clock(
        "hub.Posting hub.Gram",
        "replaced when a resource changes",
        "hub.services.indexing.index",
    ),
    clock(
        "hub.UnansweredSearch",
        "a year after they were last typed",
        "hub.services.use.forget_searches",
    ),
    clock(
        "hub.Rating hub.Note",
        "kept: changed and removed by who wrote it; the name goes with the account",
    ),
    clock(
        "hub.NoteReport",
        "kept: gone with the note",
    ),
    clock(
        "hub.Use",
        "kept: days and schools; no person",
    ),
    clock(
        "community.Topic community.TopicTag community.Post community.Mention",
        "3 years after the last word in the conversation; the words of a removed post are gone at once; "
        "a writer can take their name off all that they wrote, and the words stay",
        "community.services.forgetting.forget_due",
    ),
    clock(
        "community.EarlierWords",
        "gone with the post's words",
        "community.services.moderating.remove",
    ),
    clock(
        "community.Reading",
        "with the conversation; gone when a writer takes their name off, or the account is erased on request",
        "community.services.forgetting.forget_due",
    ),
    clock(
        "community.Report",
        "with the conversation",
        "community.services.forgetting.forget_due",
    ),
    clock(
        "community.Wishes community.Mute",
        "replaced by another wish; gone when they are heard again",
        "community.services.reading.wish",
    ),
    clock(
        "community.Pause",
        "2 years after its last day",
        "community.services.forgetting.forget_due",
    ),
    clock(
        "sets.LearningSet sets.Member sets.Meeting sets.ProposedTime sets.TimeAnswer sets.Attendance",
        "2 years after the cohort's end",
        "sets.services.forgetting.forget_sets_due",
    ),
    clock(
        "sets.Report sets.Issue sets.Question sets.Insight sets.Commitment sets.Reflection",
        "12 months after the cohort's end, or at once when the set or a member asks ([decision "
        "23](decisions/0023-sets-are-private.md))",
        "sets.services.forgetting.forget_due",
    ),
    clock(
        "learning.Progress",
        "2 years after it last changed",
        "learning.services.forgetting.forget_due",
    ),
    clock(
        "training.Session training.SessionSchool training.Material training.MaterialFile",
        "kept: what training was held; a material is gone when the team removes it",
    ),
    clock(
        "journal.Entry",
        "kept: who did what has to be answerable, and a chain that was cut proves nothing; ids and "
        "counts, which point at nobody once the account is erased ([decision "
        "37](decisions/0037-clocks.md))",
    ),
    clock(
        "accounts.User accounts.Membership",
        "closed after 90 days without a sign-in, erased after 12 months; who is told of talk requests: "
        "after 12 and 24. The id stays, without name and address",
        "accounts.services.erase_unused",
    ),
    clock(
        "training.Certificate",
        "the name: 6 years after it was earned, for people show it to later employers; the number, what "
        "and when are kept",
        "training.services.forgetting.forget_certificates_due",
    ),
    clock("accounts.DayPass", "2 years after it is over", "accounts.services.clear_expired"),
    clock(
        "accounts.Invitation",
        "90 days after it is over",
        "accounts.services.clear_expired",
    ),
    clock(
        "notices.OutgoingMail",
        "the words until it is sent; address and words of every message 90 days after it is done; the subject is kept",
        "notices.services.forget_due",
    ),
    clock(
        "notices.NoReminders",
        "until its owner wants them again",
        "notices.services.resume_reminders",
    ),
    clock(
        "training.Booking",
        "name and address: 2 years after the session; that somebody has been is counted",
        "training.services.forgetting.forget_due",
    ),
    clock(
        "complaints.Enquiry complaints.Remark",
        "words, name and address two years after it was closed",
        "complaints.services.forget_due",
    ),
    clock(
        "trials.Trial",
        "kept: a sign-off stands on it; no name, an account's id",
    ),
    clock(
        "trials.TrialCard",
        "kept: with its trial; no name",
    ),
    clock(
        "api.ApiKey",
        "kept: which program could read what; no person",
    ),
    clock(
        "training.TrainingProgramme",
        "kept: public",
    ),
)
