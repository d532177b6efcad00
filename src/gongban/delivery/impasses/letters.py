"""The words in which people are told how it goes. No text of a person stands in them."""

from __future__ import annotations

from gongban.foundation.messages.public import Template, declare
from gongban.kernel.words import Words


def _letter(name: str, subject: tuple[str, str], text: tuple[str, str]) -> Template:
    return Template(f"impasses.{name}", Words(*subject), Words(*text), "{page}", loud=True)


LETTERS = {
    "impasse_taken": _letter("taken", ("已登记：{number}", "Taken: {number}"), ("您说的“{name}”办不成的事已登记，编号 {number}，进度随时可查。", "What could not be done with “{name}” was taken under {number}; follow it here.")),
    "impasse_coordinated": _letter("coordinated", ("正在协调：{number}", "Being coordinated: {number}"), ("已请有关部门一起解决“{name}”。", "The department concerned was asked to help with “{name}”.")),
    "done": _letter("done", ("办成了：{number}", "Done: {number}"), ("“{name}”办成了，请看页面。", "“{name}” was done; see its page.")),
    "lawful_no": _letter("lawful_no", ("有结论了：{number}", "Decided: {number}"), ("“{name}”依法不能办，依据和救济途径写在页面上。", "The law does not allow “{name}”; ground and remedy stand on its page.")),
}  # fmt: skip

declare(*LETTERS.values())
