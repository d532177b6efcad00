"""What is taken for a photo, what is refused and why, and what is kept of it."""

from __future__ import annotations

import errno
import os
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from gongban.foundation.files import shelf
from gongban.foundation.files.checking import Limits
from gongban.foundation.files.public import Photo, distance, picture, store
from gongban.kernel.actors import ANONYMOUS
from gongban.kernel.errors import Refusal
from tests.files.pictures import in_bytes, scene, taken_at_home

pytestmark = pytest.mark.django_db
SECRETS = (b"Wang Xiaoming", b"SecretPhone", b"13000000001", b"Exif")


def keep(data: bytes) -> Photo:
    return store(BytesIO(data), by=ANONYMOUS)


def refused(data: bytes) -> str:
    with pytest.raises(Refusal) as said:
        keep(data)
    assert said.value.field == "photo"
    assert not Photo.objects.exists()
    return said.value.code


def drawn(photo: Photo, size: str) -> Image.Image:
    return Image.open(BytesIO(picture(photo, size)))


def png_of(width: int, height: int) -> bytes:
    """A few bytes whose header promises a huge picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    chunks = [struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_the_three_usual_formats_are_taken_and_shown_as_jpeg(format: str) -> None:
    photo = keep(in_bytes(scene(1600, 1200), format))
    assert (photo.format, photo.width, photo.height) == (format.lower(), 1600, 1200)
    sizes = {size: drawn(photo, size) for size in ("320", "1280", "original")}
    assert {size: (image.format, image.size) for size, image in sizes.items()} == {
        "320": ("JPEG", (320, 240)), "1280": ("JPEG", (1280, 960)), "original": ("JPEG", (1600, 1200)),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("what", "data", "code"),
    [
        ("nothing", b"", "photo.format"),
        ("text", b"just words", "photo.format"),
        ("a page that calls itself a photo", b"<html><script>alert(1)</script>", "photo.format"),
        ("a drawing with scripts", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "photo.format"),
        ("a GIF", in_bytes(scene(), "GIF"), "photo.format"),
        ("a TIFF", in_bytes(scene(), "TIFF"), "photo.format"),
        ("a PDF", in_bytes(scene(), "PDF"), "photo.format"),
        ("PostScript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "photo.format"),
        ("the head of a JPEG only", b"\xff\xd8\xff\xe0" + b"\0" * 50, "photo.format"),
        ("HEIC of a phone", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "photo.heic"),
        ("AVIF", b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", "photo.heic"),
        ("a JPEG cut in the middle", in_bytes(scene())[:6000], "photo.damaged"),
        ("a PNG cut in the middle", in_bytes(scene(), "PNG")[:2000], "photo.damaged"),
        ("a WebP cut in the middle", in_bytes(scene(), "WEBP")[:1000], "photo.format"),
        ("a bomb of 100 megapixels", png_of(10_000, 10_000), "photo.too_many_pixels"),
        ("a bomb beyond all measure", png_of(100_000, 100_000), "photo.too_many_pixels"),
        ("a dot", in_bytes(Image.new("RGB", (1, 1)), "PNG"), "photo.too_small"),
    ],
)
def test_what_is_no_whole_photo_of_a_usual_size_is_refused_with_its_reason(what: str, data: bytes, code: str) -> None:
    assert refused(data) == code, what


def test_more_bytes_than_the_city_takes_are_refused(monkeypatch: Any) -> None:
    monkeypatch.setattr("gongban.foundation.files.actions.limits", lambda: Limits(megabytes=1))
    assert refused(in_bytes(scene()) + b"\0" * 1_000_000) == "photo.too_large"


@pytest.mark.parametrize("size", ["320", "1280", "original"])
def test_no_reader_gets_camera_owner_or_place(size: str) -> None:
    sent = taken_at_home()
    assert all(secret in sent for secret in SECRETS)
    got = picture(keep(sent), size)
    assert [secret for secret in SECRETS if secret in got] == []
    assert not Image.open(BytesIO(got)).getexif()


def test_what_hides_behind_a_photo_does_not_come_out_again() -> None:
    photo = keep(in_bytes(scene()) + b"PK\x03\x04<script>alert(1)</script>")
    assert all(b"<script>" not in picture(photo, size) for size in ("320", "1280", "original"))


@pytest.mark.parametrize(("turned", "size"), [(1, (800, 600)), (3, (800, 600)), (6, (600, 800)), (8, (600, 800))])
def test_a_photo_stands_upright_however_the_phone_was_held(turned: int, size: tuple[int, int]) -> None:
    photo = keep(taken_at_home(turned))
    assert (photo.width, photo.height) == size
    assert drawn(photo, "original").size == size


def test_what_was_transparent_becomes_white() -> None:
    photo = keep(in_bytes(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG"))
    assert drawn(photo, "original").getpixel((5, 5)) == (255, 255, 255)


def test_everything_on_the_disk_is_encrypted_and_readable_by_nobody_else() -> None:
    sent = in_bytes(scene())
    photo = keep(sent)
    files = list(shelf.folder(photo.pk).iterdir())
    assert {file.name for file in files} == {"original", "320-plain", "1280-plain"}
    assert all(b"JFIF" not in file.read_bytes() and file.stat().st_mode & 0o077 == 0 for file in files)
    assert shelf.get(photo.pk, "original") == sent
    assert photo.digest == shelf.ring().seal(sent)


def test_a_file_moved_to_another_photo_cannot_be_read() -> None:
    one, other = keep(in_bytes(scene())), keep(in_bytes(scene(seed=9)))
    (shelf.folder(one.pk) / "original").replace(shelf.folder(other.pk) / "original")
    with pytest.raises(Refusal) as said:
        shelf.get(other.pk, "original")
    assert said.value.code == "cipher.damaged"


def test_a_full_disk_is_said_in_one_sentence_and_leaves_nothing_half_written(monkeypatch: Any) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    before = sorted(shelf.uploads().rglob("*"))
    assert refused(in_bytes(scene())) == "photo.no_space"
    assert [file for file in sorted(shelf.uploads().rglob("*")) if file not in before and file.is_file()] == []


def test_a_lost_thumbnail_is_drawn_again_from_the_original() -> None:
    photo = keep(in_bytes(scene()))
    shelf.keep_only(photo.pk, {"original"})
    assert drawn(photo, "320").size == (320, 240)


def test_near_same_photos_have_near_same_fingerprints_and_others_do_not() -> None:
    first = keep(in_bytes(scene()))
    smaller = keep(in_bytes(scene().resize((500, 375)), "WEBP"))
    other = keep(in_bytes(scene().rotate(90, expand=True)))
    one, *others = (each.fingerprint or 0 for each in (first, smaller, other))
    near, far = (distance(one, each) for each in others)
    assert (near <= 4, far > 16, -(2**63) <= one < 2**63) == (True, True, True)


def test_nothing_is_written_outside_the_uploads(settings: Any) -> None:
    photo = keep(in_bytes(scene()))
    assert shelf.folder(photo.pk).is_relative_to(Path(settings.HOME) / "uploads")
