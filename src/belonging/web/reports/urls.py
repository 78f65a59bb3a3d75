"""Reports of schools and of the programme, as pages and as files."""

from django.urls import path

from belonging.web.reports.views import occasions, reports, sharing

app_name = "reports"
urlpatterns = [
    path("schools/<slug:school>/reports/<slug:cohort>/", reports.school, name="school"),
    path("schools/<slug:school>/reports/<slug:cohort>/plan/", reports.school_plan, name="school_plan"),
    path("schools/<slug:school>/reports/<slug:cohort>/report.pdf", reports.school_pdf, name="school_pdf"),
    path("schools/<slug:school>/reports/<slug:cohort>/tables.csv", reports.school_csv, name="school_csv"),
    path("schools/<slug:school>/reports/<slug:cohort>/readers/", sharing.readers, name="readers"),
    path("bodies/<slug:body>/schools/<slug:of>/<slug:cohort>/", sharing.shared, name="shared"),
    path("bodies/<slug:body>/schools/<slug:of>/<slug:cohort>/report.pdf", sharing.shared_pdf, name="shared_pdf"),
    path("bodies/<slug:body>/schools/<slug:of>/<slug:cohort>/tables.csv", sharing.shared_csv, name="shared_csv"),
    path("programme/<slug:cohort>/report/", reports.programme, name="programme"),
    path("programme/<slug:cohort>/report/training/", occasions.training_feedback, name="training_feedback"),
    path("programme/<slug:cohort>/report/training/release/", occasions.training_release, name="training_release"),
    path("programme/<slug:cohort>/report/training/tables.csv", occasions.training_csv, name="training_csv"),
    path("programme/<slug:cohort>/report/leads/", occasions.leads_survey, name="leads_survey"),
    path("programme/<slug:cohort>/report/leads/tables.csv", occasions.leads_csv, name="leads_csv"),
    path("programme/<slug:cohort>/report/report.pdf", reports.programme_pdf, name="programme_pdf"),
    path("programme/<slug:cohort>/report/tables.csv", reports.programme_csv, name="programme_csv"),
    path(
        "programme/<slug:cohort>/report/findings-<slug:audience>.json",
        reports.programme_findings,
        name="programme_findings",
    ),
]
