"""What may a program do with its token? Scopes by name; a token holds some, or all that its account may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongban.kernel.errors import Forbidden, Refusal
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Scope:
    """A permission of a token: its code and what it opens, in words."""

    code: str
    words: Words


EVERYTHING = "all"
SCOPES = (
    Scope("cases:receive", Words("登记诉求、上传照片", "Receive reports, upload photos")),
    Scope("cases:read", Words("看公开的和自己的诉求", "Read public and own cases")),
    Scope("cases:desk", Words("看工作台的列表和办理全貌", "Read the desk's lists and dossiers")),
    Scope("cases:act", Words("办理诉求：全部动作", "Take every action on cases")),
    Scope("reporters:reveal", Words("查看反映人的姓名和电话（记入日志）", "Reveal reporters' names and phones (journalled)")),
    Scope("callbacks:read", Words("看待回访的清单", "Read due callbacks")),
    Scope("callbacks:answer", Words("记录回访结果", "Record callbacks")),
    Scope("statistics:desk", Words("看工作统计", "Read staff statistics")),
    Scope("words:edit", Words("审定日常说法", "Decide on everyday words")),
    Scope("catalogue:write", Words("编写、提交事项目录", "Write and submit the catalogue")),
    Scope("catalogue:publish", Words("发布事项目录、开关试点", "Publish the catalogue, switch and pilot")),
    Scope("licences:read", Words("看自己的或本单位颁发的证照（记入查看记录）", "Read own licences, or those that the unit issued (each look is recorded)")),
    Scope("licences:issue", Words("颁发证照", "Issue licences")),
    Scope("licences:act", Words("变更、延续、暂停、终止证照", "Change, renew, suspend and end licences")),
    Scope("licences:share", Words("申请查看证照、答复申请", "Ask to see licences, answer such requests")),
    Scope("ratings:give", Words("评价服务", "Rate services")),
    Scope("ratings:read", Words("看差评整改", "Read bad ratings")),
    Scope("ratings:act", Words("办理差评整改、打开窗口评价", "Deal with bad ratings, open visits to be rated")),
    Scope("impasses:read", Words("看办不成的事", "Read what could not be done")),
    Scope("impasses:act", Words("登记、协调、办结办不成的事", "Take down, coordinate and end what could not be done")),
    Scope("assistance:own", Words("看自己的身份级别，给出、收回委托，申请帮代办", "Read one's own assurance, give and take back mandates, ask for assistance")),
    Scope("assistance:work", Words("办理帮代办件", "Work on assistance orders")),
    Scope("applications:read", Words("看自己的申请和本单位的办件（看材料会记录）", "Read own applications, or the unit's parts (looks at papers are recorded)")),
    Scope("applications:apply", Words("填写、提交、补正、撤回申请", "Fill in, submit, complete and withdraw applications")),
    Scope("applications:desk", Words("看本单位办件的清单", "Read the unit's lists of parts")),
    Scope("applications:act", Words("办理办件：受理、审查、决定", "Handle parts: accept, review, decide")),
    Scope("calls:tell", Words("通报来电（话务系统）", "Announce telephone calls")),
    Scope("exports:make", Words("导出清单和统计为文件", "Export lists and statistics as files")),
    Scope("webhooks:manage", Words("订阅事件推送", "Subscribe to events")),
)
KNOWN = frozenset(scope.code for scope in SCOPES)
ONE_ACTION = re.compile(r"act:[a-z_]{2,40}")


def check_scopes(scopes: Iterable[str]) -> list[str]:
    """The scopes, each once and in order; Refusal "token.scope_unknown" names one that does not exist, or says that there is none."""
    found = sorted(set(scopes))
    unknown = [each for each in found if each not in KNOWN and each != EVERYTHING and not ONE_ACTION.fullmatch(each)]
    if unknown or not found:
        named = unknown[0] if unknown else ""
        said = Words("没有权限范围“{scope}”，可用：{known}，或 act:动作。", "There is no scope “{scope}”; use {known}, or act:ACTION.")
        raise Refusal("token.scope_unknown", said.format(scope=named[:60], known=", ".join(sorted(KNOWN))), field="scopes", status=422)
    return found


def needs_scope(held: Sequence[str], scope: str) -> None:
    """Forbidden "token.scope" where a token lacks the scope of what it asks; an empty scope is open to every token."""
    if not scope or EVERYTHING in held or scope in held or (scope.startswith("act:") and "cases:act" in held):
        return
    said = Words("这个令牌没有“{scope}”的权限，请向管理员申请。", "This token lacks the scope “{scope}”. Ask the administrator for it.")
    raise Forbidden("token.scope", said.format(scope=scope))
