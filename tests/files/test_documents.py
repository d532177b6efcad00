"""What is taken as a document of an application, what is refused and why, who gets it, and how long it is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from gongban.foundation.files import shelf
from gongban.foundation.files.documents.pdf import check_pdf
from gongban.foundation.files.documents.terms import DocumentLimits
from gongban.foundation.files.public import (
    Document,
    claim_documents,
    disown_documents,
    document_name,
    document_named,
    forget_documents,
    forget_strays,
    forget_unclaimed,
    media_type,
    own_document,
    read_document,
    store_document,
)  # fmt: skip
from gongban.foundation.territory.public import city
from gongban.kernel.actors import ANONYMOUS, Actor
from gongban.kernel.errors import NotFound, Refusal
from tests.cast import Cast
from tests.files import papers
from tests.files.pictures import in_bytes, scene, taken_at_home

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CHEN = Actor(account=str(uuid4()), kind="resident")
WANG = Actor(account=str(uuid4()), kind="resident")


def keep(data: bytes, name: str = "平面图.pdf", by: Actor = CHEN, at: datetime = NOW) -> Document:
    return store_document(BytesIO(data), name=name, by=by, at=at)


def refused(data: bytes) -> Refusal:
    before = set(shelf.uploads().glob("??/*"))
    with pytest.raises(Refusal) as said:
        keep(data)
    assert said.value.field == "document"
    assert not Document.objects.exists()
    assert set(shelf.uploads().glob("??/*")) == before, "nothing is left of a document that was refused"
    return said.value


@pytest.mark.parametrize(
    ("what", "data", "kind", "pages", "type"),
    [
        ("a PDF of three pages", papers.pdf(3), "pdf", 3, "application/pdf"),
        ("a PDF as a text program makes it", papers.typeset(), "pdf", 2, "application/pdf"),
        ("a PDF with links", papers.with_link(), "pdf", 2, "application/pdf"),
        ("a PDF that opens at a page", papers.with_action("/GoTo"), "pdf", 1, "application/pdf"),
        ("an OFD file", papers.ofd(2), "ofd", 2, "application/ofd"),
        ("an OFD file with a font and a seal", papers.ofd(1, Doc_0__ttf=b"font", Seal__esl=b"seal"), "ofd", 1, "application/ofd"),
        ("a JPEG", in_bytes(scene()), "image", 1, "image/jpeg"),
        ("a PNG scan", in_bytes(scene(), "PNG"), "image", 1, "image/jpeg"),
        ("a WebP", in_bytes(scene(), "WEBP"), "image", 1, "image/jpeg"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)  # fmt: skip
def test_what_is_taken(what: str, data: bytes, kind: str, pages: int, type: str) -> None:
    document = keep(data)
    assert (document.kind, document.pages, media_type(document)) == (kind, pages, type)
    kept = read_document(document)
    assert document.size == len(kept)
    if kind != "image":
        assert kept == data, "signed documents are kept byte for byte"


@pytest.mark.parametrize(
    ("what", "data", "code"),
    [
        ("nothing", b"", "document.empty"),
        ("text", b"just words", "document.format"),
        ("a page that calls itself a PDF", b"<html>%PDF-1.7<script>alert(1)</script>", "document.format"),
        ("a Word file", papers.zipped({"word/document.xml": b"<w/>"}), "document.format"),
        ("a program", b"MZ" + bytes(500), "document.format"),
        ("a GIF", in_bytes(scene(), "GIF"), "document.format"),
        ("a drawing with scripts", b"<svg><script/></svg>", "document.format"),
        ("HEIC of a phone", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "photo.heic"),
        ("the head of a PDF only", b"%PDF-1.7\n", "document.damaged"),
        ("a PDF cut in the middle", papers.typeset()[:3000], "document.damaged"),
        ("a PDF of rubbish", b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF", "document.damaged"),
        ("a PDF without pages", papers.pdf(0), "document.damaged"),
        ("a PDF with a ZIP behind it", papers.pdf() + papers.zipped({"a.txt": b"a"}) + b"%%EOF", "document.two_in_one"),
        ("a PDF with a script", papers.with_script(), "document.active"),
        ("a script under a name with escapes", papers.script_written_with_escapes(), "document.active"),
        ("a script in a packed object", papers.script_in_a_packed_object(), "document.active"),
        ("a PDF that starts a program", papers.with_action("/Launch"), "document.active"),
        ("a PDF that sends data", papers.with_action("/SubmitForm"), "document.active"),
        ("a PDF that opens another file", papers.with_action("/GoToR"), "document.active"),
        ("a PDF with a file attached", papers.with_attachment(), "document.active"),
        ("a PDF with a dynamic form", papers.with_dynamic_form(), "document.active"),
        ("a PDF with a password", papers.locked(), "document.encrypted"),
        ("a PDF that unfolds without end", papers.unfolding(), "document.too_complicated"),
        ("a PDF of too many pages", papers.pdf(301), "document.too_many_pages"),
        ("an OFD without its pages", papers.zipped({"OFD.xml": b"<OFD/>"}), "document.damaged"),
        ("an OFD cut in the middle", papers.ofd()[:300], "document.damaged"),
        ("an OFD with a program", papers.ofd(1, setup__exe=b"MZ"), "document.active"),
        ("an OFD that leaves its folder", papers.zipped({"OFD.xml": b"<OFD/>", "../../etc/cron.xml": b"x"}), "document.damaged"),
        ("an OFD whose entities unfold", papers.zipped({"OFD.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><OFD><DocRoot>&b;</DocRoot></OFD>'}), "document.damaged"),
        ("a ZIP bomb", papers.ofd(1, bomb__xml=bytes(301_000_000)), "document.too_complicated"),
        ("a ZIP of ten thousand files", papers.zipped({"OFD.xml": b"<OFD/>"} | {f"{n}.xml": b"" for n in range(10_000)}), "document.too_complicated"),
        ("a JPEG cut in the middle", in_bytes(scene())[:6000], "photo.damaged"),
        ("the head of a JPEG only", b"\xff\xd8\xff\xe0" + bytes(50), "document.damaged"),
    ],
)  # fmt: skip
def test_what_is_refused_and_how_to_mend_it(what: str, data: bytes, code: str) -> None:
    said = refused(data)
    assert said.code == code
    assert any(word in said.words.zh for word in ("请", "重新")), "each sentence says how to mend it"


def test_a_file_larger_than_the_city_takes_is_not_read_to_its_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(city().settings, "documents", {"maximum_megabytes": 1, "maximum_pages": 2})
    endless = BytesIO(papers.pdf() + bytes(5_000_000))
    with pytest.raises(Refusal) as said:
        store_document(endless, name="a.pdf", by=CHEN, at=NOW)
    assert (said.value.code, endless.tell()) == ("document.too_large", 1_000_001)
    assert "1 MB" in said.value.words.zh
    assert refused(papers.pdf(3)).code == "document.too_many_pages"


def test_every_cut_of_a_pdf_and_every_byte_turned_is_answered_with_a_sentence() -> None:
    whole, limits = papers.typeset(), DocumentLimits()
    spoilt = [whole[:end] + b"%%EOF" for end in range(10, len(whole), len(whole) // 60)]
    spoilt += [whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in range(10, len(whole), len(whole) // 120)]
    for data in spoilt:
        try:
            assert check_pdf(data, limits) >= 1
        except Refusal as said:
            assert said.code.startswith("document.")


def test_an_image_keeps_nothing_but_its_pixels() -> None:
    kept = read_document(keep(taken_at_home(), "IMG_1.jpg"))
    assert not any(secret in kept for secret in (b"Wang Xiaoming", b"SecretPhone", b"13000000001", b"Exif"))
    assert Image.open(BytesIO(kept)).size == (800, 600)


def test_neither_the_name_nor_a_byte_lies_in_clear() -> None:
    data = papers.pdf()
    document = keep(data, "陈晓芳 身份证.pdf")
    files = [path.read_bytes() for path in shelf.folder(document.pk).iterdir()]
    assert files and not any(b"%PDF" in file or data[20:60] in file for file in files)
    row = Document.objects.values().get()
    assert "陈晓芳" not in str(row) and document_name(document) == "陈晓芳 身份证.pdf"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\chen\\门头.png", "门头.png"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\0.pdf", "ab.pdf"),
        ("很长" * 200 + ".pdf", "很长" * 58 + ".pdf"),
        ("", ""),
    ],
)
def test_the_name_is_kept_as_one_short_line(sent: str, kept: str) -> None:
    assert document_name(keep(papers.pdf(), sent)) == kept


def test_only_the_uploader_gets_an_upload_and_may_claim_it() -> None:
    document = keep(papers.pdf())
    assert own_document(document.pk, by=CHEN) == document
    for other in (WANG, ANONYMOUS):
        with pytest.raises(NotFound):
            own_document(document.pk, by=other)
        with pytest.raises(NotFound):
            claim_documents([document.pk], by=other, at=NOW)
    with pytest.raises(Refusal) as said:
        keep(papers.pdf(), by=ANONYMOUS)
    assert said.value.code == "document.no_account"


def test_after_it_is_disowned_the_application_alone_says_whose_it_is() -> None:
    document = keep(papers.pdf())
    disown_documents([document.pk])
    assert own_document(document.pk, by=CHEN), "what belongs to nothing yet stays with its uploader"
    claim_documents([document.pk], by=CHEN, at=NOW)
    disown_documents([document.pk])
    with pytest.raises(NotFound):
        own_document(document.pk, by=CHEN)
    assert read_document(document_named(document.pk)) == papers.pdf() or document_named(document.pk).size


def test_what_belongs_to_nothing_goes_after_a_day_and_what_is_in_a_draft_stays(django_capture_on_commit_callbacks: Any) -> None:
    left, in_draft = keep(papers.pdf()), keep(papers.pdf())
    claim_documents([in_draft.pk], by=CHEN, at=NOW)
    claim_documents([in_draft.pk], by=CHEN, at=NOW + timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_unclaimed(NOW + timedelta(days=400)) == 1
    assert [row.pk for row in Document.objects.all()] == [in_draft.pk]
    assert not shelf.folder(left.pk).exists() and shelf.folder(in_draft.pk).exists()
    forget_strays(-5)
    assert shelf.folder(in_draft.pk).exists(), "files of a document are no strays"
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_documents([in_draft.pk, left.pk]) == 1
    assert not shelf.folder(in_draft.pk).exists()


def test_a_full_disk_keeps_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf, "_write", full)
    assert refused(papers.pdf()).code == "document.no_space"
