"""Applying on the portal: from the guide to the number, one page a step, everything in one draft that is saved as one types."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from gongban.delivery.applications.contents import answers_of
from gongban.delivery.applications.public import Material, save
from gongban.foundation.facts.public import About
from tests.applications.conftest import SHOP, Desk
from tests.cast import Cast
from tests.web.applications.conftest import Browser, errors, paper, picture, ready, submitted

pytestmark = pytest.mark.django_db


# ---- beginning


@pytest.mark.parametrize(("guide", "address"), [
    ("/bundles/restaurant/", "/apply/?subject=bundle&slug=restaurant"), ("/trades/pharmacy-trade/", "/apply/?subject=bundle&slug=pharmacy-trade"),
    ("/services/food-permit/", "/apply/?subject=item&slug=food-permit"),
])  # fmt: skip
def test_every_guide_leads_to_the_application_and_strangers_sign_in_and_come_back(guide: str, address: str, cast: Cast) -> None:
    stranger = Client()
    page = stranger.get(guide, follow=True)
    if page.status_code == 404:
        pytest.skip(f"{guide} is not in the sample city")
    assert address.replace("&", "&amp;") in page.content.decode()
    answer = stranger.get(address)
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/login/?next=%2Fapply%2F")


def test_who_may_speak_for_an_enterprise_chooses_in_whose_name(browser_of: Callable[..., Browser]) -> None:
    person = browser_of("hedusheng")
    page = person.get("/apply/?subject=bundle&slug=restaurant")
    assert f'value="{SHOP}"' in page and "以谁的名义申请" in page
    person.post("/apply/", {"subject": "bundle", "slug": "restaurant", "enterprise": SHOP})
    person.draft = person.begin()
    assert person.row.enterprise_id == SHOP


def test_one_does_not_speak_for_an_enterprise_of_others(browser_of: Callable[..., Browser]) -> None:
    browser_of("wuhaoran").post("/apply/", {"subject": "bundle", "slug": "restaurant", "enterprise": SHOP}, 404)


def test_what_was_begun_is_gone_on_with_on_another_device(cook: Browser, browser_of: Callable[..., Browser]) -> None:
    draft = cook.begin()
    cook.questions()
    other = browser_of("hedusheng", SHOP)
    assert "接着办" in other.get("/apply/?subject=bundle&slug=restaurant")
    assert other.begin() == draft and "下一步：填表" in other.get(other.at("questions"))


# ---- the four steps


def test_questions_come_one_at_a_time_and_can_be_changed_or_skipped(cook: Browser) -> None:
    cook.begin()
    cook.walk()
    page = cook.get(cook.at("questions"))
    assert "问完了" in page and "食品经营许可" in page
    again = cook.get(cook.at("questions") + "?ask=shop_area")
    assert 'value="320"' in again
    refused = cook.post(cook.at("questions"), {"shop_area": "很大"}, 422)
    assert "请填整数，不带单位。" in refused
    cook.post(cook.at("questions"), {"skip": "shop_area"})
    assert "shop_area" in cook.row.skipped


def test_what_is_held_is_shown_with_its_source_and_can_be_filled_in_otherwise(cook: Browser, cast: Cast) -> None:
    cook.begin()
    cook.questions()
    shown = next(each for each in cook.filling().fields if each.held and each.declaration.about is About.ENTERPRISE)
    field = shown.declaration
    page = cook.get(cook.at("form"))
    assert "已掌握" in page and shown.held and shown.held.as_of.isoformat() in page and f'name="was-{field.name}"' not in page
    own = cook.get(f"{cook.at('form')}?own={field.name}")
    assert f'id="id_{field.name}"' in own and f'name="was-{field.name}"' in own
    stands = {True: "yes", False: "no"}[shown.value] if isinstance(shown.value, bool) else str(shown.value)
    otherwise = {"yes": "no", "no": "yes"}.get(stands, "2" if field.fact.kind in ("integer", "money") else "别的写法")
    cook.post(f"{cook.at('form')}?own={field.name}", {f"was-{field.name}": stands, field.name: otherwise, "stay": "1"})
    assert cook.filling().answers[field.name] is not None and "还是用它" in cook.get(cook.at("form"))
    cook.post(cook.at("form"), {"drop": field.name})
    assert field.name not in cook.filling().answers and "已掌握" in cook.get(cook.at("form"))


def test_the_form_says_what_is_missing_on_top_with_links_and_keeps_what_was_typed(cook: Browser) -> None:
    cook.begin()
    cook.questions()
    missing = [each.name for each in cook.filling().fields if each.is_missing]
    page = cook.post(cook.at("form"), {}, 422)
    assert len(errors(page)) == len(missing) and all(f'href="#id_{name}"' in page for name in missing)


def test_two_tabs_keep_each_others_fields_and_are_told_where_both_changed_the_same(cook: Browser) -> None:
    cook.begin()
    cook.questions()
    one, other = [each.name for each in cook.filling().fields if each.is_missing and each.declaration.fact.kind == "text"][:2]
    stale = {f"was-{one}": "", one: "", f"was-{other}": "", other: ""}
    cook.post(cook.at("form"), {**stale, one: "甲", "stay": "1"})
    cook.post(cook.at("form"), {**stale, other: "乙", "stay": "1"})
    assert {name: cook.filling().answers[name] for name in (one, other)} == {one: "甲", other: "乙"}
    refused = cook.post(cook.at("form"), {**stale, one: "丙", "stay": "1"}, 422)
    assert "刚才在别处改成了“甲”" in refused and 'value="丙"' in refused and cook.filling().answers[one] == "甲"
    cook.post(cook.at("form"), {f"was-{one}": "甲", one: "丙", "stay": "1"})
    assert cook.filling().answers[one] == "丙"


def test_what_one_types_is_saved_at_once_and_the_page_says_when(cook: Browser) -> None:
    cook.begin()
    cook.questions()
    name = next(each.name for each in cook.filling().fields if each.is_missing and each.declaration.fact.kind == "text")
    answer = cook.client.post(cook.at("form"), {f"was-{name}": "", name: "渡口街"}, headers={"HX-Request": "true"})
    said = answer.content.decode()
    assert answer.status_code == 200 and "已保存" in said and "<html" not in said and cook.filling().answers[name] == "渡口街"


def test_a_licence_stands_in_for_its_paper_unless_one_uploads_it(cook: Browser) -> None:
    cook.begin()
    cook.questions()
    shown = cook.get(cook.at("materials"))
    assert "用证照代替，不用交" in shown and "租赁合同、产权证或者市场的铺位证明，有一样就行。" in shown
    offered = next(each for each in cook.filling().materials if each.offered)
    page = cook.get(f"{cook.at('materials')}?own={offered.key}")
    assert page.count('type="file"') == sum(each.is_missing for each in cook.filling().materials) + 1


def test_a_paper_is_uploaded_looked_at_replaced_and_taken_back(cook: Browser) -> None:
    cook.begin()
    cook.questions()
    key = next(each.key for each in cook.filling().materials if each.is_missing)
    page = cook.post(cook.at("materials"), {"key": key, "file": picture()})
    assert "店面.jpg" in page and "paper-look" in page
    material = Material.objects.get(application=cook.draft, key=key)
    seen = cook.client.get(f"/materials/{material.pk}/")
    assert seen.headers["Content-Type"] == "image/jpeg" and seen.headers["Content-Disposition"].startswith("inline") and "sandbox" in seen.headers["Content-Security-Policy"]
    page = cook.post(cook.at("materials"), {"key": key, "file": paper()})
    assert "平面图.pdf" in page and "店面.jpg" not in page
    page = cook.post(cook.at("materials"), {"key": key, "do": "remove"})
    assert "平面图.pdf" not in page


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_file_that_is_no_paper_is_refused_in_one_sentence_beside_its_paper(cook: Browser, script: bool) -> None:
    cook.begin()
    cook.questions()
    key = next(each.key for each in cook.filling().materials if each.is_missing)
    wrong = paper("账本.exe")
    wrong.file.seek(0)
    wrong.file.write(b"MZ" + b"\0" * 600)
    wrong.file.truncate()
    wrong.file.seek(0)
    page = cook.post(cook.at("materials"), {"key": key, "file": wrong}, 422, headers={"HX-Request": "true"} if script else {})
    assert "只收 PDF" in page and not Material.objects.filter(application=cook.draft).exists()


def test_from_the_first_question_to_the_number(cook: Browser) -> None:
    ready(cook)
    page = cook.get(cook.at("check"))
    assert "还差这些" not in page and "营业执照" in page
    refused = cook.post(cook.at("check"), {"delivery": "post"}, 422)
    assert errors(refused) == ["邮寄要写地址。"]
    refused = cook.post(cook.at("check"), {"delivery": "electronic"}, 422)
    assert len(errors(refused)) == 2
    page = cook.post(cook.at("check"), {"delivery": "post", "post_address": "渡口街 8 号", "truthful": "on", "share": "on"})
    row = cook.row
    assert row.number and row.number in page and "已提交" in page and (row.delivery, row.together) == ("post", False)
    assert row.number in cook.get(cook.at())


def test_faults_of_the_last_page_lead_to_the_fields(cook: Browser) -> None:
    cook.begin()
    cook.questions()
    page = cook.get(cook.at("check"))
    name = next(each.name for each in cook.filling().fields if each.is_missing)
    assert "还差这些" in page and f"/form/#id_{name}" in page and "/materials/#m-" in page
    assert cook.get(cook.at()).count('aria-current="step"') == 1


def test_a_second_time_nothing_is_asked_and_papers_are_used_again(cook: Browser) -> None:
    first = submitted(cook)
    cook.begin()
    assert cook.draft != str(first.pk)
    cook.questions()
    assert [each.name for each in cook.filling().fields if each.is_missing and each.declaration.about != "matter"] == []
    page = cook.get(cook.at("materials"))
    material = Material.objects.filter(application=first, document__isnull=False).first()
    assert material and "交过的那份" in page
    cook.post(cook.at("materials"), {"key": material.key, "kept": str(material.pk)})
    assert Material.objects.get(application=cook.draft, key=material.key).given == "kept"


def test_a_step_that_was_gone_past_is_not_told_to_be_done(cook: Browser) -> None:
    cook.begin()
    cook.questions()
    page = cook.get(cook.at("check"))
    assert re.findall(r'<li( class="is-done")?[^>]*><span>(\S+?)</span>', page.split('<ol class="steps')[1].split("</ol>")[0]) == [
        (' class="is-done"', "回答问题"), ("", "填表"), ("", "交材料"), ("", "核对提交"),
    ]  # fmt: skip


def test_what_was_said_of_the_shop_the_last_time_is_taken_over_by_one_touch_and_may_be_changed(cook: Browser) -> None:
    first = submitted(cook)
    said = {name: value for name, value in answers_of(first.answers).items() if name in ("shop_area", "seats", "shop_name")}
    assert len(said) == 3
    cook.begin()
    page = cook.get(cook.at("questions"))
    assert "没变的不用再填" in page and "店面面积" in page
    cook.post(cook.at("questions"), {"last": "1"})
    assert said.items() <= cook.filling().answers.items()
    assert {"opening_day", "by_commitment"}.isdisjoint(cook.filling().answers), "a day belongs to its time, a promise is a free choice"
    assert "没变的不用再填" not in cook.get(cook.at("questions"))
    cook.post(cook.at("questions") + "?ask=shop_area", {"shop_area": "99"})
    assert cook.filling().answers["shop_area"] == 99


def test_an_item_without_questions_offers_it_above_its_form(cook: Browser) -> None:
    submitted(cook)
    cook.begin("signboard", "item")
    assert "没变的不用再填" in cook.get(cook.at("form"))
    cook.post(cook.at("questions"), {"last": "1"})
    assert "没变的不用再填" not in cook.get(cook.at("form")) and cook.filling().answers


def test_nobody_is_offered_what_another_has_said(cook: Browser, browser_of: Callable[..., Browser]) -> None:
    submitted(cook)
    other = browser_of("wuhaoran")
    other.begin()
    assert "没变的不用再填" not in other.get(other.at("questions"))


def test_where_nothing_is_missing_one_confirmation_is_all(cook: Browser) -> None:
    ready(cook)
    assert cook.filling().needs_nothing
    assert "请核对下面的内容" in cook.get(cook.at())


# ---- whose it is


def test_a_draft_is_nobody_elses(cook: Browser, browser_of: Callable[..., Browser]) -> None:
    ready(cook)
    material = Material.objects.filter(application=cook.draft, document__isnull=False).first()
    assert material
    other = browser_of("wuhaoran")
    for step in ("", "questions", "form", "materials", "check", "changed"):
        other.get(cook.at(step), 404)
    other.get(f"/materials/{material.pk}/", 404)
    other.post(f"{cook.at('abandon')}", {}, 404)


def test_given_up_it_is_gone(cook: Browser) -> None:
    cook.begin()
    assert "草稿已放弃" in cook.post(cook.at("abandon"), {})
    cook.get(cook.at(), 404)


# ---- several signers


def test_another_is_asked_to_sign_reads_the_whole_signs_and_signs_again_after_a_change(cook: Browser, browser_of: Callable[..., Browser], cast: Cast, desk: Desk) -> None:
    ready(cook)
    page = cook.post(cook.at("signers"), {"phone": "13999999999", "capacity": "owner"}, 422)
    assert errors(page) == ["这个手机号还没有登录过本平台，请对方先登录一次。"]
    from gongban.foundation.people.public import phone_of

    cook.post(cook.at("signers"), {"phone": phone_of(cast.account("linruoxi")), "capacity": "owner"})
    assert "等待签署" in cook.get(cook.at("check"))
    assert errors(cook.post(cook.at("check"), {"truthful": "on", "share": "on", "delivery": "electronic"}, 409)) == ["还有 1 人没有签，或签后内容改过。"]
    signer = browser_of("linruoxi")
    address = f"/apply/sign/{cook.row.signatures.get().pk}/"
    assert address in signer.get("/account/applications/")
    page = signer.get(address)
    assert "房屋所有人" in page and "食品经营许可" in page
    digest = page.split('name="digest" value="')[1][:64]
    save(cook.row.pk, {"answers": {"seats": 90}}, by=desk.cook, at=desk.now)
    assert "内容刚刚改过" in signer.post(address, {"digest": digest}, 409)
    signer.post(address, {"digest": signer.get(address).split('name="digest" value="')[1][:64]})
    assert "已签" in cook.get(cook.at("check"))
    browser_of("chenxiaoyu").get(address, 404)


# ---- the guide changes meanwhile


def test_a_guide_that_was_published_anew_is_shown_with_what_changed_and_goes_on(cook: Browser) -> None:
    from gongban.kernel.identifiers import uuid7

    ready(cook)
    row = cook.row
    now = row.version
    row.version = uuid7()
    row.save()
    page = cook.get(cook.at("form"))
    assert "办事指南更新了" in page
    cook.post(cook.at("check"), {"delivery": "electronic", "truthful": "on", "share": "on"})
    assert cook.row.stage == "draft"
    cook.post(cook.at("changed"), {})
    assert cook.row.version == now and cook.filling().needs_nothing


def test_the_large_print_page_is_the_same_page(cook: Browser) -> None:
    cook.begin()
    cook.client.cookies["large"] = "1"
    assert 'class="large"' in cook.get(cook.at("questions"))


