"""The words in which people are told of mandates and orders. No text of a person stands in them."""

from __future__ import annotations

from gongban.foundation.messages.public import Template, declare
from gongban.kernel.words import Words


def _letter(name: str, path: str, subject: tuple[str, str], text: tuple[str, str], loud: bool = True) -> Template:
    return Template(f"assistance.{name}", Words(*subject), Words(*text), path, loud=loud)


declare(
    _letter("mandate_entered", "/me/mandates/", ("窗口为您录入了一份委托", "A mandate of yours was entered at a counter"),
            ("纸质委托书已录入，写的是什么、到哪天，见“我的委托”。不是您写的，请马上收回，并拨打 12345。", "What it says and until when stands under “My mandates”. If you did not give it, take it back at once and call 12345.")),
    _letter("mandate_received", "{page}", ("您受托帮人办事", "Somebody gave you a mandate"),
            ("有人委托您{kind}，范围和期限见页面；不想接受可以退回。", "Somebody lets you act for them ({kind}); for what and until when stands on the page. You may lay it down.")),
    _letter("mandate_ended", "{page}", ("一项委托已结束", "A mandate is over"), ("从现在起不能再凭它查看和办理。", "From now on nothing is seen or done by it.")),
    _letter("acted", "/me/mandates/acts/", ("受托人替您办了一步", "Somebody acted for you"), ("{what}。全部记录见“谁替我办过”。", "{what}. Everything stands under “Who acted for me”."), loud=False),
    _letter("moved", "/me/mandates/orders/{order}/", ("帮代办件 {number}：{state}", "Assistance order {number}: {state}"), ("{told}。详情见页面。", "{told}. See the page.")),
    _letter("asked", "/desk/assistance/{order}/", ("有人申请帮代办：{number}", "Assistance is asked for: {number}"), ("请尽快联系并受理。", "Please contact the person and accept it soon."), loud=False),
)  # fmt: skip
