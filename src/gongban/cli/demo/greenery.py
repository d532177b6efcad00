"""Drawings of trees, water, walls, smoke and noise: what people see, hear and smell where they live."""

from __future__ import annotations

from collections.abc import Callable

from gongban.cli.demo.canvas import (
    BLUE,
    BROWN,
    DARK,
    GREEN,
    GREY,
    KERB,
    LEAF,
    ORANGE,
    RED,
    WHITE,
    YELLOW,
    Canvas,
)


def crown(on: Canvas, x: int, y: int, size: int) -> None:
    """The leaves of a tree."""
    for _ in range(14):
        on.ring(x + on.dice.randrange(-size, size), y + on.dice.randrange(-size // 2, size // 2), size, size * 0.8, on.dice.choice((GREEN, LEAF)))


def tree(on: Canvas) -> None:
    x = on.dice.randrange(220, 420)
    on.shape((x - 16, KERB + 20), (x + 16, KERB + 20), (x + 9, 130), (x - 9, 130), colour=BROWN)
    crown(on, x, 120, 84)
    if not on.mended:
        on.line((x - 40, 330), (x - 150, 372), (x - 230, 362), colour=BROWN, width=14)
        crown(on, x - 230, 366, 40)
        on.line((0, 150), (640, 170), width=3)


def water(on: Canvas) -> None:
    if not on.mended:
        on.ring(330, 400, 620, 130, (110, 160, 200)), on.ring(300, 390, 330, 60, (140, 186, 218))
    on.box(250, KERB - 40, 46, 60, RED if on.dice.random() < 0.5 else GREY, 6), on.ring(273, KERB - 42, 56, 26, DARK)
    for arc in range(0 if on.mended else 6):
        on.pen.arc((280, 190 + arc * 6, 430 + arc * 26, 430), 200, 330, fill=BLUE, width=5)


def river(on: Canvas) -> None:
    clear = on.mended
    on.box(0, KERB - 10, 640, 200, BLUE if clear else (112, 126, 92))
    on.box(0, KERB - 26, 640, 20, (168, 160, 148))
    for _ in range(26):
        x, y = on.dice.randrange(640), on.dice.randrange(KERB + 10, 470)
        on.line((x, y), (x + 46, y), colour=(150, 196, 226) if clear else (140, 150, 112), width=4)
    for _ in range(0 if clear else 14):
        on.ring(on.dice.randrange(640), on.dice.randrange(KERB + 20, 460), 34, 16, on.dice.choice((WHITE, YELLOW, BROWN, DARK)))


def noise(on: Canvas) -> None:
    x = on.dice.randrange(200, 330)
    on.box(x, 190, 90, 140, DARK, 8), on.ring(x + 45, 232, 50, 50, GREY), on.ring(x + 45, 286, 66, 66, GREY), on.ring(x + 45, 286, 26, 26, DARK)
    for arc in range(0 if on.mended else 4):
        reach = 50 + arc * 44
        on.pen.arc((x + 60 - reach, 240 - reach, x + 110 + reach, 280 + reach), 300, 60, fill=ORANGE, width=8)
        on.pen.arc((x - 20 - reach, 240 - reach, x + 30 + reach, 280 + reach), 120, 240, fill=ORANGE, width=8)


def smoke(on: Canvas) -> None:
    x = on.dice.randrange(360, 500)
    on.box(x - 120, 190, 240, 130, (168, 110, 92)), on.shape((x, 190), (x + 44, 190), (x + 38, 70), (x + 6, 70), colour=GREY)
    for puff in range(3 if on.mended else 16):
        shade = 235 if on.mended else 60 + puff * 7
        on.ring(x + 20 - puff * 24, 62 - puff * 2 + on.dice.randrange(-10, 10), 40 + puff * 6, 34 + puff * 5, (shade, shade, shade))


def wall(on: Canvas) -> None:
    on.box(60, 120, 520, 200, (222, 206, 184))
    for y in range(120, 320, 25):
        on.line((60, y), (580, y), colour=(200, 180, 156), width=2)
    if on.mended:
        return
    on.ring(300, 180, 300, 110, (178, 160, 130)), on.ring(330, 200, 180, 70, (150, 132, 104))
    on.line((330, 120), (310, 180), (360, 230), (330, 320), width=5), on.line((310, 180), (240, 220), (220, 280), width=4)


def flower(on: Canvas) -> None:
    for x in range(30, 640, 66):
        y = 330 + on.dice.randrange(50)
        on.line((x, y + 60), (x, y), colour=LEAF, width=6)
        colour = on.dice.choice((RED, YELLOW, (236, 120, 170), (170, 120, 210)))
        for dx, dy in ((-14, 0), (14, 0), (0, -14), (0, 14)):
            on.ring(x + dx, y + dy, 26, 26, colour)
        on.ring(x, y, 18, 18, ORANGE)


SCENES: dict[str, Callable[[Canvas], None]] = {
    "tree": tree, "water": water, "river": river, "noise": noise, "smoke": smoke, "wall": wall, "flower": flower,
}  # fmt: skip
