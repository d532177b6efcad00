"""A PDF that only shows pages: no scripts, no starting of programs, no files within, no lock.

Two readings, since viewers differ from any parser: all objects that the file's own index leads to, and the bare bytes
(names may be written with #xx). ISO 32000-2 is the source of the names: 12.6.4 actions, 7.11.4 embedded files, 7.6 encryption.
"""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from gongban.foundation.files.documents import refusals
from gongban.foundation.files.documents.terms import DocumentLimits
from gongban.kernel.words import Words

_SCRIPT = Words("脚本", "a script")
_PROGRAM = Words("会打开其他程序或文件的动作", "an action that opens other programs or files")
_SENDS = Words("会自动发送或读入数据的动作", "an action that sends or reads data")
_FILES = Words("夹带的附件", "files attached within")
_MEDIA = Words("音频、视频或动态表单", "sound, video or a dynamic form")

# 动作的种类 · kinds of actions (the value of /S)
_ACTIONS = {
    "/JavaScript": _SCRIPT, "/Launch": _PROGRAM, "/GoToE": _PROGRAM, "/GoToR": _PROGRAM, "/SubmitForm": _SENDS, "/ImportData": _SENDS,
    "/Rendition": _MEDIA, "/Movie": _MEDIA, "/Sound": _MEDIA, "/RichMediaExecute": _MEDIA, "/GoTo3DView": _MEDIA,
}  # fmt: skip
# 字典里的键 · keys of dictionaries
_KEYS = {"/JS": _SCRIPT, "/JavaScript": _SCRIPT, "/EmbeddedFiles": _FILES, "/EF": _FILES, "/XFA": _MEDIA, "/RichMediaContent": _MEDIA}
# 足够长，不会在压缩数据里碰巧出现 · long enough not to occur in packed data by chance
_RAW = {
    b"/JavaScript": _SCRIPT, b"/EmbeddedFile": _FILES, b"/SubmitForm": _SENDS, b"/ImportData": _SENDS, b"/RichMedia": _MEDIA,
    b"/Launch": _PROGRAM,
}  # fmt: skip
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
MOST_OBJECTS = 100_000
_BROKEN = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError, OverflowError, AssertionError, NotImplementedError)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # 坏文件的细节不进日志 · details of broken files are not logged


def check_pdf(data: bytes, limits: DocumentLimits) -> int:
    """The number of pages. Refusal "document.*" for what is cut short, locked, active, or far too big inside."""
    if b"%%EOF" not in data[-1024:]:
        raise refusals.damaged()
    if zipfile.is_zipfile(BytesIO(data)):
        raise refusals.two_in_one()
    _refuse_raw(data)
    if data.count(b" obj") > MOST_OBJECTS:
        raise refusals.too_complicated()
    try:
        return _walked(PdfReader(BytesIO(data)), limits)
    except (LimitReachedError, MemoryError):
        raise refusals.too_complicated() from None
    except _BROKEN:
        raise refusals.damaged() from None


def _refuse_raw(data: bytes) -> None:
    plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data) if b"#" in data else data
    for text in (data, plain):
        for name, what in _RAW.items():
            if name in text:
                raise refusals.active(what)


def _walked(reader: PdfReader, limits: DocumentLimits) -> int:
    if reader.is_encrypted:
        raise refusals.encrypted()
    for held in _objects(reader):
        _refuse_active(held)
    pages = len(reader.pages)
    if pages > limits.pages:
        raise refusals.too_many_pages(limits.pages)
    if not pages:
        raise refusals.damaged()
    return pages


def _objects(reader: PdfReader) -> Iterator[object]:
    """Every object of the file's index, packed ones too, and what lies directly in them."""
    yield from _within(reader.trailer)
    numbered = [(number, generation) for generation, rows in reader.xref.items() for number in rows]
    numbered += [(number, 0) for number in reader.xref_objStm]
    if len(numbered) > MOST_OBJECTS:
        raise refusals.too_complicated()
    for number, generation in numbered:
        yield from _within(reader.get_object(IndirectObject(number, generation, reader)))


def _within(held: object) -> Iterator[object]:
    waiting, seen = [held], 0
    while waiting:
        here, seen = waiting.pop(), seen + 1
        if seen > MOST_OBJECTS:
            raise refusals.too_complicated()
        if isinstance(here, DictionaryObject):
            yield here
            waiting += [here.raw_get(key) for key in here]
        elif isinstance(here, ArrayObject):
            waiting += list.__iter__(here)


def _refuse_active(held: object) -> None:
    if not isinstance(held, DictionaryObject):
        return
    for key in held:
        if key in _KEYS:
            raise refusals.active(_KEYS[key])
    action = held.get("/S")
    if str(action) in _ACTIONS:
        raise refusals.active(_ACTIONS[str(action)])
