"""What anybody's program reads: services, definitions and requests, filtered, in parts, masked, and nothing that is not public."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongban.delivery.cases.public import Case, check_photo
from gongban.exchange.open311.services import service_named, services
from gongban.foundation.files.public import store
from tests.cast import PLACE, Cast
from tests.exchange.open311.asking import BASE, ask, in_text, public_case, read
from tests.files.pictures import in_bytes, scene
from tests.standing import forget_all

pytestmark = pytest.mark.django_db


def numbers(rows: list[dict[str, Any]]) -> list[str]:
    return [row["service_request_id"] for row in rows]


def opened(case: Case, at: datetime) -> Case:
    """The same case as if it had come in at another time."""
    type(case.matter).objects.filter(pk=case.matter_id).update(opened_at=at)
    return case


@pytest.mark.parametrize("path", ["/open311/discovery", "/open311/v2/discovery"])
def test_discovery_names_the_endpoint_in_both_formats(cast: Cast, path: str) -> None:
    found = Client().get(f"{path}.json").json()
    (endpoint,) = found["endpoints"]
    assert (endpoint["specification"], endpoint["type"]) == ("http://wiki.open311.org/GeoReport_v2", "test")
    assert endpoint["url"].endswith("/open311/v2") and endpoint["formats"] == ["text/xml", "application/json"]
    assert found["contact"] and found["key_service"] and datetime.fromisoformat(found["changeset"]).tzinfo
    root = ElementTree.fromstring(Client().get(f"{path}.xml").content)
    assert (root.tag, root.findtext("endpoints/endpoint/formats/format")) == ("discovery", "text/xml")


def test_services_are_the_smallest_categories_that_the_city_offers_and_one_for_the_rest(cast: Cast) -> None:
    rows = {row["service_code"]: row for row in ask("services")}
    assert rows["01.01.09"] | {"keywords": ""} == {
        "service_code": "01.01.09", "service_name": "城市公共设施", "description": "城乡建设 / 城市建设和市政管理 / 城市公共设施", "metadata": True,
        "type": "realtime", "keywords": "", "group": "城乡建设",
    }  # fmt: skip
    assert "路灯" in rows["01.01.09"]["keywords"].split(",")
    assert not {"01", "01.01", "02.01.01"} & set(rows) and rows["other"]["metadata"] is False
    assert (rows["11.01.01"]["type"], rows["05.01.01"]["type"]) == ("batch", "blackbox")


def test_a_service_reads_alone_as_in_the_list(cast: Cast) -> None:
    for one in services()[::25]:
        assert service_named(one.code) == one


def test_names_follow_the_language_that_is_asked_for(cast: Cast) -> None:
    answer = Client().get(f"{BASE}/services.json", headers={"Accept-Language": "en"})
    assert "Street lights and street furniture" in [row["service_name"] for row in answer.json()]


def test_a_definition_asks_in_order_and_a_service_without_questions_has_none(cast: Cast) -> None:
    found = ask("services/01.01.09")
    assert [(one["code"], one["order"], one["datatype"], one["required"], one["variable"]) for one in found["attributes"]] == [
        ("pole", 1, "string", False, True), ("light_fault", 2, "singlevaluelist", True, True),
    ]  # fmt: skip
    assert {"key": "dark", "name": "不亮"} in found["attributes"][1]["values"]
    assert ask("services/01.02.01")["attributes"][1]["variable"] is False
    for code in ("01.01.06", "01.01", "nowhere", "02.01.01"):
        assert ask(f"services/{code}", expect=404)[0]["code"] == 404


@pytest.mark.parametrize("path", ["services", "services/01.01.09", "services/01.02.01", "requests", "requests?extensions=true", "requests/NUMBER", "servicerequestupdates"])
def test_both_formats_say_the_same(cast: Cast, path: str) -> None:
    case = public_case(cast, "东门口的路灯坏了，<b>晚上</b> & 很黑。")
    cast.bring(case, "in_progress")
    name, _, query = path.replace("NUMBER", case.matter.number).partition("?")
    given = dict([query.split("=")]) if query else {}
    assert ask(name, "xml", **given) == in_text(ask(name, **given))


def test_a_request_reads_as_in_public_and_masks_whom_it_names(cast: Cast) -> None:
    case = public_case(cast, "我叫陈晓雨，电话13012345678，东门口的路灯坏了。", address="滨江花园3栋2单元501室")
    (row,) = ask(f"requests/{case.matter.number}")
    assert (row["status"], row["service_code"], row["service_name"]) == ("open", "01.01.09", "城市公共设施")
    assert row["description"] == case.text_public and not any(secret in str(row) for secret in ("13012345678", "陈晓雨", "2单元501"))
    assert (row["long"], row["lat"]) != PLACE and abs(row["lat"] - PLACE[1]) < 0.01
    assert datetime.fromisoformat(row["requested_datetime"]).utcoffset() == timedelta(hours=8)
    assert row["status_notes"] == "已收到，正在查看。" and row["expected_datetime"]
    assert {name: row[name] for name in ("service_notice", "address_id", "zipcode", "media_url")} == dict.fromkeys(("service_notice", "address_id", "zipcode", "media_url"))


def test_a_closed_request_tells_the_answer_who_gave_it_and_when(cast: Cast) -> None:
    case = cast.bring(public_case(cast), "closed")
    (row,) = ask(f"requests/{case.matter.number}")
    assert (row["status"], row["status_notes"], row["agency_responsible"]) == ("closed", "已到现场处理完毕。", "城管局")
    case.refresh_from_db()
    assert case.closed_at and datetime.fromisoformat(row["updated_datetime"]) == case.closed_at.replace(microsecond=0)


def test_a_photo_is_given_once_a_moderator_has_looked_at_it(cast: Cast) -> None:
    photo = store(BytesIO(in_bytes(scene())), by=cast.chen)
    case = public_case(cast, photos=[photo.pk])
    assert ask(f"requests/{case.matter.number}")[0]["media_url"] is None
    check_photo(case.matter.number, photo.pk, [], show=True, by=cast.moderator, at=cast.later())
    address = ask(f"requests/{case.matter.number}")[0]["media_url"]
    assert address.startswith("http") and Client().get("/photos/" + address.split("/photos/")[1]).status_code == 200


@pytest.mark.parametrize("how", ["report of wrongdoing", "waiting for a moderator", "kept private", "private category"])
def test_what_is_not_public_is_in_no_list_and_behind_no_number(cast: Cast, how: str) -> None:
    given = {"report of wrongdoing": {"kind": "report"}, "private category": {"category": "05.01"}}.get(how, {})
    cast.now = timezone.now()
    case = cast.report("标记888的路灯不亮", **given)
    if how == "kept private":
        cast.act(case, "keep_private", {"text": "含他人隐私"}, by=cast.moderator)
    for found in (ask("requests"), ask("requests", service_request_id=case.matter.number), ask("servicerequestupdates"), ask("requests", extensions="true")):
        assert found == []
    assert ask(f"requests/{case.matter.number}", expect=404) and ask(f"requests/{case.matter.number}", "xml", expect=404)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["new", "sorted", "done", "middle"]), ({"status": "open"}, ["new", "sorted", "middle"]), ({"status": "closed"}, ["done"]), ({"status": "open,closed"}, ["new", "sorted", "done", "middle"]),
        ({"service_code": "01.01.10"}, ["done"]), ({"service_code": "01.01"}, ["new", "done", "middle"]), ({"service_code": "01.01.10,other"}, ["sorted", "done"]), ({"service_code": "99"}, []),
        ({"start_date": "60"}, ["new", "sorted", "done"]), ({"end_date": "40"}, ["middle", "old"]), ({"start_date": "130", "end_date": "60"}, ["middle", "old"]), ({"start_date": "120"}, ["done", "middle", "old"]),
        ({"page_size": "2"}, ["new", "sorted"]), ({"page_size": "2", "page": "2"}, ["done", "middle"]), ({"page_size": "2", "page": "3"}, []),
    ],
)  # fmt: skip
def test_the_filters_of_the_standard(cast: Cast, asked: dict[str, str], expected: list[str]) -> None:
    """Cases of 1, 2, 30, 70 and 110 days ago: dates of the table are days back."""
    now = timezone.now()
    cases = {
        "new": opened(public_case(cast), now - timedelta(days=1)), "sorted": opened(public_case(cast, category=None), now - timedelta(days=2)),
        "done": opened(cast.bring(public_case(cast, category="01.01.10"), "closed"), now - timedelta(days=30)),
        "middle": opened(public_case(cast), now - timedelta(days=70)), "old": opened(public_case(cast), now - timedelta(days=110)),
    }  # fmt: skip
    given = {name: (now - timedelta(days=int(value))).isoformat() if name.endswith("date") else value for name, value in asked.items()}
    named = {case.matter.number: name for name, case in cases.items()}
    assert [named[number] for number in numbers(ask("requests", **given))] == expected


def test_numbers_that_are_asked_for_override_every_other_argument(cast: Cast) -> None:
    old = opened(public_case(cast), timezone.now() - timedelta(days=400)).matter.number
    new = public_case(cast).matter.number
    found = ask("requests", service_request_id=f"{old}, {new},JC20200101-000001", status="closed", service_code="99", start_date="2020-01-01T00:00:00Z", end_date="2020-01-02T00:00:00Z")
    assert sorted(numbers(found)) == sorted([old, new])


def test_neighbouring_pages_are_named_in_a_header(cast: Cast) -> None:
    for _ in range(3):
        public_case(cast)
    links = [Client().get(f"{BASE}/requests.json?page_size=1&status=open&page={page}").headers.get("Link", "") for page in (1, 2, 3)]
    assert [("prev" in link, "next" in link) for link in links] == [(False, True), (True, True), (True, False)]
    assert "page=3" in links[1] and "status=open" in links[1]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"start_date": "yesterday"}, "start_date"), ({"end_date": "2026-13-01T00:00:00Z"}, "end_date"), ({"start_date": "0001-01-01T00:00:00+14:00"}, "start_date"),
        ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-05-01T00:00:00Z"}, "start_date"), ({"start_date": "2026-05-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"}, "start_date"),
        ({"status": "opened"}, "status"), ({"page": "0"}, "page"), ({"page": "x"}, "page"), ({"page_size": "1001"}, "page_size"), ({"page": "٣"}, "page"), ({"extensions": "true", "page_size": "201"}, "page_size"),
    ],
)  # fmt: skip
def test_an_argument_that_does_not_fit_is_named(cast: Cast, asked: dict[str, str], field: str) -> None:
    answer = Client().get(f"{BASE}/requests.json", asked)
    (error,) = read(answer, "json", 400)
    assert error["code"] == 400 and f"(open311.{field})" in error["description"]


def test_an_offset_whose_plus_was_not_escaped_is_understood(cast: Cast) -> None:
    case = public_case(cast)
    since = (timezone.now() - timedelta(days=1)).astimezone(UTC).isoformat(timespec="seconds")
    assert numbers(Client().get(f"{BASE}/requests.json?start_date={since}").json()) == [case.matter.number]


def test_another_jurisdiction_and_another_format_are_not_here(cast: Cast) -> None:
    assert ask("services", jurisdiction_id="jiangcheng.example") == ask("services", jurisdiction_id="jiangcheng") == ask("services")
    for path in ("services", "requests", "services/01.01.09", "requests/x", "tokens/x"):
        assert ask(path, expect=404, jurisdiction_id="elsewhere.example")[0]["code"] == 404
    answer = Client().get(f"{BASE}/services.csv")
    assert (answer.status_code, ElementTree.fromstring(answer.content).findtext("error/code")) == (404, "404")


@pytest.mark.parametrize(("form", "accept"), [("xml", ""), ("json", "application/json"), ("xml", "text/xml, application/json")])
def test_an_address_that_is_not_there_is_told_in_the_words_of_the_standard(cast: Cast, form: str, accept: str) -> None:
    answer = Client().get("/open311/v2/nothing", headers={"Accept": accept} if accept else {})
    assert answer.status_code == 404 and answer.headers["Content-Type"].startswith({"xml": "text/xml", "json": "application/json"}[form])


def test_a_method_that_is_not_taken_is_told_with_those_that_are(cast: Cast) -> None:
    answer = Client().delete(f"{BASE}/requests.json")
    assert (answer.status_code, answer.headers["Allow"], answer.json()[0]["code"]) == (405, "GET, HEAD, POST", 405)
    assert Client().post(f"{BASE}/services.json").status_code == 405 and Client().head(f"{BASE}/services.json").status_code == 200


def test_extensions_add_answers_the_public_thread_and_all_photos(cast: Cast) -> None:
    case = cast.bring(public_case(cast), "in_progress")
    cast.act(case, "note", {"text": "内部的话"}, by=cast.handler)
    cast.act(case, "reply", {"text": "明天来修，电话13012345678"}, by=cast.handler)
    (row,) = ask(f"requests/{case.matter.number}", extensions="true")
    assert [note["summary"] for note in row["notes"]][:2] == ["提交诉求", "已受理"] and "明天来修" in str(row["notes"])
    assert "内部的话" not in str(row) and "13012345678" not in str(row)
    assert row["extended_attributes"]["state"] == "in_progress" and row["attributes"] == []


def test_updates_tell_what_happened_since_in_order(cast: Cast) -> None:
    case = cast.bring(public_case(cast), "closed")
    rows = ask("servicerequestupdates")
    assert {row["service_request_id"] for row in rows} == {case.matter.number} and len({row["update_id"] for row in rows}) == len(rows) > 4
    assert [row["updated_datetime"] for row in rows] == sorted(row["updated_datetime"] for row in rows)
    assert (rows[-1]["status"], "已到现场处理完毕" in str(rows)) == ("CLOSED", True)
    assert ask("servicerequestupdates", page_size="2", page="2") == rows[2:4]


def test_news_since_last_time_hold_what_was_written_down_late_and_nothing_twice(cast: Cast) -> None:
    case = public_case(cast)
    told = {row["update_id"] for row in ask("servicerequestupdates")}
    since = timezone.now().isoformat()
    cast.act(case, "accept", {}, by=cast.operator, when=timezone.now() - timedelta(minutes=30))
    (news,) = ask("servicerequestupdates", start_date=since)
    assert news["description"] == "已受理" and news["update_id"] not in told
    assert ask("servicerequestupdates", start_date="0001-06-01T00:00:00Z") == ask("servicerequestupdates", end_date="2020-01-01T00:00:00Z") == []


@pytest.mark.parametrize("path", ["requests", "requests?extensions=true", "servicerequestupdates", "services"])
def test_more_cases_ask_the_database_no_more_often(cast: Cast, path: str) -> None:
    def asked() -> int:
        forget_all()  # what is remembered for some seconds counts too
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(f"{BASE}/{path.replace('?', '.json?') if '?' in path else path + '.json'}").status_code == 200
        return len(queries)

    cast.bring(public_case(cast, photos=[store(BytesIO(in_bytes(scene())), by=cast.chen).pk]), "in_progress")
    few = asked()
    for _ in range(4):
        cast.bring(public_case(cast, photos=[store(BytesIO(in_bytes(scene())), by=cast.chen).pk]), "closed")
    assert asked() == few <= 14
