"""What people said of the training, and school leads at the end."""

from django.urls import path

from belonging.web.reports.views import occasions

REPORT = "programme/<slug:cohort>/report/"

urlpatterns = [
    path(f"{REPORT}training/", occasions.training_feedback, name="training_feedback"),
    path(f"{REPORT}training/release/", occasions.training_release, name="training_release"),
    path(f"{REPORT}training/tables.csv", occasions.training_csv, name="training_csv"),
    path(f"{REPORT}leads/", occasions.leads_survey, name="leads_survey"),
    path(f"{REPORT}leads/tables.csv", occasions.leads_csv, name="leads_csv"),
]
