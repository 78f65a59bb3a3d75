"""A school's case studies."""

from django.urls import path

from belonging.web.cases.views import beside, steps, writing

SCHOOL = "schools/<slug:school>/case-study/"
STUDY = f"{SCHOOL}<int:number>/"

urlpatterns = [
    path(SCHOOL, writing.home, name="home"),
    path(f"{SCHOOL}start/", writing.start, name="start"),
    path(STUDY, writing.study, name="study"),
    path(f"{STUDY}edit/", writing.edit, name="edit"),
    path(f"{STUDY}from-plan/", writing.from_plan, name="from_plan"),
    path(f"{STUDY}figures/", beside.figures, name="figures"),
    path(f"{STUDY}figures/<int:figure>/remove/", beside.remove_figure, name="remove_figure"),
    path(f"{STUDY}quotes/", beside.quotes, name="quotes"),
    path(f"{STUDY}pictures/", beside.pictures, name="pictures"),
    path(f"{STUDY}pictures/<int:picture>/", beside.picture, name="picture"),
    path(f"{STUDY}pictures/<int:picture>/confirm/", beside.confirm_picture, name="confirm_picture"),
    path(f"{STUDY}picture/<int:piece>/consent/", beside.consent, {"kind": "picture"}, name="picture_consent"),
    path(f"{STUDY}quote/<int:piece>/consent/", beside.consent, {"kind": "quote"}, name="quote_consent"),
    path(f"{STUDY}picture/<int:piece>/take-out/", steps.withdraw_piece, {"kind": "picture"}, name="take_out_picture"),
    path(f"{STUDY}quote/<int:piece>/take-out/", steps.withdraw_piece, {"kind": "quote"}, name="take_out_quote"),
    path(f"{STUDY}ask-review/", steps.ask_review, name="ask_review"),
    path(f"{STUDY}comments/<slug:section>/", steps.remark, name="remark"),
    path(f"{STUDY}comments/<int:remark>/settle/", steps.settle, name="settle"),
    path(f"{STUDY}ask-changes/", steps.ask_changes, name="ask_changes"),
    path(f"{STUDY}recommend/", steps.recommend, name="recommend"),
    path(f"{STUDY}names/", steps.names, name="names"),
    path(f"{STUDY}sign/", steps.sign, name="sign"),
    path(f"{STUDY}take-back/", steps.take_back, name="take_back"),
    path(f"{STUDY}take-down/", steps.withdraw, name="withdraw"),
]
