"""My applications: one progress over all parts, what waits for me, what I can do about each part, what came out of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongban.delivery.applications.public import Part, act_on_commitment
from gongban.foundation.facts.public import Party, Source, hold
from tests.applications.conftest import SHOP, Desk
from tests.cast import Cast, actor
from tests.web.applications.conftest import Browser, errors, paper, submitted

pytestmark = pytest.mark.django_db


def first(desk: Desk, cook: Browser) -> Part:
    return next(part for part in desk.parts(cook.row).values() if part.matter.state == "received")


def page_of(cook: Browser) -> str:
    return cook.get(f"/account/applications/{cook.draft}/")


def test_without_any_the_page_says_how_to_begin(browser_of: Callable[..., Browser]) -> None:
    assert "您还没有申请过" in browser_of("wuhaoran").get("/account/applications/")


def test_drafts_and_what_runs_stand_apart_with_how_far_they_are(cook: Browser) -> None:
    row = submitted(cook)
    cook.post("/apply/", {"subject": "item", "slug": "signboard"})
    page = cook.get("/account/applications/")
    assert "草稿" in page and "接着办" in page and str(row.number) in page
    assert f"{row.parts.count()} 件里办完 0 件" in page


def test_every_part_says_who_has_it_since_when_until_when_and_what_it_waits_for(cook: Browser, desk: Desk) -> None:
    submitted(cook)
    page = page_of(cook)
    for part in desk.parts(cook.row).values():
        assert str(part.matter.number) in page and part.name_zh in page
    assert "现在谁在办" in page and "几天内说材料齐不齐" in page and "在等" in page and "还剩" in page
    desk.act(first(desk, cook), "accept")
    assert "承诺办好" in page_of(cook)


def test_a_page_asks_no_more_often_for_many_parts_than_for_one(cook: Browser, desk: Desk) -> None:
    many, one = submitted(cook), desk.begin("signboard", subject="item")
    desk.fill(one)
    desk.submit(one)
    asked = []
    for whole in (many, many, one):  # 第一次会记住一些 · the first remembers some things
        with CaptureQueriesContext(connection) as queries:
            cook.get(f"/account/applications/{whole.pk}/")
        asked.append(len(queries))
    assert many.parts.count() > one.parts.count() == 1
    assert asked[1] <= asked[2] + 2, "the steps of processes, which one item does not have"


def test_everything_that_is_to_be_mended_is_asked_for_at_once_and_handed_in_once(cook: Browser, desk: Desk) -> None:
    submitted(cook)
    part = next(part for part in desk.parts(cook.row).values() if part.matter.state == "received")
    material = cook.row.materials.filter(parts__contains=[part.code], document__isnull=False).first()
    points = [{"what": "other", "key": "", "how": "请说明排烟走向。"}]
    if material:
        points.append({"what": "material", "key": material.key, "how": "图上要标出灶台。"})
    desk.act(part, "ask_correction", {"points": points})
    page = page_of(cook)
    assert all(point["how"] in page for point in points) and "等您处理" in cook.get("/account/applications/")
    act = f"/account/applications/parts/{part.matter.number}/correct/"
    refused = cook.post(act, {"text": ""}, 422)
    assert errors(refused)
    given = {"text": "从屋顶排出。", **({"file-2": paper("新图.pdf")} if material else {})}
    page = cook.post(act, given)
    assert "已提交补正" in page and "从屋顶排出。" in page
    part.matter.refresh_from_db()
    assert part.matter.state == "received"


def test_a_file_that_is_none_is_refused_beside_what_was_asked(cook: Browser, desk: Desk) -> None:
    submitted(cook)
    parts = desk.parts(cook.row)
    material = next(each for each in cook.row.materials.filter(document__isnull=False) if any(parts[code].matter.state == "received" for code in each.parts))
    part = next(parts[code] for code in material.parts if parts[code].matter.state == "received")
    desk.act(part, "ask_correction", {"points": [{"what": "material", "key": material.key, "how": "换清楚的。"}]})
    wrong = paper()
    wrong.file.seek(0)
    wrong.file.truncate()
    wrong.file.write(b"MZ" + b"\0" * 300)
    wrong.file.seek(0)
    page = cook.post(f"/account/applications/parts/{part.matter.number}/correct/", {"file-1": wrong}, 422)
    assert "只收 PDF" in errors(page)[0] and f'href="#{part.code}-{material.key}"' in page


def test_what_was_typed_stays_where_a_correction_is_not_taken(cook: Browser, desk: Desk) -> None:
    submitted(cook)
    part = next(part for part in desk.parts(cook.row).values() if part.matter.state == "received")
    desk.act(part, "ask_correction", {"points": [{"what": "field", "key": "shop_name", "how": "与执照不一致。"}, {"what": "other", "key": "", "how": "写明营业时间。"}]})
    page = cook.post(f"/account/applications/parts/{part.matter.number}/correct/", {"value-shop_name": "老渡口面馆", "text": ""}, 422)
    assert errors(page) and 'value="老渡口面馆"' in page


def test_a_part_is_withdrawn_refused_with_its_remedy_and_applied_for_again_alone(cook: Browser, desk: Desk) -> None:
    submitted(cook)
    part = first(desk, cook)
    desk.review(part)
    desk.act(part, "decide", {"outcome": "refused", "reason": "名称与登记不符。"})
    page = page_of(cook)
    assert "名称与登记不符。" in page and "行政复议" in page and "改好再申请这一件" in page
    page = cook.post(f"/account/applications/parts/{part.matter.number}/again/", {"value-was": "1"})
    assert "第 2 次申请" in page and "已重新申请" in page
    again = desk.parts(cook.row)[part.code]
    assert again.attempt == 2
    page = cook.post(f"/account/applications/parts/{again.matter.number}/withdraw/", {})
    again.matter.refresh_from_db()
    assert again.matter.state == "withdrawn" and "已撤回。" in page


def test_what_was_decided_cannot_be_withdrawn_and_the_page_says_so(cook: Browser, desk: Desk) -> None:
    submitted(cook)
    part = first(desk, cook)
    desk.grant(part)
    page = cook.post(f"/account/applications/parts/{part.matter.number}/withdraw/", {}, 409)
    assert errors(page) and "准予" in page


def test_an_application_is_nobody_elses(cook: Browser, desk: Desk, browser_of: Callable[..., Browser]) -> None:
    submitted(cook)
    other, part = browser_of("wuhaoran"), first(desk, cook)
    other.get(f"/account/applications/{cook.draft}/", 404)
    other.post(f"/account/applications/parts/{part.matter.number}/withdraw/", {}, 404)


# ---- the space


def test_the_space_of_somebody_new_says_in_each_part_that_there_is_nothing_yet(browser_of: Callable[..., Browser]) -> None:
    page = browser_of("wuhaoran").get("/account/space/")
    for said in ("还没有交过材料", "没有没办完的草稿", "还没有人看过您的证照和材料"):
        assert said in page


def test_the_space_shows_what_was_said_handed_in_and_who_looked_and_why(cook: Browser, desk: Desk) -> None:
    submitted(cook)
    part = first(desk, cook)
    material = cook.row.materials.filter(document__isnull=False).first()
    assert material
    office = Browser(desk.cast, desk.cast.account(desk.office(desk.parts(cook.row)[material.parts[0]].department_id)).login)
    assert office.client.get(f"/materials/{material.pk}/").status_code == 200
    page = cook.get("/account/space/")
    assert "企业空间" in page and "营业执照" in page and "您自己填写" in page and material.name_zh in page
    looks = page.split('id="looks"')[1]
    assert material.name_zh in looks and str(part.application.number) in looks


def test_what_one_said_oneself_is_corrected_and_deleted(cook: Browser, cast: Cast) -> None:
    hold(Party(enterprise=SHOP), "turnover", 90_000_000, source=Source.DECLARED, as_of=date(2026, 3, 2), by=actor("hedusheng", "web", SHOP), at=timezone.now())
    page = cook.get("/account/space/")
    name = page.split('href="/account/space/?change=')[1].split("#")[0]
    assert f'id="value-{name}"' in cook.get(f"/account/space/?change={name}")
    kind = "number" if 'inputmode="decimal"' in cook.get(f"/account/space/?change={name}") else ""
    if kind:
        assert "请填金额" in cook.post(f"/account/space/facts/{name}/", {"value": "很多"}, 422)
    assert "已删除。" in cook.post(f"/account/space/facts/{name}/", {"do": "forget"})
    assert f"?change={name}" not in cook.get("/account/space/")
    Browser(cast, "wuhaoran").post(f"/account/space/facts/{name}/", {"do": "forget"}, 404)


# ---- promises (告知承诺)


def test_what_is_promised_is_told_point_by_point_and_the_applicant_mends_and_reports_on_the_page(cook: Browser, desk: Desk) -> None:
    draft = desk.begin("fire-check", subject="item")
    desk.fill(draft, {"by_commitment": True, "shop_area": 320, "seats": 120, "serves_meals": True})
    cook.draft = str(draft.pk)
    told = cook.get(cook.at("check"))
    assert "您承诺的" in told
    cook.post(cook.at("check"), {"delivery": "electronic", "truthful": "on", "share": "on"})
    part = desk.parts(cook.row)["item"]
    desk.grant(part)
    row, fire = part.commitments.first(), desk.office("xiaofang")
    assert row
    act_on_commitment(row.pk, "check_on_site", {"finding": "not_met", "text": "安全出口被堵"}, by=fire, at=desk.now)
    act_on_commitment(row.pk, "order_mending", {"text": "清理安全出口", "until": (desk.now + timedelta(days=10)).date().isoformat()}, by=fire, at=desk.now)
    assert "限期整改" in page_of(cook) and "报告整改完成" in page_of(cook)
    address = f"/account/applications/promises/{row.pk}"
    assert errors(cook.post(f"{address}/report_mended/", {"text": ""}, 422))
    assert "已报整改" in cook.post(f"{address}/report_mended/", {"text": "出口已清理。"})
    cook.post(f"{address}/annul/", {"text": "我来撤销", "document": "江消撤〔2027〕1号"}, 403)


def test_a_promise_stands_in_for_a_proof_where_the_item_allows_it(cook: Browser) -> None:
    cook.begin()
    cook.questions()
    found = next((each for each in cook.filling().materials if each.promisable and each.is_missing), None)
    if found is None:
        pytest.skip("no proof of the restaurant may be promised")
    assert "用书面承诺代替" in cook.get(cook.at("materials"))
    cook.post(cook.at("materials"), {"key": found.key, "do": "promise"})
    assert cook.row.materials.get(key=found.key).given == "promised"
    other = next(each for each in cook.filling().materials if not each.promisable and each.is_missing)
    cook.post(cook.at("materials"), {"key": other.key, "do": "promise"}, 422)
