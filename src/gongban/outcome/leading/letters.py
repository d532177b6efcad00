"""The words in which the staff are told of briefs and instructions. No text of a person stands in them."""

from __future__ import annotations

from gongban.foundation.messages.public import Template, declare
from gongban.kernel.words import Words


def _letter(name: str, subject: tuple[str, str], text: tuple[str, str]) -> Template:
    return Template(f"leading.{name}", Words(*subject), Words(*text), "{page}")


DEPARTMENT = {
    "given": _letter("given", ("新批示 {number}", "New instruction {number}"),
                     ("{number} 交{department}落实，{due}前完成，请领办。", "{number} is given to {department}, to be done by {due}. Please take it on.")),
    "sent_back": _letter("sent_back", ("批示退回续办 {number}", "Report sent back: {number}"),
                         ("{number} 的结果未获认可，请{department}继续落实。", "The report on {number} was not accepted. {department} is to go on.")),
    "accepted": _letter("accepted", ("批示已办结 {number}", "Done: {number}"),
                        ("{number} 的结果已认可，办结。", "The report on {number} was accepted; it is done.")),
    "urged": _letter("urged", ("催办批示 {number}", "Urged: {number}"),
                     ("{number} 第 {count} 次催办，限期 {due}，请{department}尽快报告结果。", "{number} is urged, the {count}. time; it was due by {due}. {department} is to report soon.")),
    "postponed": _letter("postponed", ("批示改期 {number}", "Date changed: {number}"),
                         ("{number} 改为 {due}前完成。", "{number} is now to be done by {due}.")),
    "withdrawn": _letter("withdrawn", ("批示撤回 {number}", "Withdrawn: {number}"),
                         ("{number} 已撤回，{department}不必再办。", "{number} was withdrawn; {department} need not go on.")),
}  # fmt: skip
REPORTED = _letter("reported", ("批示有结果 {number}", "Reported: {number}"),
                   ("{department}已就 {number} 报告结果，请核定。", "{department} has reported on {number}. Please look at it."))  # fmt: skip
ISSUED = _letter("issued", ("{number} 已印发", "{number} issued"), ("{number} 已印发，请阅。", "{number} was issued. Please read it."))

declare(*DEPARTMENT.values(), REPORTED, ISSUED)
