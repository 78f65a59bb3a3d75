"""Evidence and discussion."""

from django.urls import path

from belonging.web.audit.urls.work import STAGE
from belonging.web.audit.views import evidence, remarks

urlpatterns = [
    path(f"{STAGE}/evidence/<int:piece>/file/", evidence.file, name="evidence_file"),
    path(f"{STAGE}/evidence/<int:piece>/remove/", evidence.remove, name="evidence_remove"),
    path(f"{STAGE}/evidence/<slug:statement>/add/<slug:kind>/", evidence.add, name="evidence_add"),
    path(f"{STAGE}/remarks/<int:piece>/remove/", remarks.remove, name="remark_remove"),
    path(f"{STAGE}/remarks/<slug:statement>/say/", remarks.say, name="remark"),
]
