"""Reading documents: their rows, their names, their bytes. The domain that owns one asks for its right before."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from gongban.foundation.files import shelf
from gongban.foundation.files.documents import refusals
from gongban.foundation.files.documents.terms import DocumentKind
from gongban.foundation.files.models import Document
from gongban.foundation.keys import ring
from gongban.foundation.renewal import Column, protects
from gongban.kernel.actors import Actor

CONTENT = "document"
NAME_CONTEXT = "files.document.name"
protects(Column("files.Document", "name", NAME_CONTEXT))


def document_named(document: UUID) -> Document:
    """The row of this id, for the domain that owns it and checked the right; NotFound when there is none."""
    found = Document.objects.filter(pk=document).first()
    if found is None:
        raise refusals.document_not_found()
    return found


def documents_named(documents: Iterable[UUID | None]) -> dict[UUID, Document]:
    """Those of these that are still there, by id, in one query; for the domain that owns them and checked the right."""
    return Document.objects.in_bulk([each for each in documents if each])


def own_document(document: UUID, *, by: Actor) -> Document:
    """A document of the one who uploaded it, before and while it is in a draft; NotFound for everybody else."""
    found = document_named(document)
    if not by.account or found.uploader != by.account:
        raise refusals.document_not_found()
    return found


def document_name(document: Document) -> str:
    """The name of the file as it was sent, for those who may see the document."""
    return ring().decrypt(document.name, NAME_CONTEXT)


def read_document(document: Document) -> bytes:
    """The bytes; the caller checked the right. NotFound where the file is gone."""
    data = shelf.get(document.pk, CONTENT)
    if data is None:
        raise refusals.document_not_found()
    return data


def media_type(document: Document) -> str:
    """The type to be told to a browser, together with nosniff and a sandbox."""
    return DocumentKind(document.kind).media_type
