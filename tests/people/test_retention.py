"""Personal data are erased when their time is over, with a record of what was erased; the journal stays whole."""

from __future__ import annotations

import os
import re
import time
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from gongban.cli.city import ORDER
from gongban.delivery.cases.public import Case, contact
from gongban.foundation.files import shelf
from gongban.foundation.files.public import picture, store
from gongban.foundation.journal.public import Event, seal_all, verify
from gongban.foundation.matters.public import Draft, Entry, Matter, Party
from gongban.foundation.messages.models import Message
from gongban.foundation.messages.public import Address, Way, tell
from gongban.foundation.people.public import erase_account
from gongban.foundation.retention.loading import load
from gongban.foundation.retention.public import SORTS, Rule, due, erase_by_rule
from gongban.foundation.search.public import find
from gongban.kernel.city import CityFolder, Report
from gongban.kernel.errors import Refusal
from tests.alone import sealing_alone
from tests.cast import MONDAY, Cast
from tests.files.pictures import in_bytes, scene

LATER = MONDAY + timedelta(days=4_000)
CITY = Path(__file__).parents[2] / "cities" / "jiangcheng"
SAID = "我叫司徒测验，电话13000000055，门口的路灯坏了。"


def filed(cast: Cast, text: str = SAID, **fields: object) -> Case:
    """A case that has come to its end."""
    case = cast.report(text, name="司徒测验", phone="13000000055", **fields)  # type: ignore[arg-type]
    return cast.bring(case, "filed")


def of(sort: str, days: int = 365) -> None:
    """Only this rule is in force."""
    Rule.objects.all().delete()
    Rule.objects.create(sort=sort, days=days)


def erased(at: datetime = LATER) -> dict[str, int]:
    return {one.sort.code: one.count for one in erase_by_rule(at)}


def records() -> list[dict[str, object]]:
    return [event.payload for event in Event.objects.filter(kind="personal_data_erased").order_by("id")]


@pytest.mark.django_db
def test_contact_data_go_when_their_time_is_over(cast: Cast) -> None:
    case = filed(cast)
    of("reporter_contacts")
    ended = Matter.objects.get(pk=case.pk).changed_at
    assert erased(ended + timedelta(days=364)) == {"reporter_contacts": 0}
    assert erased(ended + timedelta(days=366)) == {"reporter_contacts": 1}
    party = Party.objects.get(matter=case.pk)
    assert (contact(party).name, contact(party).phone, party.phone_lookup) == ("", "", "")
    assert records()[-1] | {"before": ""} == {"sort": "reporter_contacts", "count": 1, "before": "", "ids": [str(case.pk)]}
    assert erased() == {"reporter_contacts": 0}, "nothing is erased twice"


@pytest.mark.django_db
def test_what_is_still_open_keeps_its_contact_data(cast: Cast) -> None:
    cast.bring(cast.report(name="司徒测验", phone="13000000055"), "in_progress")
    of("reporter_contacts", days=1)
    assert erased() == {"reporter_contacts": 0}


@pytest.mark.django_db
def test_texts_are_masked_for_good_wherever_they_stand(cast: Cast) -> None:
    case = cast.bring(cast.report(SAID, name="司徒测验", phone="13000000055"), "in_progress")
    cast.act(case, "note", {"text": "已联系司徒测验，13000000055。"}, by=cast.handler)
    case = cast.bring(case, "filed")
    of("texts")
    assert erased() == {"texts": 1}
    case.refresh_from_db()
    texts = [case.text, case.matter.title, *Entry.objects.filter(matter=case.pk).values_list("text", flat=True)]
    assert [text for text in texts if "13000000055" in text or "司徒测验" in text] == []
    assert "路灯坏了" in case.text
    assert find("13000000055", ["case.staff"]) == []
    assert erased() == {"texts": 0}


@pytest.mark.django_db
def test_what_was_opened_again_is_treated_again(cast: Cast) -> None:
    case = filed(cast)
    of("texts")
    assert erased() == {"texts": 1}
    Matter.objects.filter(pk=case.pk).update(changed_at=LATER + timedelta(days=1))
    assert erased(LATER + timedelta(days=2)) == {"texts": 0}
    Matter.objects.filter(pk=case.pk).update(changed_at=LATER + timedelta(days=900))
    assert erased(LATER + timedelta(days=2_000)) == {"texts": 1}


