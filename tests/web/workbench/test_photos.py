"""A moderator looks for faces on a photo and says whether the public may see it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import Case, unmoderated
from gongban.foundation.files.public import Photo, store
from tests.cast import Cast
from tests.files.pictures import in_bytes, scene
from tests.web.workbench.test_pages import signed_in


@pytest.fixture
def photos(cast: Cast) -> list[Photo]:
    return [store(BytesIO(in_bytes(scene(seed=seed))), by=cast.chen) for seed in range(2)]


@pytest.fixture
def case(cast: Cast, photos: list[Photo]) -> Case:
    return cast.report(when=timezone.now(), photos=[photo.pk for photo in photos])


def looked_at(cast: Cast, case: Case, photo: Photo, given: dict[str, str], who: str = "moderator") -> Any:
    return signed_in(cast, who).post(f"/desk/cases/{case.matter.number}/photos/{photo.pk}/", given)


def test_what_the_moderator_allows_is_seen_once_the_case_is_public_and_nothing_else(cast: Cast, case: Case, photos: list[Photo]) -> None:
    shown = signed_in(cast, "moderator").get(f"/desk/cases/{case.matter.number}/photos/{photos[0].pk}/")
    assert shown.status_code == 200
    looked_at(cast, case, photos[0], {"regions": '[{"x": 10, "y": 10, "w": 500, "h": 500}]', "show": "1"})
    looked_at(cast, case, photos[1], {"regions": "[]"})
    assert [Client().get(f"/photos/{photo.pk}/320/").status_code for photo in photos] == [404, 404]
    cast.act(case, "publish", by=cast.moderator)
    assert [Client().get(f"/photos/{photo.pk}/320/").status_code for photo in photos] == [200, 404]


def test_regions_that_are_broken_are_refused_and_nothing_is_noted(cast: Cast, case: Case, photos: list[Photo]) -> None:
    assert looked_at(cast, case, photos[0], {"regions": "[{", "show": "1"}).status_code == 422
    photos[0].refresh_from_db()
    assert photos[0].blur_checked_at is None


@pytest.mark.parametrize("who", ["handler", "dispatcher", "operator", "supervisor"])
def test_it_is_a_moderators_page(cast: Cast, case: Case, photos: list[Photo], who: str) -> None:
    assert looked_at(cast, case, photos[0], {"show": "1"}, who).status_code == 403


def test_a_photo_added_to_a_public_case_calls_the_moderators_back(cast: Cast, case: Case, photos: list[Photo]) -> None:
    cast.act(case, "publish", by=cast.moderator)
    assert list(unmoderated(cast.moderator)) == [case]
    assert "已公开；有新照片" in signed_in(cast, "moderator").get("/desk/moderation/").content.decode()
    for photo in photos:
        looked_at(cast, case, photo, {"show": "1"})
    assert list(unmoderated(cast.moderator)) == []
