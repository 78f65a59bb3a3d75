"""Themes of comments: addresses."""

from django.urls import path, register_converter

from belonging.web.themes.views import codebooks, coding

app_name = "themes"


class Turn:
    """Which of the two coders."""

    regex = "first|second"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Turn, "coder")

HOME = "programme/<slug:cohort>/themes/"
OURS = f"{HOME}<slug:audience>/"
urlpatterns = [
    path("programme/themes/", codebooks.cohorts, name="cohorts"),
    path(HOME, codebooks.overview, name="overview"),
    path(f"{OURS}begin/", codebooks.begin, name="begin"),
    path(f"{OURS}codebook/", codebooks.codebook, name="codebook"),
    path(f"{OURS}codebook/fix/", codebooks.fix, name="fix"),
    path(f"{OURS}codebook/<slug:key>/", codebooks.theme, name="theme"),
    path(f"{OURS}code/<coder:turn>/", coding.desk, name="desk"),
    path(f"{OURS}agreement/", coding.agreement, name="agreement"),
    path(f"{OURS}release/", coding.release, name="release"),
    path(f"{OURS}results/", coding.results, name="results"),
]
