"""The dispatch desk is offered departments with the words that decided; a person has the last word unless the city says otherwise."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import yaml
from django.utils import timezone

from gongban.delivery.cases import noticing
from gongban.delivery.cases.public import (
    Proposal,
    Suggestion,
    emergencies_in,
    likely_duplicates,
    offers_of,
    share_of_kept,
    suggest,
)
from gongban.foundation.journal.public import Event
from gongban.foundation.territory.public import city
from gongban.kernel.words import Words
from tests.cast import MONDAY
from tests.standing import CITY


@pytest.mark.parametrize(
    ("text", "department", "because"),
    [
        ("望江路的路灯不亮，晚上很黑", "ludeng", "路灯"),
        ("小区门口垃圾桶满了没人清运", "huanwei", "垃圾桶"),
        ("公交车甩站，等车等了半小时", "gongjiao", "公交车"),
        ("自来水水压太小，楼上没水", "shuijituan", "自来水"),
        ("公积金提取被退回来了", "gongjijin", "公积金"),
        ("井盖松动，一踩就响，路面坑洼", "shizheng", "井盖"),
    ],
)
def test_everyday_words_lead_to_the_department_and_are_named(db: None, text: str, department: str, because: str) -> None:
    found = suggest(text)
    assert found.method == "dictionary"
    assert found.departments[0].code == department
    assert because in found.departments[0].because
    assert any(because in reason.zh for reason in found.departments[0].reasons)
    assert len(found.departments) <= 3 and len(found.categories) <= 3


@pytest.mark.parametrize("text", ["", "？？？", "嗯"])
def test_what_says_nothing_is_not_guessed_at(db: None, text: str) -> None:
    assert suggest(text) == Suggestion()


def test_the_street_office_of_the_place_is_offered_for_what_streets_do(db: None) -> None:
    north = suggest("楼道堆物，邻居飞线充电", lon=112.7995, lat=30.3521).departments
    nowhere = suggest("楼道堆物，邻居飞线充电").departments
    assert any(each.code.startswith("jie-") for each in north)
    assert not any(each.code.startswith("jie-") and any("辖区" in reason.zh for reason in each.reasons) for each in nowhere)


def test_three_of_four_demonstration_cases_find_their_department_among_the_first_three(db: None) -> None:
    cases, right = yaml.safe_load((CITY / "demo" / "cases.yaml").read_text(encoding="utf-8"))["cases"], Counter[str]()
    for each in cases:
        place = each.get("place") or {}
        found = suggest(each["text"], title=each.get("title", ""), lon=place.get("lon"), lat=place.get("lat"))
        codes = [one.code for one in found.departments]
        right["first"] += codes[:1] == [each["department"]]
        right["three"] += each["department"] in codes
    assert right["three"] >= 0.7 * len(cases), right
    assert right["first"] >= 0.5 * len(cases), right


def test_the_offer_is_kept_with_the_case_and_what_was_chosen_instead_is_counted(cast: Any) -> None:
    kept, other = (cast.report(text, when=timezone.now()) for text in ("江边的路灯不亮", "路口的路灯不亮"))
    for case in (kept, other):
        noticing.offer_departments(Event.objects.get(matter=case.pk, kind="case_opened"))
        case.refresh_from_db()
    first = offers_of(kept)[0]
    assert (first.code, kept.suggestion[0]["method"]) == ("ludeng", "dictionary")
    assert kept.matter.state == "received"
    cast.act(kept, "dispatch", {"department": "ludeng"}, by=cast.dispatcher)
    cast.act(other, "dispatch", {"department": "chengguan"}, by=cast.dispatcher)
    assert (kept.suggestion_kept, other.suggestion_kept) == (True, False)
    assert share_of_kept(cast.now, least=2) == 50
    assert share_of_kept(cast.now) is None, "two cases are too few to show a share"


@pytest.mark.parametrize(
    ("least", "method", "score", "state"),
    [(None, "learned", 99, "received"), (0.9, "learned", 95, "dispatched"), (0.9, "learned", 80, "received"), (0.5, "dictionary", 99, "received")],
)
def test_it_dispatches_by_itself_only_when_the_city_allows_it_and_it_is_sure(
    cast: Any, monkeypatch: pytest.MonkeyPatch, least: float | None, method: str, score: int, state: str
) -> None:
    case = cast.report("江边的路灯不亮", when=timezone.now())
    offer = Proposal("ludeng", Words("路灯处", "Lights"), score, ("路灯",), (Words("写到了“路灯”。", "It mentions 路灯."),), "01.01.09")
    monkeypatch.setattr(noticing, "suggest_for", lambda _case: Suggestion((offer,), (), method))
    here = city()
    here.settings["automatic_dispatch_confidence"] = least
    monkeypatch.setattr(noticing, "city", lambda: here)
    noticing.offer_departments(Event.objects.get(matter=case.pk, kind="case_opened"))
    case.refresh_from_db()
    case.matter.refresh_from_db()
    assert case.matter.state == state
    if state == "dispatched":
        told = Event.objects.get(matter=case.pk, kind="dispatched")
        assert told.payload["automatic"] is True and told.payload["department"] == "ludeng"
        assert case.lead and "写到了" in case.lead.reason


@pytest.mark.parametrize(
    ("text", "lines"),
    [("楼下有人打架", ["110"]), ("厨房着火了，有人被困", ["119"]), ("老人晕倒没有呼吸", ["120"]), ("路口追尾有人摔伤", ["120", "122"]), ("路灯不亮", []), ("", [])],
)
def test_words_of_emergencies_name_the_line_to_hand_over_to(db: None, text: str, lines: list[str]) -> None:
    found = emergencies_in(text)
    assert sorted(each.line for each in found) == lines
    assert all(word in text for each in found for word in each.because)


def test_near_same_demonstration_cases_are_found_and_few_others_are(cast: Any) -> None:
    """Reports that the demonstration marks as the same thing (joined_to, same_as) are found; of all others hardly any look alike."""
    cases = yaml.safe_load((CITY / "demo" / "cases.yaml").read_text(encoding="utf-8"))["cases"]
    pairs = {each["key"]: each.get("joined_to") or each.get("same_as") for each in cases if each.get("joined_to") or each.get("same_as")}
    wanted = {key for pair in pairs.items() for key in pair}
    reported, alone = {}, [each for each in cases if each["key"] not in wanted and each.get("place")][:60]
    for each in [one for one in cases if one["key"] in wanted] + alone:
        place = each.get("place") or {}
        fields = {name: place[name] for name in ("lon", "lat") if name in place}
        reported[each["key"]] = (each, cast.report(f"{each['title']}。{each['text']}", kind="complaint", category=each["category"], **fields))
    found = {}
    for key, (each, case) in reported.items():
        place = each.get("place") or {}
        likely = likely_duplicates(
            f"{each['title']} {each['text']}", by=cast.dispatcher, at=MONDAY, lon=place.get("lon"), lat=place.get("lat"), category=each["category"]
        )
        found[key] = {one.number for one in likely} - {case.matter.number}
    hits = [key for key, other in pairs.items() if reported[other][1].matter.number in found[key]]
    false = [each["key"] for each in alone if found[each["key"]]]
    assert len(hits) >= 0.8 * len(pairs), (sorted(set(pairs) - set(hits)), len(pairs))
    assert len(false) <= 6, false
