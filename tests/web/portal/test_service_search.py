"""Finding services on the portal, proposing a word, and the editors' page at the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from gongban.foundation.search.models import Search
from gongban.foundation.search.public import Card, State, Term, tell
from gongban.kernel.words import Words

pytestmark = pytest.mark.django_db

PASSPORT = UUID(int=11)


@pytest.fixture(autouse=True)
def town() -> None:
    tell([Card("item", PASSPORT, Words("普通护照换发龙舟", "Renew a passport"), "/help/", owner="公安局", audience=frozenset({"person"}))])


def page(path: str, client: Client | None = None, **given: Any) -> str:
    return (client or Client()).get(path, given).content.decode()


def test_a_result_says_why_it_was_found_and_leads_on_while_the_choice_is_kept() -> None:
    shown = page("/services/search/", q="龙舟 13812345678")
    search = Search.objects.get()
    link = f"/services/search/chosen/{search.pk}/item/{PASSPORT}/1/"
    assert link in shown and "含有您说的“龙舟”" in shown and "公安局" in shown
    assert Client().get(link).headers["Location"] == "/help/"
    search.refresh_from_db()
    assert (search.text, search.key, search.place) == ("龙舟 …", PASSPORT, 1)


def test_a_choice_of_nothing_is_absent() -> None:
    assert Client().get(f"/services/search/chosen/{uuid4()}/item/{uuid4()}/1/").status_code == 404


def test_nothing_found_offers_other_words_the_hotline_and_to_tell_us() -> None:
    shown = page("/services/search/", q="乙丙丁戊己庚辛")
    assert "没有找到" in shown and "12345" in shown and "/services/search/word/?say=" in shown


def test_filters_stand_in_the_address_and_can_be_taken_off() -> None:
    assert "普通护照换发龙舟" in page("/services/search/", q="龙舟", kind="item", audience="person")
    shown = page("/services/search/", q="龙舟", audience="company")
    assert "普通护照换发龙舟" not in shown and "去掉条件再找" in shown


def test_an_empty_search_shows_what_people_often_look_for_and_keeps_nothing() -> None:
    assert "大家常找" in page("/services/search/") and not Search.objects.exists()


def test_suggestions_come_as_json_with_the_reason_and_nothing_is_kept() -> None:
    found = Client().get("/services/search/suggest/", {"q": "龙舟"}).json()["found"]
    assert found[0] == {"name": "普通护照换发龙舟", "url": "/help/", "detail": "含有您说的“龙舟”"} and not Search.objects.exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "' OR 1=1", "%", "a" * 5_000])
def test_rubbish_is_answered_like_anything_else(text: str) -> None:
    answer = Client().get("/services/search/", {"q": text})
    assert answer.status_code == 200 and b"<script>alert" not in answer.content


def test_anybody_proposes_a_word_and_an_editor_takes_it(signed_in: Callable[..., Client], cast: Any) -> None:
    answer = Client().post("/services/search/word/", {"say": "红皮册", "means": "普通护照"})
    assert answer.status_code == 302
    editor, row = signed_in(cast.reviewer), Term.objects.get(say="红皮册")
    assert "红皮册" in page("/desk/words/", editor)
    editor.post(f"/desk/words/{row.pk}/approve/", {"means": "普通护照换发龙舟"})
    row.refresh_from_db()
    assert row.state == State.APPROVED
    assert "“红皮册”是“普通护照换发龙舟”的日常说法" in page("/services/search/", q="红皮册")
    assert "近 90 天用了 1 次" in page("/desk/words/", editor, q="红皮册")


def test_a_word_without_meaning_is_sent_back_with_a_sentence() -> None:
    answer = Client().post("/services/search/word/", {"say": "红", "means": "普通护照"})
    assert answer.status_code == 422 and "至少要有两个字" in answer.content.decode()


def test_what_was_not_found_is_on_the_editors_list_until_it_is_dealt_with(signed_in: Callable[..., Client], cast: Any) -> None:
    page("/services/search/", q="乙丙丁戊己庚辛")
    editor = signed_in(cast.reviewer)
    assert "乙丙丁戊己庚辛" in page("/desk/words/", editor)
    editor.post("/desk/words/done/", {"text": "乙丙丁戊己庚辛"})
    assert "乙丙丁戊己庚辛" not in page("/desk/words/", editor)


def test_programs_find_and_propose_too() -> None:
    found = Client().get("/api/v1/search", {"q": "龙舟", "kind": "item"}).json()
    assert found[0]["url"] == "/help/" and found[0]["why"][0]["zh"] == "含有您说的“龙舟”"
    made = Client().post("/api/v1/everyday-words", {"say": "红皮册", "means": "普通护照"}, content_type="application/json")
    assert made.status_code == 201 and made.json()["state"] == "proposed"
