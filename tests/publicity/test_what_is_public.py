"""The city's publicity table holds on every surface: what it keeps back is on no page, list, map, feed or interface (A14)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import Case, allowed_publicity, check_photo, first_publicity, rulebook
from gongban.delivery.cases.terms import Channel, Kind
from gongban.exchange.opendata.public import publish as publish_files
from gongban.foundation.files.public import store
from gongban.kernel.errors import Refusal
from tests.cast import Cast
from tests.files.pictures import in_bytes, scene

pytestmark = pytest.mark.django_db
MARK = re.compile(r"标记\d{3}")
BACKEND = "django.contrib.auth.backends.ModelBackend"
PHONE, NAME, DOOR, SHOP = "13012345678", "陈晓雨", "2单元501", "鑫源超市"
SECRET_TEXT = f"我叫{NAME}，电话{PHONE}，住滨江花园3栋{DOOR}室。沿江路{SHOP}噪音很大。标记777"


def expected(kind: str, channel: str, wants: bool) -> bool:
    """What the table says once a moderator has agreed."""
    rule = rulebook("publicity")["table"].get(kind, {}).get(channel, "never")
    return kind != "report" and (rule == "staff_decide" or (rule == "sender_choice" and wants))


def publish(cast: Cast, case: Case) -> bool:
    try:
        cast.act(case, "publish", by=cast.moderator)
    except Refusal as refusal:
        assert refusal.code in ("case.never_public", "case.not_allowed"), refusal.code
        return False
    return True


def strangers(cast: Cast) -> Iterator[Client]:
    """Somebody without an account, and a resident who has nothing to do with the cases."""
    yield Client()
    other = Client()
    other.force_login(cast.account(cast.outsider), backend=BACKEND)
    yield other


def pages(client: Client, address: str) -> str:
    """All pages of a list in one text, as far as there is a next one."""
    found = ""
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = "/cases/" + following[1].replace("&amp;", "&") if following else ""
        found += text
    return found


def over_the_api(client: Client, address: str) -> str:
    """All pages of a list of the API."""
    found, key = "", ""
    while True:
        answer = client.get(f"{address}{'&' if '?' in address else '?'}cursor={key}").json()
        found += json.dumps(answer, ensure_ascii=False)
        key = answer["next"]
        if not key:
            return found


def over_open311(client: Client, name: str) -> str:
    """What Open311 gives; the cast's own clock runs ahead of ours."""
    until = (timezone.now() + timedelta(days=1)).isoformat()
    return client.get(f"/open311/v2/{name}", {"extensions": "true", "end_date": until}).content.decode()


def open_data(client: Client) -> str:
    """Every file of open data in one text, made anew: JSON lines, CSV and GeoJSON of the cases, the statistics."""
    edition = publish_files(timezone.now())
    answers = [client.get(f"/opendata/files/{file.name}") for file in edition.files if file.dataset != "dictionary"]
    assert {answer.status_code for answer in answers} == {200} and len(answers) == 4
    texts = [b"".join(answer.streaming_content).decode() for answer in answers]  # type: ignore[attr-defined]
    in_first, *others = (set(MARK.findall(text)) for text in texts[:3])
    assert all(found == in_first for found in others)  # every form says the same
    return "".join(texts) + client.get("/opendata/").content.decode()


LISTS: dict[str, Callable[[Client], str]] = {
    "list": lambda client: pages(client, "/cases/"),
    "map": lambda client: client.get("/map/cases.geojson").content.decode(),
    "API list": lambda client: over_the_api(client, "/api/v1/cases"),
    "search on the page": lambda client: pages(client, "/cases/?q=标记"),
    "open data": open_data,
    "search over the API": lambda client: over_the_api(client, "/api/v1/cases?words=标记"),
    "Open311": lambda client: over_open311(client, "requests.json"),
    "Open311 as XML": lambda client: over_open311(client, "requests.xml"),
}


def test_every_kind_over_every_channel_with_either_choice_is_shown_exactly_as_the_table_says(cast: Cast) -> None:
    table, shown, hidden = rulebook("publicity")["table"], set(), set()
    cast.now = timezone.now()
    combinations = [(kind.value, channel.value, wants) for kind in Kind for channel in Channel for wants in (True, False)]
    assert len(combinations) == 6 * 15 * 2
    for place, (kind, channel, wants) in enumerate(combinations):
        mark = f"标记{place:03d}"
        case = cast.report(f"{mark}的路灯不亮", kind=kind, channel=channel, wants_public=wants, by=cast.operator)
        public = publish(cast, case)
        assert public == expected(kind, channel, wants), (kind, channel, wants, table.get(kind))
        (shown if public else hidden).add(mark)
    assert len(shown) > 80 and len(hidden) > 60
    for client in strangers(cast):
        for surface, read in LISTS.items():
            assert set(MARK.findall(read(client))) == shown, surface
        for once in ("/", "/cases/feed.atom", "/cases/feed.atom?kind=report"):
            assert set(MARK.findall(client.get(once).content.decode())) <= shown, once


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("channel", list(Channel))
def test_the_pure_table_knows_no_way_to_show_a_report_of_wrongdoing(cast: Cast, kind: Kind, channel: Channel) -> None:
    rule = allowed_publicity(kind, channel)
    assert rule in ("never", "staff_decide", "sender_choice")
    if kind == Kind.REPORT or channel == Channel.IMPORT:
        assert rule == "never"
    assert first_publicity(kind, channel, True) == ("never" if rule == "never" else "waiting")
    assert first_publicity(kind, channel, False) == ("never" if rule == "never" else "private")


