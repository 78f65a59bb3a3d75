"""Clocks of what was answered, and of what came of it."""

from __future__ import annotations

from belonging.web.cli.retention.clock import clock

ANSWERS = (
    clock(
        "surveys.Slip",
        "sealing",
        "surveys.services.sealing.seal_round",
    ),
    clock(
        "surveys.Response",
        "sealing; emptied at once when withdrawn",
        "surveys.services.sealing.seal_round",
    ),
    clock(
        "surveys.SealedAnswers",
        "`belonging archive`, when the evaluation is over; whether it is, is looked at each year",
        "cli.archive.run",
    ),
    clock(
        "surveys.SealedComment",
        "words: 12 months after the cohort's end; that there was one is counted",
        "surveys.services.forgetting.forget_comments_due",
    ),
    clock(
        "surveys.ArchivedAnswers",
        "kept: nobody can be pinned down in them",
    ),
    clock(
        "surveys.Archive",
        "kept: what was archived when, in counts; the database refuses to change it",
    ),
    clock(
        "surveys.TracesLeft",
        "the files are clean: SQLite at once, PostgreSQL the nightly `belonging tidy`",
        "surveys.services.upkeep.rebuild_open_tables",
    ),
    clock(
        "packs.PackFile",
        "7 days after it was built; earlier with the archive, and a matched file with the links",
        "packs.services.building.destroy_due",
    ),
    clock(
        "safeguarding.Call",
        "what was typed, and whom it is about: 30 days after it was taken up; the bare row: 2 years",
        "safeguarding.services.calls.erase_due",
    ),
    clock(
        "surveys.KeptSlip surveys.TicketSalt surveys.SealedLink",
        "a day after the matched file was downloaded, 90 days after the endline at the latest",
        "packs.services.matched.end_links_due",
    ),
    clock("surveys.LinkKey", "kept: that links and key were destroyed has to be answerable; a digest and counts"),
    clock(
        "safeguarding.BreakGlass",
        "handle: when it ends; hash: sealing; words, and whom it is about: 30 days after; the bare row: 2 years",
        "safeguarding.services.breaking.end_glass_due",
    ),
    clock("safeguarding.YearInPublic", "kept: published"),
    clock("safeguarding.NoteConfirmation", "kept: who has read the note on reading; an account's id"),
    clock(
        "safeguarding.Claim",
        "the verdict; the end of the sitting; or, after 15 minutes, when any reader asks for a comment",
        "safeguarding.services.reading.end_sittings_due",
    ),
    clock(
        "safeguarding.Backlog",
        "kept: numbers of a round",
    ),
    clock(
        "safeguarding.Sitting",
        "kept: who read how many comments has to be answerable; an account's id",
    ),
    clock(
        "surveys.Round",
        "kept: what was asked when, in counts; the salt until sealing",
        "surveys.services.sealing.seal_round",
    ),
    clock(
        "surveys.Pack",
        "kept: counts of a class; the address until sealing (in the list of mails sent: 90 days)",
        "surveys.services.sitting.forget_teachers",
    ),
    clock(
        "surveys.WrongCodes",
        "kept: numbers of a round",
    ),
    clock(
        "themes.Codebook themes.Theme",
        "kept: how released counts were made; accounts' ids",
    ),
    clock(
        "themes.CodedComment themes.Quote",
        "with the comment's words",
        "themes.services.forgetting.forget_due",
    ),
    clock(
        "themes.ThemeRelease",
        "kept: released",
    ),
    clock(
        "imports.SavedMapping",
        "until the school removes it",
        "imports.services.mappings.remove_mapping",
    ),
    clock(
        "imports.BroughtSurvey",
        "kept: where answers came from, and who agreed to their use",
    ),
    clock(
        "imports.Upload",
        "gone when it is in, or, unless it was confirmed, after a day",
        "imports.services.uploads.forget_due",
    ),
    clock(
        "findings.Release findings.LedgerEntry findings.AmendedRelease",
        "kept: released; the database refuses to change it",
    ),
    clock(
        "findings.PlanAmendment",
        "kept: how a plan came to be; never changed once decided",
    ),
    clock(
        "voice.VoiceRecord",
        "12 months after the cohort's end; a draft: 90 days; withdrawn by the school: the words are gone at once",
        "voice.services.forgetting.forget_due",
    ),
    clock(
        "outcomes.TermRecord outcomes.TermCount",
        "5 years after it was entered, every version",
        "outcomes.services.forgetting.forget_due",
    ),
    clock(
        "packs.Agreement",
        "kept: to whom answers were given, under which terms",
    ),
    clock(
        "packs.Pack",
        "kept: to whom answers were given; accounts' ids",
    ),
    clock(
        "findings.FixedPlan",
        "kept: what was promised before there were answers; the database refuses to change it",
    ),
    clock(
        "findings.ReleaseOrder",
        "kept: which rounds a release counts; the database refuses to change it",
    ),
)
