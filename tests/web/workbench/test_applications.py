"""The offices' pages of applications: who sees which part, what may be done with it from a form, and that nothing is read without its right."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.applications.public import DECIDING, Part, attach, open_actions, part_of, submit
from gongban.delivery.licences.public import Licence
from gongban.foundation.exports.making import make_waiting
from gongban.foundation.exports.public import Export
from gongban.foundation.files.public import store_document
from gongban.foundation.journal.public import Event
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound
from gongban.kernel.identifiers.credit_code import check_character
from tests.applications.conftest import LARGE, Desk
from tests.applications.conftest import desk as desk  # noqa: PLC0414 - a fixture
from tests.applications.conftest import shop as shop  # noqa: PLC0414 - a fixture
from tests.cast import Cast
from tests.files import papers
from tests.files.pictures import in_bytes, scene

TABS = ("due", "review", "paused", "done")


def signed_in(cast: Cast, who: Actor) -> Client:
    """A browser without scripts."""
    client = Client()
    client.force_login(cast.account(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def restaurant(shop: Desk) -> dict[str, Part]:
    """The parts of a large restaurant, applied for just now."""
    shop.now = timezone.now()
    return shop.parts(shop.apply("restaurant", LARGE))


@pytest.fixture
def permit(shop: Desk) -> Part:
    """A food permit alone, applied for just now, that the market bureau decides."""
    shop.now = timezone.now()
    return next(iter(shop.parts(shop.apply("food-permit", LARGE, subject="item")).values()))


@pytest.fixture
def bureau(cast: Cast, desk: Desk, permit: Part) -> Client:
    """Somebody of the market bureau who may also decide."""
    return signed_in(cast, desk.office(permit.department_id))


def address(part: Part, *more: str) -> str:
    return "/".join((f"/desk/applications/{part.matter.number}", *more, ""))


def page(client: Client, where: str, **query: str) -> str:
    answer = client.get(where, query)
    assert answer.status_code == 200, (where, answer.status_code)
    return answer.content.decode()


# ---- the queue


def test_each_office_finds_its_own_parts_in_its_queue_and_no_others(cast: Cast, desk: Desk, restaurant: dict[str, Part]) -> None:
    for part in restaurant.values():
        shown = page(signed_in(cast, desk.office(part.department_id)), "/desk/applications/", tab="paused" if part.matter.state == "waiting" else "due")
        strangers = [other.matter.number in shown for other in restaurant.values() if other.department_id != part.department_id]
        assert part.matter.number in shown and not any(strangers)


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ({}, True), ({"state": "received"}, True), ({"state": "in_review"}, False), ({"late": "1"}, False), ({"q": "JCBJ"}, True), ({"q": "JCBJ9"}, False),
        ({"tab": "done"}, False), ({"tab": "nonsense", "item": "nonsense"}, True),
    ],
)  # fmt: skip
def test_filters_stand_in_the_address(bureau: Client, permit: Part, query: dict[str, str], there: bool) -> None:
    assert (permit.matter.number in page(bureau, "/desk/applications/", **query)) is there


@pytest.mark.parametrize("tab", TABS)
def test_an_empty_tab_says_so_and_leads_on(cast: Cast, desk: Desk, tab: str) -> None:
    assert 'class="empty' in page(signed_in(cast, desk.office("xiaofang")), "/desk/applications/", tab=tab)


def test_the_menu_counts_what_waits_for_the_own_office(cast: Cast, bureau: Client, permit: Part) -> None:
    assert "办件" in page(bureau, "/desk/") and 'data-place="applications"' in page(bureau, "/desk/")
    assert 'data-place="applications"' not in page(signed_in(cast, cast.operator), "/desk/")


# ---- the page of one part


def test_the_page_shows_what_was_filled_in_with_its_source_and_both_limits_side_by_side(bureau: Client, desk: Desk, permit: Part) -> None:
    assert "受理审查" in page(bureau, address(permit))
    desk.act(permit, "accept")
    shown = page(bureau, address(permit))
    assert "承诺时限" in shown and "法定时限" in shown and "部门登记" in shown and "老渡口餐饮店" in shown


def test_every_action_offered_opens_its_form(cast: Cast, desk: Desk, permit: Part, bureau: Client) -> None:
    by = desk.office(permit.department_id)
    for step in ("", "accept", "begin_special"):
        if step:
            desk.act(permit, step, {"procedure": "hearing", "text": "听证"} if step == "begin_special" else {})
        offered = open_actions(part_of(permit.matter.number, by=by), by)
        assert offered
        for row in offered:
            assert str(row.label) in page(bureau, address(permit), do=row.action)


def test_other_offices_and_strangers_find_nothing(cast: Cast, permit: Part) -> None:
    for who in (cast.handler, cast.operator, cast.clerk, cast.editor):
        assert signed_in(cast, who).get(address(permit)).status_code == 404
    assert Client().get(address(permit)).status_code == 302


def test_the_applicant_is_shown_in_full_to_the_deciding_office_only_and_that_is_written_down(cast: Cast, desk: Desk, bureau: Client, permit: Part) -> None:
    phone = "13000000"
    assert phone not in page(bureau, address(permit))
    shown = bureau.post(address(permit, "applicant"))
    assert phone in shown.content.decode() and Event.objects.filter(kind="applicant_revealed", matter=permit.pk).count() == 1
    watching = signed_in(cast, cast.supervisor)
    assert phone not in page(watching, address(permit)) and watching.post(address(permit, "applicant")).status_code == 403


def test_whoever_merely_watches_sees_no_personal_value(cast: Cast, permit: Part) -> None:
    assert "＊＊＊" in page(signed_in(cast, cast.supervisor), address(permit))


# ---- acting


def test_a_correction_is_told_at_once_with_ready_sentences_and_a_second_time_only_for_the_same(bureau: Client, desk: Desk, permit: Part) -> None:
    form = page(bureau, address(permit), do="ask_correction")
    assert "看不清" in form and "tick_0" in form
    empty = bureau.post(address(permit, "do", "ask_correction"), {})
    assert empty.status_code == 422 and "请勾选要补正的内容" in empty.content.decode()
    sent = bureau.post(address(permit, "do", "ask_correction"), {"tick_0": "on", "ready_0": "看不清，请重新拍照或扫描后上传。", "how_0": "第二页尤其模糊。"})
    assert sent.status_code == 302
    told = permit.corrections.get()
    assert [point["how"] for point in told.points] == ["看不清，请重新拍照或扫描后上传。第二页尤其模糊。"]
    assert "等申请人补正" in page(bureau, address(permit))
    key = told.points[0]["key"]
    desk.act(permit, "correct", {"documents": {key: desk.paper()}, "text": ""} if told.points[0]["what"] == "material" else {"values": {key: 1}}, by=desk.cook)
    again = page(bureau, address(permit), do="ask_correction")
    assert "tick_0" in again and "tick_1" not in again


def test_units_review_side_by_side_and_the_decision_is_previewed_with_what_the_licence_will_say(cast: Cast, bureau: Client, desk: Desk, permit: Part) -> None:
    bureau.post(address(permit, "do", "accept"), {})
    early = bureau.post(address(permit, "do", "decide"), {"outcome": "granted"})
    assert early.status_code == 409 and "还有单位没有提交审查意见" in early.content.decode()
    for _turn in range(9):
        task = permit.tasks.filter(done_at__isnull=True).exclude(outcomes__overlap=sorted(DECIDING)).first()
        if task is None:
            break
        office = signed_in(cast, desk.office(task.department_id))
        opinion = page(office, address(permit), do="give_opinion").split('name="opinion" value="')[1].split('"')[0]
        assert office.post(address(permit, "do", "give_opinion"), {"opinion": opinion, "text": "符合要求"}).status_code == 302
    fields = {f"field_{each.code}": "按申请核定" for each in desk.kind(permit).fields} if desk.kind(permit) else {}
    shown = bureau.post(address(permit, "do", "decide"), {"outcome": "granted", "step": "preview", **fields})
    assert shown.status_code == 200 and "决定作出以后不能撤回" in shown.content.decode()
    permit.refresh_from_db()
    assert not permit.outcome
    assert bureau.post(address(permit, "do", "decide"), {"outcome": "granted", **fields}).status_code == 302
    permit.refresh_from_db()
    assert permit.outcome == "granted"
    if desk.kind(permit):
        assert Licence.objects.filter(pk=permit.licence).exists()


def test_who_grants_a_new_business_gives_it_its_credit_code_in_the_form_and_sees_its_licence_first(cast: Cast, desk: Desk) -> None:
    desk.now = timezone.now()
    part = next(iter(desk.parts(desk.apply("business-set-up", {"entity": "sole_trader", "shop_name": "晓雨书屋"}, cast.chen, "item")).values()))
    desk.review(part)
    office = signed_in(cast, desk.office(part.department_id))
    assert "给这家企业的统一社会信用代码" in page(office, address(part), do="decide")
    fields = {"entity": "sole_trader", "representative": "陈晓雨", "founded": "2026-11-20", "address": "渡口街 8 号", "scope": "图书零售"}
    sent = {"outcome": "granted", **{f"field_{code}": text for code, text in fields.items()}}
    wrong = office.post(address(part, "do", "decide"), {**sent, "field_credit_code": "92990102MA0009000A"})
    assert wrong.status_code == 400 and 'id="id_field_credit_code_error"' in wrong.content.decode()
    code = "92990102MA0009000" + check_character("92990102MA0009000")
    shown = office.post(address(part, "do", "decide"), {**sent, "field_credit_code": code, "step": "preview"})
    assert shown.status_code == 200 and code in shown.content.decode()
    assert office.post(address(part, "do", "decide"), {**sent, "field_credit_code": code}).status_code == 302
    part.refresh_from_db()
    assert Licence.objects.get(pk=part.licence).enterprise_id == code


def test_a_refusal_needs_a_reason_and_keeps_what_was_typed(bureau: Client, desk: Desk, permit: Part) -> None:
    desk.review(permit)
    answer = bureau.post(address(permit, "do", "decide"), {"outcome": "refused", "document": "江水许〔2026〕5号", "remedy": "both"})
    assert answer.status_code == 422 and "不予的要写明理由" in answer.content.decode() and "江水许〔2026〕5号" in answer.content.decode()


def test_an_inspection_on_site_keeps_its_photos_for_those_concerned(cast: Cast, bureau: Client, desk: Desk, permit: Part) -> None:
    desk.act(permit, "accept")
    photo = io.BytesIO(in_bytes(scene()))
    photo.name = "site.jpg"
    sent = bureau.post(address(permit, "do", "inspect"), {"present": "何渡生", "findings": "隔油池已装好", "passed": "on", "departments": ["shichang", "xiaofang"], "photos": photo})
    assert sent.status_code == 302
    shown = page(bureau, address(permit))
    assert "隔油池已装好" in shown and "/photos/" in shown
    where = shown.split('href="/photos/')[1].split('"')[0]
    assert bureau.get(f"/photos/{where}").status_code == 200
    assert signed_in(cast, cast.handler).get(f"/photos/{where}").status_code == 404


def test_a_form_that_somebody_else_overtook_is_sent_back_once(bureau: Client, desk: Desk, permit: Part) -> None:
    seen = page(bureau, address(permit), do="accept").split('name="seen" value="')[1].split('"')[0]
    desk.act(permit, "inspect", {"present": "甲", "findings": "乙", "passed": True}) if permit.matter.state == "in_review" else desk.act(permit, "ask_correction", {"points": [{"what": "other", "how": "补"}]})
    answer = bureau.post(address(permit, "do", "accept"), {"seen": seen})
    assert answer.status_code == 409


def test_two_at_once_see_each_other_and_a_draft_is_kept(cast: Cast, desk: Desk, bureau: Client, permit: Part) -> None:
    other = signed_in(cast, cast.member(permit.department_id, "handler"))
    assert other.post(address(permit, "presence"), {"writing": "1"}).json() == {"others": []}
    assert "（正在写）" in bureau.post(address(permit, "presence")).json()["others"][0]
    bureau.post(address(permit, "draft", "not_accept"), {"reason": "写到一半", "route": ""})
    assert "写到一半" in page(bureau, address(permit), do="not_accept")


# ---- materials


def test_a_document_opens_for_the_office_that_needs_it_and_for_nobody_else(cast: Cast, desk: Desk) -> None:
    desk.now = timezone.now()
    draft = desk.begin("food-permit", subject="item")
    found = desk.fill(draft, LARGE)
    key = next(each.key for each in found.materials if each.given)
    document = store_document(io.BytesIO(papers.pdf()), name="平面图.pdf", by=desk.cook, at=desk.now)
    attach(draft.pk, {"key": key, "document": str(document.pk)}, by=desk.cook, at=desk.now)
    made = submit(draft.pk, {"truthful": True, "share": True}, by=desk.cook, at=desk.now)
    part, material = desk.parts(made)["item"], made.materials.get(document=document.pk)
    where = address(part, "materials", str(material.pk))
    shown = signed_in(cast, desk.office("shichang")).get(where)
    assert shown.status_code == 200 and shown["Content-Type"] == "application/pdf" and "no-store" in shown["Cache-Control"]
    for who in (cast.supervisor, desk.office("xiaofang"), cast.clerk):
        assert signed_in(cast, who).get(where).status_code == 404
    assert Event.objects.filter(kind="material_looked", matter=part.pk).count() == 1


def test_what_is_handed_on_leaves_the_queue_and_comes_into_the_other(cast: Cast, desk: Desk, bureau: Client, permit: Part) -> None:
    sent = bureau.post(address(permit, "do", "hand_on"), {"department": "xiaofang", "text": "请你们办。"})
    assert sent.status_code == 302 and sent["Location"] == "/desk/applications/"
    assert permit.matter.number in page(signed_in(cast, desk.office("xiaofang")), "/desk/applications/")
    assert bureau.get(address(permit)).status_code == 404


def test_a_licence_shown_for_this_part_is_looked_at_by_its_office_and_the_look_is_kept(cast: Cast, desk: Desk, restaurant: dict[str, Part]) -> None:
    part = restaurant["licence-check"]
    office = signed_in(cast, desk.office(part.department_id))
    shown = page(office, address(part))
    where = shown.split(f'action="{address(part, "licences")}')[1].split('"')[0]
    seen = office.post(address(part, "licences") + where)
    assert seen.status_code == 200 and "何渡生" in seen.content.decode() and "这次查看已记下" in seen.content.decode()
    stranger = signed_in(cast, desk.office("xiaofang"))
    assert stranger.post(address(part, "licences") + where).status_code == 404


# ---- paper and files


def test_the_sheet_for_printing_carries_no_number_of_the_applicant_in_clear(bureau: Client, permit: Part) -> None:
    assert "行政许可办理单" in page(bureau, address(permit, "print")) and "13000000" not in page(bureau, address(permit, "print"))


def test_an_exported_list_holds_only_the_own_rows_and_masks_the_applicant(cast: Cast, desk: Desk, bureau: Client, permit: Part) -> None:
    assert bureau.post("/desk/exports/new/?list=applications&tab=due", {"form": "csv"}).status_code == 302
    make_waiting()
    export = Export.objects.get()
    text = b"".join(bureau.get(f"/desk/exports/{export.pk}/file/").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert permit.matter.number in text and text.count("JCBJ") == 1 and "130****" in text and "13000000" not in text
    assert signed_in(cast, cast.operator).get("/desk/exports/new/?list=applications").status_code == 403


def test_a_part_of_nobody_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        part_of("JCBJ20260101-000001-01", by=cast.supervisor)
