"""Is this a document that can be taken? Decided by its content; its name says nothing."""

from __future__ import annotations

from typing import BinaryIO

from gongban.foundation.files.checking import FORMATS, Limits, open_photo
from gongban.foundation.files.documents import refusals
from gongban.foundation.files.documents.ofd import check_ofd
from gongban.foundation.files.documents.pdf import check_pdf
from gongban.foundation.files.documents.terms import CheckedDocument, DocumentKind, DocumentLimits
from gongban.foundation.files.drawing import WHOLE, derive
from gongban.kernel.errors import Refusal

_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")


def check_document(stream: BinaryIO, limits: DocumentLimits) -> CheckedDocument:
    """Read and check a document. Raises Refusal "document.*" (or "photo.*" of an image) with the reason.

    PDF and OFD are kept byte for byte, since they may be signed; an image is drawn anew from its pixels, so that
    nothing that hides in it and no place or owner of the camera is kept.
    """
    data = stream.read(limits.bytes + 1)
    if not data:
        raise refusals.empty()
    if len(data) > limits.bytes:
        raise refusals.too_heavy(limits.megabytes)
    if data.startswith(b"%PDF-"):
        return CheckedDocument(DocumentKind.PDF, data, check_pdf(data, limits))
    if data.startswith(b"PK\x03\x04"):
        return CheckedDocument(DocumentKind.OFD, data, check_ofd(data, limits))
    return CheckedDocument(DocumentKind.IMAGE, _drawn_anew(data, limits), 1)


def _drawn_anew(data: bytes, limits: DocumentLimits) -> bytes:
    try:
        name, pixels = open_photo(data, Limits(limits.megabytes, limits.pixels))
    except Refusal as refused:
        if refused.code == "photo.format":
            raise (refusals.damaged() if data.startswith(_IMAGES) else refusals.not_a_document()) from None
        raise Refusal(refused.code, refused.words, field=refusals.FIELD, status=refused.status) from None
    assert name in FORMATS.values()
    return derive(pixels, WHOLE)
