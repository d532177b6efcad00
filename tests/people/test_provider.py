"""Proving a real name by a provider of identities: the honest way, and every way in which somebody may cheat."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from joserfc.jwk import RSAKey

from gongban.foundation.journal.models import Event
from gongban.foundation.people.models import Proof
from gongban.foundation.people.public import Assurance, assurance_of, forget_providers, identity_of
from tests.cast import MONDAY, Cast
from tests.people.identity_provider import CLIENT, SECRET, IdentityProvider, identity_provider

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NUMBER = "990101200105170012"


@pytest.fixture
def idp(settings: Any) -> Iterator[IdentityProvider]:
    with identity_provider() as running:
        settings.IDENTITY_ISSUER, settings.IDENTITY_CLIENT, settings.IDENTITY_SECRET = running.issuer, CLIENT, SECRET
        forget_providers()
        yield running
        forget_providers()


@pytest.fixture
def wu(cast: Cast) -> Client:
    return browser(cast, cast.outsider)


def browser(cast: Cast, who: Any) -> Client:
    client = Client()
    client.force_login(cast.account(who), backend=BACKEND)
    return client


def went(client: Client) -> str:
    """The address at the provider to which the browser is sent."""
    page = client.post("/me/identity/provider/").content.decode()
    found = re.search(r'content="1;url=([^"]+)"', page)
    assert found, page
    return html.unescape(found.group(1))


def back(client: Client, url: str) -> str:
    """What the person reads after coming back."""
    parts = urlsplit(url)
    return client.get(f"{parts.path}?{parts.query}", follow=True).content.decode()


def why() -> list[str]:
    return [event.payload["why"] for event in Event.objects.filter(kind="identity_refused").order_by("id")]


def test_who_comes_back_from_the_provider_is_known_by_their_real_name(cast: Cast, idp: IdentityProvider, wu: Client) -> None:
    page = back(wu, idp.agree(went(wu)))
    assert "已实名" in page and "吴**" in page and NUMBER not in page
    held = assurance_of(cast.outsider, MONDAY)
    assert (held.level, held.way) == (Assurance.REAL_NAME, "provider")
    assert identity_of(cast.account(cast.outsider))["id_number"] == NUMBER and why() == []


def test_name_and_number_may_come_from_the_user_info(cast: Cast, idp: IdentityProvider, wu: Client) -> None:
    idp.userinfo = {"sub": "p-1", "name": "吴浩然", "id_number": NUMBER}
    assert "吴**" in back(wu, idp.agree(went(wu)))


def test_where_none_is_set_there_is_no_way_to_it(cast: Cast, wu: Client) -> None:
    assert "provider/" not in wu.get("/me/identity/").content.decode()
    assert wu.post("/me/identity/provider/").status_code == 404
    assert wu.get("/me/identity/provider/back/?code=1&state=2").status_code == 302 and not Proof.objects.filter(way="provider").exists()


LIES: list[tuple[str, Callable[[IdentityProvider], Any]]] = [
    ("token_aud", lambda idp: idp.claims.update(aud="another-city")),
    ("token_azp", lambda idp: idp.claims.update(aud=[CLIENT, "another-city"], azp="another-city")),
    ("token_iss", lambda idp: idp.claims.update(iss="https://evil.example")),
    ("token_exp", lambda idp: idp.claims.update(exp=int(time.time()) - 120)),
    ("token_exp", lambda idp: idp.claims.update(exp=None)),
    ("token_iat", lambda idp: idp.claims.update(iat=int(time.time()) + 3600)),
    ("token_nonce", lambda idp: idp.claims.update(nonce="of-another-sign-in")),
    ("token_nonce", lambda idp: idp.claims.update(nonce=None)),
    ("token_sub", lambda idp: idp.claims.update(sub=None)),
    ("token_at_hash", lambda idp: idp.claims.update(at_hash="AAAAAAAAAAAAAAAAAAAAAA")),
    ("token_signature", lambda idp: setattr(idp, "alg", "none")),
    ("token_signature", lambda idp: setattr(idp, "alg", "HS256")),
    ("token_signature", lambda idp: setattr(idp, "signs_with", RSAKey.generate_key(2048, {"kid": "one"}))),
    ("issuer", lambda idp: idp.answer.update(iss="https://evil.example")),
    ("issuer", lambda idp: idp.answer.update(iss="")),
    ("state", lambda idp: idp.answer.update(state="of-somebody-else")),
    ("state", lambda idp: idp.answer.update(state="")),
    ("declined", lambda idp: idp.answer.update(error="access_denied")),
    ("code", lambda idp: idp.answer.update(code="guessed")),
    ("no_number", lambda idp: idp.person.pop("id_number")),
    ("other_subject", lambda idp: setattr(idp, "userinfo", {"sub": "p-2", "name": "吴浩然", "id_number": NUMBER})),
]


@pytest.mark.parametrize(("code", "lie"), LIES, ids=[f"{code}-{n}" for n, (code, _) in enumerate(LIES)])
def test_what_does_not_check_out_proves_nobody_and_is_written_down(cast: Cast, idp: IdentityProvider, wu: Client, code: str, lie: Callable[[IdentityProvider], Any]) -> None:
    url = went(wu)
    lie(idp)
    page = back(wu, idp.agree(url))
    assert "吴**" not in page and not Proof.objects.filter(way="provider").exists()
    assert why() == [code]


def test_a_provider_that_names_another_issuer_is_not_gone_to(cast: Cast, idp: IdentityProvider, wu: Client) -> None:
    idp.metadata["issuer"] = "https://evil.example"
    assert wu.post("/me/identity/provider/").status_code == 422
    idp.metadata = {"token_endpoint": "http://evil.example/token"}
    assert wu.post("/me/identity/provider/").status_code == 422


def test_an_answer_is_good_once_and_for_the_browser_that_asked(cast: Cast, idp: IdentityProvider, wu: Client) -> None:
    answer = idp.agree(went(wu))
    assert "没有实名" in back(browser(cast, cast.chen), answer), "somebody else's browser began nothing"
    assert "已实名" in back(wu, answer)
    assert "没有实名" in back(wu, answer), "the same answer again"
    assert why() == ["state", "state"]


def test_a_code_that_was_used_is_refused_though_the_state_is_right(cast: Cast, idp: IdentityProvider, wu: Client) -> None:
    used = parse_qs(urlsplit(idp.agree(went(wu))).query)["code"][0]
    idp.codes.pop(used)
    idp.answer["code"] = used
    back(wu, idp.agree(went(wu)))
    assert why() == ["code"] and idp.refused == [used]


def test_an_answer_after_signing_in_as_somebody_else_proves_nothing(cast: Cast, idp: IdentityProvider, wu: Client) -> None:
    answer, kept = idp.agree(went(wu)), wu.session["identity_pending"]
    chen = browser(cast, cast.chen)
    session = chen.session
    session["identity_pending"] = kept
    session.save()
    back(chen, answer)
    assert why() == ["other_session"]


def test_who_stays_too_long_begins_again(cast: Cast, idp: IdentityProvider, wu: Client) -> None:
    answer, session = idp.agree(went(wu)), wu.session
    session["identity_pending"] = {**session["identity_pending"], "begun": time.time() - 601}
    session.save()
    assert "停留太久" in back(wu, answer) and why() == ["late"]


def test_the_number_of_another_account_is_not_taken_over(cast: Cast, idp: IdentityProvider, wu: Client) -> None:
    idp.person |= {"name": "陈晓雨", "id_number": "990101199104120026"}
    assert "已在另一个账号实名" in back(wu, idp.agree(went(wu)))
    assert assurance_of(cast.chen, MONDAY).level is Assurance.REAL_NAME and why() == ["other_account"]


def test_an_account_that_is_somebody_s_does_not_become_another_s(cast: Cast, idp: IdentityProvider) -> None:
    chen = browser(cast, cast.chen)
    assert "由另一个人实名" in back(chen, idp.agree(went(chen))) and why() == ["already"]


def test_a_number_that_is_none_proves_nobody(cast: Cast, idp: IdentityProvider, wu: Client) -> None:
    idp.person["id_number"] = "990101200105170011"
    assert "校验位不符" in back(wu, idp.agree(went(wu))) and not Proof.objects.filter(way="provider").exists()


def test_a_provider_that_is_down_is_said_in_one_sentence(cast: Cast, settings: Any, wu: Client) -> None:
    settings.IDENTITY_ISSUER, settings.IDENTITY_CLIENT = "http://127.0.0.1:9", CLIENT
    forget_providers()
    answer = wu.post("/me/identity/provider/")
    assert answer.status_code == 503
