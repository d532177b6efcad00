"""Consent, one's own data, and leaving: what identifies a person goes, the journal stays whole."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from gongban.delivery.cases.public import own_reports
from gongban.foundation.journal.models import Event
from gongban.foundation.matters.public import Party
from gongban.foundation.messages.models import Message
from gongban.foundation.messages.public import Address, Way, tell
from gongban.foundation.people.models import Account, Consent, Resident
from gongban.foundation.people.public import (
    agree,
    erase_account,
    has_agreed,
    own_data,
    privacy_notice,
    send_code,
    withdraw_consent,
)
from gongban.foundation.territory.models import City
from gongban.foundation.territory.public import forget
from gongban.kernel.errors import Refusal
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.django_db


def test_agreeing_is_recorded_once_for_each_version(cast: Cast) -> None:
    chen, version = cast.account(cast.chen), privacy_notice().version
    Consent.objects.all().delete()
    for _ in range(2):
        agree(chen, version, by=cast.chen, at=MONDAY)
    assert has_agreed(chen, version)
    assert not has_agreed(chen, "2099-01-01")
    assert Consent.objects.filter(account=chen).count() == 1


def test_who_read_an_older_version_is_asked_to_read_again(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"consent\.changed"):
        agree(cast.account(cast.chen), "2020-01-01", by=cast.chen, at=MONDAY)


def test_a_new_version_asks_everybody_again(cast: Cast) -> None:
    chen = cast.account(cast.chen)
    agree(chen, privacy_notice().version, by=cast.chen, at=MONDAY)
    city = City.objects.get()
    city.settings["privacy_notice"]["version"] = "2099-01-01"
    city.save()
    forget()
    assert not has_agreed(chen, privacy_notice().version)
    city.settings["privacy_notice"]["version"] = "2026-09-01"
    forget()


def test_consent_can_be_withdrawn_and_given_again(cast: Cast) -> None:
    chen, version = cast.account(cast.chen), privacy_notice().version
    agree(chen, version, by=cast.chen, at=MONDAY)
    assert withdraw_consent(chen, by=cast.chen, at=MONDAY) == 1
    assert not has_agreed(chen, version)
    agree(chen, version, by=cast.chen, at=MONDAY + timedelta(days=1))
    assert has_agreed(chen, version)
    kinds = Event.objects.filter(actor=cast.chen.account, matter=None).order_by("id").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["consent_withdrawn", "consent_given"]


def test_a_person_gets_everything_about_themselves(cast: Cast) -> None:
    case = cast.report("路灯坏了三天了。", name="陈女士", phone="13000000001")
    tell([Address(Way.IN_APP, str(cast.chen.account))], "people.code", {"code": "1"}, key="x", at=MONDAY)
    text = json.dumps([own_data(cast.account(cast.chen), by=cast.chen, at=MONDAY), own_reports(cast.chen)], cls=DjangoJSONEncoder, ensure_ascii=False)
    for own in ("+8613000000001", "陈晓雨", case.matter.number, "路灯坏了三天了。", "陈女士", "验证码 1"):
        assert own in text


def test_nobody_gets_or_erases_another_persons_data(cast: Cast) -> None:
    for by in (cast.outsider, cast.admin, cast.anonymous, cast.operator):
        with pytest.raises(Refusal, match=r"account\.not_own"):
            own_data(cast.account(cast.chen), by=by, at=MONDAY)
        with pytest.raises(Refusal, match=r"account\.not_own"):
            erase_account(cast.account(cast.chen), by=by, at=MONDAY)
    cast.report()
    assert own_reports(cast.outsider) == own_reports(cast.anonymous) == []


def test_leaving_erases_what_identifies_and_keeps_journal_and_public_text(cast: Cast) -> None:
    case = cast.bring(cast.report(name="陈女士", phone="13000000001"), "filed")
    send_code("13000000001", at=MONDAY)
    events = Event.objects.count()
    chen = str(cast.chen.account)
    erase_account(cast.account(cast.chen), by=cast.chen, at=MONDAY + timedelta(days=90))
    assert not Account.objects.filter(pk=chen).exists()
    assert not Resident.objects.filter(account_id=chen).exists()
    assert not Message.objects.filter(inbox=chen).exists()
    assert not Message.objects.filter(way="sms").exists()
    party = Party.objects.get(matter=case.pk)
    assert (party.account, party.name, party.phone, party.phone_lookup) == (None, "", "", "")
    case.refresh_from_db()
    assert case.text
    assert Event.objects.count() == events + 2, "that the account went, and that the texts were masked"
    assert Event.objects.filter(actor=chen, kind="case_opened").exists()


def test_nobody_leaves_while_a_report_of_theirs_is_open(cast: Cast) -> None:
    cast.bring(cast.report(), "in_progress")
    with pytest.raises(Refusal, match=r"account\.open_cases"):
        erase_account(cast.account(cast.chen), by=cast.chen, at=MONDAY)
    assert Account.objects.filter(login="chenxiaoyu").exists()


def test_staff_do_not_erase_their_own_account(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"account\.of_staff"):
        erase_account(cast.account(cast.handler), by=cast.handler, at=MONDAY)
