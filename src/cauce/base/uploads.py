"""Files that come with a form: held in memory up to a measure, never in a folder for temporary files.

Django's own handlers write a large file, readable, into the machine's folder for everybody. Here a file
that is too large is read to its end and dropped, so that the page can say so in a sentence.
"""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MB = 1024 * 1024
# For any form that does not ask for more, such as a list in an office's page.
USUAL = 4 * MB
# Beyond this nobody waits for the end: the line is cut.
PATIENCE = 64 * MB


class Held(FileUploadHandler):
    """Holds the files of one form in memory, all together up to a measure."""

    def __init__(self, request: HttpRequest | None = None, most: int = USUAL) -> None:
        """Begin with nothing held."""
        super().__init__(request)
        self.most = most
        self.all = 0
        self.parts: list[bytes] = []
        self.size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin another file."""
        super().new_file(*args, **kwargs)
        self.parts, self.size = [], 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hold a piece, or drop everything once it is too much."""
        self.size += len(raw_data)
        self.all += len(raw_data)
        if self.all > PATIENCE:
            raise StopUpload(connection_reset=True)
        if self.all > self.most:
            self.parts = []
        else:
            self.parts.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand the file over; one that was too large is empty and knows its size."""
        whole = self.all <= self.most
        file = InMemoryUploadedFile(
            file=io.BytesIO(b"".join(self.parts) if whole else b""),
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        file.too_big = not whole  # type: ignore[attr-defined]  # ours, for the page's sentence
        return file


def hold(request: HttpRequest, most: int) -> None:
    """Let the files of this request be larger than usual; before anything of its form is read."""
    request.upload_handlers = [Held(request, most)]


def cut_off(request: HttpRequest) -> int:
    """Return about how many bytes a form had whose line was cut; zero for one that was read."""
    cut = any(isinstance(h, Held) and h.all > PATIENCE for h in request.upload_handlers)
    return max(int(request.META.get("CONTENT_LENGTH") or 0), PATIENCE) if cut else 0
