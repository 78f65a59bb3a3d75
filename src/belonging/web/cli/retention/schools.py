"""Clocks of what schools and the programme write down."""

from __future__ import annotations

from belonging.web.cli.retention.clock import clock

SCHOOLS = (
    clock(
        "programme.Enrolment",
        "kept: which school took part",
    ),
    clock(
        "home.Standing",
        "replaced every ten minutes",
        "home.services.standings.refresh_standings",
    ),
    clock(
        "programme.SupportNote programme.Nudge",
        "12 months after the cohort's end",
        "programme.services.forgetting.forget_support_due",
    ),
    clock(
        "programme.AdviserMessage",
        "2 years after it was written; at once when its writer takes it back",
        "programme.services.forgetting.forget_support_due",
    ),
    clock(
        "programme.MessagesRead",
        "2 years after they last read",
        "programme.services.forgetting.forget_support_due",
    ),
    clock(
        "reports.Sharing reports.Opening",
        "2 years after the cohort's end",
        "reports.services.forgetting.forget_due",
    ),
    clock(
        "reports.SchoolNote",
        "2 years after the cohort's end, or until replaced or deleted",
        "reports.services.forgetting.forget_due",
    ),
    clock(
        "reports.ReportWords",
        "kept: published words; an account's id",
    ),
    clock(
        "files.Picture",
        "taken out of use and in no open questionnaire any more ([pictures](pictures.md))",
        "surveys.services.own_pictures.forget_ended",
    ),
    clock(
        "schools.SchoolCalendar schools.SchoolSpan schools.SchoolDay",
        "kept: no person; changed by the school",
    ),
    clock(
        "enrolment.SchoolWave enrolment.Choices enrolment.DutyDone",
        "kept: what a school did when; no person",
    ),
    clock(
        "audit.Audit audit.AreaShare audit.Hidden audit.Rating audit.RatingEntry",
        "2 years after the cohort's end",
        "audit.services.forgetting.forget_audits_due",
    ),
    clock(
        "audit.Remark",
        "2 years after the cohort's end; the words of a removed one are gone at once, [all but once](#where-it-ends)",
        "audit.services.forgetting.forget_audits_due",
    ),
    clock(
        "audit.OwnStatement",
        "kept: a school's own wording, asked again in its next audit; accounts' ids",
    ),
    clock(
        "audit.Evidence audit.EvidenceFile",
        "12 months after the cohort's end; removed by the school: words and bytes are gone at once, [all"
        " but once](#where-it-ends) ([evidence files](files.md))",
        "audit.services.forgetting.forget_evidence_due",
    ),
    clock(
        "actions.Action actions.Ground actions.Update actions.Review",
        "2 years after the cohort's end",
        "actions.services.forgetting.forget_due",
    ),
    clock(
        "actions.CountedPlan",
        "kept: counts without words, replaced every three hours until the cohort is finished",
    ),
    clock(
        "replies.Page replies.Line",
        "2 years after the cohort's end; taken down earlier by the lead",
        "replies.services.forgetting.forget_due",
    ),
    clock(
        "replies.Discussion replies.DiscussionWord",
        "12 months after the cohort's end; removed earlier by the lead",
        "replies.services.forgetting.forget_due",
    ),
    clock(
        "cases.CaseStudy cases.CaseRemark cases.CaseRedaction",
        "never published: 2 years after the cohort's end; published: as long as it is out or was",
        "cases.services.forgetting.forget_due",
    ),
    clock(
        "cases.CasePublication",
        "kept: a published text is there to be found; what was withdrawn is out of it at once",
    ),
    clock(
        "cases.CasePicture cases.CaseQuote cases.CaseConsent",
        "while the consent stands; bytes and words are erased when it is withdrawn or over",
        "cases.services.withdrawing.withdraw_due",
    ),
    clock(
        "cases.CaseFigure",
        "with its case study; removed earlier by the school",
        "cases.services.forgetting.forget_due",
    ),
    clock(
        "audit.Edition",
        "kept: versions of the audit; accounts' ids",
    ),
    clock(
        "enrolment.OptOuts",
        "kept: numbers of a year group",
    ),
    clock(
        "programme.WordingPermission",
        "kept: proof that a wording may be used",
    ),
    clock(
        "programme.Interest programme.InterestNote",
        "18 months after it came or was last decided on, or on request; of a school with a place 12 "
        "months after its cohort's end; the school's name stays",
        "programme.services.forget_interests_due",
    ),
    clock(
        "enrolment.Contact",
        "12 months after the end of the school's last cohort, or when another is named",
        "enrolment.services.forgetting.forget_contacts_due",
    ),
    clock(
        "enrolment.Acceptance enrolment.BodyAcceptance",
        "kept: proof of what was agreed; the database refuses to change it",
    ),
    clock(
        "enrolment.Translation enrolment.TranslationReview",
        "kept: who vouches for words that are in use",
    ),
    clock(
        "enrolment.WordingTried",
        "kept: who vouches for words that are in use",
    ),
    clock(
        "enrolment.Parties",
        "kept: who answers for a cohort",
    ),
    clock(
        "schools.School schools.Body schools.RegisterEntry schools.RegisterWord",
        "kept: public",
    ),
    clock(
        "schools.CalendarTemplate schools.TemplateSpan",
        "kept: public",
    ),
    clock(
        "programme.Cohort programme.CohortWave programme.CohortQuestionnaire",
        "kept: public",
    ),
    clock(
        "home.Publication",
        "until it is taken back",
        "home.services.publishing.take_back_results",
    ),
)
