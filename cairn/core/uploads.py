"""Uploaded files stay in memory: nothing readable of them touches the disk, and signed out nobody uploads anything."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class InMemory(FileUploadHandler):
    """Keeps up to CAIRN_LARGEST_UPLOAD bytes of a file and one more, by which whoever looks at it sees that it is more.

    The rest is read and thrown away, so that a form with a file that is too large keeps what was typed.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins. It is passed over when nobody has signed in."""
        super().new_file(*args, **kwargs)
        if getattr(self.request, "actor", None) is None:
            raise SkipFile
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what there is still room for."""
        self.kept.write(raw_data[: max(settings.CAIRN_LARGEST_UPLOAD + 1 - start, 0)])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as forms and the API receive it."""
        size = self.kept.tell()
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type, size, self.charset, self.content_type_extra
        )
