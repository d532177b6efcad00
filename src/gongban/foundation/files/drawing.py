"""What others get to see of a photo: fresh JPEGs made from pixels, smaller, with marked regions destroyed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from PIL import Image, ImageFilter

from gongban.foundation.files.regions import Region

SIZES = {"320": 320, "1280": 1280}
WHOLE = "original"
QUALITY = {"320": 78, "1280": 84, WHOLE: 92}
BLOCKS = 8  # a blurred region keeps at most so many blocks along its longer side


def derive(pixels: Image.Image, size: str, regions: Sequence[Region] = ()) -> bytes:
    """A JPEG of this size (see SIZES, or WHOLE) with the regions blurred; it has no metadata at all."""
    drawn = pixels.copy()
    for region in regions:
        destroy(drawn, region)
    if size in SIZES:
        drawn.thumbnail((SIZES[size], SIZES[size]), Image.Resampling.LANCZOS)
    out = BytesIO()
    drawn.save(out, "JPEG", quality=QUALITY[size], optimize=True, progressive=size != "320")
    return out.getvalue()


def derive_all(pixels: Image.Image, regions: Sequence[Region]) -> Mapping[str, bytes]:
    """Every derivative by size; the smaller is made from the larger."""
    larger = derive(pixels, "1280", regions)
    return {"1280": larger, "320": derive(Image.open(BytesIO(larger)).convert("RGB"), "320")}


def destroy(image: Image.Image, region: Region) -> None:
    """Make a region unreadable for good: averaged to a few blocks, blurred, so that no detail is left to restore."""
    box = region.box(image.width, image.height)
    width, height = box[2] - box[0], box[3] - box[1]
    share = BLOCKS / max(width, height)
    few = (max(1, round(width * share)), max(1, round(height * share))) if share < 1 else (1, 1)
    blocks = image.crop(box).resize(few, Image.Resampling.BOX).resize((width, height), Image.Resampling.NEAREST)
    image.paste(blocks.filter(ImageFilter.GaussianBlur(max(width, height) / (BLOCKS * 2))), box)


def fingerprint(pixels: Image.Image) -> int:
    """A 64-bit perceptual hash as a signed integer: near-same photos differ in few bits."""
    import imagehash

    bits = 0
    for bit in imagehash.phash(pixels).hash.flatten():
        bits = bits << 1 | int(bit)
    return bits - (1 << 64) if bits >> 63 else bits


def distance(one: int, other: int) -> int:
    """In how many of 64 bits two fingerprints differ."""
    return ((one ^ other) & (1 << 64) - 1).bit_count()
