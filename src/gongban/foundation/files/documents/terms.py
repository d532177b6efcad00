"""The vocabulary of documents: which kinds are taken, and how much of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongban.foundation.territory.public import city
from gongban.kernel.errors import NotFound


class DocumentKind(StrEnum):
    """What a document is by its content, whatever its name says."""

    PDF = "pdf"
    OFD = "ofd"  # 版式文件，GB/T 33190 · the national fixed-layout format
    IMAGE = "image"  # 照片或扫描件，重新编码为 JPEG · a photo or a scan, written anew as JPEG

    @property
    def media_type(self) -> str:
        """The type that a browser is told."""
        return {"pdf": "application/pdf", "ofd": "application/ofd", "image": "image/jpeg"}[self.value]


@dataclass(frozen=True)
class DocumentLimits:
    """The most that one document may have: bytes, pages, and pixels of an image."""

    megabytes: int = 20
    pages: int = 300
    pixels: int = 40_000_000

    @property
    def bytes(self) -> int:
        """The most bytes."""
        return self.megabytes * 1_000_000


@dataclass(frozen=True)
class CheckedDocument:
    """A document that passed: what is kept of it, and how many pages it has."""

    kind: DocumentKind
    data: bytes
    pages: int


def document_limits() -> DocumentLimits:
    """The city's limits (`documents` in city.yaml); the usual ones where it names none."""
    try:
        given = city().settings
    except NotFound:
        return DocumentLimits()
    documents, photos = given.get("documents", {}), given.get("photos", {})
    return DocumentLimits(
        int(documents.get("maximum_megabytes", 20)), int(documents.get("maximum_pages", 300)), int(photos.get("maximum_pixels", 40_000_000))
    )
