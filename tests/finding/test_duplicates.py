"""Near-same cases are found by place, words, time and photo; near misses are not; nobody is shown what they may not see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongban.delivery.cases.public import Case, likely_duplicates
from gongban.foundation.files.models import Photo
from tests.cast import MONDAY, PLACE

NEAR = (PLACE[0] + 0.0005, PLACE[1])  # about fifty metres east
FAR = (PLACE[0] + 0.01, PLACE[1])  # about a kilometre
LAMP = "江边步道的路灯坏了三盏，晚上很黑。"


def found(cast, text, where=NEAR, by=None, **more):  # type: ignore[no-untyped-def]
    lon, lat = where if where else (None, None)
    at = more.pop("at", MONDAY + timedelta(days=1))
    return likely_duplicates(text, by=by or cast.dispatcher, at=at, lon=lon, lat=lat, **more)


@pytest.mark.parametrize(
    ("text", "where", "more", "is_found"),
    [
        ("江边步道路灯不亮，晚上黑漆漆的", NEAR, {"category": "01.01.09"}, True),
        ("步道上有三盏路灯坏了，请来修", NEAR, {}, True),
        (LAMP, NEAR, {}, True),
        (LAMP, None, {}, True),
        (LAMP, FAR, {}, False),
        ("垃圾桶满了没人收，味道很大", NEAR, {"category": "01.01.01"}, False),
        ("夜里工地施工吵得睡不着", NEAR, {}, False),
        ("公积金怎么提取？", None, {}, False),
        (LAMP, NEAR, {"at": MONDAY + timedelta(days=40)}, False),
        ("", None, {}, False),
    ],
)  # fmt: skip
def test_the_same_lamp_is_found_and_near_misses_are_not(cast, text, where, more, is_found) -> None:  # type: ignore[no-untyped-def]
    case = cast.report(LAMP)
    numbers = [each.number for each in found(cast, text, where, **more)]
    assert (case.matter.number in numbers) is is_found


def test_each_tells_distance_age_and_reasons(cast) -> None:  # type: ignore[no-untyped-def]
    cast.report(LAMP)
    (only,) = found(cast, "步道的路灯坏了，晚上很黑", category="01.01.09", at=MONDAY + timedelta(days=3))
    assert 30 < only.distance_m < 70
    assert only.age_days == 3
    assert [reason.zh[:2] for reason in only.reasons] == ["相距", "说法", "同一"]


def test_the_same_photo_is_found_though_the_words_differ(cast) -> None:  # type: ignore[no-untyped-def]
    first, second, other = (
        Photo.objects.create(digest="x", format="jpeg", width=9, height=9, size=9, fingerprint=bits) for bits in (0x0F0F, 0x0F0E, -1)
    )
    case = cast.report("这里坏了没人管", category=None, photos=[first.pk])
    same = found(cast, "请尽快来看一下现场", photos=[second.pk])
    assert [each.number for each in same] == [case.matter.number]
    assert same[0].photo == first.pk
    assert found(cast, "请尽快来看一下现场", photos=[other.pk]) == []


def test_residents_see_public_cases_only_and_only_from_the_coarse_place(cast) -> None:  # type: ignore[no-untyped-def]
    case = cast.report(LAMP)
    assert found(cast, LAMP, by=cast.outsider) == []
    Case.objects.filter(pk=case.pk).update(publicity="public")
    (shown,) = found(cast, LAMP, by=cast.outsider)
    Case.objects.filter(pk=case.pk).update(lon=PLACE[0] - 0.0001)
    assert found(cast, LAMP, by=cast.outsider)[0].distance_m == shown.distance_m
    assert found(cast, LAMP, by=cast.anonymous)[0].title == case.title_public
    assert found(cast, LAMP, by=cast.outsider)[0].photo is None


def test_a_report_of_wrongdoing_is_never_offered_to_residents(cast) -> None:  # type: ignore[no-untyped-def]
    cast.report(LAMP, kind="report")
    assert found(cast, LAMP, by=cast.outsider) == []
    assert found(cast, LAMP, by=cast.chen) == []


def test_another_department_is_not_shown_what_it_does_not_hold(cast) -> None:  # type: ignore[no-untyped-def]
    case = cast.bring(cast.report(LAMP), "dispatched")
    assert [each.number for each in found(cast, LAMP, by=cast.handler)] == [case.matter.number]
    assert found(cast, LAMP, by=cast.other_handler) == []


def test_withdrawn_and_joined_cases_are_not_offered(cast) -> None:  # type: ignore[no-untyped-def]
    cast.bring(cast.report(LAMP), "withdrawn")
    assert found(cast, LAMP) == []


def test_four_queries_at_most(cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    photos = [Photo.objects.create(digest=f"x{n}", format="jpeg", width=9, height=9, size=9, fingerprint=7) for n in range(6)]
    for each in photos[1:]:
        cast.report(LAMP, photos=[each.pk])
    assert found(cast, LAMP)  # 城市设置已读过 · the city's settings are remembered from here on
    with django_assert_max_num_queries(4):
        assert len(found(cast, LAMP, photos=[photos[0].pk], by=cast.operator)) == 5
