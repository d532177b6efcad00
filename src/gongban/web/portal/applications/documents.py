"""A paper that was handed in, for those who may read it: the applicant, signers, and the offices that need it."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.delivery.applications.public import open_material
from gongban.foundation.files.public import document_name, media_type, read_document
from gongban.web.site.acting import actor

SEALED = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


@never_cache
@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An image in the browser, other documents as a file; 404 for everybody else. Every look of an office is written down."""
    _material, document = open_material(pk, by=actor(request), at=timezone.now())
    kind = "inline" if document.kind == "image" else "attachment"
    answer = HttpResponse(read_document(document), content_type=media_type(document))
    answer.headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(_file_name(document_name(document), document.kind))}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = SEALED
    return answer


def _file_name(name: str, kind: str) -> str:
    """The name under which it was sent, with the ending of what it is."""
    ending = {"pdf": ".pdf", "ofd": ".ofd", "image": ".jpg"}[kind]
    return name if name.lower().endswith(ending) else f"{name}{ending}"
