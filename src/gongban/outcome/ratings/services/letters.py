"""The words in which people are asked to rate and told what came of it. No text of a person stands in them."""

from __future__ import annotations

from gongban.foundation.messages.public import Template, declare
from gongban.kernel.words import Words


def _letter(name: str, subject: tuple[str, str], text: tuple[str, str]) -> Template:
    return Template(f"service_ratings.{name}", Words(*subject), Words(*text), "{page}")


LETTERS = {
    "invited": _letter("invited", ("{name}办完了，请您评价", "{name}: how was it?"),
                       ("{office}办完了{name}。满意不满意都可以说，只评一回；不评就是没有评。", "{office} has handled {name}. Tell us whether you were satisfied; once, and only if you wish.")),
    "verify": _letter("verify", ("您的差评属实，正在整改", "What you said is true and being mended"),
                      ("{office}核实了您对{name}的评价，正在改正。", "{office} found your rating of {name} to be true and is mending it.")),
    "explain": _letter("explain", ("对您评价的解释", "An explanation on your rating"),
                       ("{office}对{name}作了解释，写明了法律依据，请看看。", "{office} explains {name} with its legal ground. Please read it.")),
    "appeal": _letter("appeal", ("您的评价正在复核", "Your rating is under review"),
                      ("{office}认为对{name}的评价与事实不符，政务服务部门正在复核，不会因此影响您办事。", "{office} holds your rating of {name} to be untrue; the service office reviews it. It does not affect your matters.")),
    "uphold_appeal": _letter("uphold_appeal", ("复核有了结论", "The review is over"),
                             ("对{name}的评价，复核认为与事实不符，理由见评价页面；您可以提出异议。", "On review your rating of {name} was found untrue; the reasons stand on its page. You may object.")),
    "reject_appeal": _letter("reject_appeal", ("复核有了结论，继续整改", "The review is over, mending goes on"),
                             ("对{name}的评价，复核认为属实，{office}继续整改。", "On review your rating of {name} holds; {office} goes on mending.")),
    "reply": _letter("reply", ("已整改并答复您", "Mended, and a reply for you"),
                     ("{office}答复了您对{name}的评价，认可不认可都请说一声。", "{office} replied to your rating of {name}. Please say whether you are content.")),
}  # fmt: skip

declare(*LETTERS.values())
