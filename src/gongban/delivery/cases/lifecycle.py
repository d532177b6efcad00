"""The life of a case as one table (12345 loop: 受理 派单 签收 办理 答复 办结 回访 评价 重办 归档).

A long file by intent: it is the one place where the whole process can be read.
`who` names relations that `rights` resolves; `clock` names effects that `timing` applies.
"""

from __future__ import annotations

from gongban.kernel.lifecycle import Lifecycle, State, Transition
from gongban.kernel.words import Words

STATES = (
    State("received", Words("待受理", "Received"), Words("已收到，正在查看。", "We have it and are looking at it.")),
    State("accepted", Words("待派单", "Accepted"), Words("已受理，正在确定由谁办理。", "Accepted. We are finding who is in charge.")),
    State("under_study", Words("联席研判", "Joint study"), Words("归属不清，几个部门正在一起商定。", "Departments are deciding together who is in charge.")),
    State("dispatched", Words("待签收", "Sent to department"), Words("已交给主办部门，等待签收。", "Sent to the lead department, which is to sign for it.")),
    State("return_asked", Words("退单待审", "Return asked"), Words("部门认为不归它管，正在核定。", "The department says that it is not in charge; we are checking.")),
    State("in_progress", Words("办理中", "In progress"), Words("部门正在办理。", "The department is working on it.")),
    State("answered", Words("答复待审", "Answer under review"), Words("答复已写好，部门正在审核。", "An answer is written and is being reviewed.")),
    State("closed", Words("已办结", "Closed"), Words("已办结，等待您的评价。", "Closed. Please tell us whether it is solved.")),
    State("filed", Words("已归档", "Filed"), Words("已办结并归档。", "Closed and filed."), open=False),
    State("refused", Words("不予受理", "Not accepted"), Words("不属于受理范围，已说明原因和去处。", "Not for us; the reason and the lawful route are given."), open=False),
    State("handed_over", Words("已移交", "Handed over"), Words("已立即移交紧急线路。", "Handed over to the emergency line at once."), open=False),
    State("withdrawn", Words("已撤回", "Withdrawn"), Words("已由反映人撤回。", "Withdrawn by the reporter."), open=False),
    State("joined", Words("已并案", "Joined"), Words("与同一件事合并办理，进展会一并告知您。", "Handled together with another report of the same matter."), open=False),
)  # fmt: skip

UNOWNED = ("accepted", "under_study", "return_asked")
HELD = ("dispatched", "in_progress")
WORKED_ON = ("dispatched", "return_asked", "in_progress", "answered")
PARTED = ("dispatched", "return_asked", "in_progress")  # parts are checked before there is an answer
OPEN = ("received", "accepted", "under_study", *WORKED_ON)
DONE = ("closed", "filed")

DESK = ("dispatcher", "system")
INTAKE = ("operator", "dispatcher", "specialist")


def _row(action: str, origins: tuple[str, ...], to: tuple[str, ...] | str, who: tuple[str, ...],
         label: tuple[str, str], told: tuple[str, str], reason: str, clock: tuple[str, ...] = ()) -> Transition:  # fmt: skip
    targets = (to,) if isinstance(to, str) and to else tuple(to)
    return Transition(action, origins, targets, who, Words(*label), Words(*told), reason, clock)


