"""The life of a part (办件) as one table: from receipt to the result in the applicant's hands; `who` names relations that `rights` resolves."""

from __future__ import annotations

from gongban.kernel.lifecycle import Lifecycle, State, Transition
from gongban.kernel.words import Words

STATES = (
    State("waiting", Words("等待前序", "Waiting"), Words("要等前面的办件有了结果才开始，到时自动交给办理单位。", "It waits for the result of another part and is then handed to its office by itself.")),
    State("received", Words("已收件", "Received"), Words("已经收到，正在看材料齐不齐；五个工作日内没有说要补的，从收到那天起就算受理。", "It has been received and is checked for completeness. If nothing is asked for within five working days it counts as accepted from the day of receipt.")),
    State("correcting", Words("待补正", "To be completed"), Words("有材料要补，一次都告诉您了；补齐再交，不用重新申请。", "Something is missing and you were told all of it at once. Complete it here; you need not apply again.")),
    State("in_review", Words("办理中", "In review"), Words("已经受理，正在审查。", "It has been accepted and is being reviewed.")),
    State("in_special", Words("特别程序", "Special procedure"), Words("正在进行听证、检测、评审等程序，所需时间不算在办理时限里。", "A hearing, test or review by experts is under way; its time does not count.")),
    State("awaiting_payment", Words("待缴费", "To be paid"), Words("已经准予，缴费以后发给您结果。", "It has been granted; the result follows once the fee is paid.")),
    State("granted", Words("已准予，待送达", "Granted"), Words("已经准予，结果正在送到您手里。", "It has been granted and the result is on its way to you.")),
    State("concluded", Words("已办结", "Done"), Words("结果已经送达。", "The result has been handed over."), open=False),
    State("refused", Words("不予许可", "Refused"), Words("没有通过，理由和救济途径写在决定里；改好以后可以只就这一件重新申请。", "It was refused, with reasons and remedies in the decision. Once mended it can be applied for again alone."), open=False),
    State("not_accepted", Words("不予受理", "Not accepted"), Words("不归这里办，或者依法不用办；该去哪里已经写明。", "It is not for this office, or no permit is needed; where to go is said."), open=False),
    State("withdrawn", Words("已撤回", "Withdrawn"), Words("您已撤回申请。", "You have withdrawn it."), open=False),
    State("terminated", Words("已终止", "Terminated"), Words("办理已经终止，原因见说明。", "The handling has been ended; see why."), open=False),
)  # fmt: skip

BEFORE_DECISION = ("waiting", "received", "correcting", "in_review", "in_special")
ENDED = tuple(state.code for state in STATES if not state.open)
APPLICANT = ("applicant", "assistant")
OFFICE = ("owner",)
HEADS = ("owner_head",)


def _row(action: str, origins: tuple[str, ...], to: str | tuple[str, ...], who: tuple[str, ...], label: tuple[str, str], told: tuple[str, str], reason: str, clock: tuple[str, ...] = ()) -> Transition:
    targets = (to,) if isinstance(to, str) and to else tuple(to)
    return Transition(action, origins, targets, who, Words(*label), Words(*told), reason, clock)


