"""Reports of schools and of the programme, as pages and as files."""

from django.urls import path

from belonging.web.reports import views

app_name = "reports"
urlpatterns = [
    path("schools/<slug:school>/reports/<slug:cohort>/", views.school, name="school"),
    path("schools/<slug:school>/reports/<slug:cohort>/plan/", views.school_plan, name="school_plan"),
    path("schools/<slug:school>/reports/<slug:cohort>/report.pdf", views.school_pdf, name="school_pdf"),
    path("schools/<slug:school>/reports/<slug:cohort>/tables.csv", views.school_csv, name="school_csv"),
    path("programme/<slug:cohort>/report/", views.programme, name="programme"),
    path("programme/<slug:cohort>/report/report.pdf", views.programme_pdf, name="programme_pdf"),
    path("programme/<slug:cohort>/report/tables.csv", views.programme_csv, name="programme_csv"),
    path(
        "programme/<slug:cohort>/report/findings-<slug:audience>.json",
        views.programme_findings,
        name="programme_findings",
    ),
]
