"""How static files are named: by their content, also where one script imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise carries no types
    """Without this, a script's `import` asks for the plain name, and only the hashed file is kept."""

    support_js_module_import_aggregation = True
