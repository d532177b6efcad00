"""Is this a photo that can be taken? Decided by its content and header first; only then are pixels decoded."""

from __future__ import annotations

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from gongban.foundation.files import refusals
from gongban.foundation.territory.public import city
from gongban.kernel.errors import NotFound

FORMATS = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "WEBP": "webp"}
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
LEAST_SIDE = 32
# 解码器遇到坏文件会抛出这些 · what decoders raise on broken files
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError, MemoryError, OverflowError, struct.error)


@dataclass(frozen=True)
class Limits:
    """The most that one photo may have: bytes and pixels."""

    megabytes: int = 12
    pixels: int = 40_000_000


@dataclass(frozen=True)
class Checked:
    """A photo that passed: its bytes as sent, its format, and its pixels upright in plain colours, without metadata."""

    data: bytes
    format: str
    pixels: Image.Image


def limits() -> Limits:
    """The city's limits; the usual ones before a city is loaded."""
    try:
        given = city().settings.get("photos", {})
    except NotFound:
        return Limits()
    return Limits(int(given.get("maximum_megabytes", 12)), int(given.get("maximum_pixels", 40_000_000)))


def check(stream: BinaryIO, allowed: Limits) -> Checked:
    """Read and decode a photo. Raises Refusal "photo.*" with the reason; nothing else comes out of a broken file."""
    data = stream.read(allowed.megabytes * 1_000_000 + 1)
    if len(data) > allowed.megabytes * 1_000_000:
        raise refusals.too_heavy(allowed.megabytes)
    return Checked(data, *open_photo(data, allowed))


def open_photo(data: bytes, allowed: Limits) -> tuple[str, Image.Image]:
    """Format and upright pixels of bytes that claim to be a photo."""
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        raise refusals.heic()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = _opened(data, allowed)
        return FORMATS[str(image.format)], _upright(image)


def _opened(data: bytes, allowed: Limits) -> Image.Image:
    try:
        image = Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    except Image.DecompressionBombError:
        raise refusals.too_many_pixels(allowed.pixels // 1_000_000) from None
    except (UnidentifiedImageError, *BROKEN):
        raise refusals.not_a_photo() from None
    if image.width * image.height > allowed.pixels:
        raise refusals.too_many_pixels(allowed.pixels // 1_000_000)
    if min(image.size) < LEAST_SIDE:
        raise refusals.too_small()
    return image


def _upright(image: Image.Image) -> Image.Image:
    """The pixels alone, turned as the camera was held; what was transparent becomes white."""
    try:
        image.load()
        return plain(_turned(image))
    except (Image.DecompressionBombError, *BROKEN):
        raise refusals.damaged() from None


def _turned(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except BROKEN:  # 方向信息坏了，照片还是好的 · broken metadata, whole photo
        return image


def plain(image: Image.Image) -> Image.Image:
    """A copy in RGB that carries nothing but pixels."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image)
    copy = Image.new("RGB", image.size)
    copy.paste(image.convert("RGB"))
    return copy
