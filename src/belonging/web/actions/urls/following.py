"""What came of it, meetings, files, all schools together."""

from django.urls import URLPattern, path

from belonging.web.actions.views import across, calendar_files, following, reviews

_IN = "schools/<slug:school>/plan/<slug:cohort>/"

urlpatterns: list[URLPattern] = [
    path(f"{_IN}outcomes/", following.outcomes, name="outcomes"),
    path(f"{_IN}reviews/", reviews.reviews, name="reviews"),
    path(f"{_IN}reviews/add/", reviews.add, name="review_add"),
    path(f"{_IN}reviews/<int:number>/", reviews.review, name="review"),
    path(f"{_IN}reviews/<int:number>/hold/", reviews.hold, name="review_hold"),
    path(f"{_IN}reviews/<int:number>/change/", reviews.change, name="review_change"),
    path(f"{_IN}reviews/<int:number>/call-off/", reviews.cancel, name="review_cancel"),
    path(f"{_IN}reviews/<int:number>/review.ics", calendar_files.review_file, name="review_ics"),
    path(f"{_IN}plan.ics", calendar_files.plan_file, name="plan_ics"),
    path(f"{_IN}plan.docx", following.plan_word, name="plan_word"),
    path(f"{_IN}plan.pdf", following.plan_print, name="plan_pdf"),
    path("programme/cohorts/<slug:cohort>/plans/", across.across, name="across"),
    path("programme/cohorts/<slug:cohort>/plans.csv", across.across_file, name="across_csv"),
]
