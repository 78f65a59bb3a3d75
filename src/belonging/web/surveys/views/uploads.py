"""Uploads that touch no disk: a list of pupils has names in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import IO, Any, cast

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from belonging.web.surveys.services.rosters import LARGEST_FILE

Page = Callable[..., HttpResponseBase]


class MemoryOnly(FileUploadHandler):
    """Keeps a file of LARGEST_FILE bytes at most. Of a larger one the rest is read and dropped; its size tells."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= LARGEST_FILE:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        # The stubs want text or bytes of one kind; Django's own handler passes a BytesIO as well.
        kept = cast("IO[Any]", self.kept)
        return InMemoryUploadedFile(
            file=kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def in_memory_uploads(view: Page) -> Page:
    """The handler has to be set before anything reads the form, and checking the form's token reads it: so the
    check is made here, after it, instead of by the middleware."""
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, *places: Any, **parts: Any) -> HttpResponseBase:
        request.upload_handlers = [MemoryOnly(request)]
        return checked(request, *places, **parts)

    return page
