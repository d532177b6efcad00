"""The words in which applicants are told how it goes. No text of a person stands in them."""

from __future__ import annotations

from gongban.foundation.messages.public import Template, declare
from gongban.kernel.words import Words


def _letter(name: str, subject: tuple[str, str], text: tuple[str, str], loud: bool = True) -> Template:
    return Template(f"applications.{name}", Words(*subject), Words(*text), "{page}", loud=loud)


LETTERS = {
    "submitted": _letter("submitted", ("申请已收到：{name}", "Received: {name}"), ("编号 {number}，{office}正在看材料齐不齐，进度随时可查。", "Number {number}. {office} checks whether it is complete; follow it here."), loud=False),
    "application_accepted": _letter("accepted", ("已受理：{name}", "Accepted: {name}"), ("{office}已受理 {number}，开始审查。", "{office} has accepted {number} and reviews it.")),
    "correction_asked": _letter("correction", ("请补正：{name}", "Please complete: {name}"), ("{office}一次告知了 {number} 要补的内容，请在页面上补齐。", "{office} has told you all that {number} still needs. Complete it on its page.")),
    "not_accepted": _letter("not_accepted", ("不予受理：{name}", "Not accepted: {name}"), ("{number} 不归{office}办，该去哪里办写在页面上。", "{number} is not for {office}; its page says where to go.")),
    "special_begun": _letter("special", ("进入特别程序：{name}", "A special procedure: {name}"), ("{number} 正在进行特别程序，所需时间不计入时限，理由写在页面上。", "A special procedure of {number} is under way; its time does not count. The page says why.")),
    "review_extended": _letter("extended", ("期限延长：{name}", "More time is needed: {name}"), ("{office}延长了 {number} 的办理期限，理由写在页面上。", "{office} has extended the limit of {number}; the page says why.")),
    "decided": _letter("decided", ("有决定了：{name}", "Decided: {name}"), ("{office}对 {number} 作出了决定，请看页面。", "{office} has decided {number}. See its page.")),
    "result_handed_over": _letter("handed_over", ("结果已送达：{name}", "Handed over: {name}"), ("{number} 已办结，结果在“我的办事”里。", "{number} is done; its result stands under “My applications”.")),
    "application_terminated": _letter("terminated", ("办理终止：{name}", "Ended: {name}"), ("{office}终止了 {number} 的办理，原因写在页面上。", "{office} has ended the handling of {number}; the page says why.")),
    "part_begun": _letter("begun", ("开始办理：{name}", "Begun: {name}"), ("前面的办件有了结果，{office}现在开始办 {number}。", "The part before it has its result; {office} now begins with {number}."), loud=False),
}  # fmt: skip

declare(*LETTERS.values())
