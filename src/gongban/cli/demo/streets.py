"""Drawings of what goes wrong in streets: holes, rubbish, lamps, parking, stalls, covers, signs."""

from __future__ import annotations

from collections.abc import Callable

from gongban.cli.demo.canvas import (
    BLUE,
    BROWN,
    DARK,
    GREY,
    HOUSES,
    KERB,
    ORANGE,
    RED,
    WHITE,
    YELLOW,
    Canvas,
    backdrop,
)


def pothole(on: Canvas) -> None:
    x, y = on.dice.randrange(200, 440), on.dice.randrange(360, 420)
    if on.mended:
        on.box(x - 100, y - 26, 200, 56, (88, 90, 96), 12)
        return
    on.ring(x, y, 210, 74, (96, 92, 88))
    on.ring(x + 6, y + 4, 160, 50, (58, 54, 52))
    on.ring(x - 10, y + 10, 70, 18, (110, 140, 160))
    for step in range(5):
        on.line((x - 100 + step * 50, y - 30), (x - 130 + step * 62, y - 50 + step % 2 * 8), width=3)


def manhole(on: Canvas) -> None:
    x, y = on.dice.randrange(220, 420), on.dice.randrange(350, 410)
    on.ring(x, y, 170, 66, (84, 84, 88), DARK)
    if not on.mended:
        on.ring(x, y, 150, 54, (24, 24, 28))
        on.shape((x - 60, y - 24), (x + 70, y - 52), (x + 92, y - 30), (x - 30, y + 4), colour=(150, 150, 156))
        return
    for row in range(-2, 3):
        on.line((x - 56, y + row * 9), (x + 56, y + row * 9), colour=GREY, width=3)


def rubbish(on: Canvas) -> None:
    x = on.dice.randrange(180, 400)
    for place, colour in ((x, (60, 140, 90)), (x + 86, (70, 110, 180))):
        on.box(place, 236, 70, 96, colour, 8)
        on.box(place - 5, 226, 80, 14, DARK, 6)
    for _ in range(0 if on.mended else 22):
        left, top = x + on.dice.randrange(-110, 240), 318 + on.dice.randrange(56)
        on.ring(left, top, on.dice.randrange(16, 44), on.dice.randrange(14, 30), on.dice.choice(((40, 40, 46), WHITE, YELLOW, RED, BROWN)))


def street_light(on: Canvas) -> None:
    backdrop(on, night=True)
    for x in (130, 330, 530):
        on.line((x, KERB + 6), (x, 96), (x + 56, 84), colour=(150, 154, 166), width=7)
        dark = not on.mended and x != on.dice.choice((130, 530))
        on.box(x + 40, 80, 44, 12, (70, 74, 90) if dark else (255, 236, 160), 5)
        if not dark:
            on.shape((x + 40, 94), (x + 84, 94), (x + 150, KERB + 60), (x - 30, KERB + 60), colour=(132, 122, 92))


def car(on: Canvas, x: int, y: int) -> None:
    """A car seen from its side, without a plate."""
    colour = on.dice.choice((*HOUSES, WHITE, DARK, RED, BLUE))
    on.shape((x + 34, y), (x + 62, y - 36), (x + 138, y - 36), (x + 168, y), colour=colour)
    on.shape((x + 66, y - 4), (x + 76, y - 28), (x + 132, y - 28), (x + 146, y - 4), colour=(206, 226, 238))
    on.box(x, y - 4, 196, 40, colour, 14)
    for wheel in (x + 44, x + 150):
        on.ring(wheel, y + 36, 40, 40, DARK)
        on.ring(wheel, y + 36, 16, 16, GREY)


def parking(on: Canvas) -> None:
    on.box(300, 130, 12, 140, GREY)
    on.ring(306, 116, 62, 62, BLUE, RED)
    on.line((286, 96), (326, 136), colour=RED, width=8)
    for x in () if on.mended else (18, 226, 434):
        car(on, x, 292 + on.dice.randrange(12))


