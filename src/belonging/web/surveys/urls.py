"""Staff's pages of a round."""

from django.urls import path

from belonging.web.surveys.views import (
    certificates,
    leads,
    media,
    own_pictures,
    paper,
    room_sheets,
    rosters,
    rounds,
    slips,
    watch,
)

app_name = "surveys"
urlpatterns = [
    path("in-the-room/<slug:phase>/", room_sheets.sheet, name="room_sheet"),
    path("in-the-room/<slug:phase>/pdf/", room_sheets.pdf, name="room_sheet_pdf"),
    path("audio/<slug:language>/<slug:name>.mp3", media.audio, name="audio"),
    path("signed/<slug:instrument>/<slug:edition>/<slug:item>.<slug:kind>", media.signed, name="signed"),
    path("paper/<slug:handle>/", paper.papers, name="papers"),
    path("paper/<slug:handle>/<slug:edition>/<slug:language>.pdf", paper.paper, name="paper"),
    path("schools/<slug:school>/watch/", watch.watch, name="watch"),
    path("schools/<slug:school>/watch/plan/", watch.plan, name="plan"),
    path("schools/<slug:school>/watch/<int:pack>/", watch.pack, name="pack"),
    path("programme/schools/<slug:school>/watch/", watch.watch_from_programme, name="programme_watch"),
    path("programme/cohorts/<slug:cohort>/leads-survey/", leads.leads_survey, name="leads_survey"),
    path("programme/cohorts/<slug:cohort>/leads-survey/close/", leads.leads_close, name="leads_close"),
    path("programme/cohorts/<slug:cohort>/linking/", certificates.linking, name="linking"),
    path("programme/cohorts/<slug:cohort>/linking/certificate.txt", certificates.linking_text, name="linking_text"),
    path("schools/<slug:school>/linking/<slug:cohort>/", certificates.school_linking, name="school_linking"),
    path(
        "schools/<slug:school>/linking/<slug:cohort>/certificate.txt",
        certificates.school_linking_text,
        name="school_linking_text",
    ),
    path("schools/<slug:school>/pictures/", own_pictures.pictures, name="own_pictures"),
    path("schools/<slug:school>/pictures/<slug:slot>/", own_pictures.add, name="own_picture"),
    path("schools/<slug:school>/pictures/<int:picture>/image/", own_pictures.image, name="own_picture_image"),
    path("schools/<slug:school>/pictures/<int:picture>/confirm/", own_pictures.confirm, name="own_picture_confirm"),
    path("schools/<slug:school>/pictures/<int:picture>/remove/", own_pictures.remove, name="own_picture_remove"),
    path("schools/<slug:school>/rounds/<slug:handle>/", rounds.round_, name="round"),
    path("schools/<slug:school>/rounds/<slug:handle>/open/", rounds.open_, name="open"),
    path("schools/<slug:school>/rounds/<slug:handle>/extend/", rounds.extend, name="extend"),
    path("schools/<slug:school>/rounds/<slug:handle>/close/", rounds.close, name="close"),
    path("schools/<slug:school>/rounds/<slug:handle>/seal/", rounds.seal, name="seal"),
    path("schools/<slug:school>/rounds/<slug:handle>/certificate/", certificates.sealing, name="certificate"),
    path(
        "schools/<slug:school>/rounds/<slug:handle>/certificate.txt", certificates.sealing_text, name="certificate_text"
    ),
    path("schools/<slug:school>/rounds/<slug:handle>/slips/", slips.slips, name="slips"),
    path("schools/<slug:school>/rounds/<slug:handle>/packs/", slips.packs, name="packs"),
    path("schools/<slug:school>/rounds/<slug:handle>/packs/<int:pack>/lost/", slips.lost, name="pack_lost"),
    path("schools/<slug:school>/rounds/<slug:handle>/roster/", rosters.roster, name="roster"),
    path("schools/<slug:school>/rounds/<slug:handle>/roster/print/", rosters.roster_print, name="roster_print"),
]
