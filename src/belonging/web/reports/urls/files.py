"""Reports as Word and as slides, and a school's front as one page."""

from django.urls import path

from belonging.web.reports.urls.programme import REPORT as PROGRAMME
from belonging.web.reports.urls.school import REPORT
from belonging.web.reports.urls.sharing import SHARED
from belonging.web.reports.views import files

urlpatterns = [
    path(f"{REPORT}one-page.pdf", files.school_page, name="school_page"),
    path(f"{REPORT}report.docx", files.school_word, name="school_word"),
    path(f"{REPORT}slides.pptx", files.school_slides, name="school_slides"),
    path(f"{SHARED}report.docx", files.shared_word, name="shared_word"),
    path(f"{SHARED}slides.pptx", files.shared_slides, name="shared_slides"),
    path(f"{PROGRAMME}report.docx", files.programme_word, name="programme_word"),
    path(f"{PROGRAMME}slides.pptx", files.programme_slides, name="programme_slides"),
]
"""Their PDF and CSV stand beside the pages."""