TRANSITIONS = (
    # ---- 收件与受理 · receipt and acceptance
    _row("begin", ("waiting",), "received", ("system",), ("开始", "Begin"), ("前序已有结果，现在开始办理", "The part before it has its result; this one begins"),
         "前一件准予以后自动开始，不要人去推。", ("start:receipt",)),
    _row("accept", ("received",), "in_review", OFFICE, ("受理", "Accept"), ("已受理", "Accepted"),
         "材料齐全、符合法定形式的应当受理（行政许可法第三十二条）。", ("stop:receipt", "start:review")),
    _row("deem_accepted", ("received",), "in_review", ("system",), ("逾期视为受理", "Deem accepted"), ("五个工作日内没有一次告知，自收到之日起即为受理", "Nothing was asked for within five working days: accepted as of receipt"),
         "逾期不告知的，自收到申请材料之日起即为受理（行政许可法第三十二条）。", ("stop:receipt", "start:review_as_of_receipt")),
    _row("ask_correction", ("received",), "correcting", OFFICE, ("一次告知补正", "Ask to complete"), ("请一次补齐下列内容", "Please complete the following"),
         "要补的一次说全；补正以后只能就补来的再问。", ("stop:receipt", "start:correction")),
    _row("correct", ("correcting",), "received", APPLICANT, ("提交补正", "Hand in what was missing"), ("已补正", "Completed"),
         "补齐以后重新起算受理期限。", ("stop:correction", "start:receipt")),
    _row("not_accept", ("received",), "not_accepted", OFFICE, ("不予受理", "Do not accept"), ("不予受理", "Not accepted"),
         "不属于本单位职权或者依法不需要许可的，即时告知并说明该去哪里。", ("stop:all",)),
    _row("hand_on", ("received",), "", OFFICE, ("转交办理单位", "Hand on"), ("已转交办理单位", "Handed on to the office that decides"),
         "收错单位或兜底收件的，内部转交，不叫申请人再跑；收件期限照走。"),
    # ---- 审查 · review
    _row("give_opinion", ("in_review",), "", ("reviewing",), ("提交审查意见", "Give an opinion"), ("一个审查环节已完成", "A step of the review is done"),
         "并联审查，各环节互不等待（流程图另有规定的除外）。"),
    _row("pass_time", ("in_review",), "", ("system",), ("环节到时", "Timer"), ("流程中的定时已到", "A timer of the process has run out"),
         "流程图里的定时由平台执行。"),
    _row("inspect", ("in_review",), "", ("owner", "reviewing"), ("记录现场核查", "Record an inspection"), ("已到现场核查", "Inspected on site"),
         "几个单位一次到场，一张记录。"),
    _row("begin_special", ("in_review",), "in_special", OFFICE, ("启动特别程序", "Begin a special procedure"), ("进入特别程序，所需时间不计入时限", "A special procedure begins; its time does not count"),
         "听证、检验检测、专家评审等所需时间不计算在期限内，应当书面告知（行政许可法第四十五条）。", ("pause:special",)),
    _row("end_special", ("in_special",), "in_review", OFFICE, ("特别程序结束", "End it"), ("特别程序结束，继续审查", "The special procedure is over; the review goes on"),
         "程序一结束时限就接着走。", ("resume:special",)),
    _row("extend", ("in_review",), "", HEADS, ("延长期限", "Extend"), ("经负责人批准，办理期限延长", "The head has extended the limit"),
         "只能延长一次，由负责人批准，理由告知申请人；承诺时限不延。"),
    _row("decide", ("in_review",), ("granted", "awaiting_payment", "refused"), HEADS, ("作出决定", "Decide"), ("已作出决定", "Decided"),
         "审查意见到齐，由审核人或负责人决定；不予的写明理由和救济途径。", ("stop:review",)),
    # ---- 缴费与送达 · fee and handing over
    _row("pay", ("awaiting_payment",), "granted", ("system",), ("缴费", "Pay"), ("已缴费", "Paid"),
         "由缴费渠道回报，不由人手填。"),
    _row("hand_over", ("granted",), "concluded", ("owner", "counter", "system"), ("送达", "Hand over"), ("结果已送达", "The result has been handed over"),
         "电子结果自动送达；要一起领的，等最后一件。"),
    # ---- 结束 · other endings
    _row("withdraw", BEFORE_DECISION, "withdrawn", APPLICANT, ("撤回申请", "Withdraw"), ("申请人撤回", "Withdrawn by the applicant"),
         "决定作出之前可以撤回；决定已作出的，撤回不成。", ("stop:all",)),
    _row("terminate", BEFORE_DECISION, "terminated", HEADS, ("终止办理", "Terminate"), ("办理终止", "Terminated"),
         "逾期不补正、申请人死亡或终止、对象不存在等，由负责人决定，写明理由。", ("stop:all",)),
)  # fmt: skip

PART = Lifecycle("application", "received", STATES, TRANSITIONS)
