"""Pages of licences: what they show to whom, what they answer to a forger, how often somebody may ask."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongban.delivery.licences.public import Licence, act, code_of, expire_due, look
from gongban.foundation.journal.public import Event
from gongban.foundation.messages.public import inbox
from gongban.web.portal.limits import MOST
from gongban.web.site.acting import FOR_ENTERPRISE
from gongban.web.site.licence_paper import licence_paper
from tests.cast import MONDAY, Cast, at
from tests.licences.conftest import CHEN_NUMBER, SHOP, Offices

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def browser(cast: Cast, login: str, enterprise: str = "") -> Client:
    client = Client()
    client.force_login(cast.account(login), backend=BACKEND)
    if enterprise:
        session = client.session
        session[FOR_ENTERPRISE] = enterprise
        session.save()
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_holder_sees_it_masked_and_in_clear_when_asked(cast: Cast, card: Licence) -> None:
    chen, path = browser(cast, "chenxiaoyu"), f"/account/licences/{card.pk}/"
    masked, clear = text(chen.get(path)), text(chen.post(path))
    assert CHEN_NUMBER not in masked and "听雨路" not in masked and "陈**" in masked
    assert CHEN_NUMBER in clear and "听雨路" in clear
    assert card.looks.filter(way="holder").count() == 2


def test_the_issuing_unit_sees_it_masked_too(cast: Cast, card: Licence) -> None:
    desk, path = browser(cast, "yue.shouzhi"), f"/desk/licences/{card.pk}/"
    assert "陈晓雨" not in text(desk.get("/desk/licences/")) and "陈**" in text(desk.get("/desk/licences/"))
    assert CHEN_NUMBER not in text(desk.get(path)) and CHEN_NUMBER in text(desk.post(path))


def test_the_verify_page_says_what_each_kind_of_proof_is_worth(cast: Cast, offices: Offices, permit: Licence) -> None:
    anybody, code = Client(), code_of(permit)
    assert "真实有效" in text(anybody.get("/licences/verify/", {"c": code}))
    assert "伪造或改动过" in text(anybody.post("/licences/verify/", {"text": code[:-4] + "AAAA"}))
    assert "看不出是证照" in text(anybody.get("/licences/verify/", {"c": permit.number}))
    act(permit.pk, "change", {"fields": {"address": "渡口街 9 号"}, "text": "搬迁"}, by=offices.market, at=MONDAY)
    assert "这是旧版本" in text(anybody.get("/licences/verify/", {"c": code}))
    permit.refresh_from_db()
    act(permit.pk, "suspend", {"text": "整改"}, by=offices.market, at=MONDAY)
    page = text(anybody.get("/licences/verify/", {"c": code_of(permit)}))
    assert "真实，但今天不能用：暂停" in page and "何渡生" not in page and "整改" not in page, "the reason is the holder's affair"


def test_a_file_is_verified_by_upload(cast: Cast, permit: Licence) -> None:
    file = licence_paper(look(permit.pk, by=cast.system, at=MONDAY), by=cast.system, at=MONDAY)
    for content, said in ((file, "真实有效"), (file[:-90] + file[-80:], "伪造或改动过"), (b"%PDF-1.7 a letter", "看不出是证照")):
        sent = SimpleUploadedFile("licence.pdf", content, "application/pdf")
        assert said in text(Client().post("/licences/verify/", {"file": sent}))
    assert Client().post("/licences/verify/", {}).status_code == 422


def test_who_verifies_too_often_waits(cast: Cast, permit: Licence) -> None:
    client = Client()
    answers = [client.get("/licences/verify/", {"c": "none"}).status_code for _ in range(MOST["licence"][0] + 1)]
    assert answers[0] == 200 and answers[-1] == 429


def test_a_refused_act_comes_back_with_nothing_lost(cast: Cast, permit: Licence) -> None:
    desk = browser(cast, "shang.chengxin")
    answer = desk.post(f"/desk/licences/{permit.pk}/do/revoke/", {"text": "使用过期食品原料", "document": ""})
    assert answer.status_code == 422 and "使用过期食品原料" in text(answer) and "行政处罚决定书文号" in text(answer)
    assert "这项操作" in text(browser(cast, "sun.gongping").post(f"/desk/licences/{permit.pk}/do/revoke/", {"text": "x", "document": "y"}))


def test_the_list_filters_in_the_address_and_goes_on_by_keys(cast: Cast, offices: Offices, permit: Licence) -> None:
    from gongban.delivery.licences.public import issue
    from tests.licences.conftest import PERMIT

    for n in range(24):
        issue(PERMIT, key=f"k{n}", by=offices.market, at=at(f"2026-03-03 10:{n:02d}"))
    desk = browser(cast, "shang.chengxin")
    first = text(desk.get("/desk/licences/?type=food-permit&state=in_force"))
    assert first.count("<tr>") == 21 and "from=n" in first and "2026000025" in first and "2026000001" not in first
    assert text(desk.get(f"/desk/licences/?q={permit.number.split('.')[2]}")).count("<tr>") == 2
    assert "没有这样的证照" in text(desk.get("/desk/licences/?q=没有"))


def test_holders_are_told(cast: Cast, offices: Offices, card: Licence) -> None:
    from gongban.delivery.licences.listeners import tell_holder
    from gongban.delivery.licences.public import ask

    act(card.pk, "suspend", {"text": "核实"}, by=offices.police, at=MONDAY)
    ask({"type": "identity-card", "holder_number": CHEN_NUMBER, "matter": "JCB7", "purpose": "核对"}, by=cast.handler, at=MONDAY)
    act(card.pk, "cancel", {"reason": "holder_wishes"}, by=offices.police, at=MONDAY)
    for event in Event.objects.filter(kind__startswith="licence_").order_by("id"):
        if event.kind in ("licence_issued", "licence_suspended", "licence_share_asked", "licence_ended"):
            tell_holder(event)
            tell_holder(event)
    subjects = [note.subject for note in inbox(str(cast.chen.account))]
    assert sorted(subjects) == sorted(["您有新证照：居民身份证", "证照暂停使用：居民身份证", "江城市城市管理局想查看您的居民身份证", "证照终止：居民身份证（已注销）"])


def test_an_agent_sees_the_enterprises_licences_only_while_acting_for_it(cast: Cast, permit: Licence) -> None:
    own, acting = browser(cast, "hedusheng"), browser(cast, "hedusheng", SHOP)
    assert own.get(f"/account/licences/{permit.pk}/").status_code == 404 and "切换到企业" in text(own.get("/account/licences/"))
    assert acting.get(f"/account/licences/{permit.pk}/").status_code == 200


def test_menus_lead_there_only_where_the_city_has_opened_licences(cast: Cast) -> None:
    from gongban.foundation.territory.models import Mechanism
    from gongban.foundation.territory.public import forget

    chen, desk = browser(cast, "chenxiaoyu"), browser(cast, "shang.chengxin")
    assert "/account/licences/" in text(chen.get("/account/")) and 'href="/desk/licences/"' in text(desk.get("/desk/"))
    Mechanism.objects.filter(code="C4").update(state="off")
    forget()
    assert "/account/licences/" not in text(chen.get("/account/")) and 'href="/desk/licences/"' not in text(desk.get("/desk/"))
    forget()


def test_the_job_and_the_page_agree_on_what_has_expired(cast: Cast, permit: Licence) -> None:
    from django.utils import timezone

    Licence.objects.filter(pk=permit.pk).update(until="2026-03-31")
    page = Client().get("/licences/verify/", {"c": code_of(permit)})
    assert "已过期" in text(page)
    assert expire_due(timezone.now()) == 1
