"""What every drawing of the demonstration has: a sky, houses, a street, and the strokes to add things to it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 640, 480
HORIZON, KERB = 250, 310
Colour = tuple[int, int, int]
SKIES = (((255, 226, 190), (170, 211, 240)), ((250, 250, 245), (150, 200, 235)), ((253, 236, 214), (196, 214, 236)))
NIGHT = ((52, 60, 110), (18, 22, 52))
HOUSES: tuple[Colour, ...] = ((228, 140, 110), (240, 200, 130), (150, 180, 200), (200, 170, 190), (170, 195, 150), (235, 175, 160))
GREY, DARK, WHITE, RED, YELLOW = (130, 132, 138), (60, 62, 70), (250, 250, 248), (214, 66, 56), (248, 200, 60)
GREEN, LEAF, BLUE, BROWN, ORANGE = (96, 160, 92), (66, 130, 74), (84, 150, 205), (126, 90, 62), (240, 140, 50)


@dataclass
class Canvas:
    """The picture under the brush; `dice` decides what differs from place to place. Each stroke returns the canvas."""

    image: Image.Image
    pen: ImageDraw.ImageDraw
    dice: Random
    mended: bool = False

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, radius: int = 0) -> Canvas:
        """A filled rectangle."""
        self.pen.rounded_rectangle((x, y, x + width, y + height), radius, fill=colour)
        return self

    def ring(self, x: float, y: float, width: float, height: float, colour: Colour, line: Colour | None = None) -> Canvas:
        """A filled ellipse around a centre."""
        self.pen.ellipse((x - width / 2, y - height / 2, x + width / 2, y + height / 2), fill=colour, outline=line, width=3)
        return self

    def line(self, *points: tuple[float, float], colour: Colour = DARK, width: int = 4) -> Canvas:
        """A stroke."""
        self.pen.line(points, fill=colour, width=width, joint="curve")
        return self

    def shape(self, *points: tuple[float, float], colour: Colour = GREY) -> Canvas:
        """A filled polygon."""
        self.pen.polygon(points, fill=colour)
        return self


def backdrop(canvas: Canvas, night: bool = False) -> None:
    """Sky, sun or moon, a row of houses, pavement and road."""
    low, high = NIGHT if night else canvas.dice.choice(SKIES)
    for y in range(HORIZON + 20):
        share = y / (HORIZON + 20)
        canvas.pen.line((0, y, WIDTH, y), fill=tuple(round(h + (lo - h) * share) for h, lo in zip(high, low, strict=True)))
    canvas.ring(canvas.dice.randrange(60, 580), canvas.dice.randrange(40, 90), 56, 56, (245, 240, 210) if night else (255, 214, 110))
    _houses(canvas, night)
    canvas.box(0, HORIZON + 14, WIDTH, KERB - HORIZON, (150, 146, 150) if night else (214, 208, 200))
    canvas.box(0, KERB, WIDTH, HEIGHT - KERB, (62, 64, 74) if night else (124, 126, 132))
    canvas.box(0, KERB - 4, WIDTH, 8, (180, 178, 174))
    for x in range(-20, WIDTH, 110):
        canvas.box(x, 400, 60, 7, (230, 226, 214))


def _houses(canvas: Canvas, night: bool) -> None:
    x = -canvas.dice.randrange(40)
    while x < WIDTH:
        width, height = canvas.dice.randrange(70, 130), canvas.dice.randrange(80, 185)
        colour = canvas.dice.choice(HOUSES)
        canvas.box(x, HORIZON + 16 - height, width - 5, height, tuple(part // 3 for part in colour) if night else colour)  # type: ignore[arg-type]
        for top in range(HORIZON + 30 - height, HORIZON - 12, 30):
            for left in range(x + 10, x + width - 20, 24):
                lit = night and canvas.dice.random() < 0.4
                canvas.box(left, top, 13, 17, YELLOW if lit else (50, 56, 80) if night else (236, 244, 250), 2)
        x += width