def hidden_case(cast: Cast, how: str) -> Case:
    """A case that is not public, for one of the reasons there are."""
    given = {
        "report of wrongdoing": {"kind": "report"}, "call without consent": {"channel": "hotline", "wants_public": False, "by": cast.operator},
        "waiting for a moderator": {}, "kept private": {}, "private category": {"category": "05.01"}, "taken back": {}, "became a report": {},
    }[how]  # fmt: skip
    photo = store(BytesIO(in_bytes(scene())), by=given.get("by", cast.chen))
    case = cast.report("标记888的路灯不亮", when=timezone.now(), photos=[photo.pk], **given)
    check_photo(case.matter.number, photo.pk, [], show=True, by=cast.moderator, at=cast.later())
    if how in ("taken back", "became a report"):
        assert publish(cast, case)
    if how in ("kept private", "taken back"):
        cast.act(case, "keep_private", {"text": "含他人隐私"}, by=cast.moderator)
    if how == "became a report":
        cast.act(case, "reclassify", {"kind": "report", "urgency": "normal", "category": "01.01.09"}, by=cast.operator)
    return case


HOW = ["report of wrongdoing", "call without consent", "waiting for a moderator", "kept private", "private category", "taken back", "became a report"]


@pytest.mark.parametrize("how", HOW)
def test_what_is_not_public_cannot_be_reached_by_its_address_nor_acted_upon(cast: Cast, how: str) -> None:
    case = hidden_case(cast, how)
    number, photo = case.matter.number, case.matter.attachments.get().photo_id
    for client in strangers(cast):
        for address in (f"/cases/{number}/", f"/api/v1/cases/{number}", f"/open311/v2/requests/{number}.json", f"/photos/{photo}/320/", f"/photos/{photo}/1280/", f"/photos/{photo}/original/"):
            answer = client.get(address)
            assert (answer.status_code, "标记888" in answer.content.decode()) == (404, False), address
        for address in (f"/cases/{number}/me_too/", f"/api/v1/cases/{number}/me_too"):
            assert client.post(address, {}, content_type="application/json").status_code in (302, 401, 403, 404), address
        for surface, read in LISTS.items():
            assert "标记888" not in read(client), surface
        typed = {"text": "标记888的路灯不亮", "lon": 112.7995, "lat": 30.3521}
        assert "标记888" not in client.post("/api/v1/duplicates", typed, content_type="application/json").content.decode().replace(typed["text"], "")
        assert client.get("/follow/", {"number": number}).status_code == 422


def test_no_personal_data_is_on_any_surface_and_the_named_business_only_after_the_answer(cast: Cast) -> None:
    case = cast.report(SECRET_TEXT, title=f"{NAME}反映{SHOP}", kind="complaint", when=timezone.now(), name=NAME, phone=PHONE, board=None,
                       address=f"滨江花园3栋{DOOR}室")  # fmt: skip
    assert publish(cast, case)
    number = case.matter.number
    read = {**LISTS, "page": lambda client: client.get(f"/cases/{number}/").content.decode(), "home": lambda client: client.get("/").content.decode(),
            "API": lambda client: client.get(f"/api/v1/cases/{number}").content.decode(),
            "feed": lambda client: client.get("/cases/feed.atom").content.decode(),
            "updates": lambda client: over_open311(client, "servicerequestupdates.xml")}  # fmt: skip
    for secrets, shop in (([PHONE, NAME, DOOR, SHOP], False), ([PHONE, NAME, DOOR], True)):
        if shop:
            cast.bring(case, "closed")
        for client in strangers(cast):
            for surface, text in ((name, look(client)) for name, look in read.items()):
                assert [secret for secret in secrets if secret in text] == [], surface
            assert (SHOP in read["page"](client)) == (SHOP in read["Open311"](client)) == shop


def test_a_moderators_wording_stands_everywhere_is_masked_too_and_stays_after_the_answer(cast: Cast) -> None:
    case = cast.report(SECRET_TEXT, kind="complaint", when=timezone.now())
    cast.act(case, "publish", {"title_public": "夜间噪音", "text_public": f"有商户噪音很大，{PHONE}"}, by=cast.moderator)
    cast.bring(case, "closed")
    for client in strangers(cast):
        said = client.get(f"/cases/{case.matter.number}/").content.decode()
        assert ("有商户噪音很大" in said, "沿江路" in said, PHONE in said) == (True, False, False)


def test_the_place_is_coarse_or_hidden_for_everybody_else(cast: Cast) -> None:
    shown = cast.report("标记901的路灯不亮", when=timezone.now())
    hidden = cast.report("标记902有人摆卖", category="09.01", when=timezone.now())
    assert publish(cast, shown) and publish(cast, hidden)
    for client in strangers(cast):
        features = client.get("/map/cases.geojson").json()["features"]
        assert [feature["properties"]["number"] for feature in features] == [shown.matter.number]
        assert features[0]["geometry"]["coordinates"] != [shown.lon, shown.lat]
        for case in (shown, hidden):
            said = client.get(f"/cases/{case.matter.number}/").content.decode() + client.get(f"/api/v1/cases/{case.matter.number}").content.decode()
            said += client.get(f"/open311/v2/requests/{case.matter.number}.json?extensions=true").content.decode()
            assert "30.3521" not in said, case.category_id


def test_open_figures_hide_small_counts_and_count_no_report_of_wrongdoing_by_name(cast: Cast) -> None:
    for _ in range(3):
        publish(cast, cast.report("标记903的路灯不亮", when=timezone.now()))
    for client in strangers(cast):
        for address in ("/statistics/", "/statistics/figures.csv", "/api/v1/statistics"):
            answer = client.get(address)
            assert answer.status_code == 200
            assert not MARK.search(answer.content.decode())
