"""Other tools' data and questionnaires: addresses."""

from django.urls import path

from belonging.web.imports.views import questionnaires, surveys

app_name = "imports"
HERE = "programme/imports/"
urlpatterns = [
    path(HERE, surveys.imports, name="imports"),
    path(f"{HERE}new/", surveys.new, name="new"),
    path(f"{HERE}questionnaires/", questionnaires.forms, name="forms"),
    path(
        f"{HERE}questionnaires/<slug:instrument>/<slug:edition>/<slug:language>/",
        questionnaires.form_file,
        name="form_file",
    ),
    path(f"{HERE}mappings/<int:mapping>/remove/", surveys.remove_saved, name="remove_mapping"),
    path(f"{HERE}<int:upload>/columns/", surveys.columns, name="columns"),
    path(f"{HERE}<int:upload>/answers/", surveys.answers, name="answers"),
    path(f"{HERE}<int:upload>/check/", surveys.check, name="check"),
    path(f"{HERE}<int:upload>/drop/", surveys.drop, name="drop"),
]
