"""The door of files: photos and documents are stored, blurred, read and forgotten here and nowhere else."""

from gongban.foundation.files.actions import blur, disown, drop_originals, forget, forget_strays, store
from gongban.foundation.files.documents.actions import (
    claim_documents,
    disown_documents,
    forget_documents,
    forget_unclaimed,
    store_document,
)
from gongban.foundation.files.documents.queries import (
    document_name,
    document_named,
    documents_named,
    media_type,
    own_document,
    read_document,
)
from gongban.foundation.files.documents.refusals import document_not_found
from gongban.foundation.files.documents.terms import DocumentKind, DocumentLimits, document_limits
from gongban.foundation.files.drawing import SIZES, WHOLE, distance
from gongban.foundation.files.models import Document, Photo
from gongban.foundation.files.queries import etag, photo_named, picture
from gongban.foundation.files.refusals import not_found
from gongban.foundation.files.regions import Region, read_regions

__all__ = [
    "SIZES", "WHOLE", "Document", "DocumentKind", "DocumentLimits", "Photo", "Region", "blur", "claim_documents", "disown", "disown_documents", "distance",
    "document_limits", "document_name", "document_named", "document_not_found", "documents_named", "drop_originals", "etag", "forget", "forget_documents", "forget_strays",
    "forget_unclaimed", "media_type", "not_found", "own_document", "photo_named", "picture", "read_document", "read_regions", "store", "store_document",
]  # fmt: skip
