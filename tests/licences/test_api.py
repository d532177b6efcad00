"""Programs do with licences what the pages do, within their scopes; nobody reads more over the API than on a page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gongban.delivery.licences.public import Licence, code_of
from gongban.foundation.people.public import make_token
from tests.cast import Cast
from tests.licences.conftest import CHEN_NUMBER, SHOP

pytestmark = pytest.mark.django_db
JSON = "application/json"
READ, ISSUE, ACT, SHARE = "licences:read", "licences:issue", "licences:act", "licences:share"
PERMIT = {
    "type": "food-permit", "holder_name": "老渡口餐饮店", "holder_number": SHOP, "fields": {"address": "渡口街 8 号", "projects": "热食"}, "key": "JCB1:granted",
}  # fmt: skip


def program(login: str, *scopes: str) -> Client:
    return Client(headers={"authorization": f"Bearer {make_token(login, name='x', scopes=scopes or ('all',))}"})


def post(client: Client, path: str, **given: Any) -> Any:
    return client.post(f"/api/v1/licences{path}", given, content_type=JSON)


def test_a_program_issues_once_reads_acts_and_anybody_proves(cast: Cast) -> None:
    bureau = program("shang.chengxin", READ, ISSUE, ACT)
    made = post(bureau, "", **PERMIT)
    assert made.status_code == 201 and post(bureau, "", **PERMIT).json()["id"] == made.json()["id"]
    found = made.json()
    assert found["state"]["code"] == "in_force" and found["number"].startswith("1.2.156.3005.2.11990100MB000110XE002.")
    proven = post(Client(), "/verify", code=found["code"]).json()
    assert (proven["verdict"], proven["licence"]["good"], proven["licence"]["holder"]) == ("genuine", True, "老渡口餐饮店")
    revoked = post(bureau, f"/{found['id']}/revoke", document="罚〔2026〕1号", text="过期食品")
    assert revoked.json()["state"]["code"] == "revoked" and revoked.json()["actions"] == ["cancel"]
    assert post(Client(), "/verify", code=found["code"]).json()["licence"]["state"]["code"] == "revoked"
    listed = bureau.get("/api/v1/licences?state=revoked").json()
    assert [row["id"] for row in listed["licences"]] == [found["id"]] and bureau.get("/api/v1/licences?state=in_force").json()["licences"] == []


def test_keys_that_differ_only_at_their_end_are_two_licences(cast: Cast) -> None:
    bureau, long = program("shang.chengxin"), "k" * 89
    numbers = {post(bureau, "", **{**PERMIT, "key": long + end}).json()["number"] for end in "ab"}
    assert len(numbers) == 2 and post(bureau, "", **{**PERMIT, "key": long + "ab"}).status_code == 422


def test_a_number_proves_nothing_and_a_forged_code_is_told(card: Licence) -> None:
    code = code_of(card)
    assert post(Client(), "/verify", code=card.number).json() == {"verdict": "unreadable", "licence": None}
    assert post(Client(), "/verify", code=code[:-4] + "AAAA").json() == {"verdict": "forged", "licence": None}
    keys = Client().get("/api/v1/licences/keys").json()
    assert keys == Client().get("/.well-known/gongban-licence-keys.json").json() and "secret" not in str(keys)


SCOPES = [(READ, "GET", "", 200), (ISSUE, "GET", "", 403), (READ, "POST", "", 403), (ACT, "POST", "/{pk}/suspend", 200), (READ, "POST", "/{pk}/suspend", 403), (ISSUE, "GET", "/{pk}", 403)]


@pytest.mark.parametrize(("scope", "method", "path", "status"), SCOPES)
def test_a_token_needs_the_scope(permit: Licence, scope: str, method: str, path: str, status: int) -> None:
    client, path = program("shang.chengxin", scope), path.format(pk=permit.pk)
    answer = client.get(f"/api/v1/licences{path}") if method == "GET" else post(client, path, text="整改")
    assert answer.status_code == status


def test_others_read_nothing(cast: Cast, permit: Licence, card: Licence) -> None:
    for login, status in (("luo.lixing", 404), ("yue.shouzhi", 404), ("admin", 404), ("wuhaoran", 404), ("hedusheng", 404)):
        assert program(login).get(f"/api/v1/licences/{permit.pk}").status_code == status, login
    assert Client().get(f"/api/v1/licences/{permit.pk}").status_code == 401
    assert program("wuhaoran").get("/api/v1/licences/mine").json() == []
    mine = program("chenxiaoyu").get("/api/v1/licences/mine").json()
    assert [(row["id"], row["holder"]) for row in mine] == [(str(card.pk), "陈**")]
    assert program("luo.lixing").get(f"/api/v1/licences?words={CHEN_NUMBER}").json()["licences"] == []


def test_asked_consented_looked_at_and_never_twice(cast: Cast, card: Licence) -> None:
    office, chen = program("luo.lixing", SHARE), program("chenxiaoyu", SHARE)
    share = post(office, "/shares", type="identity-card", holder_number=CHEN_NUMBER, matter="JCB7", purpose="核对身份").json()["id"]
    assert post(office, f"/shares/{share}/look", matter="JCB7").json()["code"] == "consent.none"
    assert [row["purpose"] for row in chen.get("/api/v1/licences/shares/mine").json()] == ["核对身份"]
    assert post(chen, f"/shares/{share}/consent").json()["state"] == "given"
    assert post(chen, f"/shares/{share}/consent").json()["code"] == "consent.replayed"
    seen = post(office, f"/shares/{share}/look", matter="JCB7")
    assert seen.status_code == 200 and seen.json()["holder_number"] == CHEN_NUMBER and seen.json()["actions"] == []
    assert post(office, f"/shares/{share}/look", matter="JCB8").status_code == 403
    assert post(chen, f"/shares/{share}/withdraw").json()["state"] == "withdrawn"
    assert post(office, f"/shares/{share}/look", matter="JCB7").status_code == 403
    assert [row["state"] for row in office.get("/api/v1/licences/shares").json()["shares"]] == ["withdrawn"]


def test_what_everybody_may_prove_is_limited(cast: Cast, permit: Licence) -> None:
    from gongban.web.api.licences.routes import VERIFIED_PER_QUARTER

    client = Client()
    answers = [post(client, "/verify", code="none").status_code for _ in range(21)]
    assert answers[0] == 200 and answers[-1] == 429 and VERIFIED_PER_QUARTER >= 21, "strangers have the common limit of changes, people and programs the wider one"
