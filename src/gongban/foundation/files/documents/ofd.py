"""An OFD file (GB/T 33190-2016): a ZIP of XML, fonts and pictures, led by OFD.xml. Nothing is unpacked to disk."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree import ElementTree

from gongban.foundation.files.documents import refusals
from gongban.foundation.files.documents.terms import DocumentLimits
from gongban.kernel.words import Words

MOST_FILES = 5_000
MOST_UNPACKED = 300_000_000
MOST_XML = 5_000_000
# 版式、字体、图像、签章；别的都是夹带 · layout, fonts, pictures, seals; anything else is smuggled
TAKEN = frozenset(["xml", "xsd", "xbrl", "jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "jb2", "gbig2", "ttf", "otf", "ttc", "cff", "esl", "dat", "cer"])
_FILES = Words("夹带的附件", "files attached within")
_SPACE = re.compile(r"^\{[^}]*\}")
_BROKEN = (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, EOFError, OSError, NotImplementedError, RecursionError, LookupError)


def check_ofd(data: bytes, limits: DocumentLimits) -> int:
    """The number of pages of all documents in it. Refusal "document.*" for what is no OFD, broken, locked, or a bomb."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            _check_files(packed)
            pages = sum(_pages(packed, root) for root in _roots(packed))
    except RuntimeError as error:  # zipfile 用它说“有密码” · how zipfile says that a password is needed
        raise (refusals.damaged() if isinstance(error, NotImplementedError | RecursionError) else refusals.encrypted()) from None
    except _BROKEN:
        raise refusals.damaged() from None
    if pages > limits.pages:
        raise refusals.too_many_pages(limits.pages)
    if not pages:
        raise refusals.damaged()
    return pages


def _check_files(packed: zipfile.ZipFile) -> None:
    """All names and sizes, before anything is unpacked."""
    files = packed.infolist()
    if "OFD.xml" not in packed.namelist():
        raise refusals.not_a_document()
    if len(files) > MOST_FILES or sum(file.file_size for file in files) > MOST_UNPACKED:
        raise refusals.too_complicated()
    for file in files:
        path = PurePosixPath(file.filename.replace("\\", "/"))
        if file.flag_bits & 1:
            raise refusals.encrypted()
        if path.is_absolute() or ".." in path.parts:
            raise refusals.damaged()
        if not file.is_dir() and path.suffix[1:].lower() not in TAKEN:
            raise refusals.active(_FILES)


def _roots(packed: zipfile.ZipFile) -> list[str]:
    """The documents that OFD.xml names."""
    return [_resolved("", text) for text in _texts(_xml(packed, "OFD.xml"), "DocRoot")]


def _pages(packed: zipfile.ZipFile, root: str) -> int:
    """How many pages a document has; each must be there."""
    document = _xml(packed, root)
    named = [page.get("BaseLoc", "") for part in document.iter() if _name(part) == "Pages" for page in part if _name(page) == "Page"]
    for each in named:
        packed.getinfo(_resolved(root, each))
    return len(named)


def _xml(packed: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with packed.open(name) as file:
        data = file.read(MOST_XML + 1)  # 只读这么多，声称的大小不作数 · what the directory claims is not trusted
    if len(data) > MOST_XML:
        raise refusals.too_complicated()
    if b"<!" in data.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or b"\0" in data:
        raise refusals.damaged()  # 实体可以层层展开 · entities could unfold without end
    return ElementTree.fromstring(data)


def _texts(tree: ElementTree.Element, name: str) -> list[str]:
    return [(each.text or "").strip() for each in tree.iter() if _name(each) == name]


def _name(element: ElementTree.Element) -> str:
    return _SPACE.sub("", element.tag)


def _resolved(base: str, location: str) -> str:
    """A location within the package: absolute from its root, or beside the file that names it."""
    return location.lstrip("/") if location.startswith("/") or not base else str(PurePosixPath(base).parent / location)