TRANSITIONS = (
    # ---- 受理 · intake
    _row("accept", ("received",), "accepted", ("operator", *DESK), ("受理", "Accept"), ("已受理", "Accepted"),
         "首问负责：先收下，再找归属。"),
    _row("answer_at_once", ("received", "accepted"), "filed", INTAKE, ("当场答复", "Answer at once"), ("当场答复", "Answered at once"),
         "多数来电可依知识库当场答复并归档（A5）。", ("stop:all",)),
    _row("refuse", ("received", "accepted"), "refused", ("operator", "dispatcher"), ("不予受理", "Do not accept"), ("不予受理，已说明原因和去处", "Not accepted, with reason and lawful route"),
         "国办函〔2025〕66号：不予受理须说明原因并指明法定途径。", ("stop:all",)),
    _row("hand_over", ("received", "accepted"), "handed_over", ("operator", "dispatcher"), ("移交紧急线路", "Hand to emergency line"), ("已移交紧急线路", "Handed to the emergency line"),
         "110、119、120、122 事项立即移交。", ("stop:all",)),
    _row("reclassify", ("received", "accepted", "under_study", *WORKED_ON), "", ("operator", "dispatcher"), ("修改分类", "Change classification"), ("调整了分类", "Classification changed"),
         "时限随类型、紧急程度和分类重算，起点不变。"),
    # ---- 派单 · dispatch
    _row("dispatch", ("received", "accepted"), "dispatched", DESK, ("派单", "Dispatch"), ("已派给主办部门", "Sent to the lead department"),
         "一家主办，可有多家协办。", ("start:lead",)),
    _row("add_co_handler", HELD, "", ("dispatcher", "lead"), ("增加协办", "Add co-handler"), ("增加了协办部门", "A co-handler was added"),
         "协办不改变主办的责任。"),
    _row("dispatch_on", HELD, "", ("lead",), ("转派下属单位", "Pass on to own unit"), ("已转派所属单位", "Passed on to a unit"),
         "上级核查下属的答复；分给下属的时限只是自己时限的一部分。"),
    _row("grant_return", ("return_asked",), "accepted", ("dispatcher",), ("同意退单", "Grant return"), ("同意退单，重新确定归属", "Return granted; looking for the right department"),
         "退单由派单员核定，次数公开计数。", ("end:lead",)),
    _row("refuse_return", ("return_asked",), "dispatched", ("dispatcher",), ("不同意退单", "Refuse return"), ("不同意退单", "Return refused"),
         "理由不足的退单退回原部门。", ("resume:lead",)),
    _row("solve_first", UNOWNED, "dispatched", ("dispatcher", "supervisor"), ("先解决问题", "Solve first"), ("先行处置，归属随后确定", "Work starts now; ownership is settled later"),
         "先解决问题再说（A9）。", ("start:lead",)),
    _row("settle", (*WORKED_ON, *DONE), "", ("dispatcher", "supervisor"), ("确定归属", "Settle ownership"), ("归属已确定", "Ownership settled"),
         "事后定责，不影响办理（A9）。"),
    _row("split", ("received", "accepted", *HELD), "", ("dispatcher",), ("拆分", "Split"), ("拆分为多件办理", "Split into several"),
         "一件诉求含多个事项时拆开，各自告知。"),
    _row("join", ("received", "accepted", "dispatched", "in_progress"), "joined", ("operator", "dispatcher"), ("并案", "Join"), ("与同一件事合并办理", "Joined with the same matter"),
         "重复诉求合并，每位反映人仍分别告知、分别回访（A13）。", ("stop:all",)),
    # ---- 联席研判 · joint study
    _row("call_study", ("accepted", "return_asked"), "under_study", ("dispatcher", "supervisor"), ("联席研判", "Call a joint study"), ("进入联席研判", "Joint study called"),
         "归属不清时由有关部门共同商定（A8）。", ("end:lead",)),
    _row("call_study", HELD, "", ("dispatcher", "supervisor"), ("联席研判", "Call a joint study"), ("进入联席研判，办理不停", "Joint study called while work goes on"),
         "研判期间不停办（A9）。"),
    _row("decide_study", ("under_study",), "dispatched", ("dispatcher", "supervisor"), ("研判结论", "Decide the study"), ("研判已定，由所定部门办理", "The study decided who solves it"),
         "结论须写明依据的原则（A8）。", ("start:lead",)),
    _row("decide_study", HELD, ("in_progress", "dispatched"), ("dispatcher", "supervisor"), ("研判结论", "Decide the study"), ("研判已定", "The study is decided"),
         "改由他部门办理时重新派单，否则继续办理。", ("start:lead",)),
    # ---- 办理 · work
    _row("sign_in", ("dispatched",), "in_progress", ("lead",), ("签收", "Sign for it"), ("已签收，开始办理", "Signed for; work begins"),
         "签收时限从派单起算。", ("stop:sign_in",)),
    _row("ask_return", ("dispatched",), "return_asked", ("lead",), ("申请退单", "Ask to return"), ("部门申请退单", "The department asks to return it"),
         "须在签收时限内提出并说明理由，建议归属。", ("pause:lead",)),
    _row("assign_handler", ("dispatched", "in_progress"), "", ("lead",), ("指定承办人", "Name the handler"), ("确定了承办人", "A handler was named"),
         "部门内明确到人。"),
    _row("first_contact", ("in_progress",), "", ("lead", "co"), ("记录首次联系", "Record first contact"), ("已与反映人联系", "The reporter was contacted"),
         "响应率看是否按时联系反映人。", ("stop:first_contact",)),
    _row("reply", ("in_progress", "answered"), "", ("lead", "co"), ("回复反映人", "Reply"), ("部门回复", "The department replied"),
         "办理中可随时沟通（A3）。"),
    _row("note", (*OPEN, *DONE), "", ("lead", "co", "dispatcher", "supervisor", "operator"), ("内部备注", "Internal note"), ("", ""),
         "只给本部门看。"),
    _row("ask_reporter", ("in_progress",), "", ("lead",), ("请反映人补充", "Ask the reporter"), ("请您补充情况，期间暂停计时", "Please add information; the clock is paused"),
         "因反映人一侧的原因，两个时钟都停（A12）。", ("pause:all",)),
    _row("pause", ("dispatched", "in_progress"), "", ("dispatcher", "supervisor"), ("暂停计时", "Pause the clock"), ("暂停计时", "Clock paused"),
         "单位不能给自己停表；除等待反映人外只停单位的时钟（A12）。"),
    _row("resume", ("dispatched", "in_progress"), "", ("dispatcher", "supervisor", "lead"), ("恢复计时", "Resume the clock"), ("恢复计时", "Clock resumed"),
         "事由消除即恢复。", ("resume:all",)),
    _row("ask_extension", ("in_progress",), "", ("lead",), ("申请延期", "Ask for extension"), ("部门申请延期", "The department asks for more time"),
         "到期前提出，写明理由。"),
    _row("grant_extension", ("in_progress", "answered"), "", ("dispatcher", "supervisor"), ("同意延期", "Grant extension"), ("同意延期", "More time was granted"),
         "由派单台核准并告知反映人。"),
    _row("refuse_extension", ("in_progress", "answered"), "", ("dispatcher", "supervisor"), ("不同意延期", "Refuse extension"), ("不同意延期", "More time was refused"),
         "由派单台核准。"),
    _row("record_on_site", (*WORKED_ON, "under_study"), "", ("lead", "co", "dispatcher", "supervisor"), ("现场记录", "Record on site"), ("到现场查看并记录", "Looked at on site"),
         "记明在场人员、决定和照片（A9）。"),
    _row("sign_assignment", PARTED, "", ("co",), ("协办签收", "Sign as co-handler"), ("协办部门已签收", "A co-handler signed"),
         "协办与下属单位同样计签收。"),
    _row("answer_assignment", PARTED, "", ("co",), ("提交协办意见", "Submit co-handler's part"), ("协办部门已提交", "A co-handler submitted its part"),
         "由主办核查后并入答复。"),
    _row("accept_assignment", PARTED, "", ("lead",), ("认可协办意见", "Accept the part"), ("", ""), "上级核查下属的答复。"),
    _row("send_back_assignment", PARTED, "", ("lead",), ("退回协办重做", "Send the part back"), ("", ""), "上级核查下属的答复。"),
    # ---- 答复与办结 · answer and closure
    _row("answer", ("in_progress",), "answered", ("lead",), ("提交答复", "Submit the answer"), ("答复已提交，部门审核中", "Answer submitted for review"),
         "协办意见先核查，再答复。"),
    _row("send_back_answer", ("answered",), "in_progress", ("lead_reviewer",), ("退回修改", "Send the answer back"), ("答复退回修改", "The answer was sent back"),
         "部门对答复负责。"),
    _row("approve_answer", ("answered",), "closed", ("lead_reviewer",), ("审核通过并办结", "Approve and close"), ("已办结", "Closed"),
         "办结须有证据，且不能由写答复的人自己审核。", ("stop:all",)),
    # ---- 回访之后 · after the callback
    _row("file", ("closed",), "filed", ("operator", "dispatcher", "system"), ("归档", "File"), ("已归档", "Filed"),
         "回访满意或三次未接通后归档。"),
    _row("redo", DONE, "dispatched", ("operator", "dispatcher", "supervisor", "system"), ("发回重办", "Send back to redo"), ("发回重办", "Sent back to be redone"),
         "反映人说没解决就重办；反映人的时钟接着走，不重新起算。", ("start:lead", "reopen:resident")),
    _row("reinspect", DONE, ("", "dispatched"), ("operator", "supervisor", "dispatcher"), ("复查", "Re-inspect"), ("进行了复查", "Re-inspected"),
         "办结后若干日复查，不合格重开并计数（A10）。", ("start:lead",)),
    _row("ask_exclusion", (*WORKED_ON, *DONE), "", ("lead_reviewer",), ("申请剔除", "Ask for exclusion"), ("", ""),
         "违法或恶意诉求可申请不计入考核。"),
    _row("grant_exclusion", (*WORKED_ON, *DONE), "", ("supervisor",), ("同意剔除", "Grant exclusion"), ("", ""), "由督办复核（剔除）。"),
    _row("refuse_exclusion", (*WORKED_ON, *DONE), "", ("supervisor",), ("不同意剔除", "Refuse exclusion"), ("", ""), "由督办复核（剔除）。"),
    # ---- 反映人 · the reporter
    _row("add", (*OPEN, "closed"), "", ("reporter", "operator"), ("补充情况", "Add information"), ("反映人补充了情况", "The reporter added information"),
         "补充后恢复因等待补充而停的时钟。", ("resume:waiting",)),
    _row("chase", OPEN, "", ("reporter", "operator"), ("催办", "Chase"), ("反映人催办", "The reporter chases"),
         "催办要计数，计数要让人看见。"),
    _row("me_too", OPEN, "", ("neighbour",), ("我也遇到", "Me too"), ("又有一位居民反映同一件事", "Another resident reports the same"),
         "近似诉求加入已有的一件，一样得到告知和回访（A13）。"),
    _row("withdraw", OPEN, "withdrawn", ("reporter", "operator"), ("撤回", "Withdraw"), ("反映人撤回", "Withdrawn by the reporter"),
         "反映人随时可以撤回。", ("stop:all",)),
    # ---- 督办与提级 · supervision
    _row("urge", (*OPEN, "closed"), "", ("supervisor", "leader", "system"), ("督办", "Urge"), ("督办", "Urged"),
         "督办随时可发，须写明要求，可写明期限（A4）。"),
    _row("answer_urging", (*OPEN, *DONE), "", ("lead", "dispatcher"), ("回复督办", "Report on the urging"), ("", ""), "督办件须反馈。"),
    _row("escalate", OPEN, "", ("supervisor", "dispatcher", "system"), ("提级", "Raise"), ("提级办理", "Raised to the leaders"),
         "三次退单或三次重办仍未解决的为问题工单，提级督办。"),
    # ---- 公开审核 · moderation (A2: it decides only what is public and never delays the work)
    _row("publish", (*OPEN, *DONE, "refused"), "", ("moderator",), ("公开", "Publish"), ("", ""), "符合内容规范即公开。"),
    _row("keep_private", (*OPEN, *DONE, "refused"), "", ("moderator",), ("不公开", "Keep private"), ("", ""), "须写明理由，反映人可见。"),
    _row("ask_for_more", (*OPEN,), "", ("moderator",), ("请补充后公开", "Ask for more before publishing"), ("公开前请补充", "Please add before we publish"),
         "只影响公开，不影响办理。"),
)  # fmt: skip

# Actions that belong to a mechanism which a city may switch off or pilot (B8). What has begun may always be ended:
# a study that is open is decided, an interim lead is settled, also after the switch.
MECHANISMS = {"call_study": "A8", "solve_first": "A9", "reinspect": "A10", "join": "A13", "me_too": "A13", "publish": "A14"}

CASE = Lifecycle("case", "received", STATES, TRANSITIONS)