def stall(on: Canvas) -> None:
    for x in () if on.mended else (70, 350):
        on.box(x, 250, 210, 80, BROWN, 4)
        for stripe in range(7):
            on.shape((x - 12 + stripe * 33, 168), (x + 21 + stripe * 33, 168), (x + 26 + stripe * 33, 208), (x - 16 + stripe * 33, 208),
                     colour=RED if stripe % 2 else WHITE)  # fmt: skip
        on.line((x, 206), (x, 330)), on.line((x + 210, 206), (x + 210, 330))
        for fruit in range(12):
            on.ring(x + 14 + fruit * 16, 246, 18, 18, on.dice.choice((ORANGE, RED, (110, 170, 70))))


def sign(on: Canvas) -> None:
    x = on.dice.randrange(220, 420)
    lean = 0 if on.mended else 60
    on.line((x, KERB + 16), (x + lean, 130), colour=GREY, width=10)
    on.shape((x + lean - 90, 90 + lean // 2), (x + lean + 80, 78 - lean // 3), (x + lean + 90, 146 - lean // 3), (x + lean - 80, 160 + lean // 2), colour=BLUE)
    for row in (0, 22):
        on.line((x + lean - 60, 112 + row + lean // 3), (x + lean + 60, 106 + row - lean // 4), colour=WHITE, width=7)


def construction(on: Canvas) -> None:
    for x in range(20, 640, 126):
        on.box(x, 262, 112, 54, ORANGE if not on.mended else (120, 170, 120), 4)
        for stripe in range(0, 100, 36):
            on.shape((x + stripe, 316), (x + stripe + 18, 316), (x + stripe + 38, 262), (x + stripe + 20, 262), colour=WHITE)
    on.line((440, 262), (440, 40), (180, 40), colour=YELLOW, width=10), on.line((440, 92), (300, 40), colour=YELLOW, width=4)
    on.line((220, 40), (220, 130), width=3), on.box(202, 130, 36, 24, GREY)
    for _ in range(0 if on.mended else 9):
        on.ring(on.dice.randrange(40, 600), on.dice.randrange(330, 400), 90, 34, (180, 168, 150))


def bus_stop(on: Canvas) -> None:
    on.box(150, 140, 340, 16, BLUE, 4)
    for x in (160, 474):
        on.box(x, 150, 10, 170, GREY)
    on.box(182, 170, 190, 110, (206, 228, 240) if on.mended else (190, 200, 206))
    if not on.mended:
        on.line((200, 180), (260, 240), (230, 270), (330, 190), colour=WHITE, width=4)
    on.box(200, 286, 200, 12, BROWN, 3), on.box(420, 100, 14, 220, DARK), on.ring(427, 96, 66, 66, YELLOW, RED)


def shared_bikes(on: Canvas) -> None:
    rows = range(3, 637, 106) if on.mended else [on.dice.randrange(-20, 560) for _ in range(13)]
    for number, x in enumerate(rows):
        y = 318 if on.mended else 296 + number * 8
        colour = on.dice.choice((YELLOW, BLUE, (70, 180, 160)))
        for wheel in (x + 16, x + 84):
            on.pen.ellipse((wheel - 24, y - 24, wheel + 24, y + 24), outline=DARK, width=5)
        on.line((x + 16, y), (x + 38, y - 44), (x + 74, y - 44), (x + 84, y), colour=colour, width=7)
        on.line((x + 38, y - 44), (x + 56, y), (x + 74, y - 44), (x + 70, y - 62), (x + 90, y - 66), colour=colour, width=6)


SCENES: dict[str, Callable[[Canvas], None]] = {
    "pothole": pothole, "manhole": manhole, "rubbish": rubbish, "street_light": street_light, "parking": parking, "stall": stall,
    "sign": sign, "construction": construction, "bus_stop": bus_stop, "shared_bikes": shared_bikes,
}  # fmt: skip
