"""What is blurred is gone for good, in every size, also when it is blurred differently later."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image, ImageStat

from gongban.foundation.files import shelf
from gongban.foundation.files.public import Photo, Region, blur, etag, picture, read_regions, store
from gongban.kernel.actors import ANONYMOUS
from gongban.kernel.errors import Refusal
from tests.files.pictures import in_bytes, scene

PLATE = Region(x=4000, y=7000, w=2000, h=1000)


@pytest.fixture
def photo(db: None) -> Photo:
    return store(BytesIO(in_bytes(scene(1280, 960))), by=ANONYMOUS)


def contrast(photo: Photo, size: str, region: Region = PLATE) -> float:
    """How much of the plate's stripes is left: the deviation of brightness within it."""
    image = Image.open(BytesIO(picture(photo, size))).convert("L")
    return ImageStat.Stat(image.crop(region.box(*image.size))).stddev[0]


@pytest.mark.parametrize("size", ["320", "1280"])
def test_a_marked_plate_is_unreadable_in_every_size_that_others_see(photo: Photo, size: str) -> None:
    plain = contrast(photo, size)
    blurred = contrast(blur(photo.pk, [PLATE], at=timezone.now()), size)
    assert blurred < plain / 4


def test_the_rest_of_the_photo_stays_sharp(photo: Photo) -> None:
    elsewhere = Region(x=1000, y=1000, w=2000, h=4000)
    before = contrast(photo, "1280", elsewhere)
    after = contrast(blur(photo.pk, [PLATE], at=timezone.now()), "1280", elsewhere)
    assert after == pytest.approx(before, rel=0.02)


def test_nothing_of_the_region_but_a_few_colours_goes_into_what_is_drawn(db: None) -> None:
    """Two photos that differ only inside the region, by stripes of the same colour on average, are blurred to the same."""
    drawn = []
    for step in (0, 2):
        image = scene(1280, 960)
        image.paste((255, 255, 255), (512, 672, 768, 768))
        for x in range(512 + step, 768, 4):
            image.paste((0, 0, 0), (x, 672, x + 2, 768))
        kept = store(BytesIO(in_bytes(image, "PNG")), by=ANONYMOUS)
        shown = Image.open(BytesIO(picture(blur(kept.pk, [PLATE], at=timezone.now()), "1280")))
        drawn.append(shown.crop((530, 690, 750, 750)).convert("L"))
    pairs = zip(drawn[0].tobytes(), drawn[1].tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) < 24


def test_the_files_of_before_are_gone_once_it_is_committed(
    photo: Photo, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        blurred = blur(photo.pk, [PLATE], at=timezone.now())
    names = {file.name for file in shelf.folder(photo.pk).iterdir()}
    assert len(names) == 3
    assert names.isdisjoint({"320-plain", "1280-plain"})
    assert blurred.blur_checked_at


def test_regions_replace_those_of_before_and_the_tag_for_caches_changes(photo: Photo) -> None:
    tags = [etag(photo, "320")]
    for regions in ([PLATE], [PLATE, Region(0, 0, 100, 100)], []):
        tags.append(etag(blur(photo.pk, regions, at=timezone.now()), "320"))
    assert len(set(tags)) == 3
    assert tags[0] == tags[-1]


def test_a_region_at_the_edge_and_one_of_a_hair_are_blurred_too(photo: Photo) -> None:
    edges = [Region(9_999, 9_999, 1, 1), Region(0, 0, 10_000, 10_000), Region(0, 0, 1, 10_000)]
    assert blur(photo.pk, edges, at=timezone.now()).regions == [vars(each) for each in edges]


@pytest.mark.parametrize(
    "given",
    [
        "no json", "{}x", '[{"x": 1}]', '[{"x": -1, "y": 0, "w": 5, "h": 5}]', '[{"x": 0, "y": 0, "w": 0, "h": 5}]',
        '[{"x": 9000, "y": 0, "w": 2000, "h": 5}]', '[{"x": 0.5, "y": 0, "w": 20, "h": 5}]', '[{"x": true, "y": 0, "w": 20, "h": 5}]',
        '[{"x": 1e999, "y": 0, "w": 20, "h": 5}]', "5", "[" * 100_000, [{"x": 0, "y": 0, "w": 9, "h": 9}] * 101, "null5", 7,
    ],
)  # fmt: skip
def test_regions_that_do_not_lie_within_the_photo_are_refused(given: Any) -> None:
    with pytest.raises(Refusal) as said:
        read_regions(given)
    assert (said.value.code, said.value.field) == ("photo.regions", "regions")


def test_regions_come_as_the_page_sends_them() -> None:
    assert read_regions('[{"x": 4000, "y": 7000, "w": 2000, "h": 1000}]') == (PLATE,)
    assert read_regions("") == read_regions("[]") == ()
