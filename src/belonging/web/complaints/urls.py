"""Questions and complaints from anyone, and the team's pages that answer them."""

from __future__ import annotations

from django.urls import path

from belonging.web.complaints.views import public, team

app_name = "complaints"
urlpatterns = [
    path("contact/", public.contact, name="contact"),
    path("complaints/", public.complaints, name="complaints"),
    path("your-information/", public.information, name="information"),
    path("complaints/answer/", public.lookup, name="lookup"),
    path("complaints/sent/<str:token>/", public.sent, name="sent"),
    path("programme/complaints/", team.team, name="team"),
    path("programme/complaints/<slug:handle>/", team.enquiry, name="enquiry"),
]
