"""Answering with a document that somebody handed in: never as a page of ours, whatever stands in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from gongban.foundation.files.public import Document, DocumentKind, document_name, media_type, read_document

SHOWN = ("pdf", "image")  # 浏览器自己能看的 · what a browser shows by itself


def served(document: Document) -> HttpResponse:
    """The document for whoever the caller has found to have the right to it."""
    kind = DocumentKind(document.kind)
    answer = HttpResponse(read_document(document), content_type=media_type(document))
    answer.headers["Content-Disposition"] = str(content_disposition_header(kind.value not in SHOWN, document_name(document)))
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
