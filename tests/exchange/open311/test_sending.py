"""A program sends a request for somebody: taken by the same action as on the page, or refused with every reason at once."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import Case, prove_party, read_case
from gongban.exchange.open311.models import Submission
from gongban.foundation.files.public import Photo, store
from gongban.foundation.people.public import Account, make_token, revoke_token
from gongban.kernel.actors import ANONYMOUS
from tests.cast import PLACE, Cast
from tests.exchange.open311.asking import BASE, a_key, ask, public_case, read, send
from tests.files.pictures import in_bytes, scene

pytestmark = pytest.mark.django_db
HERE = {"lat": str(PLACE[1]), "long": str(PLACE[0])}
LIGHT = {"service_code": "01.01.09", **HERE, "attribute[light_fault]": "dark", "description": "东门口的路灯坏了三盏，晚上很黑。"}


def sent_case() -> Case:
    return Case.objects.select_related("matter", "category").latest("matter__id")


def refused(given: dict[str, Any], expect: int = 400, **more: Any) -> str:
    """The sentences of a refusal, and that nothing was kept."""
    before = (Case.objects.count(), Photo.objects.count())
    errors = send(given, expect=expect, **more)
    assert {error["code"] for error in errors} == {expect} and (Case.objects.count(), Photo.objects.count()) == before
    return " ".join(error["description"] for error in errors)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_request_gets_its_number_at_once(cast: Cast, form: str) -> None:
    (told,) = send(LIGHT, form=form)
    case = sent_case()
    assert told["service_request_id"] == case.matter.number and "token" not in told and told["account_id"] is None
    assert (case.channel, case.kind, case.category_id, case.lon, case.publicity) == ("open311", "help", "01.01.09", PLACE[0], "waiting")
    assert case.matter.number in told["service_notice"] and "审核后才会公开" in told["service_notice"]


def test_the_notice_holds_a_code_with_which_the_person_follows_the_case_before_it_is_public(cast: Cast) -> None:
    (told,) = send(LIGHT)
    number = told["service_request_id"]
    assert ask(f"requests/{number}", expect=404)
    code = told["service_notice"].split("查询码 ")[1][:8]
    assert read_case(number, by=ANONYMOUS.as_party(str(prove_party(number, code).pk)), now=timezone.now()).mine


def test_once_published_it_reads_as_it_was_sent_with_its_answers(cast: Cast) -> None:
    (told,) = send({**LIGHT, "attribute[pole]": "L-1023"})
    cast.now = timezone.now()
    cast.act(sent_case(), "publish", {}, by=cast.moderator)
    (row,) = ask(f"requests/{told['service_request_id']}", extensions="true")
    assert row["description"] == "东门口的路灯坏了三盏，晚上很黑。\n\n灯杆编号：L-1023\n什么毛病：不亮"
    assert row["attributes"] == [{"code": "light_fault", "label": "什么毛病", "values": [{"key": "dark", "name": "不亮"}]}]


def test_free_words_among_the_answers_are_kept_in_the_text_alone(cast: Cast) -> None:
    send({**LIGHT, "attribute[pole]": "门口，电话13012345678"})
    assert Submission.objects.get().answers == {"light_fault": ["dark"]} and "13012345678" not in sent_case().text_public


def test_several_answers_to_one_question_are_taken_in_both_spellings(cast: Cast) -> None:
    for name in ("attribute[lanes][]", "attribute[lanes]"):
        send({"service_code": "01.01.10", **HERE, "description": "人行道的地砖塌了一块。", name: ["cars", "feet"]})
        assert sent_case().text.endswith("影响哪些人通行：机动车、行人")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"attribute[light_fault]": ""}, "attribute.missing"), ({"attribute[light_fault]": "broken"}, "attribute.invalid"), ({"attribute[light_fault]": ["dark", "day"]}, "attribute.too_many"),
        ({"attribute[colour]": "red"}, "attribute.unknown"), ({"attribute[pole]": "x" * 201}, "attribute.invalid"), ({"service_code": ""}, "service_code"), ({"lat": ""}, "open311.long"),
        ({"lat": "", "long": ""}, "open311.location"), ({"lat": "north"}, "place.not_a_number"), ({"lat": "nan"}, "place.not_a_number"), ({"lat": "52.5", "long": "13.4"}, "place.outside"), ({"lat": PLACE[0], "long": PLACE[1]}, "place"),
        ({"address_id": "no-such-street", "lat": "", "long": ""}, "open311.address_id"), ({"description": "很" * 4001}, "open311.description"), ({"phone": "1" * 21}, "string_too_long"), ({"last_name": "王" * 41}, "string_too_long"),
        ({"description": "坏\x00了"}, "control_character"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_and_nothing_is_kept(cast: Cast, given: dict[str, Any], said: str) -> None:
    given = {name: value for name, value in (LIGHT | given).items() if value != ""}
    found = refused(given)
    assert said in found or (said == "open311.long" and "open311.lat" in found), found


def test_every_answer_that_does_not_fit_is_named_at_once(cast: Cast) -> None:
    errors = send({**LIGHT, "attribute[light_fault]": "x", "attribute[colour]": "red"}, expect=400)
    assert len(errors) == 2


def test_a_service_that_is_not_offered_is_not_there(cast: Cast) -> None:
    for code in ("nowhere", "01.01", "02.01.01"):
        assert "open311.service" in refused({**LIGHT, "service_code": code}, 404)
    assert "open311.jurisdiction" in refused({**LIGHT, "jurisdiction_id": "elsewhere.example"}, 404)


def test_only_a_key_that_was_made_for_this_in_force_and_of_an_active_account_is_taken(cast: Cast) -> None:
    good = a_key()
    assert "api_key" in refused(LIGHT, 403, key="gb_guessed")
    assert "api_key" in refused(LIGHT, 403, key=a_key(channel="hotline"))
    assert "api_key" in refused(LIGHT, 403, key=make_token("he.jiexian", name="old", channel="open311", expires_at=timezone.now() - timedelta(hours=1)))
    assert read(Client().post(f"{BASE}/requests.xml", LIGHT), "xml", 403)[0]["code"] == "403"
    for client, query in ((Client(headers={"Authorization": f"Bearer {good}"}), ""), (Client(), f"?api_key={good}")):
        assert client.post(f"{BASE}/requests.json{query}", LIGHT).status_code == 200
    revoke_token("an app", at=timezone.now())
    assert "api_key" in refused(LIGHT, 403, key=good)
    key = a_key("shen.paidan")
    Account.objects.filter(login="shen.paidan").update(is_active=False)
    assert "api_key" in refused(LIGHT, 403, key=key)


def test_a_key_acts_within_its_scopes_and_its_own_limit(cast: Cast) -> None:
    assert "token.scope" in refused(LIGHT, 403, key=make_token("he.jiexian", name="reader", channel="open311", scopes=["cases:read"]))
    key = make_token("he.jiexian", name="slow", channel="open311", scopes=["cases:receive"], per_minute=1)
    answers = [Client().post(f"{BASE}/requests.json", {**LIGHT, "api_key": key}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429] and answers[0].headers["RateLimit-Remaining"] == "0"
    assert 0 < int(answers[1].headers["Retry-After"]) <= 60


def test_a_browsers_sign_in_is_no_key(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.account(cast.operator), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"{BASE}/requests.json", LIGHT).status_code == 403


def test_guessing_keys_is_stopped(cast: Cast) -> None:
    for _ in range(60):
        refused(LIGHT, 403, key="gb_guessed")
    answer = Client().post(f"{BASE}/requests.json", {**LIGHT, "api_key": "gb_guessed"})
    assert (answer.status_code, answer.json()[0]["code"], "Retry-After" in answer.headers) == (429, 429, True)
    assert Client().post(f"{BASE}/requests.json", {**LIGHT, "api_key": a_key()}).status_code == 200


def test_a_token_tells_the_number_once_staff_have_accepted(cast: Cast) -> None:
    (told,) = send({"service_code": "11.01.01", **HERE, "description": "超市的秤不准，少了三两。"})
    case, token = sent_case(), told["token"]
    assert "service_request_id" not in told and case.matter.number not in str(told) and case.kind == "complaint"
    assert ask(f"tokens/{token}") == [{"service_request_id": None, "token": token}]
    cast.now = timezone.now()
    cast.act(case, "accept", {}, by=cast.operator)
    assert ask(f"tokens/{token}") == [{"service_request_id": case.matter.number, "token": token}] == ask(f"tokens/{token}", "xml")
    assert ask("tokens/guessed", expect=404)


def test_of_what_is_never_public_the_number_is_told_to_the_person_and_to_no_machine(cast: Cast) -> None:
    (told,) = send({"service_code": "05.01.01", **HERE, "description": "办事人员收了红包才盖章。"})
    case = sent_case()
    assert (case.kind, case.publicity, "service_request_id" in told) == ("report", "never", False)
    assert case.matter.number in told["service_notice"] and "查询码" in told["service_notice"]
    cast.now = timezone.now()
    cast.act(case, "accept", {}, by=cast.operator)
    assert ask(f"tokens/{told['token']}")[0]["service_request_id"] is None


def test_an_address_in_words_is_found_by_the_citys_streets(cast: Cast) -> None:
    send({**{name: value for name, value in LIGHT.items() if name not in HERE}, "address_string": "沿江西路 12 号门前"})
    case = sent_case()
    assert case.address == "沿江西路 12 号门前" and case.lon and case.district
    send({**{name: value for name, value in LIGHT.items() if name not in HERE}, "address_id": "road-yanjiangxilu"})
    assert sent_case().address == "沿江西路" and sent_case().lon == case.lon
    send({**LIGHT, "address_string": "沿江西路 12 号门前"})
    assert sent_case().lon == PLACE[0], "a point goes before a name"
    send({**{name: value for name, value in LIGHT.items() if name not in HERE}, "address_string": "火星路 1 号"})
    assert sent_case().lon is None and sent_case().address == "火星路 1 号", "words that nobody knows are kept for whoever reads them"


@pytest.mark.parametrize(("given", "text"), [({}, "城市公共设施（Open311）"), ({"description": "灯坏了"}, "城市公共设施：灯坏了")])
def test_few_words_or_none_are_completed_by_the_services_name(cast: Cast, given: dict[str, str], text: str) -> None:
    send({"service_code": "01.01.09", **HERE, "attribute[light_fault]": "dark", **given})
    assert sent_case().text.startswith(text)


def test_who_reported_is_kept_as_a_party_and_shown_to_nobody_else(cast: Cast) -> None:
    send({**LIGHT, "first_name": "晓雨", "last_name": "陈", "phone": "13012345678", "email": "chen@example.org", "device_id": "d", "account_id": "a"})
    case = sent_case()
    from gongban.delivery.cases.public import contact

    assert (contact(case.matter.parties.get()).name, "13012345678" in contact(case.matter.parties.get()).phone) == ("陈晓雨", True)
    cast.now = timezone.now()
    cast.act(case, "publish", {}, by=cast.moderator)
    said = str(ask("requests", extensions="true")) + str(ask("servicerequestupdates"))
    assert not any(secret in said for secret in ("晓雨", "13012345678", "chen@example.org"))


def a_photo(seed: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile("light.jpg", in_bytes(scene(400, 300, seed=seed)), "image/jpeg")


def test_photos_come_as_media_and_stay_hidden_until_a_moderator_has_looked(cast: Cast) -> None:
    (told,) = send({**LIGHT, "media": [a_photo(1), a_photo(2)]})
    case = sent_case()
    assert case.matter.attachments.count() == 2
    cast.now = timezone.now()
    cast.act(case, "publish", {}, by=cast.moderator)
    assert ask(f"requests/{told['service_request_id']}")[0]["media_url"] is None


def test_a_file_that_is_no_photo_and_too_many_photos_are_refused(cast: Cast) -> None:
    assert "photo.format" in refused({**LIGHT, "media": SimpleUploadedFile("a.jpg", b"no photo", "image/jpeg")})
    assert "open311.media" in refused({**LIGHT, "media": [a_photo(seed) for seed in range(10)]})


def test_an_address_of_a_photo_elsewhere_is_never_fetched_and_the_sender_is_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*given: Any, **named: Any) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr("socket.getaddrinfo", no_network)
    for address in ("http://169.254.169.254/latest/meta-data", "https://elsewhere.example/a.jpg", "file:///etc/passwd", f"{settings.PUBLIC_URL}/photos/x/1280/"):
        (told,) = send({**LIGHT, "media_url": address})
        assert "media_url 所指的照片没有下载" in told["service_notice"] and not sent_case().matter.attachments.exists()
        assert address not in sent_case().text


def test_a_photo_that_was_uploaded_here_may_be_named_by_its_address_once(cast: Cast) -> None:
    photo = store(BytesIO(in_bytes(scene(400, 300))), by=ANONYMOUS)
    address = f"{settings.PUBLIC_URL}/photos/{photo.pk}/1280/"
    send({**LIGHT, "media_url": address})
    assert sent_case().matter.attachments.get().photo_id == photo.pk
    assert "photo.not_at_hand" in refused({**LIGHT, "media_url": address})


def test_words_of_an_emergency_are_answered_with_the_number_to_call(cast: Cast) -> None:
    (told,) = send({"service_code": "other", **HERE, "description": "江边有人落水，快来人。"})
    assert told["service_notice"].startswith("如情况紧急，请立即拨打 119") and sent_case().category_id is None


def test_a_neighbours_list_and_ours_are_in_step(cast: Cast) -> None:
    """What came over Open311 stands in the public list of the portal, and the other way round."""
    (told,) = send(LIGHT)
    cast.now = timezone.now()
    cast.act(sent_case(), "publish", {}, by=cast.moderator)
    other = public_case(cast).matter.number
    assert {row["service_request_id"] for row in ask("requests")} == {told["service_request_id"], other}
    said = Client().get("/cases/").content.decode()
    assert told["service_request_id"] in said and other in said
