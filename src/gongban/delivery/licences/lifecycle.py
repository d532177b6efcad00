"""The life of a licence as one table, with the four endings of the law apart; `who` names relations that `rights` resolves."""

from __future__ import annotations

from gongban.kernel.lifecycle import Lifecycle, State, Transition
from gongban.kernel.words import Words

STATES = (
    State("in_force", Words("有效", "In force"), Words("这张证照有效。", "This licence is in force.")),
    State("suspended", Words("暂停", "Suspended"), Words("这张证照暂停使用，恢复前不能凭它办事、经营。", "This licence is suspended; until it is resumed nothing may be done by it.")),
    State("expired", Words("已过期", "Expired"), Words("有效期已过，这张证照不再有效；需要的请重新申请。", "Its term is over and it is no longer in force. Apply anew if you need it."), open=False),
    State("annulled", Words("已撤销", "Annulled"), Words("发证时不符合规定，已由发证机关撤销，自始不受保护。", "It should not have been granted and was annulled by the issuing body."), open=False),
    State("withdrawn", Words("已撤回", "Withdrawn"), Words("因法律或客观情况变化，已由发证机关撤回；由此造成的损失依法补偿。", "The issuing body withdrew it because the law or the circumstances changed; losses are compensated by law."), open=False),
    State("revoked", Words("已吊销", "Revoked"), Words("因违法被处罚，已吊销。", "It was revoked as a penalty for breaking the law."), open=False),
    State("cancelled", Words("已注销", "Cancelled"), Words("已办理注销，这张证照终止。", "It was cancelled in the register and is over."), open=False),
)  # fmt: skip

RUNNING = ("in_force", "suspended")
ENDED = tuple(state.code for state in STATES if not state.open)
ENDINGS = {"annul": "annulled", "withdraw": "withdrawn", "revoke": "revoked", "cancel": "cancelled", "expire": "expired"}
HEADS = ("issuer_head", "superior")


def _row(action: str, origins: tuple[str, ...], to: str, who: tuple[str, ...], label: tuple[str, str], told: tuple[str, str], reason: str) -> Transition:
    return Transition(action, origins, (to,) if to else (), who, Words(*label), Words(*told), reason)


TRANSITIONS = (
    _row("change", ("in_force",), "", ("issuer",), ("变更", "Change"), ("证照内容已变更，换发新版本", "Changed: a new version was issued"),
         "登记的内容变了就出新版本，旧版本的二维码会说明已被替换。"),
    _row("renew", ("in_force",), "", ("issuer",), ("延续", "Renew"), ("有效期已延续，换发新版本", "Renewed: a new version with a later end was issued"),
         "在有效期届满前延续；已过期的要重新申请。"),
    _row("suspend", ("in_force",), "suspended", ("issuer_head",), ("暂停", "Suspend"), ("证照已暂停", "The licence was suspended"),
         "查明情况之前先停用，由负责人或审核人决定，写明理由。"),
    _row("resume", ("suspended",), "in_force", ("issuer_head",), ("恢复", "Resume"), ("证照已恢复有效", "The licence is in force again"),
         "原因消除后恢复。"),
    _row("expire", RUNNING, "expired", ("system",), ("过期", "Expire"), ("有效期届满", "Its term is over"),
         "有效期最后一天过完，按城市的时钟自动过期。"),
    _row("annul", RUNNING, "annulled", HEADS, ("撤销", "Annul"), ("证照已撤销", "The licence was annulled"),
         "不该发而发了的，由发证机关或其上级撤销（行政许可法第六十九条）。"),
    _row("withdraw", RUNNING, "withdrawn", HEADS, ("撤回", "Withdraw"), ("证照已撤回", "The licence was withdrawn"),
         "合法取得的，只因法律修改或客观情况重大变化、为公共利益才能撤回，并依法补偿（行政许可法第八条）。"),
    _row("revoke", RUNNING, "revoked", ("issuer_head",), ("吊销", "Revoke"), ("证照已吊销", "The licence was revoked"),
         "行政处罚：必须有处罚决定书的文号（行政处罚法第九条）。"),
    _row("cancel", ("in_force", "suspended", "expired", "annulled", "withdrawn", "revoked"), "cancelled", ("issuer",), ("注销", "Cancel"), ("证照已注销", "The licence was cancelled"),
         "终止后的登记手续，或应持证人申请（行政许可法第七十条）。"),
)  # fmt: skip

LICENCE = Lifecycle("licence", "in_force", STATES, TRANSITIONS)
