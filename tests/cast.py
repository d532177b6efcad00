"""The standing cast: who acts in the tests, and short ways to report something and to bring a case somewhere.

    def test_it(cast):
        case = cast.report("路灯不亮")
        cast.bring(case, "in_progress")
        cast.act(case, "answer", {"text": "已修好", "evidence": "照片"}, by=cast.handler)
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import Any
from zoneinfo import ZoneInfo

from gongban.delivery.cases.opening import follow_opened
from gongban.delivery.cases.public import Case, Report, act, receive
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import Account, Department, Membership, actor_of
from gongban.kernel.actors import ANONYMOUS, SYSTEM, Actor

ZONE = ZoneInfo("Asia/Shanghai")
PLACE = (112.7995, 30.3521)  # 临江区，江北岸 · in Linjiang district, north of the river


def at(text: str) -> datetime:
    """A moment by the city's clock, in UTC: at("2026-03-02 10:00") is 02:00 in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


MONDAY = at("2026-03-02 10:00")  # a working Monday with no holiday near it


class Person:
    """An attribute of the cast: the actor for a login, read once for each worker."""

    def __init__(self, login: str, channel: str = "web", enterprise: str | None = None) -> None:
        self.login, self.channel, self.enterprise = login, channel, enterprise

    def __get__(self, cast: Any, owner: Any = None) -> Actor:
        return actor(self.login, self.channel, self.enterprise)


@cache
def actor(login: str, channel: str = "web", enterprise: str | None = None) -> Actor:
    """The actor for a login of the sample city."""
    return actor_of(Account.objects.get(login=login), at=MONDAY, channel=channel, enterprise=enterprise)


