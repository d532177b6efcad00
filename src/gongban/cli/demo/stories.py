"""Every story of the demonstration as steps, from receipt to where it shall stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from gongban.cli.demo.players import Players
from gongban.cli.demo.script import Script
from gongban.cli.demo.steps import Stage, Step, do, judge, look_over, moderate, ring_in_vain
from gongban.foundation.territory.public import city
from gongban.kernel.actors import Actor

DAY = 420  # working minutes of a day
WORK = {"inquiry": 180, "help": 2 * DAY, "complaint": 4 * DAY, "suggestion": 5 * DAY, "report": 6 * DAY, "praise": DAY}
ELSEWHERE = ("zhujian", "shuiwu", "jiaotong", "yuanlin")  # to whom a case is sent by mistake
SOLVED = {"contacted": True, "solved": "yes", "satisfied": 4}


class Storyteller:
    """Tells the stories with the people who play them."""

    def __init__(self, players: Players) -> None:
        self.players = players

    def steps(self, script: Script) -> list[Step]:
        """The steps after receipt; moderation runs beside the work and only fresh cases still wait for it."""
        told: Callable[[Script], list[Step]] = getattr(self, f"_{script.story}")
        if script.story in ("handed_over", "withdrawn", "joined") or (script.days_ago == 0 and script.story == "received"):
            return told(script)
        return [Step(_about(script, 25), moderate), *told(script)]

    # ---- 走到一半的 · those under way

    def _received(self, script: Script) -> list[Step]:
        return []

    def _accepted(self, script: Script) -> list[Step]:
        return [do(_about(script, 20), "accept", self._operator(script))]

    def _dispatched(self, script: Script, department: str = "") -> list[Step]:
        co = [] if script.story == "under_study" else list(script.co_departments)
        given = {"department": department or script.department, "co_handlers": co}
        return [*self._accepted(script), do(_about(script, 30), "dispatch", self._dispatcher(script), **given)]

    def _in_progress(self, script: Script) -> list[Step]:
        return [*self._dispatched(script), *self._taken_up(script)]

    _overdue = _in_progress

    def _taken_up(self, script: Script) -> list[Step]:
        handler = self._handler(script)
        said = "已电话联系反映人，核实了地点和情况。"
        return [do(_about(script, 60), "sign_in", handler), do(_about(script, 90), "first_contact", handler, reached=True, text=said)]

    def _returned(self, script: Script) -> list[Step]:
        asked = do(_about(script, 40), "ask_return", self._handler(script), text=script.get("return_reason", "不属于本单位职责。"))
        return [*self._dispatched(script), asked]

    def _under_study(self, script: Script) -> list[Step]:
        departments = list(dict.fromkeys([script.department, *script.co_departments]))
        called = do(
            _about(script, 90), "call_study", self._dispatcher(script), question="几家单位都说不归自己，请一起定：谁先解决，归谁负责。",
            departments=departments if len(departments) > 1 else [*departments, "zhengshuju"],
        )  # fmt: skip
        return [*self._accepted(script), called]

    def _extended(self, script: Script) -> list[Step]:
        why = script.get("extension_reason", "需要采购材料，原定时间内不能完工。")
        asked = do(_about(script, DAY), "ask_extension", self._handler(script), amount=2, text=why)
        granted = do(_about(script, 120), "grant_extension", self._dispatcher(script), text="理由充分，同意延期，请及时告知反映人。")
        return [*self._in_progress(script), asked, granted]

    def _urged(self, script: Script) -> list[Step]:
        text = script.get("urge", "请三日内到场处置并反馈。")
        return [*self._in_progress(script), do(4 * DAY, "urge", self.players.desk("supervisor", script), text=text)]

    def _answered(self, script: Script) -> list[Step]:
        return [*self._in_progress(script), *self._worked_out(script)]

    def _worked_out(self, script: Script, answer: str = "") -> list[Step]:
        """The parts of co-handlers are done and checked, then the lead writes the answer with its evidence."""
        return [*self._parts(script), Step(_about(script, WORK[script.kind]), self._write(script, answer or script.answer))]

    def _parts(self, script: Script) -> list[Step]:
        found = []
        for code in script.co_departments:
            member = self.players.member(code, "handler", script=script)
            found += [do(45, "sign_assignment", member), do(DAY, "answer_assignment", member, text="已派人到场，本单位部分处理完毕。")]
            found.append(do(60, "accept_assignment", self._handler(script), department=code))
        return found

    def _write(self, script: Script, answer: str) -> Callable[..., None]:
        handler = self._handler(script)

        def write(stage: Stage, script: Script, at: datetime) -> None:
            given = {"text": answer or "您好，您反映的问题已处理完毕，感谢您的监督。", "evidence": "现场处理记录和照片在卷。"}
            stage.act(script, "answer", {**given, "photos": stage.photo(script, handler, mended=True)}, handler, at)

        return write

    # ---- 办结以后 · closed and after

    def _closed(self, script: Script) -> list[Step]:
        return [*self._answered(script), self._approved(script)]

    def _approved(self, script: Script) -> Step:
        reviewer = self.players.member(script.department, "reviewer", "department_head", script=script, but=self._handler(script))

        def approve(stage: Stage, script: Script, at: datetime) -> None:
            stage.act(script, "approve_answer", {}, reviewer, at)
            look_over(stage, script, at)

        return Step(_about(script, 150), approve)

    def _filed(self, script: Script) -> list[Step]:
        return [*self._closed(script), Step(_about(script, DAY + 60), judge(script.callback or SOLVED))]

    def _unreached(self, script: Script) -> list[Step]:
        return [*self._closed(script), *(Step(gap, ring_in_vain) for gap in (DAY + 60, 260, 260))]

    def _praised(self, script: Script) -> list[Step]:
        return [*self._closed(script), do(DAY, "file", self._operator(script), text="表扬已转达。")]

    def _redone(self, script: Script) -> list[Step]:
        return [*self._filed(script), *self._once_more(script)]

    def _once_more(self, script: Script) -> list[Step]:
        """Sent back by the callback: signed for again, answered again, and this time solved."""
        again = [
            *self._taken_up(script), Step(_about(script, WORK[script.kind]), self._write(script, script.get("second_answer", script.answer)))
        ]
        return [*again, self._approved(script), Step(DAY + 30, judge(script.second_callback or SOLVED))]

    def _reinspected(self, script: Script) -> list[Step]:
        found = "七天后到现场复查，没有反弹。"
        looked = do(7 * DAY, "reinspect", self.players.desk("supervisor", script), passed=True, findings=found, present="督办员、反映人")
        return [*self._filed(script), looked]

    def _excluded(self, script: Script) -> list[Step]:
        reviewer = self.players.member(script.department, "reviewer", script=script)
        asked = do(DAY, "ask_exclusion", reviewer, text=script.get("exclusion", "诉求没有依据，单位已尽责。"))
        granted = do(180, "grant_exclusion", self.players.desk("supervisor", script), text="复核属实，不计入考核。")
        return [*self._closed(script), asked, granted, do(DAY, "file", self._operator(script))]

    # ---- 归属不清的 · those without an owner

    def _raised(self, script: Script) -> list[Step]:
        """Three departments give it back, a study decides, it is redone once: a problem order."""
        steps = self._accepted(script)
        for code in [code for code in ELSEWHERE if code != script.department][:3]:
            handler = self.players.member(code, "handler", script=script)
            steps += [
                do(40, "dispatch", self._dispatcher(script), department=code),
                do(50, "ask_return", handler, text="经核对职责，不归本单位管理。", proposed=script.department),
                do(60, "grant_return", self._dispatcher(script), text="理由成立，另行确定归属。"),
            ]
        principle = script.get("principle", "field")
        decided = {"department": script.department, "principle": principle, "conclusion": "由主管单位牵头彻底查清原因。"}
        study = [
            do(60, "call_study", self._dispatcher(script), question="三次退单，请当场定下来。", departments=[script.department, ELSEWHERE[0]]),
            do(DAY, "decide_study", self._dispatcher(script), **decided),
        ]
        worked = [*self._taken_up(script), Step(2 * DAY, self._write(script, script.answer)), self._approved(script)]
        return [*steps, *study, *worked, Step(DAY, judge(script.callback or SOLVED)), *self._once_more(script)]

    def _solve_first(self, script: Script) -> list[Step]:
        principle = script.get("principle", "territory-first")
        looked = do(
            60, "record_on_site", self._handler(script), present="街道、主管部门、社区、居民代表", findings="先消除危险，责任和费用会后再定。"
        )
        steps = [
            *self._accepted(script), do(30, "solve_first", self._dispatcher(script), department=script.department, text="先到场处置。"),
            *self._taken_up(script), looked, Step(DAY, self._write(script, script.answer)), self._approved(script),
        ]  # fmt: skip
        owner = (*script.co_departments, script.department)[0]
        return [*steps, do(DAY, "settle", self._dispatcher(script), department=owner, principle=principle, text="按原则认定归属。")]

    # ---- 不到部门就有结果的 · those that end at the desk

    def _answered_at_once(self, script: Script) -> list[Step]:
        code = script.get("knowledge")

        def tell(stage: Stage, script: Script, at: datetime) -> None:
            text = stage.play.articles.get(code) or script.answer or "您好，已按知识库答复。"
            stage.act(script, "answer_at_once", {"text": text, "article": code}, self._operator(script), at)

        return [Step(4, tell)]

    def _refused(self, script: Script) -> list[Step]:
        return [do(_about(script, 30), "refuse", self._operator(script), route=script.get("refusal", "civil"))]

    def _handed_over(self, script: Script) -> list[Step]:
        return [do(1, "hand_over", self._operator(script), line=emergency_line(script.get("text")))]

    def _withdrawn(self, script: Script) -> list[Step]:
        who = self.players.reporter(script) or self._operator(script)
        return [*self._accepted(script), do(90, "withdraw", who, text=script.get("withdraw_reason"))]

    def _joined(self, script: Script) -> list[Step]:
        def join(stage: Stage, script: Script, at: datetime) -> None:
            given = {"number": stage.numbers[script.get("joined_to")], "text": "反映的是同一件事，一起办。"}
            stage.act(script, "join", given, self._dispatcher(script), at)

        return [Step(15, join)]

    # ---- 谁 · who

    def _operator(self, script: Script) -> Actor:
        return self.players.desk("operator", script).over("hotline")

    def _dispatcher(self, script: Script) -> Actor:
        return self.players.desk("dispatcher", script)

    def _handler(self, script: Script) -> Actor:
        if specialist := script.get("specialist"):
            return self.players.actor(specialist)
        return self.players.member(script.department, "handler", script=script)


def emergency_line(text: str) -> str:
    """The line whose everyday words stand in a text: the police where none does."""
    for line in city().settings.get("emergency_lines", []):
        if any(word in text for word in line.get("words", [])):
            return str(line["number"])
    return "110"


def _about(script: Script, minutes: int) -> int:
    """Around so many minutes: the same for the same case every time."""
    return max(1, round(minutes * Random(f"{script.key}:{minutes}").uniform(0.5, 1.15)))