@pytest.mark.django_db(transaction=True)
def test_originals_of_photos_go_and_the_small_pictures_stay(cast: Cast) -> None:
    photo = store(BytesIO(in_bytes(scene())), by=cast.chen)
    case = cast.report(photos=[photo.pk])
    cast.act(case, "withdraw", {"text": "已经好了"}, by=cast.chen)
    of("photo_originals")
    assert erased() == {"photo_originals": 1}
    assert shelf.get(photo.pk, shelf.ORIGINAL) is None
    assert picture(photo, "320").startswith(b"\xff\xd8")
    with pytest.raises(Refusal):
        picture(photo, "original")


@pytest.mark.django_db
def test_old_messages_drafts_and_traces_of_signing_in_go(cast: Cast) -> None:
    from axes.models import AccessAttempt

    tell([Address(Way.IN_APP, str(cast.chen.account))], "people.code", {"code": "1"}, key="x", at=MONDAY)
    case = cast.report()
    Draft.objects.create(matter=case.matter, account=cast.account(cast.handler), action="note", fields={}, saved_at=MONDAY)
    AccessAttempt.objects.create(username="luo.lixing", ip_address="203.0.113.9", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=MONDAY)
    for sort in ("messages", "drafts", "sign_in_traces"):
        of(sort)
        assert erased()[sort] >= 1
    assert (Message.objects.filter(told_at__lt=LATER).exclude(state="waiting").count(), Draft.objects.count(), AccessAttempt.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_old_files_go_and_fresh_ones_stay() -> None:
    logs = Path(settings.HOME) / "logs"
    logs.mkdir(exist_ok=True)
    for name, days in {"error-20250101-000000-1.log": 400, "web.log.2": 400, "web.log.1": 1, "web.log": 400}.items():
        (logs / name).write_text("x")
        os.utime(logs / name, (time.time() - days * 86_400,) * 2)
    of("logs")
    from django.utils import timezone

    assert erased(timezone.now()) == {"logs": 2}
    assert {path.name for path in logs.iterdir()} >= {"web.log", "web.log.1"}


@pytest.mark.django_db
def test_counting_changes_nothing(cast: Cast) -> None:
    case = filed(cast)
    of("reporter_contacts")
    assert [(one.sort.code, one.count) for one in due(LATER)] == [("reporter_contacts", 1)]
    assert contact(Party.objects.get(matter=case.pk)).phone
    assert records() == []


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_whole_after_everything_was_erased(cast: Cast) -> None:
    filed(cast)
    with sealing_alone():
        seal_all()
        for one in erase_by_rule(LATER):
            assert one.count >= 0
        seal_all()
    assert verify().sound
    said = str(list(Event.objects.values_list("payload", flat=True)))
    assert not re.search("13000000055|司徒", said)


@pytest.mark.django_db
def test_who_leaves_takes_along_what_their_reports_say_of_them(cast: Cast) -> None:
    case = filed(cast, by=cast.outsider)
    erase_account(cast.account(cast.outsider), by=cast.outsider, at=LATER)
    case.refresh_from_db()
    assert "司徒测验" not in case.text
    assert "13000000055" not in Entry.objects.get(matter=case.pk, kind="receive").text
    assert records()[-1]["sort"] == "own_wish"
    assert records()[-1]["ids"] == [str(case.pk)]


# ---- the city's rules


def rules(tmp_path: Path, text: str) -> CityFolder:
    (tmp_path / "city.yaml").write_text("code: x\n")
    (tmp_path / "retention.yaml").write_text(text)
    return CityFolder(tmp_path)


@pytest.mark.django_db
def test_the_sample_city_says_how_long_everything_is_kept(cast: Cast) -> None:
    assert ORDER[-1] == "gongban.foundation.retention", "every domain has declared what it holds by then"
    assert set(Rule.objects.values_list("sort", flat=True)) == set(SORTS)
    assert all(sort.words.zh and sort.words.en and sort.counts_from.zh for sort in SORTS.values())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("rules: [{sort: everything, days: 10}]", "everything"),
        ("rules: [{sort: drafts, days: 0}]", "1"),
        ("rules: [{sort: logs, days: 90}]", "183"),
        ("rules: [{sort: texts, days: 900}, {sort: reporter_contacts, days: 300}]", "reporter_contacts"),
    ],
)
@pytest.mark.django_db
def test_a_rule_that_cannot_be_is_refused_with_its_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(Refusal, match=r"retention\.yaml:1") as refused, transaction.atomic():
        load(rules(tmp_path, text), Report())
    assert reason in refused.value.words.zh
