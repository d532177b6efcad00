"""Why can a diagram not be published, or a running one not go on? Every sentence with its stable code."""

from __future__ import annotations

from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.process.terms import Finding
from gongban.kernel.words import Words

MOST_CHARACTERS = 200_000
MOST_NODES = 150
MOST_FLOWS = 300
MOST_MARKINGS = 20_000
MOST_STEPS = 600

SENTENCES = {
    "xml": Words("不是完整的 XML 文件（{what}），请重新导出流程图。", "not a complete XML file ({what}): export the diagram again."),
    "dtd": Words("文件里不能有 DTD 或实体，请去掉 <!DOCTYPE …>。", "a DTD or entities cannot stand in the file: take out <!DOCTYPE …>."),
    "too_big": Words(f"流程图太大（最多 {MOST_CHARACTERS:,} 个字符、{MOST_NODES} 个节点、{MOST_FLOWS} 条连线），请拆成几个事项或合并步骤。", f"too big (at most {MOST_CHARACTERS:,} characters, {MOST_NODES} nodes, {MOST_FLOWS} flows): split the item or join steps."),
    "not_bpmn": Words("不是 BPMN 2.0 流程图，请用编辑器画，或从别的工具导出 BPMN 2.0。", "not a BPMN 2.0 diagram: draw it in the editor, or export BPMN 2.0 from another tool."),
    "element": Words("不能用“{what}”。只能用开始、结束、人工任务、服务任务、三种网关、定时和消息。", "“{what}” cannot be used: only start, end, user task, service task, three gateways, timer and message."),
    "attribute": Words("“{element}”上不能写“{what}”，请删去。", "“{what}” cannot stand on “{element}”: take it out."),
    "text": Words("“{what}”里不能写文字，请删去。", "no text can stand in “{what}”: take it out."),
    "value": Words("“{what}”不能填“{value}”，请改正。", "“{what}” cannot be “{value}”: mend it."),
    "processes": Words("一个文件里要有一个流程，这里有 {what} 个。", "a file holds one process, here are {what}."),
    "id": Words("编号“{what}”不合规则：字母开头，只有字母、数字、点、- 和 _，最多 64 个。", "the id “{what}” does not fit: a letter, then letters, digits, dots, - and _, at most 64."),
    "id_twice": Words("编号“{what}”用了两次，请改其中一个。", "the id “{what}” is used twice: change one."),
    "no_node": Words("连线指向的“{what}”不存在，请重新连。", "a flow names “{what}”, which is not there: draw it again."),
    "start": Words("要有一个、也只能有一个开始，这里有 {what} 个。", "there is one start, neither none nor more; here are {what}."),
    "end": Words("没有结束，请画一个结束并连上。", "there is no end: draw one and lead to it."),
    "no_work": Words("从开始到结束没有任何人办的步骤，请加一个人工任务。", "nobody does anything from start to end: add a user task."),
    "unreachable": Words("从开始走不到“{what}”，请连上或删去。", "“{what}” cannot be reached from the start: connect it or take it out."),
    "dead_end": Words("“{what}”之后没有路，请连到下一步或结束。", "nothing follows “{what}”: lead on to the next step or the end."),
    "into": Words("不能有线连到“{what}”，请删去这条线。", "no flow can lead into “{what}”: take it out."),
    "out_of": Words("结束之后不能再连线，请删去“{what}”后面的线。", "nothing can follow an end: take out what leaves “{what}”."),
    "double": Words("“{what}”有两条线连到同一处，请合成一条（条件用 OR 连起来）。", "two flows lead from “{what}” to the same place: make them one (join their conditions with OR)."),
    "split": Words("“{what}”后面有几条路：请加一个网关，说明怎样分。", "several ways leave “{what}”: add a gateway that says how they part."),
    "condition_missing": Words("网关“{what}”有一条路既没有条件也不是默认，请写上条件。", "a way out of the gateway “{what}” has neither a condition nor is the default: write its condition."),
    "default_missing": Words("网关“{what}”没有默认的路：条件都不成立时就停住了，请选一条作默认。", "the gateway “{what}” has no default way: it would stop where no condition holds. Choose one."),
    "default_condition": Words("网关“{what}”的默认路不写条件，请删去条件。", "the default way of “{what}” takes no condition: take it out."),
    "condition_here": Words("只有排他和包容网关后面的路可以写条件，请删去“{what}”上的条件。", "only ways out of exclusive and inclusive gateways take conditions: take out the one on “{what}”."),
    "condition": Words("条件不对：{what}", "the condition is wrong: {what}"),
    "condition_text": Words("“{what}”是文字，可能是姓名地址，流程里不能保存；请用是非、数字、日期或选项。", "“{what}” is a text and may be a name or an address, which a process cannot hold: use yes or no, a number, a date or a choice."),
    "result_later": Words("条件用到“{what}”，可是那一步不一定已经办过，请把网关放到它后面。", "the condition names “{what}”, whose step does not come before: place the gateway after it."),
    "result": Words("“{what}”不能作结果的名字：小写字母开头，只有小写字母、数字和 _，也不能与已有的事实同名。", "“{what}” cannot name a result: a small letter, then small letters, digits and _, and no declared fact has this name."),
    "result_twice": Words("两个步骤的结果都叫“{what}”，请换一个名字。", "two steps call their result “{what}”: give one another name."),
    "outcome": Words("没有“{what}”这个结果，可选的有 {known}。", "there is no outcome “{what}”; there are {known}."),
    "outcomes": Words("“{what}”有结果的名字就要写能有哪些结果（至少一个），反过来也一样。", "“{what}” needs both a name of its result and the outcomes it may have, or neither."),
    "who": Words("没有“{what}”这个单位或角色，请选城市里的单位，或写 owner（责任单位）。", "there is no unit or role “{what}”: choose a unit of the city, or owner (the department that owns the item)."),
    "service": Words("没有“{what}”这项自动服务，可选的有 {known}。", "there is no service “{what}”; there are {known}."),
    "timer": Words("定时写作“5 working_day”这样：数字（1 至 400）和 hour、working_hour、natural_day、working_day 之一；现在是“{what}”。", "a timer is written as “5 working_day”: a number (1 to 400) and one of hour, working_hour, natural_day, working_day; here is “{what}”."),
    "message": Words("等待的消息要有一个代码作名字（如 material_given），现在是“{what}”。", "a message that is waited for is named by a code (such as material_given); here is “{what}”."),
    "event": Words("“{what}”要有一个定时或一个消息，也只能有一个。", "“{what}” takes one timer or one message."),
    "boundary": Words("定时只能贴在人工任务上，“{what}”贴的不是。", "a timer sits on user tasks only, “{what}” does not."),
    "waits_for_ever": Words("有的走法会在“{what}”永远等下去：有一条路可能没有人走。请核对前面怎样分、这里怎样合。", "on some ways the process waits at “{what}” for ever, since a branch may never be taken: match how the ways part and how they join."),
    "twice": Words("有的走法会让“{what}”同时办两次：前面并行分开的路没有合拢。请先用并行网关合拢。", "on some ways “{what}” is reached twice at once, since parallel branches are not joined before: join them with a parallel gateway."),
    "never_ends": Words("走到“{what}”以后就回不到结束了，请加一条出去的路。", "from “{what}” the end can no longer be reached: add a way out."),
    "idle_round": Words("从“{what}”可以一直转圈而没有人办任何事，请在圈里放一个人工任务，或者去掉回头的路。", "from “{what}” the process can go round without anybody doing anything: place a user task in the round, or take out the way back."),
    "round_open": Words("“{what}”在一个没有网关的圈里，只有定时能出来；请在圈里放一个排他网关，写明什么时候出来。", "“{what}” stands in a round without a gateway that only a timer leaves: place an exclusive gateway in it that says when to leave."),
    "too_tangled": Words("走法太多，无法一一核对，请把流程画简单些。", "too many ways through the diagram to check each: simplify it."),
    # 运行 · running
    "not_waiting": Words("这一步（{what}）现在不在等办理，可能刚刚办过，请刷新。", "this step ({what}) is not waiting now, perhaps it was just done: reload."),
    "outcome_here": Words("这一步没有“{what}”这个结果，可选的有 {known}。", "this step has no outcome “{what}”; there are {known}."),
    "data": Words("流程里只存编号、代码、数字、日期和是非，“{what}”不是。", "a running process holds ids, codes, numbers, dates and yes or no; “{what}” is none."),
    "fact_kind": Words("“{what}”的值不是声明的那一种。", "the value of “{what}” is of another kind than declared."),
    "state": Words("保存的进度读不出来或被改过，不能继续；请从记录恢复。", "the saved state cannot be read or was altered, so it does not go on: restore it from the record."),
    "other_diagram": Words("保存的进度属于另一张流程图；进行中的办件要用它开始时的那张。", "the saved state belongs to another diagram: a running matter keeps the one with which it began."),
    "too_long": Words(f"走了 {MOST_STEPS} 步还没有结束，请检查是不是一直在退回。", f"not ended after {MOST_STEPS} steps: see whether it is being returned again and again."),
    "table": Words("决策表不对：{what}", "the decision table is wrong: {what}"),
    "table_overlap": Words("决策表要求只有一行成立，可是有几行同时成立：{what}。", "the decision table allows one row to hold, but several do: {what}."),
}  # fmt: skip


def finding(code: str, element: str = "", /, **values: object) -> Finding:
    """A finding with its sentence filled in."""
    return Finding(f"process.{code}", element, sentence(code, **values))


def sentence(code: str, /, **values: object) -> Words:
    """The sentence of a code in both languages; what was written is cut, so that a sentence stays one."""
    zh, en = ({name: _said(value, language) for name, value in values.items()} for language in ("zh", "en"))
    said = SENTENCES[code]
    return Words(said.zh.format(**zh), said.en.format(**en))


def refusal(code: str, /, **values: object) -> Refusal:
    """The refusal of an act on a running process; `not_waiting` is a conflict, for it was possible a moment ago."""
    words = sentence(code, **values)
    return Conflict(f"process.{code}", words) if code in ("not_waiting", "other_diagram") else Refusal(f"process.{code}", words, status=422)


def _said(value: object, language: str) -> str:
    return value.in_language(language) if isinstance(value, Words) else str(value)[:300]
