"""The life of a rectification (差评整改), as one table: verified, replied and mended, called back, closed; an appeal when the rating is false."""

from __future__ import annotations

from gongban.kernel.lifecycle import Lifecycle, State, Transition
from gongban.kernel.words import Words

STATES = (
    State("opened", Words("待核实", "To be verified"), Words("已转给办理单位，由办这件事的人核实。", "It was passed to the office that handled it, which verifies what happened.")),
    State("rectifying", Words("属实，整改中", "True, being mended"), Words("情况属实，正在改正，改好后答复您。", "It is true and being mended; you will get a reply.")),
    State("under_review", Words("申诉复核中", "Appeal under review"), Words("办理单位认为评价与事实不符，政务服务部门正在复核。", "The office holds the rating to be untrue; the service office is reviewing it.")),
    State("replied", Words("已答复，待回访", "Replied, to be called back"), Words("已答复您，会再问您认不认可。", "You have a reply; we will ask whether you are content with it.")),
    State("closed", Words("已办结", "Closed"), Words("整改结束。", "It has been dealt with."), open=False),
    State("dropped", Words("复核认定不实", "Found untrue on review"), Words("复核认为与事实不符，评价照样显示，不计入评分；您可以向政务服务热线提出异议。", "On review it was found untrue: it stays shown but does not count. You may object by the hotline."), open=False),
)  # fmt: skip


def _row(action: str, origins: tuple[str, ...], to: tuple[str, ...], who: tuple[str, ...], label: tuple[str, str], told: tuple[str, str], reason: str, *clock: str) -> Transition:
    return Transition(action, origins, to, who, Words(*label), Words(*told), reason, clock)


TRANSITIONS = (
    _row("verify", ("opened",), ("rectifying",), ("office",), ("属实，整改", "True: mend it"), ("核实属实，开始整改", "Verified as true, being mended"),
         "谁办理谁整改：先核实，再改。", "stop verify"),
    _row("explain", ("opened",), ("replied",), ("office",), ("没有法律依据，解释", "No legal ground: explain"), ("已向您解释", "Explained to you"),
         "诉求没有法律依据的，写明依据，解释清楚，照样回访。", "stop verify", "stop rectify", "start callback"),
    _row("appeal", ("opened", "rectifying"), ("under_review",), ("office_head",), ("申诉：恶意或不实", "Appeal: malicious or untrue"), ("办理单位提出申诉", "The office appealed"),
         "由审核人或负责人提出，写明依据；自己不能认定自己的差评。", "stop verify", "start review"),
    _row("uphold_appeal", ("under_review",), ("dropped",), ("supervisor",), ("认定不实", "Found untrue"), ("复核认定与事实不符", "Found untrue on review"),
         "政务服务部门复核；认定不实的不计入评分，评价和理由都留着。", "stop review"),
    _row("reject_appeal", ("under_review",), ("rectifying",), ("supervisor",), ("驳回申诉，继续整改", "Reject the appeal"), ("申诉被驳回，继续整改", "The appeal was rejected, mending goes on"),
         "申诉不成立就照属实整改，整改期限不重算。", "stop review"),
    _row("reply", ("rectifying",), ("replied",), ("office",), ("改好了，答复", "Mended: reply"), ("已整改并答复", "Mended and replied"),
         "整改期限从收到差评起算，到答复为止。", "stop rectify", "start callback"),
    _row("call_back", ("replied",), ("closed", "rectifying", "replied"), ("caller",), ("记录回访", "Record the callback"), ("已回访", "Called back"),
         "差评百分之百回访，由政务服务部门来问，不由办理单位自己问。", "stop callback"),
    _row("accept", ("replied",), ("closed",), ("rater",), ("认可", "I am content"), ("评价人认可", "The person is content"),
         "评价人自己认可，就不用再打电话。", "stop callback"),
    _row("object", ("replied",), ("rectifying",), ("rater",), ("还没改好", "It is still not mended"), ("评价人不认可，继续整改", "The person is not content, mending goes on"),
         "不认可就退回办理单位继续改，重新计整改期限。", "stop callback", "start rectify"),
)  # fmt: skip

RECTIFICATION = Lifecycle("rectification", "opened", STATES, TRANSITIONS)
FIRST_CLOCKS = ("verify", "rectify")
