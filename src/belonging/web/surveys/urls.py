"""Staff's pages of a round."""

from django.urls import path

from belonging.web.surveys.views import rounds

app_name = "surveys"
urlpatterns = [
    path("schools/<slug:school>/rounds/<slug:handle>/", rounds.round_, name="round"),
    path("schools/<slug:school>/rounds/<slug:handle>/open/", rounds.open_, name="open"),
    path("schools/<slug:school>/rounds/<slug:handle>/close/", rounds.close, name="close"),
    path("schools/<slug:school>/rounds/<slug:handle>/seal/", rounds.seal, name="seal"),
    path("schools/<slug:school>/rounds/<slug:handle>/slips/", rounds.slips, name="slips"),
]
