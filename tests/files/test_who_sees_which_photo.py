"""Who may see which photo of a case, in which size: every right at the address of the photo itself."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import Case, check_photo, photos_of, see_photo
from gongban.foundation.files.public import Photo, Region, store
from gongban.foundation.journal.models import Event
from gongban.foundation.matters.jobs import KEPT, forget_unused
from gongban.foundation.matters.public import Entry
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from tests.cast import Cast
from tests.files.pictures import in_bytes, scene

FACE = Region(1000, 1000, 500, 500)


def photo_by(by: Actor) -> Photo:
    return store(BytesIO(in_bytes(scene())), by=by)


@pytest.fixture
def photo(cast: Cast) -> Photo:
    return photo_by(cast.chen)


@pytest.fixture
def case(cast: Cast, photo: Photo) -> Case:
    return cast.bring(cast.report(photos=[photo.pk]), "in_progress")


def sees(photo: Photo, by: Actor, size: str = "1280") -> bool:
    try:
        return see_photo(photo.pk, size, by=by) is not None
    except Refusal as refusal:
        assert refusal.status == 404
        return False


def look(cast: Cast, case: Case, photo: Photo, show: bool = True) -> None:
    check_photo(case.matter.number, photo.pk, [FACE], show=show, by=cast.moderator, at=cast.later())


@pytest.mark.parametrize(
    ("who", "small", "original"),
    [
        ("chen", True, False), ("handler", True, True), ("operator", True, True), ("dispatcher", True, True), ("moderator", True, True),
        ("supervisor", True, True), ("other_handler", False, False), ("admin", False, False), ("outsider", False, False),
        ("anonymous", False, False),
    ],
)  # fmt: skip
def test_a_photo_of_a_case_that_is_not_public(cast: Cast, case: Case, photo: Photo, who: str, small: bool, original: bool) -> None:
    by = getattr(cast, who)
    assert (sees(photo, by, "320"), sees(photo, by, "1280"), sees(photo, by, "original")) == (small, small, original)


@pytest.mark.parametrize(
    ("steps", "public"),
    [
        (("publish",), False),
        (("look",), False),
        (("publish", "look"), True),
        (("look", "publish"), True),
        (("publish", "hide"), False),
        (("publish", "look", "hide"), False),
        (("publish", "look", "keep_private"), False),
    ],
)
def test_everybody_sees_a_photo_only_once_the_case_is_public_and_somebody_looked_for_faces(
    cast: Cast, case: Case, photo: Photo, steps: tuple[str, ...], public: bool
) -> None:
    for step in steps:
        if step in ("look", "hide"):
            look(cast, case, photo, show=step == "look")
        else:
            cast.act(case, step, {"text": "含他人隐私"} if step == "keep_private" else {}, by=cast.moderator)
    assert (sees(photo, cast.anonymous), sees(photo, cast.outsider)) == (public, public)
    assert not sees(photo, cast.anonymous, "original")
    answer = Client().get(f"/photos/{photo.pk}/1280/")
    assert answer.status_code == (200 if public else 404)
    assert ("public" in answer.headers.get("Cache-Control", "")) == public


def test_a_report_of_wrongdoing_never_shows_a_photo_whatever_the_tables_say(cast: Cast) -> None:
    photo = photo_by(cast.chen)
    case = cast.report(kind="report", photos=[photo.pk])
    look(cast, case, photo)
    assert not sees(photo, cast.anonymous)
    assert sees(photo, cast.chen)


def test_photos_of_internal_lines_are_for_staff_alone(cast: Cast, case: Case) -> None:
    photo = photo_by(cast.handler)
    cast.act(case, "record_on_site", {"findings": "现场查看", "present": "罗力行", "photos": [photo.pk]}, by=cast.handler)
    cast.act(case, "publish", by=cast.moderator)
    look(cast, case, photo)
    assert [sees(photo, by) for by in (cast.handler, cast.supervisor, cast.chen, cast.anonymous)] == [True, True, False, False]


def test_only_moderators_decide_what_is_shown_and_the_journal_says_so(cast: Cast, case: Case, photo: Photo) -> None:
    for who in ("handler", "reviewer", "dispatcher", "chen", "anonymous"):
        with pytest.raises(Refusal):
            check_photo(case.matter.number, photo.pk, [], show=True, by=getattr(cast, who), at=cast.later())
    look(cast, case, photo)
    assert Event.objects.filter(kind="photo_checked", matter=case.pk).count() == 1
    assert [(each.photo.regions, each.public) for each in photos_of(case)] == [([vars(FACE)], True)]


def test_a_photo_of_another_case_is_not_checked_under_this_number(cast: Cast, case: Case) -> None:
    other = photo_by(cast.chen)
    cast.report("另一件事：井盖松动", photos=[other.pk])
    with pytest.raises(Refusal) as said:
        check_photo(case.matter.number, other.pk, [], show=True, by=cast.moderator, at=cast.later())
    assert said.value.status == 404


@pytest.mark.parametrize("whose", ["another person's upload", "another case's photo", "no photo at all"])
def test_nobody_attaches_what_is_not_theirs(cast: Cast, whose: str) -> None:
    theirs = photo_by(cast.chen)
    if whose == "another case's photo":
        cast.report(photos=[theirs.pk])
    wanted = UUID(int=5) if whose == "no photo at all" else theirs.pk
    with pytest.raises(Refusal) as said:
        cast.report("看看别人的照片", by=cast.outsider, photos=[wanted])
    assert said.value.field == "photos"


def test_an_anonymous_report_leads_to_no_account_neither_by_its_photo_nor_by_thread_or_journal(cast: Cast) -> None:
    photo = photo_by(cast.chen)
    case = cast.report("举报某工地夜间偷排", kind="report", anonymous=True, photos=[photo.pk])
    photo.refresh_from_db()
    assert photo.uploader == ""
    assert list(Entry.objects.filter(matter=case.pk).values_list("author", flat=True)) == [None]
    assert cast.chen.account not in str(list(Event.objects.filter(matter=case.pk).values()))
    assert not sees(photo, cast.chen)


def test_unused_photos_are_removed_after_a_day_and_used_ones_stay(
    cast: Cast, case: Case, photo: Photo, django_capture_on_commit_callbacks: Any
) -> None:
    from gongban.foundation.files import shelf

    unused = photo_by(cast.chen)
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_unused(timezone.now() + KEPT / 2) == 0
        assert forget_unused(timezone.now() + KEPT * 1.1) == 1
    assert list(Photo.objects.filter(pk__in=[photo.pk, unused.pk])) == [photo]
    assert (shelf.folder(photo.pk).exists(), shelf.folder(unused.pk).exists()) == (True, False)


def test_files_that_no_row_knows_are_swept_up(cast: Cast, photo: Photo) -> None:
    from gongban.foundation.files import shelf
    from gongban.foundation.files.public import forget_strays

    gone = photo_by(cast.chen)
    Photo.objects.filter(pk=gone.pk).delete()
    (shelf.folder(photo.pk).with_name(".cut-off")).mkdir()
    assert forget_strays(3_600) == 0
    assert forget_strays(-1) >= 2
    assert (shelf.folder(photo.pk).exists(), shelf.folder(gone.pk).exists()) == (True, False)
