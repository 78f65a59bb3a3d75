"""The first pages: public, signing in, and the homes of schools and of the programme."""

from django.conf import settings
from django.urls import path

from belonging.web.home.views import (
    adviser,
    bodies,
    cockpit,
    learning,
    mail,
    previews,
    programme,
    public,
    results,
    school,
    set_up,
    signing,
)

app_name = "home"
urlpatterns = [
    path("", public.front, name="front"),
    path("for-schools/", public.for_schools, name="for_schools"),
    path("for-families/", public.for_families, name="for_families"),
    path("for-researchers/", public.for_researchers, name="for_researchers"),
    path("results/", results.results, name="results"),
    path("results/<slug:cohort>/", results.published, name="published"),
    path("results/<slug:cohort>/<slug:part>/", results.published_section, name="published_section"),
    path("about/", public.about, name="about"),
    path("privacy/", public.privacy, name="privacy"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("cookies/", public.cookies, name="cookies"),
    path("questionnaires/", public.questionnaires, name="questionnaires"),
    path("questionnaires/<slug:name>/", public.questionnaire, name="questionnaire"),
    path("questionnaires/<slug:name>/<slug:edition>/<slug:language>/", previews.preview, name="preview"),
    path("questionnaires/<slug:name>/<slug:edition>/<slug:language>.pdf", previews.preview_pdf, name="preview_pdf"),
    path("roles/", public.roles, name="roles"),
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("work/", signing.work, name="work"),
    path("learn-and-share/", learning.learning, name="learning"),
    path("schools/<slug:school>/", school.school, name="school"),
    path("schools/<slug:school>/set-up/", set_up.set_up, name="set_up"),
    path("schools/<slug:school>/set-up/<slug:cohort>/", set_up.set_up, name="set_up_of"),
    path("schools/<slug:school>/adviser/", adviser.adviser, name="adviser"),
    path("schools/<slug:school>/adviser/<int:message>/take-back/", adviser.take_back, name="adviser_take_back"),
    path("bodies/<slug:body>/", bodies.body, name="body"),
    path("programme/", programme.programme, name="programme"),
    path("programme/mail/", mail.mail, name="mail"),
    path("programme/results/", results.publishing, name="publishing"),
    path("programme/cockpit/<slug:cohort>/", cockpit.schools, name="cockpit"),
    path("programme/cockpit/<slug:cohort>/answers/", programme.answers, name="cohort_answers"),
    path("programme/cockpit/<slug:cohort>/schools.csv", cockpit.schools_file, name="cockpit_csv"),
    path("programme/cockpit/<slug:cohort>/totals.csv", cockpit.totals_file, name="cockpit_totals"),
    path("programme/cockpit/<slug:cohort>/schools/<slug:of>/", cockpit.sheet, name="school_sheet"),
    path("programme/cockpit/<slug:cohort>/schools/<slug:of>/nudge/", cockpit.nudge, name="nudge"),
]
if settings.DEMO is True:
    urlpatterns += [
        path("sign-in/one-click/", signing.sign_in_as, name="sign_in_as"),
        path("demo/mail/", mail.post_box, name="post_box"),
        path("demo/mail/<int:number>/", mail.demo_letter, name="letter"),
    ]
