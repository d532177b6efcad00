"""Photos for tests: drawn here, so that nobody's real photo is needed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw


def scene(width: int = 800, height: int = 600, seed: int = 0) -> Image.Image:
    """A street with a car and its plate: stripes fine enough that blurring is seen to destroy them."""
    image = Image.new("RGB", (width, height), (120, 160, 200))
    pen = ImageDraw.Draw(image)
    pen.rectangle([0, height * 0.6, width, height], fill=(90, 90, 90))
    pen.ellipse([width * 0.1 + seed * 7, height * 0.1, width * 0.3 + seed * 7, height * 0.5], fill=(200, 60, 40))
    for x in range(int(width * 0.4), int(width * 0.6), width // 80):
        pen.rectangle([x, int(height * 0.7), x + width // 160 - 1, int(height * 0.8)], fill=(255, 255, 255))
    return image


def in_bytes(image: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file of this format."""
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def taken_at_home(turned: int = 1) -> bytes:
    """A JPEG as a phone makes it: with camera, owner, place and the way it was held."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x013B] = "Wang Xiaoming"
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 21.0, 3.6), 3: "E", 4: (112.0, 48.0, 0.0)})
    return in_bytes(scene(), exif=exif, comment=b"owner 13000000001")
