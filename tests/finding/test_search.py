"""Words of one and two characters are found, by the index; nobody finds what they may not see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from gongban.delivery.cases.public import Case, Filter, Wanted, browse, worklist
from gongban.foundation.search.public import Sheet, drop, find, matching, push
from gongban.kernel.identifiers import uuid7
from tests.cast import MONDAY

TEXT = "小区门口的路灯坏了三天，Wi-Fi 也没有。狗叫个不停。"


@pytest.fixture
def told(db: None):  # type: ignore[no-untyped-def]
    key = uuid7()
    push([Sheet("test", key, "望江路路灯不亮", TEXT, MONDAY)])
    return key


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("路灯", True), ("狗", True), ("灯坏", True), ("坏了三天", True), ("路灯 狗", True), ("小区门口的路灯", True), ("wi", True), ("望江", True),
        ("Ｗｉ", True), ("路坏", False), ("路灯 猫", False), ("三天狗", False), ("灯路", False),
        ("'; DROP TABLE", False), ("", False), ("！？", False), ("\\ & | <->", False), ("路灯'", True),
    ],
)  # fmt: skip
def test_every_word_typed_must_stand_in_the_text(told, typed, is_found) -> None:  # type: ignore[no-untyped-def]
    assert list(matching(typed, "test").values_list("key", flat=True)) == ([told] if is_found else [])


def test_a_whole_question_finds_what_holds_most_of_its_words(told) -> None:  # type: ignore[no-untyped-def]
    push([Sheet("test", uuid7(), "公积金提取", "租房怎么提取公积金", MONDAY)])
    hits = find("路灯不亮了应该找谁修理啊", ["test"])
    assert [hit.key for hit in hits] == [told]


def test_what_is_told_anew_replaces_what_was_told(told) -> None:  # type: ignore[no-untyped-def]
    push([Sheet("test", told, "井盖", "井盖响", MONDAY)])
    assert not matching("路灯", "test").exists()
    drop([told], "test")
    assert not matching("井盖", "test").exists()


def test_a_word_of_two_characters_uses_the_index(db) -> None:  # type: ignore[no-untyped-def]
    push(Sheet("test", uuid7(), f"第{n}件", f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}有事", MONDAY) for n in range(3000))
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('document_words')")  # 刚写入的先并进索引 · as autovacuum would do
        cursor.execute("ANALYZE search_document")
        cursor.execute("SET LOCAL enable_seqscan = off")  # 表小时规划器宁可全扫 · a small table would rather be read whole
        cursor.execute("EXPLAIN SELECT key FROM search_document WHERE scope = 'test' AND words @@ $$'丁帀'$$::tsquery")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "document_words" in plan
    assert "Index Cond" in plan and "@@" in plan.partition("Index Cond")[2]


def test_the_public_finds_public_cases_by_their_masked_words_only(cast) -> None:  # type: ignore[no-untyped-def]
    case = cast.report("梅园路路灯坏了，我叫王小明，电话13000000123")
    shown = lambda words: [row.number for row in browse(Filter(words=words), now=MONDAY + timedelta(days=1)).rows]  # noqa: E731
    assert shown("路灯") == []
    cast.act(case, "publish", {"title_public": case.title_public, "text_public": case.text_public}, by=cast.moderator)
    assert shown("路灯") == [case.matter.number]
    assert shown(case.matter.number) == [case.matter.number]
    assert shown("小明") == shown("13000000123") == []
    cast.act(case, "keep_private", {"text": "涉及个人隐私"}, by=cast.moderator)
    assert shown("路灯") == []


def test_staff_find_by_words_only_what_is_in_their_charge(cast) -> None:  # type: ignore[no-untyped-def]
    case = cast.bring(cast.report("梅园路路灯坏了"), "dispatched")
    shown = lambda by: [one.pk for one in worklist(by, Wanted(scope="all", words="路灯"), MONDAY)]  # noqa: E731
    assert shown(cast.dispatcher) == shown(cast.handler) == [case.pk]
    assert shown(cast.other_handler) == []


def test_imported_cases_are_told_by_a_job(cast) -> None:  # type: ignore[no-untyped-def]
    from gongban.delivery.cases.indexing import STAFF, tell_of_missing

    case = cast.report("梅园路路灯坏了")
    drop([case.pk], STAFF)
    assert tell_of_missing() == 1
    assert tell_of_missing() == 0
    assert Case.objects.filter(pk__in=matching("路灯", STAFF)).get() == case
