"""The words in which reporters and staff are told what happened to a case. No text of a person stands in them."""

from __future__ import annotations

from gongban.foundation.messages.public import Template, declare
from gongban.kernel.words import Words

_PAGE = "{page}"


def _reporter(name: str, subject: tuple[str, str], text: tuple[str, str], loud: bool = False) -> Template:
    zh, en = "您反映的 {number} " + text[0], "Your report {number}: " + text[1]
    return Template(f"cases.{name}", Words(*subject), Words(zh, en), _PAGE, loud=loud)


def _staff(name: str, subject: tuple[str, str], text: tuple[str, str]) -> Template:
    return Template(f"cases.staff.{name}", Words(*subject), Words(*text), _PAGE)


REPORTER = {
    "accepted": _reporter("accepted", ("已受理", "Accepted"), ("已受理，正在确定由谁办理。", "accepted. We are finding who is in charge.")),
    "refused": _reporter("refused", ("不予受理", "Not accepted"),
                         ("不予受理，原因和应当找谁请点开查看。", "not accepted. Open it for the reason and for whom to turn to."), loud=True),
    "handed_over": _reporter("handed_over", ("已移交紧急线路", "Handed to the emergency line"),
                             ("已立即移交紧急线路。", "handed over to the emergency line at once."), loud=True),
    "answered": _reporter("answered", ("已答复", "Answered"), ("已答复，请点开查看。", "answered. Open it to read the answer."), loud=True),
    "dispatched": _reporter("dispatched", ("已交办", "Sent to a department"), ("已交给{department}办理。", "sent to {department}.")),
    "replied": _reporter("replied", ("有新回复", "New reply"), ("有新的回复，请点开查看。", "there is a new reply. Open it to read it.")),
    "asked": _reporter("asked", ("请您补充情况", "Please add information"),
                       ("需要您补充情况，补充前暂停计时。", "we need more information from you. The clock waits until you add it."), loud=True),
    "extended": _reporter("extended", ("办理时间延长", "More time granted"),
                          ("经核准延期办理，原因请点开查看。", "more time was granted. Open it for the reason.")),
    "closed": _reporter("closed", ("已办结，请您评价", "Closed: please judge"),
                        ("已办结。解决了没有？请点开评价；没解决可以发回重办。",
                         "closed. Is it solved? Open it and tell us; if not, it is sent back to be redone."), loud=True),
    "redone": _reporter("redone", ("发回重办", "Sent back to be redone"),
                        ("已发回重新办理，您的时限接着计算，不重新开始。", "sent back to be redone. Your clock goes on, it does not start anew."), loud=True),
    "filed": _reporter("filed", ("已归档", "Filed"), ("已办结并归档，感谢您的反映。", "closed and filed. Thank you for reporting.")),
    "joined": _reporter("joined", ("与同一件事合并办理", "Handled together"),
                        ("与 {other} 是同一件事，合并办理，进展会一并告知您。", "is the same matter as {other}; they are handled together and you will be told how it goes.")),
    "private": _reporter("private", ("不公开显示", "Not shown in public"),
                         ("不公开显示，不影响办理；原因请点开查看。", "is not shown in public. Work on it goes on; open it for the reason.")),
}  # fmt: skip

STAFF = {
    "dispatched": _staff("dispatched", ("新派单 {number}", "New order {number}"),
                         ("{number} 已派给{department}，请按时签收。", "{number} was sent to {department}. Please sign for it in time.")),
    "co_handled": _staff("co_handled", ("协办任务 {number}", "Part of {number}"),
                         ("{number} 请{department}协办，请签收。", "{department} is asked for a part of {number}. Please sign for it.")),
    "urged": _staff("urged", ("督办 {number}", "Urged: {number}"),
                    ("{number} 已被督办，请按要求办理并反馈。", "{number} is urged. Please act as demanded and report.")),
    "chased": _staff("chased", ("催办 {number}", "Chased: {number}"),
                     ("反映人第 {count} 次催办 {number}。", "The reporter chases {number}, the {count}. time.")),
    "return_granted": _staff("return_granted", ("同意退单 {number}", "Return granted: {number}"),
                             ("{number} 的退单已同意，不再由{department}办理。", "The return of {number} was granted; {department} no longer holds it.")),
    "return_refused": _staff("return_refused", ("不同意退单 {number}", "Return refused: {number}"),
                             ("{number} 的退单未获同意，请{department}签收办理。", "The return of {number} was refused. {department} is to sign for it and work on it.")),
}  # fmt: skip

declare(*REPORTER.values(), *STAFF.values())
