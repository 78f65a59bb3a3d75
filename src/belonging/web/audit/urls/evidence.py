"""Evidence and discussion."""

from django.urls import path

from belonging.web.audit.views import evidence, remarks

HERE = "schools/<slug:school>/audit/<slug:cohort>/<slug:stage>"

urlpatterns = [
    path(f"{HERE}/evidence/<int:piece>/file/", evidence.file, name="evidence_file"),
    path(f"{HERE}/evidence/<int:piece>/remove/", evidence.remove, name="evidence_remove"),
    path(f"{HERE}/evidence/<slug:statement>/add/<slug:kind>/", evidence.add, name="evidence_add"),
    path(f"{HERE}/remarks/<int:piece>/remove/", remarks.remove, name="remark_remove"),
    path(f"{HERE}/remarks/<slug:statement>/say/", remarks.say, name="remark"),
]
