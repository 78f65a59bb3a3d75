"""A school's records of pupils whom no questionnaire hears."""

from django.urls import URLPattern, path

from belonging.web.voice.views import records, writing

app_name = "voice"
urlpatterns: list[URLPattern] = [
    path("schools/<slug:school>/voice/", records.records, name="records"),
    path("schools/<slug:school>/voice/sheet.pdf", records.sheet, name="sheet"),
    path("schools/<slug:school>/voice/write/", writing.write, name="write"),
    path("schools/<slug:school>/voice/<int:number>/", records.record, name="record"),
    path("schools/<slug:school>/voice/<int:number>/edit/", writing.edit, name="edit"),
    path("schools/<slug:school>/voice/<int:number>/confirm/", writing.confirm, name="confirm"),
    path("schools/<slug:school>/voice/<int:number>/discard/", writing.discard, name="discard"),
    path("schools/<slug:school>/voice/<int:number>/withdraw/", writing.withdraw, name="withdraw"),
]
