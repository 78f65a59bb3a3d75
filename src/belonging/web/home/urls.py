"""The first pages: public, signing in, and the homes of schools and of the programme."""

from django.conf import settings
from django.urls import path

from belonging.web.home.views import programme, public, school, signing

app_name = "home"
urlpatterns = [
    path("", public.front, name="front"),
    path("about/", public.about, name="about"),
    path("privacy/", public.privacy, name="privacy"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("cookies/", public.cookies, name="cookies"),
    path("questionnaires/", public.questionnaires, name="questionnaires"),
    path("questionnaires/<slug:name>/", public.questionnaire, name="questionnaire"),
    path("roles/", public.roles, name="roles"),
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("work/", signing.work, name="work"),
    path("schools/<slug:school>/", school.school, name="school"),
    path("programme/", programme.programme, name="programme"),
]
if settings.DEMO is True:
    urlpatterns.append(path("sign-in/one-click/", signing.sign_in_as, name="sign_in_as"))
