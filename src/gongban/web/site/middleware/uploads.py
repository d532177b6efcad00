"""A file that is too large is refused while it comes in, not after it has filled the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


class LimitedUpload(FileUploadHandler):
    """Counts the bytes of one file and refuses more than GONGBAN_UPLOAD_MB."""

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT:
            raise too_large(self.field_name)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def too_large(field: str | None) -> Refusal:
    """A single file above the limit."""
    limit = settings.UPLOAD_LIMIT // 1_000_000
    words = Words(f"单个文件不能超过 {limit} MB，请压缩后再上传。", f"A file may hold at most {limit} MB. Make it smaller and try again.")
    return Refusal("file.too_large", words, field=field, status=413)
