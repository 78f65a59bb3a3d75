"""What a report is read beside: other schools of the programme, unnamed, and published figures."""

from django.urls import path

from belonging.web.reports.views import benchmarks, funnel

urlpatterns = [
    path("programme/<slug:cohort>/report/funnel/", funnel.funnel, name="funnel"),
    path("what-we-compare-with/", benchmarks.compared, name="compared"),
]