class Cast:
    """People of the sample city by the part that they play; all are values for `by=`."""

    chen = Person("chenxiaoyu")  # 居民，手机随手拍 · a resident with a phone
    zhou = Person("zhoujianguo", "hotline")  # 居民，打热线 · an old resident who calls
    emma = Person("emmaclarke")  # 居民，用英文 · a resident who reads English
    outsider = Person("wuhaoran")  # 与事无关的居民 · a resident who has nothing to do with it
    agent = Person("zhaowenbo", "web", "91990100MA0000000D")  # 企业法定代表人 · speaks for an enterprise
    anonymous, system = ANONYMOUS, SYSTEM
    operator = Person("he.jiexian", "hotline")
    dispatcher = Person("shen.paidan")
    moderator = Person("su.min")
    supervisor = Person("cheng.du")
    leader = Person("liang.lingxian")  # 领导小组 · the leading group
    chief = Person("shao.zonglan")  # 政务数据局负责人 · head of the service office
    admin = Person("admin")
    clerk = Person("ying.chunhui", "counter")  # 综合窗口人员 · a counter clerk
    helper = Person("fu.bangban")  # 帮代办员 · an assistant
    other_helper = Person("dai.laobo")  # 另一位帮代办员 · a second assistant
    handler = Person("luo.lixing")  # 城管局 chengguan
    colleague = Person("qiu.shishi")  # 城管局，另一位承办人 · a second handler there
    reviewer = Person("tang.shenhe")
    head = Person("jiang.juzhang")
    unit_handler = Person("hong.qingsao")  # 环卫处，城管局下属 · a unit of chengguan
    other_handler = Person("feng.juan")  # 住建局 zhujian
    other_reviewer = Person("tao.shenzhi")
    editor = Person("mu.bianlu")  # 全市目录的事项编制员 · writes the catalogue
    publisher = Person("ding.fabu")  # 事项发布人 · publishes what others wrote
    trade_editor = Person("zhu.shixiang")  # 市场监管局的事项编制员 · writes the items of shichang
    specialist = Person("fang.zhengce")  # 经信局政策专员 · policy specialist of jingxin

    STAFF = (
        "operator", "dispatcher", "moderator", "supervisor", "leader", "chief", "admin", "clerk", "helper", "other_helper", "handler", "colleague", "reviewer", "head", "unit_handler",
        "other_handler", "other_reviewer", "specialist", "editor", "publisher", "trade_editor",
    )  # fmt: skip
    RESIDENTS = ("chen", "zhou", "emma", "outsider", "agent")

    DEPARTMENT, OTHER, UNIT = "chengguan", "zhujian", "huanwei"
    MONDAY = MONDAY

    def __init__(self) -> None:
        self.now = MONDAY

    def account(self, who: Actor | str) -> Account:
        """The account of an actor, or of a login."""
        return Account.objects.get(login=who) if isinstance(who, str) else Account.objects.get(pk=who.account)

    def member(self, department: str, *roles: str, but: Actor | None = None) -> Actor:
        """Somebody of a department (or else of its superior) who holds one of these roles and is not `but`."""
        others = Membership.objects.filter(role__in=roles).exclude(account=but.account if but else None).order_by("account__login")
        for code in (department, Department.objects.get(pk=department).parent_id):
            if login := others.filter(department=code).values_list("account__login", flat=True).first():
                return actor(login)
        raise LookupError(f"nobody in {department} is {roles}")

    def later(self, **span: float) -> datetime:
        """Move the cast's own time on, by a minute or by `span` (hours=2), and return it."""
        self.now += timedelta(**(span or {"minutes": 1}))
        return self.now

    def report(self, text: str = "江边步道的路灯坏了三盏，晚上很黑。", *, by: Actor | None = None, when: datetime | None = None, **fields: Any) -> Case:
        """A case freshly received; `fields` are those of Report. A help request of Chen's, on the map, unless said otherwise."""
        if when:
            self.now = when
        given = {"kind": "help", "text": text, "lon": PLACE[0], "lat": PLACE[1], "category": "01.01.09", **fields}
        return settled(receive([Report.read(given)], by=by or self.chen, at=self.now)[0].number)

    def act(self, case: Case, action: str, given: dict[str, Any] | None = None, *, by: Actor, when: datetime | None = None) -> Case:
        """Perform an action on a case, a minute later than the last unless `when` is given; the case is brought up to date."""
        self.now = when or self.later()
        done = act(case.matter.number, action, given or {}, by=by, at=self.now)
        case.refresh_from_db()
        case.matter = done.matter
        return case

    def bring(self, case: Case, state: str, department: str = DEPARTMENT) -> Case:
        """Walk a case through the lifecycle to a state, each step a minute after the other, in time for every limit."""
        for step in self._steps[state]:
            if step not in passed(case):
                action, given, who = self._how(step, department)
                self.act(case, action, given, by=who)
        assert case.matter.state == state, f"{case.matter.state} instead of {state}"
        return case

    @cached_property
    def _steps(self) -> dict[str, tuple[str, ...]]:
        line = ("accept", "dispatch", "sign_in", "first_contact", "answer", "approve_answer", "file")
        return {
            "received": (), "accepted": line[:1], "dispatched": line[:2], "in_progress": line[:3], "answered": line[:5],
            "closed": line[:6], "filed": line[:7], "under_study": (*line[:1], "call_study"), "return_asked": (*line[:2], "ask_return"),
            "refused": ("refuse",), "handed_over": ("hand_over",), "withdrawn": ("withdraw",), "joined": ("join",),
        }  # fmt: skip

    def _how(self, step: str, department: str) -> tuple[str, dict[str, Any], Actor]:
        handler = self.member(department, "handler")
        reviewer = self.member(department, "reviewer", but=handler)
        ways: dict[str, tuple[dict[str, Any], Actor]] = {
            "accept": ({}, self.operator),
            "dispatch": ({"department": department}, self.dispatcher),
            "sign_in": ({}, handler),
            "first_contact": ({"reached": True}, handler),
            "answer": ({"text": "已到现场处理完毕。", "evidence": "处理后照片见附件。"}, handler),
            "approve_answer": ({}, reviewer),
            "file": ({}, self.operator),
            "call_study": ({"question": "由谁负责？", "departments": [self.DEPARTMENT, self.OTHER]}, self.dispatcher),
            "ask_return": ({"text": "不属于本局职责。", "proposed": self.OTHER}, handler),
            "refuse": ({"route": "court"}, self.operator),
            "hand_over": ({"line": "119"}, self.operator),
            "withdraw": ({}, self.operator),
            "join": ({"number": self._same_matter() if step == "join" else ""}, self.dispatcher),
        }
        return (step, *ways[step])

    def _same_matter(self) -> str:
        return str(self.report("同一处路灯不亮。", by=self.outsider).matter.number)


def settled(number: str) -> Case:
    """A case received just now, with what follows from the journal within seconds: masked, comparable, found by the staff."""
    case = Case.objects.select_related("matter").get(matter__number=number)
    follow_opened(list(Event.objects.filter(matter=case.pk, kind="case_opened")))
    case.refresh_from_db(fields=["title_public", "text_public"])
    return case


def passed(case: Case) -> set[str]:
    """The actions that a case has behind it, as its thread tells."""
    told = {"answered": "approve_answer"}
    return {told.get(kind, kind) for kind in case.matter.entries.values_list("kind", flat=True)}
