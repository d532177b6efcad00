"""Reporting: what is asked, what is shown before sending, what is kept when something is missing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import Case
from gongban.design.knowledge.public import Notice
from gongban.foundation.territory.public import area_path

TEXT = "学府中路人行道塌了一块，盲道断了。我叫王小明，电话13000000077。"
GIVEN = {"kind": "help", "text": TEXT, "address": "学府中路 18 号", "lon": "112.7995", "lat": "30.3521", "wants_public": "on"}


def write(client: Client, path: str = "/report/", **changes: Any) -> Any:
    return client.post(path, {**GIVEN, **changes})


def send(client: Client) -> Any:
    return client.post("/report/check/")


def test_a_signed_in_resident_reports_in_two_steps_and_gets_a_number(signed_in: Any, cast: Any) -> None:
    client = signed_in(cast.chen)
    assert write(client).headers["Location"] == "/report/check/"
    answer = send(client)
    case = Case.objects.select_related("matter").get()
    assert answer.headers["Location"] == f"/report/done/{case.matter.number}/"
    assert case.text == TEXT and case.kind == "help" and case.district and case.channel == "web"
    page = client.get(answer.headers["Location"]).content.decode()
    assert case.matter.number in page and "查询码" not in page


def test_before_sending_the_writer_sees_what_others_will_see_and_why(signed_in: Any, cast: Any) -> None:
    client = signed_in(cast.chen)
    write(client)
    page = client.get("/report/check/").content.decode()
    assert "13000000077" not in page and "王小明" not in page
    assert "手机号码" in page and "姓名" in page
    assert not Case.objects.exists()


def test_a_visitor_is_asked_to_verify_the_phone_and_loses_nothing(signed_in: Any, cast: Any, client: Client) -> None:
    write(client)
    page = client.get("/report/check/").content.decode()
    assert "/login/?next=/report/check/" in page
    assert send(client).status_code == 403 and not Case.objects.exists()
    client.force_login(cast.account(cast.chen), backend="django.contrib.auth.backends.ModelBackend")
    assert send(client).status_code == 302
    assert Case.objects.get().text == TEXT


def test_an_anonymous_report_gets_a_code_by_which_it_is_followed(cast: Any, client: Client) -> None:
    write(client, kind="suggestion", anonymous="on")
    done = send(client).headers["Location"]
    number, code = Case.objects.get().matter.number, client.session["report_receipts"][Case.objects.get().matter.number]
    assert code in client.get(done).content.decode()
    assert client.get(f"/cases/{number}/").status_code == 200
    stranger = Client()
    assert stranger.get(f"/cases/{number}/").status_code == 404
    assert stranger.post("/follow/", {"number": number.lower(), "code": code.lower()}).headers["Location"] == f"/cases/{number}/"
    assert stranger.get(f"/cases/{number}/").status_code == 200


def test_whoever_follows_two_cases_by_code_sees_the_photos_of_both(cast: Any, client: Client, photo: Any) -> None:
    for text in ("公园的长椅坏了一条。", "学府中路的盲道断了。"):
        write(client, text=text, kind="suggestion", anonymous="on", photos=photo())
        assert send(client).status_code == 302
    client.session.pop("uploaded_photos", None)
    for case in Case.objects.all():
        attached = case.matter.attachments.get()
        assert client.get(f"/photos/{attached.photo_id}/320/").status_code == 200
        assert Client().get(f"/photos/{attached.photo_id}/320/").status_code == 404


def test_a_kind_that_needs_a_person_cannot_be_reported_anonymously(cast: Any, client: Client) -> None:
    answer = write(client, kind="complaint", anonymous="on")
    assert answer.status_code == 422 and "不能匿名" in answer.content.decode()


MISTAKES: list[tuple[dict[str, Any], str, str]] = [
    ({"kind": ""}, "id_kind_error", "请填写“类型”"),
    ({"kind": "gossip"}, "id_kind_error", "不在可选范围内"),
    ({"text": ""}, "id_text_error", "情况说明"),
    ({"text": "坏"}, "id_text_error", "情况说明"),
    ({"text": "很长" * 3000}, "id_text_error", "最多"),
    ({"lon": "116.4", "lat": "39.9"}, "id_address_error", "范围"),
    ({"lon": "north", "lat": "east"}, "id_address_error", "请检查"),
    ({"address": "路" * 301}, "id_address_error", "最多 300"),
]


@pytest.mark.parametrize(("changes", "where", "sentence"), MISTAKES, ids=[f"{m[1]}-{n}" for n, m in enumerate(MISTAKES)])
def test_a_mistake_is_named_beside_its_field_and_everything_typed_stays(
    signed_in: Any, cast: Any, changes: dict[str, Any], where: str, sentence: str
) -> None:
    answer = write(signed_in(cast.chen), **changes)
    page = answer.content.decode()
    assert answer.status_code in (400, 422)
    assert f'id="{where}"' in page and sentence in page
    for name in {"text", "address"} - set(changes):
        assert GIVEN[name] in page


def test_a_board_that_wants_a_photo_says_so_and_takes_the_report_with_one(signed_in: Any, cast: Any, photo: Any) -> None:
    client = signed_in(cast.chen)
    refused = write(client, "/report/expose-uncivil/", kind="complaint")
    assert refused.status_code == 422 and 'id="id_photos_error"' in refused.content.decode()
    assert write(client, "/report/expose-uncivil/", kind="complaint", photos=[photo(), photo("b.jpg", "red")]).status_code == 302
    send(client)
    case = Case.objects.get()
    assert case.board_id == "expose-uncivil" and case.matter.attachments.count() == 2


def test_a_board_offers_only_its_own_kinds(client: Client, cast: Any) -> None:
    page = client.get("/report/discover-beauty/").content.decode()
    assert 'value="praise"' in page and 'value="complaint"' not in page
    assert client.get("/report/no-such-board/").status_code == 404


def test_photos_stay_through_a_mistake_and_through_going_back(signed_in: Any, cast: Any, photo: Any) -> None:
    client = signed_in(cast.chen)
    write(client, photos=[photo()])
    page = client.get("/report/").content.decode()
    kept = client.session["report_draft"]["photos"]
    assert len(kept) == 1 and f'value="{kept[0]}"' in page and TEXT in page
    write(client, photo_id=kept[0])
    assert client.session["report_draft"]["photos"] == kept
    write(client, photo_id=kept[0], remove_photo=kept[0])
    assert client.session["report_draft"]["photos"] == []


def test_somebody_elses_photo_cannot_be_taken_along(signed_in: Any, cast: Any, photo: Any) -> None:
    other = signed_in(cast.outsider)
    write(other, photos=[photo()])
    stolen = other.session["report_draft"]["photos"][0]
    client = signed_in(cast.chen)
    write(client, photo_id=stolen)
    assert client.session["report_draft"]["photos"] == []


def test_a_file_that_is_no_photo_is_named(signed_in: Any, cast: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    lie = SimpleUploadedFile("road.jpg", b"<script>alert(1)</script>", content_type="image/jpeg")
    answer = write(signed_in(cast.chen), photos=[lie])
    assert answer.status_code in (400, 415, 422) and "road.jpg" in answer.content.decode()


def test_the_same_letter_sent_twice_is_one_case(signed_in: Any, cast: Any) -> None:
    client, key = signed_in(cast.chen), "0b7ad8a0-52a5-4d7f-8a9f-2f1c0a6f1c11"
    first = client.post("/report/", {**GIVEN, "step": "send"}, headers={"Idempotency-Key": key})
    again = client.post("/report/", {**GIVEN, "step": "send"}, headers={"Idempotency-Key": key})
    assert first.headers["Location"] == again.headers["Location"]
    assert Case.objects.count() == 1
    assert client.get(again.headers["Location"]).status_code == 200


def test_what_was_written_without_a_network_is_not_lost_when_nobody_is_signed_in(client: Client, cast: Any) -> None:
    answer = client.post("/report/", {**GIVEN, "step": "send"}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 403 and "data-report" not in answer.content.decode()
    assert client.session["report_draft"]["fields"]["text"] == TEXT


def test_a_danger_is_answered_with_the_emergency_line(signed_in: Any, cast: Any) -> None:
    client = signed_in(cast.chen)
    write(client, text="三楼着火了，还有人被困在里面！")
    assert 'href="tel:119"' in client.get("/report/check/").content.decode()


def test_a_report_of_wrongdoing_is_said_never_to_be_public(signed_in: Any, cast: Any) -> None:
    client = signed_in(cast.chen)
    write(client, kind="report")
    assert "一律不公开" in client.get("/report/check/").content.decode()


def test_the_draft_can_be_thrown_away(client: Client, cast: Any) -> None:
    write(client)
    client.post("/report/drop/")
    assert client.get("/report/check/").headers["Location"] == "/report/"


def test_nobody_else_sees_the_receipt(signed_in: Any, cast: Any) -> None:
    client = signed_in(cast.chen)
    write(client)
    done = send(client).headers["Location"]
    assert signed_in(cast.outsider).get(done).status_code == 404


def test_no_way_leads_to_a_report_without_the_token_against_forgery(cast: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert write(strict).status_code == 403


def test_a_near_same_case_is_offered_and_joining_it_takes_the_place_of_sending(signed_in: Any, cast: Any) -> None:
    text = "学府中路人行道塌了一大块，盲道断了，轮椅过不去。"
    case = cast.report(text, by=cast.outsider, when=timezone.now(), kind="help", category="01.01.10")
    cast.act(case, "publish", by=cast.moderator, when=timezone.now())
    client = signed_in(cast.chen)
    write(client, text=text, address="")
    page = client.get("/report/check/").content.decode()
    assert "附近有人反映过类似的事" in page and f"/cases/{case.matter.number}/me_too/" in page
    assert client.post(f"/cases/{case.matter.number}/me_too/").status_code == 302
    assert case.matter.parties.count() == 2


def test_ones_own_earlier_case_and_a_private_one_are_not_offered(signed_in: Any, cast: Any) -> None:
    text = "学府中路人行道塌了一大块，盲道断了，轮椅过不去。"
    mine = cast.report(text, when=timezone.now())
    private = cast.report(text, by=cast.outsider, when=timezone.now(), wants_public=False)
    client = signed_in(cast.chen)
    write(client, text=text)
    page = client.get("/report/check/").content.decode()
    assert mine.matter.number not in page and private.matter.number not in page


def test_a_letter_to_the_leaders_counts_as_one(signed_in: Any, cast: Any) -> None:
    client = signed_in(cast.chen)
    write(client, "/report/leaders-mailbox/", kind="suggestion")
    send(client)
    assert Case.objects.get().channel == "leader_mailbox"


def test_the_enterprise_board_is_for_enterprises(signed_in: Any, cast: Any) -> None:
    refused = write(signed_in(cast.chen), "/report/enterprise-line/", kind="inquiry")
    assert refused.status_code == 422 and "只收企业的诉求" in refused.content.decode()
    agent = signed_in(cast.agent)
    session = agent.session
    session["for_enterprise"] = cast.agent.enterprise
    session.save()
    assert write(agent, "/report/enterprise-line/", kind="inquiry").status_code == 302
    send(agent)
    case = Case.objects.get()
    assert case.channel == "enterprise_line" and case.matter.parties.get().enterprise_id == cast.agent.enterprise


def test_too_many_anonymous_reports_from_one_address_are_stopped(client: Client, cast: Any) -> None:
    for n in range(10):
        write(client, kind="suggestion", anonymous="on", text=f"第 {n} 个建议：多种些树。")
        assert send(client).status_code == 302
    write(client, kind="suggestion", anonymous="on", text="第十一个建议：多种些树。")
    stopped = send(client)
    assert stopped.status_code == 429 and "太频繁" in stopped.content.decode()
    assert client.session["report_draft"]["fields"]["text"].startswith("第十一个")


def test_a_business_named_in_a_complaint_is_masked_before_the_writers_eyes(signed_in: Any, cast: Any) -> None:
    client = signed_in(cast.chen)
    write(client, kind="complaint", text="楼下的兴隆饭店每天夜里排油烟，窗户都不敢开。")
    assert "兴隆饭店" not in client.get("/report/check/").content.decode().split("公开的样子")[1]


def test_a_notice_of_the_place_is_shown_before_sending(signed_in: Any, cast: Any) -> None:
    now = timezone.now()
    area = area_path(112.7995, 30.3521)[0].code
    Notice.objects.create(code="cut", kind="water", department_id="shuijituan", title_zh="停水公告样例", text_zh="换管", areas=[area],
                          starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=5))  # fmt: skip
    client = signed_in(cast.chen)
    write(client)
    assert "停水公告样例" in client.get("/report/check/").content.decode()
