"""Small cheerful drawings in place of photos: what somebody saw in the street, and what it looks like when mended."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from gongban.cli.demo import greenery, streets
from gongban.cli.demo.canvas import HEIGHT, WIDTH, Canvas, backdrop

Scene = Callable[[Canvas], None]
SCENES: dict[str, Scene] = {**streets.SCENES, **greenery.SCENES}


def draw(kind: str, scene: str, key: str, *, mended: bool = False) -> BytesIO:
    """A JPEG of 640x480 of a kind of scene (see SCENES).

    The same `scene` gives the same place, another `key` a slightly different moment of it; so near-same cases look alike.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT))
    canvas = Canvas(image, ImageDraw.Draw(image), Random(scene), mended=mended)
    backdrop(canvas)
    SCENES[kind](canvas)
    image = _place(image, Random(scene))
    out = BytesIO()
    _moment(image, Random(key + str(mended))).save(out, "JPEG", quality=82)
    out.seek(0)
    return out


def _place(image: Image.Image, dice: Random) -> Image.Image:
    """As somebody stood there: nearer or farther, from this side or the other."""
    share, left, upper = dice.uniform(0.74, 1.0), dice.random(), dice.random()
    width, height = round(WIDTH * share), round(HEIGHT * share)
    x, y = round((WIDTH - width) * left), round((HEIGHT - height) * (0.3 + 0.7 * upper))
    seen = image.crop((x, y, x + width, y + height)).resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
    return seen.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if dice.random() < 0.5 else seen


def _moment(image: Image.Image, dice: Random) -> Image.Image:
    """As another hand held the camera: a little moved and a little brighter or darker."""
    left, upper = dice.randrange(12), dice.randrange(9)
    cut = image.crop((left, upper, left + WIDTH - 12, upper + HEIGHT - 9)).resize((640, 480), Image.Resampling.BILINEAR)
    light = dice.uniform(0.92, 1.08)
    return cut.point(lambda value: min(255, round(value * light)))
