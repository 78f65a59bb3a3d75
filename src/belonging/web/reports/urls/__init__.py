"""Reports of schools and of the programme, as pages and as files: addresses, by part."""

from belonging.web.reports.urls import (
    beside,
    examples,
    files,
    occasions,
    openings,
    programme,
    school,
    sharing,
    technical,
)

app_name = "reports"
urlpatterns = [
    *school.urlpatterns,
    *examples.urlpatterns,
    *openings.urlpatterns,
    *sharing.urlpatterns,
    *programme.urlpatterns,
    *technical.urlpatterns,
    *files.urlpatterns,
    *beside.urlpatterns,
    *occasions.urlpatterns,
]
