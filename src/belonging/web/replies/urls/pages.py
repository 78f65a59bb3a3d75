"""“You said, we did”."""

from django.urls import path

from belonging.web.replies.views import editing, pages, posters, public

SCHOOL = "schools/<slug:school>/replies/"
COHORT = f"{SCHOOL}<slug:cohort>/"
PAGE = f"{COHORT}pages/<slug:wave>/<slug:edition>/"

urlpatterns = [
    path(SCHOOL, pages.home, name="home"),
    path(COHORT, pages.pages, name="pages"),
    path(f"{COHORT}wait/<slug:wave>/", editing.withhold, name="withhold"),
    path(PAGE, pages.page, name="page"),
    path(f"{PAGE}edit/", editing.edit, name="edit"),
    path(f"{PAGE}refresh/", pages.refresh, name="refresh"),
    path(f"{PAGE}approve/", pages.approve, name="approve"),
    path(f"{PAGE}publish/", pages.publish, name="publish"),
    path(f"{PAGE}take-down/", editing.withdraw, name="withdraw"),
    path(f"{PAGE}poster/<slug:size>/", posters.poster, name="poster"),
    path(f"{PAGE}picture/<slug:item>/", pages.picture, name="picture"),
    path("said-and-done/<slug:token>/", public.page, name="public"),
    path("said-and-done/<slug:token>/picture/<slug:item>/", public.picture, name="public_picture"),
]
